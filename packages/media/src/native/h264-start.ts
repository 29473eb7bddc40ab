import { nalUnits } from './nal-units.ts';

const IDR = 5;
const SUPPLEMENTAL = 6;
const SLICE = 1;
const RECOVERY_POINT = 6;

/**
 * Does a supplemental unit (SEI) hold a recovery point of count 0 with an exact match? Then the standard says that
 * everything from this picture on, in the order of showing, is decoded as if from the start.
 */
function isRecoveryPoint(unit: Uint8Array): boolean {
  for (let at = 1; at + 2 < unit.length && unit[at] !== 0x80; ) {
    let type = 0;
    while (unit[at] === 255 && at < unit.length) type += unit[at++]!;
    type += unit[at++] ?? 0;
    let size = 0;
    while (unit[at] === 255 && at < unit.length) size += unit[at++]!;
    size += unit[at++] ?? 0;
    // recovery_frame_cnt as Exp-Golomb: 0 is the single bit 1; then exact_match_flag.
    if (type === RECOVERY_POINT) return size > 0 && (unit[at]! & 0xc0) === 0xc0;
    at += size;
  }
  return false;
}

/**
 * Can an H.264 stream be decoded from this packet on, pictures shown before it apart? Some streams call a picture a key
 * frame although later ones refer to what lies before it.
 */
export function isCleanStart(data: Uint8Array | null, extradata: Uint8Array | null): boolean {
  if (data === null) return false;
  for (const unit of nalUnits(data, extradata)) {
    const type = unit[0]! & 31;
    if (type === IDR || (type === SUPPLEMENTAL && isRecoveryPoint(unit))) return true;
    if (type === SLICE) return false;
  }
  return false;
}
