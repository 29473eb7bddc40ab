import type { ReadThrough } from '@second-unit/story';
import { BREAKDOWN_CATEGORIES } from '@second-unit/story/categories';
import { z } from 'zod';
import type { Fixed, Same } from './same-type.ts';

const index = z.int().nonnegative().meta({ id: 'sceneIndex', description: 'Index of a scene in `scenes`, from zero.' });
const indices = z.array(index);
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const name = z.string();
const pair = z.tuple([index, index]);

const scriptRange = z
  .strictObject({
    kind: z.literal('script'),
    script: z.exactOptional(z.string()).describe('Id of the script, where more than one is in question.'),
    from: count,
    to: count,
  })
  .meta({
    id: 'scriptRange',
    description: 'A range of the text that was read, in UTF-16 units, `to` exclusive.',
  });
const feature = z
  .strictObject({
    kind: z.literal('feature'),
    name: z.string(),
    value: z.number(),
    weight: z.number(),
    amount: z.number(),
  })
  .meta({ id: 'feature', description: 'One additive part of a score: `amount` is `weight` times `value`.' });
const filmRange = z
  .strictObject({
    kind: z.literal('film'),
    media: z.exactOptional(z.string()),
    startFrame: count,
    endFrame: count,
  })
  .meta({ id: 'filmRange', description: 'Frames of a film. A read-through of a script has none.' });
const evidence = z.array(z.discriminatedUnion('kind', [scriptRange, filmRange, feature]));
const language = z.enum(['any', 'en']).meta({
  id: 'language',
  description: '`any`: found without the words of a language. `en`: rests on English words, or on a model of English.',
});

const vad = {
  valence: z.number().describe('Bad to good, 1 to 5.'),
  arousal: z.number().describe('Calm to excited, 1 to 5.'),
  dominance: z.number().describe('Controlled to in control, 1 to 5.'),
};

const scene = z.strictObject({
  index,
  number: z.exactOptional(z.string()).describe('As numbered by the writer, where numbered.'),
  heading: z.string(),
  place: z.string(),
  interior: z.boolean(),
  exterior: z.boolean(),
  time: z.exactOptional(z.string()).describe('As written; absent where the heading gives none.'),
  from: count,
  to: count,
  eighths: count.describe('Length on paper in eighths of a page.'),
  speakers: z.array(name),
  words: count,
});

const cast = z.strictObject({
  members: z.array(
    z.strictObject({
      name,
      aliases: z.array(z.strictObject({ cue: z.string(), reason: z.string(), evidence: z.array(scriptRange) })),
      versionOf: z.exactOptional(name).describe('The name of the other where this is a version, e.g. YOUNG EDWARD.'),
      scenes: indices,
      speeches: count,
      words: count,
      share: share.describe('Of all spoken words.'),
      first: scriptRange,
      last: scriptRange,
      presence: z.array(z.strictObject({ scene: index, speeches: count, words: count, named: count, acts: count })),
      spokenOf: z.array(scriptRange),
      verbs: z.array(z.strictObject({ verb: z.string(), evidence: z.array(scriptRange) })),
      attributes: z.array(
        z.strictObject({ gender: z.enum(['woman', 'man']), word: z.string(), evidence: scriptRange }),
      ),
      community: z.int().describe('Equal numbers are one group of people who mostly talk among themselves.'),
      betweenness: share,
    }),
  ),
  links: z.array(
    z.strictObject({
      between: z.tuple([name, name]),
      exchanges: count,
      scenes: indices,
      first: scriptRange,
    }),
  ),
});

const pacing = z.strictObject({
  scenes: z.array(
    z.strictObject({
      scene: index,
      eighths: count,
      dialogue: z.exactOptional(share).describe('Spoken words of all words; absent in a scene without words.'),
      speakers: count,
      speeches: count,
      tension: z.exactOptional(share).describe('By `formula`; absent in scripts of fewer than 8 scenes.'),
      parts: z.exactOptional(z.strictObject({ brevity: share, exchange: share, urgency: share })),
    }),
  ),
  cutsPerPage: z.exactOptional(z.number()),
  formula: z.string(),
});

const explained = {
  line: scriptRange,
  logOdds: z.number().describe('Against `against`, in nats: the sum of all parts.'),
  against: name,
  because: z.array(feature),
};
const voice = z.strictObject({
  current: z.boolean().describe('False where the dialogue was edited since this was worked out.'),
  people: z.array(
    z.strictObject({
      name,
      speeches: count,
      enough: z.boolean(),
      most: z.array(z.strictObject(explained)),
      least: z.array(z.strictObject(explained)),
    }),
  ),
  test: z.exactOptional(
    z.strictObject({
      names: z.array(name),
      speeches: count,
      right: count,
      majority: count,
      balanced: share,
      confusion: z.array(z.array(count)).describe('Rows: who says it. Columns: who was guessed by the words alone.'),
      leftOut: z.enum(['scene', 'stretch']),
    }),
  ),
  lines: z.array(
    scriptRange.extend({
      bitsPerWord: z.exactOptional(z.number()),
      words: count,
      name,
      soundsLike: z.exactOptional(name),
      chance: z.exactOptional(share),
      ownChance: z.exactOptional(share),
    }),
  ),
  misfits: z.array(z.strictObject({ ...explained, name })),
});

