import type { CutSummary } from '@second-unit/studio/contract';
import { messages } from '../messages.ts';
import { when } from '../ui/when.ts';

/** Cuts by name; where several have one name, with what tells them apart. */
export function cutNames(cuts: readonly CutSummary[]): readonly { readonly id: string; readonly title: string }[] {
  return cuts.map(({ id, title, status, duration, updatedAt }) => {
    const alone = cuts.filter((other) => other.title === title).length === 1;
    if (alone) return { id, title };
    const length = messages.footage.seconds(duration);
    return { id, title: messages.cut.named(title, messages.cut.status[status], length, when(updatedAt)) };
  });
}
