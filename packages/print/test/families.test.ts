import { describe, expect, it } from 'vitest';
import { familySpans } from '../src/index.ts';
import { fontsFor } from '../src/node/index.ts';

describe('families', () => {
  it('divides a text by the fonts that have its letters', async () => {
    const text = 'Rain, שלום עולם, 雨の夜 & नमस्ते';
    const { fonts } = await fontsFor(text, 'Hind');
    const spans = familySpans(text, fonts);
    expect(spans.map((span) => span.text).join('')).toBe(text);
    expect(spans.map(({ text, family }) => ({ text, family }))).toEqual([
      { text: 'Rain, ', family: 'Hind' },
      { text: 'שלום עולם', family: 'Cousine' },
      { text: ', ', family: 'Hind' },
      { text: '雨の夜 ', family: 'BIZ UDGothic' },
      { text: '& नमस्ते', family: 'Hind' },
    ]);
  });
});
