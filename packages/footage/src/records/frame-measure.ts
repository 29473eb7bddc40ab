import type { FrameMeasure, MeasuredPicture } from '@second-unit/media';
import { MEASURES, measureInto } from './measures.ts';

/** Measures frames in the media process as they are decoded; remembers the last one, that the next is measured against. */
const FRAME_MEASURE: FrameMeasure = {
  numbers: MEASURES.length,
  begin() {
    let previous: MeasuredPicture | undefined;
    return (picture, into, at) => {
      measureInto(picture, previous, into, at);
      previous = picture;
    };
  },
};

export default FRAME_MEASURE;
