import type { PictureFault, Shot, ShotLog } from '../shot-log.ts';

/** Faults that a shot has a part in. */
export function faultsIn({ startFrame, endFrame }: Shot, { faults }: ShotLog): readonly PictureFault[] {
  return (faults ?? []).filter((fault) => fault.startFrame < endFrame && fault.endFrame > startFrame);
}
