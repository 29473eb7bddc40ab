import { Fault } from '@second-unit/evidence';

/** Red, green and blue as a screen is sent them, 0 to 1. */
export type Rgb = readonly [number, number, number];

/** A look-up table as a `.cube` file holds it: of three dimensions, or one curve a channel. */
export interface Cube {
  readonly kind: '3d' | '1d';
  readonly title?: string;
  /** Entries along one axis. */
  readonly size: number;
  /** The input that its first and last entries stand for, each channel. */
  readonly domainMin: Rgb;
  readonly domainMax: Rgb;
  /** R G B of each entry; of three dimensions red changes fastest, then green. */
  readonly values: Float64Array;
}

/** What the specification allows. */
const SIZES = { '3d': { least: 2, most: 256 }, '1d': { least: 2, most: 65_536 } } as const;
const MOST_TITLE = 250;

/**
 * The table as a `.cube` file (Adobe's Cube LUT Specification 1.0). What it holds is read back equal.
 * @throws Fault `input` where a title or a value cannot be written
 */
export function writeCube(cube: Cube): string {
  const lines: string[] = [];
  if (cube.title !== undefined) lines.push(`TITLE "${plainTitle(cube.title)}"`);
  lines.push(`LUT_${cube.kind.toUpperCase()}_SIZE ${cube.size}`);
  if (!isDefaultDomain(cube)) {
    lines.push(`DOMAIN_MIN ${cube.domainMin.map(decimal).join(' ')}`);
    lines.push(`DOMAIN_MAX ${cube.domainMax.map(decimal).join(' ')}`);
  }
  const { values } = cube;
  for (let at = 0; at < values.length; at += 3) {
    lines.push(`${decimal(values[at]!)} ${decimal(values[at + 1]!)} ${decimal(values[at + 2]!)}`);
  }
  return `${lines.join('\n')}\n`;
}

function isDefaultDomain({ domainMin, domainMax }: Cube): boolean {
  return domainMin.every((value) => value === 0) && domainMax.every((value) => value === 1);
}

