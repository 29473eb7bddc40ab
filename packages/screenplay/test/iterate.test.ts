import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, iterate, nodesAt, parse } from '../src/index.ts';
import { soup } from './soup.ts';

const SCRIPT = 'INT. A #1#\n\nMARA (V.O.)\nSo *very* [[why?]] late.\n\nShe goes.';

describe('iterate', () => {
  it('gives absolute ranges, parents before children', () => {
    const seen: string[] = [];
    iterate(parse(SCRIPT), {
      enter({ type, from, to }) {
        seen.push(`${type} ${SCRIPT.slice(from, to)}`);
        return true;
      },
    });
    expect(seen).toEqual([
      'sceneHeading INT. A #1#',
      'sceneNumber #1#',
      'character MARA (V.O.)',
      'extension (V.O.)',
      'dialogue So *very* [[why?]] late.',
      'italic *very*',
      'mark *',
      'mark *',
      'note [[why?]]',
      'action She goes.',
    ]);
  });

  it('keeps to a range, and to where it is sent', () => {
    const seen: string[] = [];
    const from = SCRIPT.indexOf('very');
    iterate(
      parse(SCRIPT),
      {
        enter({ type }) {
          seen.push(type);
          return type !== 'italic';
        },
      },
      from,
      from + 1,
    );
    expect(seen).toEqual(['dialogue', 'italic']);
  });

  it('finds the nodes at an offset', () => {
    const at = nodesAt(parse(SCRIPT), SCRIPT.indexOf('why'));
    expect(at.map(({ node, from, to }) => [node.type, SCRIPT.slice(from, to)])).toEqual([
      ['dialogue', 'So *very* [[why?]] late.'],
      ['note', '[[why?]]'],
    ]);
    expect(nodesAt(parse(SCRIPT), 999)).toEqual([]);
  });
});

describe('highlight', () => {
  it('names the nodes around each run', () => {
    const spans = highlight(parse(SCRIPT)).map(
      ({ from, to, types }) => `${types.join(' ')}: ${SCRIPT.slice(from, to)}`,
    );
    expect(spans).toEqual([
      'sceneHeading: INT. A ',
      'sceneHeading sceneNumber: #1#',
      'character: MARA ',
      'character extension: (V.O.)',
      'dialogue: So ',
      'dialogue italic mark: *',
      'dialogue italic: very',
      'dialogue italic mark: *',
      'dialogue:  ',
      'dialogue note: [[why?]]',
      'dialogue:  late.',
      'action: She goes.',
    ]);
  });

  it('is in order, without overlap, inside the range, and the same as the whole cut to it', () => {
    fc.assert(
      fc.property(soup, fc.nat(80), fc.nat(80), (text, a, b) => {
        const tree = parse(text);
        const from = Math.min(a, b, text.length);
        const to = Math.min(Math.max(a, b), text.length);
        const part = highlight(tree, from, to);
        let at = from;
        for (const span of part) {
          expect(span.from).toBeGreaterThanOrEqual(at);
          expect(span.to).toBeGreaterThan(span.from);
          expect(span.to).toBeLessThanOrEqual(to);
          at = span.to;
        }
        const cut = highlight(tree)
          .map((span) => ({ ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) }))
          .filter((span) => span.from < span.to);
        expect(part).toEqual(cut);
      }),
      { numRuns: 2_000 },
    );
  });
});
