import type { CutContext, CutProposal, DecidedCut, ProposeInput, Taste, TastePair } from '@second-unit/editing';
import type { CutterAsk, CutterWork } from './cutter-thread.ts';
import { ThreadLane } from './thread-lane.ts';

/** Most that one asking may take, in milliseconds; five trailers of a feature take a few seconds. */
const LIMIT = 180_000;
/** Hundreds of decisions on a feature take about a second. */
const TASTE_LIMIT = 60_000;

type Lane = ThreadLane<CutterAsk, CutterWork[keyof CutterWork]['value']>;

const laneOf = (limit: number, tooLong: string): Lane =>
  new ThreadLane(new URL('./cutter-thread.ts', import.meta.url), limit, tooLong);

/**
 * Proposes cuts, and learns from decisions on them, in threads of their own: a proposal for a feature film takes seconds
 * of a processor, in which everybody else's requests would wait. One after the other, as each needs the memory and the
 * processor to itself; what is learned does not wait for a proposal. Whoever asked may let go: then the work ends.
 */
export class Cutter {
  readonly #proposing = laneOf(LIMIT, 'The cutter took too long over this film; ask for a shorter cut.');
  readonly #learning = laneOf(TASTE_LIMIT, 'It took too long to work out what your decisions taught; try again.');

  /** Errors: as `proposeCut`; `unavailable` where it takes too long, `cancelled` by the signal or where the studio closes. */
  async propose(input: ProposeInput, signal?: AbortSignal): Promise<CutProposal> {
    const ask = { input: lean(input), ids: [input.id], unlike: false };
    const [proposal] = await work(this.#proposing, 'propose', ask, signal);
    return proposal!;
  }

  /** As many unlike ones as there are `ids`. Errors: as `proposeCuts`, and those of `propose`. */
  proposeSeveral(
    input: Omit<ProposeInput, 'id'>,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly CutProposal[]> {
    return work(this.#proposing, 'propose', { input: lean(input), ids, unlike: true }, signal);
  }

  /** As `tastePairs`. Errors: `unavailable`, `cancelled`. */
  pairs({ proposal, decisions, context }: DecidedCut, signal?: AbortSignal): Promise<readonly TastePair[]> {
    return work(this.#learning, 'pairs', { proposal, decisions, context: lean(context) }, signal);
  }

  /** As `fitTaste`, the weights alone. Errors: `unavailable`, `cancelled`. */
  weights(pairs: readonly TastePair[], signal?: AbortSignal): Promise<Taste['weights']> {
    return work(this.#learning, 'weights', pairs, signal);
  }

  /** As `learnTaste`. Errors: `unavailable`, `cancelled`. */
  taste(pairs: readonly TastePair[], signal?: AbortSignal): Promise<Taste> {
    return work(this.#learning, 'taste', pairs, signal);
  }

  /** Lets go what is under way. */
  async close(): Promise<void> {
    await Promise.all([this.#proposing.close(), this.#learning.close()]);
  }
}

function work<Kind extends keyof CutterWork>(
  lane: Lane,
  kind: Kind,
  ask: CutterWork[Kind]['ask'],
  signal: AbortSignal | undefined,
): Promise<CutterWork[Kind]['value']> {
  // The thread answers each kind as the table says.
  return lane.ask({ kind, ask } as CutterAsk, signal) as Promise<CutterWork[Kind]['value']>;
}

/** With nothing in the log that the cutter does not look at: all of it is copied into the thread. */
function lean<Input extends CutContext>(input: Input): Input {
  const { media, shots, subtitles, sound } = input.log;
  return { ...input, log: { media, shots, subtitles, ...(sound ? { sound } : {}) } };
}
