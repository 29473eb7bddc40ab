export { scaleOf } from '../looks/scale.ts';
export { type Constraints, clusterFaces } from './clusters.ts';
export {
  constraintsFor,
  type PeopleCorrection,
  type SaidOfPeople,
  saidOfPeople,
  type TrackToCluster,
} from './corrections.ts';
export { faceApiModel } from './face-api-model.ts';
export { type Box, distanceOf, type Face, type FaceModel, overlapOf, type Picture } from './face-model.ts';
export { type FacePlaces, facePlaces, THOROUGH_EVERY } from './face-places.ts';
export type { FaceSeen, FaceTrack } from './face-tracks.ts';
export { type FacesOfShot, type FindFacesOptions, findFaces } from './find-faces.ts';
export { looksAt } from './look-at.ts';
export { scaleOfFaces } from './shot-scale.ts';
