import { AV_NOPTS_VALUE, AV_TIME_BASE, AVCOL_TRC_ARIB_STD_B67, AVCOL_TRC_SMPTE2084 } from 'node-av/constants';
import type { ClipFacts } from '../clip-facts.ts';
import type { Message } from '../process/wire.ts';
import { describe } from './describe.ts';
import { closeInput, codecName, type Input, inputError, openInput } from './input.ts';

/** Cameras write some dozens of tags; a hostile file may write millions. */
const MOST_TAGS = 400;
const LONGEST_TAG = 2000;

/** All tags of the container and its streams, names in small letters; the first of a name stands. */
function tagsOf(input: Input): Record<string, string> {
  const tags: Record<string, string> = {};
  const tables = [input.format.metadata, ...input.format.streams.map((stream) => stream.metadata)];
  let count = 0;
  for (const table of tables) {
    for (const [name, value] of Object.entries(table?.getAll() ?? {})) {
      if (count >= MOST_TAGS) return tags;
      const key = name.toLowerCase().slice(0, 200);
      if (Object.hasOwn(tags, key)) continue;
      tags[key] = value.slice(0, LONGEST_TAG);
      count += 1;
    }
  }
  return tags;
}

function soundOf(input: Input): ClipFacts['sound'] {
  const { audio } = input;
  if (audio === undefined) return undefined;
  const { num, den } = audio.timeBase;
  const own = audio.duration > 0n && audio.duration !== AV_NOPTS_VALUE ? (Number(audio.duration) * num) / den : 0;
  const seconds = own > 0 ? own : Math.max(0, Number(input.format.duration) / AV_TIME_BASE);
  const { sampleRate, channels } = audio.codecpar;
  return { codec: codecName(audio), sampleRate, channels, seconds };
}

/** Opens the file and tells what its header says; decodes nothing, and takes a file with sound only. */
export function clipFacts(args: Message): Message {
  const input = openInput(String(args.path));
  try {
    const { video } = input;
    const sound = soundOf(input);
    if (video === undefined && sound === undefined) throw inputError(input.path, 'has neither picture nor sound.');
    const curve = video?.codecpar.colorTrc;
    const transfer = curve === AVCOL_TRC_SMPTE2084 ? 'pq' : curve === AVCOL_TRC_ARIB_STD_B67 ? 'hlg' : undefined;
    const facts: ClipFacts = {
      ...(video === undefined ? {} : { picture: describe(input) }),
      ...(sound === undefined ? {} : { sound }),
      ...(transfer === undefined ? {} : { transfer }),
      tags: tagsOf(input),
    };
    return { facts };
  } finally {
    closeInput(input);
  }
}