/** A title in the one line and the plain letters that every program reads. */
function plainTitle(title: string): string {
  const ascii = title.normalize('NFKD').replace(/\p{M}/gu, '').replace(/["“”]/g, "'");
  return ascii
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, MOST_TITLE);
}

/** Six places where they are the value itself, else as many as it takes. */
function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new Fault('input', `${value} cannot be written into a look-up table.`);
  const six = value.toFixed(6);
  return Number(six) === value ? six : String(value);
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * Reads a `.cube` file of three dimensions or of one.
 * @param place its name, for messages
 * @throws Fault `input` that names the line, for anything that is no whole table
 */
export function readCube(text: string, place = 'The table'): Cube {
  const bad = (line: number, why: string): Fault => new Fault('input', `Line ${line}: ${why}`, { place });
  let title: string | undefined;
  let kind: Cube['kind'] | undefined;
  let size = 0;
  let values = new Float64Array(0);
  let filled = 0;
  const domain: { min: Rgb; max: Rgb } = { min: [0, 0, 0], max: [1, 1, 1] };
  const seen = new Set<string>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);

  const triple = (words: readonly string[], line: number): Rgb => {
    if (words.length !== 3 || !words.every((word) => NUMBER.test(word) && Number.isFinite(Number(word)))) {
      throw bad(line, `three numbers are needed here, not “${words.join(' ').slice(0, 60)}”.`);
    }
    return [Number(words[0]), Number(words[1]), Number(words[2])];
  };

  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const words = raw.trim();
    if (words === '' || words.startsWith('#')) continue;
    const keyword = /^[A-Z][A-Z0-9_]*/i.exec(words)?.[0].toUpperCase();
    if (keyword === undefined) {
      if (kind === undefined) throw bad(line, 'values come before LUT_3D_SIZE or LUT_1D_SIZE.');
      if (filled === values.length) throw bad(line, `the table has more than ${values.length / 3} entries.`);
      values.set(triple(words.split(/\s+/), line), filled);
      filled += 3;
      continue;
    }
    if (filled > 0) throw bad(line, `${keyword} stands among the values.`);
    if (seen.has(keyword)) throw bad(line, `${keyword} is said twice.`);
    seen.add(keyword);
    const rest = words.slice(keyword.length).trim();
    switch (keyword) {
      case 'TITLE': {
        const quoted = /^"([^"]*)"$/.exec(rest);
        if (!quoted) throw bad(line, 'the title must stand in quotes.');
        title = quoted[1]!;
        break;
      }
      case 'LUT_3D_SIZE':
      case 'LUT_1D_SIZE': {
        if (kind !== undefined) throw bad(line, 'a file holds a table of one dimension or of three, not both.');
        kind = keyword === 'LUT_3D_SIZE' ? '3d' : '1d';
        const { least, most } = SIZES[kind];
        size = /^\d{1,6}$/.test(rest) ? Number(rest) : 0;
        if (size < least || size > most) throw bad(line, `the size must be a whole number from ${least} to ${most}.`);
        values = new Float64Array(3 * (kind === '3d' ? size ** 3 : size));
        break;
      }
      case 'DOMAIN_MIN':
        domain.min = triple(rest.split(/\s+/), line);
        break;
      case 'DOMAIN_MAX':
        domain.max = triple(rest.split(/\s+/), line);
        break;
      case 'LUT_1D_INPUT_RANGE':
      case 'LUT_3D_INPUT_RANGE': {
        // Resolve's way to say the domain.
        const [low, high] = rest.split(/\s+/);
        domain.min = triple([low ?? '', low ?? '', low ?? ''], line);
        domain.max = triple([high ?? '', high ?? '', high ?? ''], line);
        break;
      }
      default:
        throw bad(line, `${keyword} is no word of the format.`);
    }
  }
  if (kind === undefined) throw bad(lines.length, 'there is no LUT_3D_SIZE or LUT_1D_SIZE.');
  if (filled < values.length) {
    throw bad(lines.length, `the file ends after ${filled / 3} of ${values.length / 3} entries.`);
  }
  if (domain.min.some((low, at) => low >= domain.max[at]!)) {
    throw bad(1, 'DOMAIN_MIN must lie below DOMAIN_MAX in each channel.');
  }
  return {
    kind,
    ...(title === undefined ? {} : { title }),
    size,
    domainMin: domain.min,
    domainMax: domain.max,
    values,
  };
}

/** The table that changes nothing. */
export function identityCube(size = 33): Cube {
  const values = new Float64Array(3 * size ** 3);
  let at = 0;
  for (let blue = 0; blue < size; blue++) {
    for (let green = 0; green < size; green++) {
      for (let red = 0; red < size; red++) {
        values[at++] = red / (size - 1);
        values[at++] = green / (size - 1);
        values[at++] = blue / (size - 1);
      }
    }
  }
  return { kind: '3d', size, domainMin: [0, 0, 0], domainMax: [1, 1, 1], values };
}

/**
 * Part of a look: its entries between what they stand for (0) and what they say (1). What holds of the
 * whole table (in range, rising, without steps) holds of every part of it.
 * @throws Fault `input` for a strength outside of 0 to 1
 */
export function atStrength(cube: Cube, strength: number): Cube {
  if (!(strength >= 0 && strength <= 1)) {
    throw new Fault('input', `The strength of a look is ${strength}; it should be from 0 to 1.`);
  }
  const { size, domainMin, domainMax } = cube;
  const values = Float64Array.from(cube.values, (value, at) => {
    const channel = at % 3;
    const entry = Math.floor(at / 3);
    const place = cube.kind === '1d' || channel === 0 ? entry % size : Math.floor(entry / size ** channel) % size;
    const from = domainMin[channel]!;
    const input = from + ((domainMax[channel]! - from) * place) / (size - 1);
    return input + strength * (value - input);
  });
  return { ...cube, values };
}
