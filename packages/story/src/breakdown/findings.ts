import type { StoryFinding } from '../story-finding.ts';
import type { Breakdown } from './breakdown.ts';
import { BREAKDOWN_CATEGORIES, type BreakdownCategory } from './categories.ts';

const NAMES: Readonly<Record<BreakdownCategory, string>> = {
  cast: 'cast by scene',
  extras: 'extras',
  props: 'props',
  setDressing: 'set dressing',
  vehicles: 'vehicles',
  animals: 'animals',
  wardrobe: 'wardrobe',
  makeup: 'make-up and hair',
  stunts: 'stunts',
  effects: 'effects',
  sound: 'sound',
  equipment: 'special equipment',
};

const METHODS: Readonly<Record<BreakdownCategory, string>> = {
  cast: 'Who has a cue in the scene, and whom its action names by a cue’s words, an introduction, a title or an age; not who is only spoken of.',
  extras: 'Groups, and people without name or cue, by English nouns for persons.',
  props:
    'English nouns for things that hands hold: as the object of a verb of handling, in a hand, somebody’s own, or a thing that is mostly handled.',
  setDressing:
    'English nouns for furniture and decoration, and things that stand or lie where nobody’s hands are on them.',
  vehicles: 'English nouns and makes of vehicles, in headings too; “the truck” is the one that was there before.',
  animals: 'English nouns for animals in action.',
  wardrobe: 'English nouns for garments in action.',
  makeup: 'English words for wounds, tears, hair and what a make-up artist does.',
  stunts: 'English verbs of falling, striking, climbing and crashing.',
  effects: 'English words for weather, fire, gunshots, blood and what is made in pictures.',
  sound: 'English words for sounds, and things that sound.',
  equipment: 'Words that ask for a crane, a drone, underwater and the like, in capitals.',
};

/**
 * One finding a category: its elements with their scenes, and as evidence the first mention of each in each scene.
 * The section has every mention, and a confidence for each element.
 */
export function breakdownFindings({ scenes, elements }: Breakdown): StoryFinding[] {
  return BREAKDOWN_CATEGORIES.flatMap((category): StoryFinding[] => {
    const found = scenes.flatMap((scene) => scene.elements.filter((element) => element.category === category));
    if (found.length === 0) return [];
    return [
      {
        id: `breakdown-${category}`,
        area: 'breakdown',
        language: found.every(({ language }) => language === 'any') ? 'any' : 'en',
        what: NAMES[category],
        value: elements
          .filter((element) => element.category === category)
          .map(({ name, scenes: where }) => ({ name, scenes: where.length })),
        confidence: found.reduce((sum, { confidence }) => sum + confidence, 0) / found.length,
        method: METHODS[category],
        evidence: found.flatMap(({ mentions }) => mentions.slice(0, 1)),
      },
    ];
  });
}
