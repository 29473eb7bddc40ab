import { BREAKDOWN_CATEGORIES as CATEGORIES } from '../../packages/story/src/breakdown/categories.ts';
import type { BreakdownFile } from './check.ts';

type Tag = BreakdownFile['tags'][number];

/** An element that a detector found in a scene. */
export interface Found {
  readonly scene: number;
  readonly category: string;
  readonly name: string;
  readonly mentions: readonly { readonly from: number; readonly to: number }[];
}

export interface Score {
  readonly category: string;
  readonly hits: number;
  readonly falseAlarms: readonly Found[];
  readonly misses: readonly Tag[];
}

/**
 * What was found against what was tagged, by scene, category and element: the same where a mention lies over the tagged
 * words, else where the names agree (cast: the words of one name are all in the other; things: the same last word).
 * Each tag is found once; what is found twice under two names is one hit and one false alarm. Voices and implied
 * elements count like all others.
 */
export function scoresOf(file: BreakdownFile, found: readonly Found[]): Score[] {
  const [first, last] = file.scenes;
  return CATEGORIES.filter((category) => file.categories?.includes(category) ?? true).map((category) => {
    const tags = new Set(file.tags.filter((tag) => tag.category === category));
    const left = new Set(found.filter((one) => one.category === category && one.scene >= first && one.scene <= last));
    let hits = 0;
    for (const same of [lieOver, namesAgree]) {
      for (const one of left) {
        const tag = [...tags].find((each) => each.scene === one.scene && same(one, each));
        if (tag === undefined) continue;
        tags.delete(tag);
        left.delete(one);
        hits++;
      }
    }
    return { category, hits, falseAlarms: [...left], misses: [...tags] };
  });
}

function lieOver({ mentions }: Found, { from, to }: Tag): boolean {
  return mentions.some((mention) => mention.from < to && mention.to > from);
}

function namesAgree({ name, category }: Found, tag: Tag): boolean {
  const own = wordsOf(name);
  const tagged = wordsOf(tag.name);
  if (category === 'cast') return subset(own, tagged) || subset(tagged, own);
  return own.at(-1) === tagged.at(-1) || own.at(-1) === wordsOf(tag.words).at(-1);
}

function wordsOf(name: string): string[] {
  return (
    name
      .toLowerCase()
      .replace(/[’']s\b/gu, '')
      .match(/[\p{L}\p{N}]+/gu)
      ?.map((word) => word.replace(/s$/u, '')) ?? []
  );
}

function subset(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && one.every((word) => other.includes(word));
}
