import { TimelineError } from './fault.ts';
import type { Json } from './model.ts';

/**
 * OTIO's dialect of JSON, which `JSON.parse` refuses or rounds: `NaN`, `Infinity`, `Inf`, and whole
 * numbers of any size (bigint here).
 */

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const WORD = /-?[A-Za-z]+/y;
const SPACE = /[ \t\r\n]*/y;
/** Deeper than any timeline; keeps hostile input from overflowing the stack. */
const MAX_DEPTH = 500;

/**
 * The value that a text holds.
 * @throws TimelineError `input`, whose place is `line:column`.
 */
export function parseJson(text: string): Json {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const fail = (what: string): never => {
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    const place = `line ${line}, column ${at - before.lastIndexOf('\n')}`;
    throw new TimelineError('input', `This is not valid JSON: ${what} at ${place}.`, { place });
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (sign: string): boolean => {
    match(SPACE);
    if (text[at] !== sign) return false;
    at++;
    return true;
  };

  const string = (): string => {
    const start = at++;
    while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
    if (text[at] !== '"') fail('a text without its closing quote');
    at++;
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      at = start;
      return fail('a text with a bad escape');
    }
  };

  const number = (): Json => {
    const found = match(NUMBER);
    if (!found) return fail('a number that cannot be read');
    const value = Number(found[0]);
    return found[1] || found[2] || Number.isSafeInteger(value) ? value : BigInt(found[0]);
  };

  const word = (): Json => {
    const start = at;
    switch (match(WORD)?.[0]) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case 'NaN':
        return Number.NaN;
      case 'Infinity':
      case 'Inf':
        return Number.POSITIVE_INFINITY;
      case '-Infinity':
      case '-Inf':
        return Number.NEGATIVE_INFINITY;
    }
    at = start;
    return fail(at >= text.length ? 'the text ends too early' : 'an unknown word or sign');
  };

  const value = (depth: number): Json => {
    if (depth > MAX_DEPTH) fail(`more than ${MAX_DEPTH} levels`);
    match(SPACE);
    const sign = text[at];
    if (sign === '"') return string();
    if (sign === '[') {
      at++;
      const list: Json[] = [];
      if (take(']')) return list;
      do list.push(value(depth + 1));
      while (take(','));
      if (!take(']')) fail('a list without its closing bracket');
      return list;
    }
    if (sign === '{') {
      at++;
      const entries: [string, Json][] = [];
      if (take('}')) return {};
      do {
        match(SPACE);
        if (text[at] !== '"') fail('a field without a name');
        const key = string();
        if (!take(':')) fail('a field without a colon');
        entries.push([key, value(depth + 1)]);
      } while (take(','));
      if (!take('}')) fail('an object without its closing brace');
      // fromEntries defines `__proto__` as an ordinary field instead of setting a prototype.
      return Object.fromEntries(entries);
    }
    if (sign !== undefined && (/\d/.test(sign) || (sign === '-' && /\d/.test(text[at + 1] ?? '')))) return number();
    return word();
  };

  const result = value(0);
  match(SPACE);
  if (at < text.length) fail('more text after the end');
  return result;
}

/** The text of a value, with four spaces of indent as OTIO writes. */
export function formatJson(value: Json, indent = ''): string {
  if (typeof value === 'number' || typeof value === 'bigint') return Object.is(value, -0) ? '-0.0' : String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${(value as readonly Json[]).map((item) => inner + formatJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${formatJson(item, inner)}`).join(',\n')}\n${indent}}`;
}
