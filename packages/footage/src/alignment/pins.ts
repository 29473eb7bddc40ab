import { type Candidate, localMatches } from './local.ts';
import type { Material } from './material.ts';
import type { ScriptScene, TakePin } from './types.ts';

/** A pin and the line of the script that it means now; `line` is undefined where it is of no scene. */
export interface SetPin {
  readonly pin: TakePin;
  readonly line?: number;
}

/** Words of a scene among which a pinned stretch is looked for. */
const MOST_WORDS = 4000;

/**
 * Pins with the lines that they mean in this script: of the lines that read as the pin says, the nearest to where it
 * stood. A pin whose line is gone is left out, and so is one that a later one covers.
 */
export function setPins(material: Material, pins: readonly TakePin[]): SetPin[] {
  const { lines } = material.script;
  const set: SetPin[] = [];
  for (const pin of pins) {
    let found: number | undefined;
    if (pin.to !== null) {
      for (const [index, { text, from }] of lines.entries()) {
        if (text !== pin.to.text) continue;
        if (found === undefined || Math.abs(from - pin.to.from) < Math.abs(lines[found]!.from - pin.to.from)) {
          found = index;
        }
      }
      if (found === undefined) continue;
    }
    for (let at = set.length - 1; at >= 0; at--) if (touch(set[at]!.pin, pin)) set.splice(at, 1);
    set.push({ pin, ...(found === undefined ? {} : { line: found }) });
  }
  return set;
}

const touch = (a: TakePin, b: TakePin): boolean => a.startFrame < b.endFrame && a.endFrame > b.startFrame;

/** The pin that speaks of each phrase: the one in which its middle lies. */
export function pinsByPhrase({ transcript }: Material, pins: readonly SetPin[]): (SetPin | undefined)[] {
  if (pins.length === 0) return [];
  return transcript.phrases.map(({ startFrame, endFrame }) => {
    const middle = (startFrame + endFrame) / 2;
    return pins.find(({ pin }) => middle >= pin.startFrame && middle < pin.endFrame);
  });
}

/** Where a pinned phrase may be: in the scene of its line, from that line on. */
export function pinnedCandidates(
  material: Material,
  scenes: readonly ScriptScene[],
  phrase: number,
  { line }: SetPin,
): Candidate[] {
  if (line === undefined) return [];
  const { script, transcript } = material;
  const scene = script.sceneOf[line]!;
  let last = line;
  while (last + 1 < scenes.length + script.lines.length && script.sceneOf[last + 1] === scene) last++;
  const start = script.firstWord[line]!;
  const end = Math.min(script.firstWord[last + 1]!, start + MOST_WORDS);
  if (end <= start) return [];
  // What a person said outweighs any likeness elsewhere.
  return localMatches(material, transcript.phrases[phrase]!, { start, end }, 4);
}
