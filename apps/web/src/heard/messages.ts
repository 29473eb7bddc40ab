import type { ShotLog } from '@second-unit/footage';
import type { TranscriptionSetting } from '@second-unit/studio/contract';

const number = new Intl.NumberFormat('en');
const megabytes = (bytes: number): string => `${number.format(Math.round(bytes / 1e6))} MB`;
const lines = (value: number): string => `${number.format(value)} ${value === 1 ? 'line' : 'lines'}`;

/** Where a line of a film comes from. */
export type LineFrom = NonNullable<ShotLog['subtitles'][number]['from']> | 'unknown';

/** Words of what is said in a film, and of how it is written down. */
export const heardMessages = {
  name: 'What is said in this film',
  how: 'How it is written down',
  none: 'Nothing is written down yet',
  noneLine:
    'The film came with no subtitles. Drop a subtitle file (SRT, VTT) here, or have what is said written down by a model of your choice.',
  count: lines,
  from: {
    whisper: 'Whisper',
    endpoint: 'Endpoint',
    sidecar: 'Subtitle file',
    embedded: 'Subtitle track',
    unknown: 'Subtitles',
  } satisfies Record<LineFrom, string>,
  fromLine: (from: LineFrom, value: number): string =>
    ({
      whisper: `${lines(value)} heard by a Whisper model on this machine`,
      endpoint: `${lines(value)} heard by an endpoint`,
      sidecar: `${lines(value)} of the file beside the film`,
      embedded: `${lines(value)} of a track in the film`,
      unknown: `${lines(value)} of its subtitles`,
    })[from],
  by: {
    off: 'Not at all',
    whisper: 'On this machine, by a Whisper model',
    'whisper-file': 'On this machine, by a model file of my own',
    endpoint: 'By an endpoint',
  } satisfies Record<TranscriptionSetting['by'], string>,
  byLine: {
    off: 'Off until somebody asks.',
    whisper: 'Fetched once by its name, when you agree. Nothing of a film leaves this machine.',
    'whisper-file': 'In the format of whisper.cpp. Nothing of a film leaves this machine.',
    endpoint: 'A server that speaks OpenAI’s /audio/transcriptions. Speech leaves for it.',
  } satisfies Record<TranscriptionSetting['by'], string>,
  set: {
    off: 'Nothing is written down: nobody has chosen how.',
    whisper: (model: string): string => `On this machine, by the Whisper model “${model}”.`,
    file: (file: string): string => `On this machine, by the model file ${file}.`,
    endpoint: (model: string, host: string): string => `By “${model}” at ${host}.`,
    language: (code: string): string => `The language is taken to be “${code}”.`,
  },
  model: 'Whisper model',
  modelOption: (name: string, bytes: number, fetched: boolean): string =>
    `${name}, ${megabytes(bytes)}${fetched ? ', on this machine' : ''}`,
  file: 'Whole path of the model file',
  fileHint: '/models/ggml-small.bin',
  address: 'Address, up to the version',
  addressHint: 'https://example.org/v1',
  endpointModel: 'Name of its model',
  language: 'Language, if it is known',
  languageHint: 'en, pl: told by itself',
  key: (variable: string, set: boolean): string =>
    `Its key is read from the environment variable ${variable}, which is ${set ? 'set' : 'not set'}. It is not kept.`,
  leaves: (host: string): string =>
    `The sound of the stretches in which somebody speaks leaves this machine for ${host}, in parts of five minutes at most; nothing else of the film. The production’s lock and the film’s rights decide whether it may.`,
  toHere: (host: string): string =>
    `The sound of the stretches in which somebody speaks goes to ${host}, on this machine; nothing leaves it.`,
  stays: 'Nothing of the film leaves this machine.',
  change: 'Change',
  keep: 'Keep',
  cancel: 'Cancel',
  replace: 'Put what is heard in place of the subtitles that the film came with',
  fetch: {
    title: (model: string): string => `Fetch the Whisper model “${model}”?`,
    line: (bytes: number, host: string): string =>
      `${megabytes(bytes)} come from ${host}, once. The file is kept only if its size and its SHA-256 are those that Second Unit knows; ${host} learns this machine’s address, and nothing of the film.`,
    yes: 'Fetch it and begin',
  },
};
