const number = new Intl.NumberFormat('en');
const shots = (value: number): string => `${number.format(value)} ${value === 1 ? 'shot' : 'shots'}`;

/** Words of what models of the owner's own see in a film. */
export const thingMessages = {
  name: 'What is seen in this film',
  how: 'Models that look at it',
  none: 'Nobody has looked yet',
  noneLine:
    'A model of your own can find things in the shots, or describe them. None comes with Second Unit, and none is asked until you say so.',
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
  ownNone: 'No model that finds things is set.',
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
  manifestLine: 'A detector, or an encoder of pictures and words (second-unit/onnx-model@1). Empty for none.',
  address: 'Address of a vision-language model, up to the version',
  addressHint: 'http://127.0.0.1:8080/v1',
  addressLine: 'A server that speaks OpenAI’s /chat/completions with pictures. Empty for none.',
  model: 'Name of its model',
  change: 'Change',
  keep: 'Keep',
  cancel: 'Cancel',
};
