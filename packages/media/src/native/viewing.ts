import { AVCOL_TRC_ARIB_STD_B67, AVCOL_TRC_SMPTE2084 } from 'node-av/constants';
import { Frame, type Stream } from 'node-av/lib';
import { FilterChain } from './filter-chain.ts';

/** Luminance that a standard display's white stands for, cd/m² (ITU-R BT.2408). */
const WHITE = 203;

/** Which curve of high dynamic range a stream or frame is coded with. */
function curveOf(transfer: number): 'smpte2084' | 'arib-std-b67' | undefined {
  if (transfer === AVCOL_TRC_SMPTE2084) return 'smpte2084';
  return transfer === AVCOL_TRC_ARIB_STD_B67 ? 'arib-std-b67' : undefined;
}

/** One sentence on how a film of high dynamic range is shown; undefined for any other. */
export function viewingNote(stream: Stream): string | undefined {
  const curve = curveOf(stream.codecpar.colorTrc);
  if (curve === undefined) return undefined;
  const name = curve === 'smpte2084' ? 'PQ' : 'HLG';
  return `The film is in high dynamic range (${name}); its pictures are looked at through a viewing transform to Rec. 709.`;
}

/**
 * Makes frames of high dynamic range (PQ, HLG) small and such as a standard display would show them: coded as they
 * are, they look grey. Other frames are left alone.
 */
export class ViewingTransform {
  readonly #width: number;
  readonly #height: number;
  readonly #shown = new Frame();
  #chain: FilterChain | undefined;
  #like = '';

  /** Size of the pictures that are made. */
  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#shown.alloc();
  }

  /** The frame as it is to be looked at, valid until the next call; `frame` itself where there is nothing to do. */
  show(frame: Frame): Frame {
    const curve = curveOf(frame.colorTrc);
    if (curve === undefined) return frame;
    const like = `${frame.width} ${frame.height} ${frame.format} ${curve}`;
    if (like !== this.#like) {
      this.#chain?.free();
      this.#like = like;
      // Made small first: light is then averaged as coded, which at this size nobody sees, and costs little.
      const filters = [
        `setparams=color_primaries=bt2020:color_trc=${curve}:colorspace=bt2020nc`,
        `scale=${this.#width}:${this.#height}:flags=area`,
        `zscale=t=linear:npl=${WHITE}`,
        'format=gbrpf32le',
        'zscale=p=bt709',
        'tonemap=tonemap=hable:desat=0',
        'zscale=t=bt709:m=bt709:r=limited',
        'format=yuv420p',
      ];
      this.#chain = FilterChain.pictures(frame, { num: 1, den: 1000 }, filters.join(','));
    }
    this.#shown.unref();
    this.#chain?.push(frame);
    return this.#chain?.pull(this.#shown) === true ? this.#shown : frame;
  }

  free(): void {
    this.#chain?.free();
    this.#shown.free();
  }
}
