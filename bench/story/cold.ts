/** Reads a script once in a process of its own: models and lexicon loaded, all findings. Prints milliseconds and what was found. */
import { readFileSync } from 'node:fs';
import { decode } from '@second-unit/screenplay';
import { readThrough } from '@second-unit/story';
import { breakdownLexicon, emotionModel, vadModel } from '@second-unit/story/node';

const text = decode(readFileSync(process.argv[2] as string));
const start = performance.now();
const [emotion, vad, lexicon] = await Promise.all([emotionModel(), vadModel(), breakdownLexicon()]);
const { findings } = readThrough(text, { models: { emotion, vad }, lexicon });
console.log(JSON.stringify({ ms: performance.now() - start, findings: findings.length }));
