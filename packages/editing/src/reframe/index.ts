export { ActiveArea } from './active-area.ts';
export { reframe, type SeenFace, type Sight } from './reframe.ts';
export { SIDE } from './saliency.ts';
