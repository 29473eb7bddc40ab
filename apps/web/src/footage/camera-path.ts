import type { Shot } from '@second-unit/footage';
import { footageMessages } from './messages.ts';

const words = footageMessages.because;

type Camera = NonNullable<Shot['camera']>;

/** What of the camera's path is worth a word: that by which its movement is named, however small, and what is not small. */
export function pathOf({ movement, pan, tilt, zoom, roll, shake }: Camera): string {
  const parts = [
    { of: ['pan'], value: pan, least: 0.01, say: words.pan },
    { of: ['tilt'], value: tilt, least: 0.01, say: words.tilt },
    { of: ['push', 'pull'], value: zoom, least: 0.01, say: words.zoom },
    { of: ['roll'], value: roll, least: 0.5, say: words.roll },
    { of: ['handheld'], value: shake, least: 0.002, say: words.shake },
  ];
  const names = ({ of }: (typeof parts)[number]) => of.includes(movement);
  return parts
    .filter((part) => Math.abs(part.value) >= part.least || (names(part) && Math.abs(part.value) >= part.least / 20))
    .sort((one, other) => Number(names(other)) - Number(names(one)))
    .map(({ value, say }) => say(value))
    .join(', ');
}
