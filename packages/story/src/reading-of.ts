import { type Screenplay, toDocument } from '@second-unit/screenplay';
import { pages } from '@second-unit/screenplay/pages';
import { charactersOf } from './characters.ts';
import { type Reading, range } from './reading.ts';
import { scenesOf } from './scenes.ts';
import { speechesOf } from './speeches.ts';
import { wordsOf } from './words.ts';

/** What all areas of the read-through begin with: scenes, speeches, pages and words, and no finding. */
export function readingOf(tree: Screenplay): Reading {
  const document = toDocument(tree);
  const words = wordsOf(tree);
  const estimate = pages(document);
  const speeches = speechesOf(tree);
  const scenes = scenesOf(document, words, speeches, estimate, tree.length);
  const headings = document.elements.filter((element) => element.type === 'sceneHeading').map(range);
  return { tree, document, words, estimate, scenes, headings, characters: charactersOf(speeches), speeches };
}
