import { describe, expect, it } from 'vitest';
import { scriptOf, tagFiles } from '../../../../bench/tags/check.ts';
import { scoresOf } from '../../../../bench/tags/score.ts';
import { readThrough } from '../../src/index.ts';
import { breakdownLexicon } from '../../src/node/index.ts';

const lexicon = await breakdownLexicon();
const files = tagFiles().flatMap(({ content }) =>
  content.format === 'second-unit/breakdown-tags@1' && content.split === 'dev' ? [content] : [],
);
const texts = files.map(scriptOf);
const absent = texts.some((text) => text === undefined);
if (absent) console.log('The breakdown is not scored: set SECOND_UNIT_DATA to the folder that has the tagged scripts.');

describe.skipIf(absent)('on the scripts that it was built on', () => {
  it.each(['cast', 'props', 'vehicles'])('%s: precision at least .85, recall at least .75', (category) => {
    let [hits, falseAlarms, misses] = [0, 0, 0];
    for (const [index, file] of files.entries()) {
      const { scenes } = readThrough(texts[index] as string, { lexicon }).breakdown;
      const found = scenes.flatMap(({ scene, elements }) => elements.map((element) => ({ ...element, scene })));
      const score = scoresOf(file, found).find((one) => one.category === category);
      hits += score?.hits ?? 0;
      falseAlarms += score?.falseAlarms.length ?? 0;
      misses += score?.misses.length ?? 0;
    }
    expect(hits / (hits + falseAlarms)).toBeGreaterThanOrEqual(0.85);
    expect(hits / (hits + misses)).toBeGreaterThanOrEqual(0.75);
  });
});
