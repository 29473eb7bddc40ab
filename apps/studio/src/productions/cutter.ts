import type { CutContext, CutProposal, ProposeInput } from '@second-unit/editing';
import type { CutterAsk } from './cutter-thread.ts';
import { ThreadLane } from './thread-lane.ts';

/** Most that one asking may take, in milliseconds; five trailers of a feature take a few seconds. */
const LIMIT = 180_000;

/**
 * Proposes cuts in a thread of its own: a proposal for a feature film takes seconds of a processor, in which everybody
 * else's requests would wait. One after the other, as each needs the memory and the processor to itself. What is asked
 * is finished though its asker has gone: a proposal is a thing that stays.
 */
export class Cutter {
  readonly #lane = new ThreadLane<CutterAsk, readonly CutProposal[]>(
    new URL('./cutter-thread.ts', import.meta.url),
    LIMIT,
    'The cutter took too long over this film; ask for a shorter cut.',
  );

  /** Errors: as `proposeCut`; `unavailable` where it takes too long, `cancelled` where the studio closes. */
  async propose(input: ProposeInput): Promise<CutProposal> {
    const [proposal] = await this.#lane.ask({ input: lean(input), ids: [input.id], unlike: false });
    return proposal!;
  }

  /** As many unlike ones as there are `ids`. Errors: as `proposeCuts`, and those of `propose`. */
  proposeSeveral(input: Omit<ProposeInput, 'id'>, ids: readonly string[]): Promise<readonly CutProposal[]> {
    return this.#lane.ask({ input: lean(input), ids, unlike: true });
  }

  /** Lets go what is under way. */
  close(): Promise<void> {
    return this.#lane.close();
  }
}

/** With nothing in the log that the cutter does not look at: all of it is copied into the thread. */
function lean<Input extends CutContext>(input: Input): Input {
  const { media, shots, subtitles, sound } = input.log;
  return { ...input, log: { media, shots, subtitles, ...(sound ? { sound } : {}) } };
}
