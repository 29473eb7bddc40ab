/** What trains a model: prints what it learned from and what that scores, and throws where it fails. */
type Training = (options: readonly string[]) => Promise<void>;

/** The models that ship and are learned, by name. */
const TRAININGS: Readonly<Record<string, () => Promise<{ readonly default: Training }>>> = {
  breakdown: () => import('./packages/story/train/breakdown.ts'),
  'breakdown-lexicon': () => import('./packages/story/train/lexicon.ts'),
  emotion: () => import('./packages/story/train/emotion.ts'),
  music: () => import('./packages/footage/train/music.ts'),
  'shot-changes': () => import('./packages/footage/train/shot-changes.ts'),
  speech: () => import('./packages/footage/train/speech.ts'),
  things: () => import('./packages/footage/train/things.ts'),
  vad: () => import('./packages/story/train/vad.ts'),
  'turning-points': () => import('./packages/story/train/turning-points.ts'),
  'voice-scenes': () => import('./packages/story/train/voice-scenes/train.ts'),
  voice: () => import('./packages/story/train/voice.ts'),
};

// npm run train -- NAME [options]
const [name = '', ...options] = process.argv.slice(2);
const load = Object.hasOwn(TRAININGS, name) ? TRAININGS[name] : undefined;
if (load === undefined) {
  console.error(`There is no model “${name}”. There are: ${Object.keys(TRAININGS).join(', ')}.`);
  process.exit(2);
}
try {
  const { default: train } = await load();
  await train(options);
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}
