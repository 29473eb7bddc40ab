const number = new Intl.NumberFormat('en');
const shots = (value: number): string => `${number.format(value)} ${value === 1 ? 'shot' : 'shots'}`;

/** How well the detector that comes along says a word. */
interface Measured {
  readonly word: string;
  readonly right: number;
  readonly said: number;
  readonly present: number;
}

/** Words of what models see in a film. */
export const thingMessages = {
  name: 'What is seen in this film',
  how: 'Models that look at it',
  none: 'Nobody has looked yet',
  noneLine:
    'Things in the shots can be found on this machine: by the detector that comes with Second Unit, or by a model of your own. Another can describe the shots. None looks until you say so.',
  nothing: 'Nothing was seen.',
  seenBy: (model: string, value: number): string => `${model} looked at ${shots(value)}.`,
  encodedBy: (model: string): string =>
    `${model} knows pictures and words: write in “Find shots” what a shot shows, and it finds the likest.`,
  describedBy: (model: string, value: number): string => `${model} described ${shots(value)}.`,
  stale: 'The film was logged again since; have it looked at again.',
  shot: (index: number, timecode: string): string => `Shot ${index + 1} at ${timecode}`,
  number: (index: number): string => String(index + 1),
  thing: (label: string, confidence: number): string => `${label} (${confidence.toFixed(2)})`,
  own: 'Things',
  shipped: (model: string): string => `By ${model}, which comes along. Nothing of the film leaves this machine.`,
  shippedWords:
    'What it can tell. On pictures held out: how often it was right, and of those that show one, in how many it was found',
  shippedWord: ({ word, right, said, present }: Measured): string =>
    `${word}, right ${number.format(right)} of ${number.format(said)}, found ${number.format(right)} of ${number.format(present)}`,
  shippedHow: 'How this was measured',
  shippedHowLines: [
    'On at most 222 frames of films and stills of public repositories that were set apart; an AI model, no person, had said what they show before the detector looked. 445 others chose how sure it must be of each word.',
    'That is few: what it does on your film may be better or worse. Words that did worse are not said at all. The model card, packages/footage/models/things.md, has all of it.',
  ],
  shippedLimit:
    'It may take a drawn animal for a dog or a cat, and misses what is small. Who is in a shot, People tells.',
  ownSet: (path: string): string => `By the model of ${path}. Nothing of the film leaves this machine.`,
  vision: 'Descriptions',
  visionNone: 'No model that describes shots is set.',
  visionSet: (model: string, host: string): string => `By “${model}” at ${host}.`,
  leaves: (host: string, value: number): string =>
    `One frame of each of ${shots(value)}, at most 768 pixels across, leaves this machine for ${host}; nothing else of the film. The production’s lock and the film’s rights decide whether it may.`,
  toHere: (host: string, value: number): string =>
    `Frames of ${shots(value)}, one of each, go to ${host}, on this machine; nothing leaves it.`,
  key: (variable: string, set: boolean): string =>
    `Its key is read from the environment variable ${variable}, which is ${set ? 'set' : 'not set'}. It is not kept.`,
  manifest: 'Whole path of the manifest of an ONNX model',
  manifestHint: '/models/detector/manifest.json',
  manifestLine:
    'A detector, or an encoder of pictures and words (second-unit/onnx-model@1). Empty for the one that comes along.',
  address: 'Address of a vision-language model, up to the version',
  addressHint: 'http://127.0.0.1:8080/v1',
  addressLine: 'A server that speaks OpenAI’s /chat/completions with pictures. Empty for none.',
  model: 'Name of its model',
  change: 'Change',
  keep: 'Keep',
  cancel: 'Cancel',
};
