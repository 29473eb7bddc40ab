import type { BreakdownCorrection } from '@second-unit/story';
import type { BreakdownTagging } from './breakdown-tags.ts';
import type { ScriptFormat } from './formats.ts';
import type { PdfReading } from './read.ts';

/** What the process for script files is asked: one thing, then it ends. */
export type ApartAsk =
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly format: ScriptFormat;
      /** As a person knows the file. */
      readonly name: string;
      readonly password?: string;
    }
  | {
      readonly kind: 'write';
      readonly text: string;
      readonly format: ScriptFormat;
      readonly paper?: 'letter' | 'a4';
      /** Of Final Draft: which tags of the breakdown it gets. */
      readonly tags?: BreakdownTagging;
      /** The file that the script was read of. */
      readonly into?: { readonly path: string; readonly format: ScriptFormat; readonly name: string };
    };

export interface ReadApart {
  readonly text: string;
  /** What it turned out to be: a file that ends in `.xml` may be either of two. */
  readonly format: ScriptFormat;
  readonly pdf?: PdfReading;
  /** The tags of a Final Draft file, as what somebody said of the breakdown. */
  readonly corrections?: readonly BreakdownCorrection[];
  readonly warnings: readonly string[];
}
