import type { Message } from '../process/wire.ts';
import { clipFacts } from './clip-facts.ts';
import { cutPoints } from './cut-points.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { hear } from './hear.ts';
import { makePlayable } from './make-playable.ts';
import { pictureColours } from './picture-colours.ts';
import { probe } from './probe.ts';
import { render } from './render.ts';
import { smallPictures } from './small-pictures.ts';
import { soundSamples } from './sound-samples.ts';
import { stills } from './stills.ts';
import { subtitles } from './subtitle-packets.ts';
import { whisper } from './whisper.ts';

/** What the media process can do. Each takes its arguments, may send messages, and returns its result. */
export const OPERATIONS: Readonly<Record<string, (args: Message) => Message | Promise<Message>>> = {
  probe,
  decode,
  hear,
  cutPoints,
  encode,
  render,
  stills,
  pictureColours,
  smallPictures,
  subtitles,
  makePlayable,
  clipFacts,
  soundSamples,
  whisper,
};
