import type { Finding } from '@second-unit/evidence';
import type { ThingSeen } from './find-things.ts';
import { SHIPPED_MODEL, SHIPPED_THINGS } from './shipped.ts';
import type { Thing } from './thing-model.ts';

/** What a detector said of a shot, as a finding: the model is named, the frame that shows the thing is its evidence. */
export function thingFinding(
  { label, box, confidence, frame }: ThingSeen,
  { media, shot, model }: { readonly media: string; readonly shot: string; readonly model: string },
): Finding<Pick<Thing, 'label' | 'box'>> {
  const known = model === SHIPPED_MODEL ? SHIPPED_THINGS.find(({ word }) => word === label) : undefined;
  const measured = known
    ? `on pictures held out it was right in ${known.right} of ${known.said}`
    : 'how often it is right is not measured';
  return {
    id: `${shot} ${label}`,
    what: 'thing seen',
    value: { label, box },
    confidence,
    method: `seen by ${model} in one frame; ${measured}`,
    evidence: [{ kind: 'film', media, startFrame: frame, endFrame: frame + 1 }],
  };
}
