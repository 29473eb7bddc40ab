import fs, { writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

// Loaded before a program of ours: it stands still for ever where it would give a file a name that fits HOLD_AT, and
// makes the file HELD to say so. Media processes get no environment, and are not held.
const { HOLD_AT = '', HELD = '' } = process.env;
const { rename } = fs;
fs.rename = async (from, to) => {
  if (!new RegExp(HOLD_AT).test(String(to))) return rename(from, to);
  await writeFile(HELD, '');
  // Something has to keep the process alive.
  return new Promise(() => setInterval(() => {}, 60_000));
};
syncBuiltinESMExports();
