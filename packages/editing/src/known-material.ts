import type { Brief, CutContext } from './cut.ts';
import { type Material, materialOf } from './material.ts';

const known = new WeakMap<CutContext, WeakMap<Brief, Material>>();

/**
 * As `materialOf`, and the same again for the same context and brief: what is done to a cut by hand asks for it at
 * every change, and making it is most of the work. Neither may be changed afterwards. Errors: as `materialOf`.
 */
export function knownMaterial(context: CutContext, brief: Brief): Material {
  const ofContext = known.get(context) ?? new WeakMap<Brief, Material>();
  known.set(context, ofContext);
  const before = ofContext.get(brief);
  if (before) return before;
  const material = materialOf(context, brief);
  ofContext.set(brief, material);
  return material;
}
