import type { FaceTrackView } from '@second-unit/studio/contract';
import { url } from '../api/client.ts';

/** A face, cut out of the film when it is asked for. */
export function Face({ track, alt }: { track: FaceTrackView; alt: string }) {
  return <img className="face" src={url(`${track.picture}?size=160`)} alt={alt} loading="lazy" draggable={false} />;
}
