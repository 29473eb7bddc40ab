import { createRequire } from 'node:module';

interface Still {
  readonly width: number;
  readonly height: number;
}

/** What benches use of the studio's library for pictures. */
interface CanvasLibrary {
  createCanvas(
    width: number,
    height: number,
  ): {
    getContext(kind: '2d'): {
      fillRect(x: number, y: number, width: number, height: number): void;
      drawImage(still: Still, x: number, y: number, width: number, height: number): void;
      getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
    };
  };
  loadImage(path: string): Promise<Still>;
}

/** The studio's; the root has none of its own. */
const CANVAS = '@napi-rs/canvas';

export function canvasLibrary(): CanvasLibrary {
  const require = createRequire(new URL('../../apps/studio/package.json', import.meta.url));
  return require(CANVAS) as CanvasLibrary;
}