const structure = z.strictObject({
  current: z.boolean().describe('False where the text was edited since the turning points were found.'),
  turningPoints: z
    .array(
      z.strictObject({
        name: z.enum(['opportunity', 'changeOfPlans', 'pointOfNoReturn', 'majorSetback', 'climax']),
        scene: index,
        band: pair.describe('First and last scene of the stretch that holds it in about 80 % of films.'),
        probabilities: z.array(share).describe('One a scene; they sum to one.'),
        control: index.describe('The scene that the same method says from places alone.'),
        terms: z.array(z.strictObject({ feature: z.string(), amount: z.number() })),
      }),
    )
    .describe('Five in the order of the story, or none where there is not enough to say.'),
  acts: z.array(z.strictObject({ name: z.enum(['I', 'II a', 'II b', 'III']), scenes: pairOfActs(), share })),
  sequences: z.array(z.strictObject({ scenes: pair, members: z.array(name), place: z.string(), words: count })),
  plotLines: z.array(
    z.strictObject({
      letter: z.string(),
      scenes: indices,
      share,
      members: z.array(name),
      places: z.array(z.string()),
    }),
  ),
  payoffs: z.array(
    z.strictObject({
      thing: z.string(),
      setup: z.array(scriptRange),
      payoff: z.array(scriptRange),
      language,
      absence: pair,
    }),
  ),
  changes: z.array(
    z.strictObject({
      scene: index,
      appear: z.array(name),
      lastSeen: z.array(name),
      enter: z.array(name),
      leave: z.array(name),
      place: z.boolean(),
    }),
  ),
});

/** An act without scenes ends before it begins. */
function pairOfActs() {
  return z.tuple([index, z.int().min(-1)]).describe('First and last scene; where the last is before the first, none.');
}

const shapes = ['rise', 'fall', 'fall-rise', 'rise-fall', 'rise-fall-rise', 'fall-rise-fall'] as const;
const emotion = z.strictObject({
  models: z.strictObject({ emotion: z.string(), vad: z.string() }),
  lines: z.array(
    z.strictObject({
      range: scriptRange,
      scene: z.int().min(-1).describe('Index of the scene; -1 before the first heading.'),
      character: z.exactOptional(name),
      ...vad,
      labels: z.array(z.string()).describe('Labels of GoEmotions over their thresholds.'),
    }),
  ),
  scenes: z.array(z.strictObject(vad).nullable()),
  characters: z.array(z.strictObject({ name, points: z.array(z.strictObject({ scene: index, ...vad })) })),
  arc: z.exactOptional(
    z.strictObject({
      valence: z.array(z.number()),
      shape: z.enum(shapes),
      distances: z.record(z.enum(shapes), z.number()),
      byChance: share,
    }),
  ),
});

const category = z.enum(BREAKDOWN_CATEGORIES);
const breakdown = z.strictObject({
  scenes: z.array(
    z.strictObject({
      scene: index,
      elements: z.array(
        z.strictObject({
          category,
          name,
          mentions: z.array(scriptRange),
          confidence: share,
          language,
          voice: z.exactOptional(z.literal(true)).describe('Heard, not seen.'),
        }),
      ),
    }),
  ),
  elements: z.array(z.strictObject({ category, name, scenes: indices })),
});

const finding = z.strictObject({
  id: z.string(),
  area: z.enum(['overview', 'continuity', 'cast', 'structure', 'emotion', 'voice', 'pacing', 'breakdown', 'craft']),
  language,
  what: z.string().describe('What is claimed; `value` is what of it.'),
  value: z.unknown(),
  confidence: share.describe('A count that cannot be wrong is 1.'),
  method: z.string(),
  evidence,
  fix: z.exactOptional(
    z.strictObject({
      label: z.string(),
      changes: z.array(z.strictObject({ from: count, to: count, insert: z.string() })),
    }),
  ),
});

/** `second-unit/read-through@1` as other programs may check it; published as `docs/read-through.schema.json`. */
export const readThroughSchema = z
  .strictObject({
    format: z.literal('second-unit/read-through@1'),
    title: z.exactOptional(z.string()),
    scenes: z.array(scene),
    characters: z.array(
      z.strictObject({ name, scenes: indices, speeches: count, words: count, evidence: z.array(scriptRange) }),
    ),
    cast,
    pacing,
    structure,
    breakdown,
    emotion: z.exactOptional(emotion).describe('Of English scripts.'),
    voice,
    findings: z.array(finding).describe('Objective errors first.'),
  })
  .meta({
    title: 'second-unit/read-through@1',
    description: 'What a screenplay says, each claim with the ranges of the text that it rests on.',
  });

/** Does not compile where the schema and the type say different things. */
export const READ_THROUGH_SCHEMA_IS_THE_TYPE: Same<Fixed<z.infer<typeof readThroughSchema>>, ReadThrough> = true;
