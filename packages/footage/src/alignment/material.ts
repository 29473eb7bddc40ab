import type { ShotLog } from '../shot-log.ts';
import type { ScriptLine, ScriptScene } from './types.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';
import { wordsOf } from './words.ts';

/** The script as one sequence of words. */
interface ScriptWords {
  readonly lines: readonly ScriptLine[];
  /** By line. */
  readonly sceneOf: Int32Array;
  /** By line, and one more at the end: where its words begin. */
  readonly firstWord: Int32Array;
  /** By word: id in the vocabulary. */
  readonly ids: Int32Array;
  /** By word. */
  readonly lineOf: Int32Array;
}

/** Words that are said in one breath, as far as subtitles tell: a subtitle, or a part of a long one. */
interface Phrase {
  /** Index of the log's subtitle. */
  readonly subtitle: number;
  /** Its words within the transcript's, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly startFrame: number;
  readonly endFrame: number;
  /** Index of the shot in which it begins. */
  readonly shot: number;
}

/** What is said in the film as one sequence of words. */
interface Transcript {
  readonly phrases: readonly Phrase[];
  readonly ids: Int32Array;
  /** By word. */
  readonly phraseOf: Int32Array;
}

/** Script and film, ready to be compared. */
export interface Material {
  readonly script: ScriptWords;
  readonly transcript: Transcript;
  readonly vocabulary: Vocabulary;
}

/** A phrase of more words is taken in parts: a jump of the film may be anywhere within. */
const MOST_WORDS = 12;

/** Splits both sides into words. Subtitles are taken in order of time, as the log has them. */
export function materialOf(log: ShotLog, scenes: readonly ScriptScene[]): Material {
  const lines = scenes.flatMap((scene) => scene.lines);
  const written = lines.map(({ text }) => wordsOf(text));
  const heard = log.subtitles.map(({ text }) => wordsOf(text));
  const vocabulary = vocabularyOf([...written, ...heard], written.length);
  const firstWord = new Int32Array(lines.length + 1);
  for (const [at, words] of written.entries()) firstWord[at + 1] = firstWord[at]! + words.length;
  const lineOf = new Int32Array(firstWord[lines.length]!);
  for (const at of lines.keys()) lineOf.fill(at, firstWord[at]!, firstWord[at + 1]!);
  const script: ScriptWords = {
    lines,
    sceneOf: Int32Array.from(scenes.flatMap((scene, index) => scene.lines.map(() => index))),
    firstWord,
    ids: Int32Array.from(written.flat(), vocabulary.idOf),
    lineOf,
  };
  return { script, transcript: transcriptOf(log, heard, vocabulary), vocabulary };
}

function transcriptOf(log: ShotLog, heard: readonly (readonly string[])[], vocabulary: Vocabulary): Transcript {
  const phrases: Phrase[] = [];
  const ids: number[] = [];
  const phraseOf: number[] = [];
  let shot = 0;
  for (const [subtitle, words] of heard.entries()) {
    const { startFrame, endFrame } = log.subtitles[subtitle]!;
    const parts = Math.ceil(words.length / MOST_WORDS);
    for (let part = 0; part < parts; part++) {
      const begin = Math.floor((words.length * part) / parts);
      const end = Math.floor((words.length * (part + 1)) / parts);
      const at = (share: number): number => Math.round(startFrame + (endFrame - startFrame) * share);
      const start = at(begin / words.length);
      while (shot + 1 < log.shots.length && log.shots[shot + 1]!.startFrame <= start) shot++;
      while (shot > 0 && log.shots[shot]!.startFrame > start) shot--;
      const from = ids.length;
      for (let word = begin; word < end; word++) {
        ids.push(vocabulary.idOf(words[word]!));
        phraseOf.push(phrases.length);
      }
      phrases.push({ subtitle, from, to: ids.length, startFrame: start, endFrame: at(end / words.length), shot });
    }
  }
  return { phrases, ids: Int32Array.from(ids), phraseOf: Int32Array.from(phraseOf) };
}
