/**
 * MobileNetV2 (Sandler et al., 2018) with the boxes of SSD (Liu et al., 2016), as the Object Detection API of TensorFlow
 * builds it for pictures of 300 × 300: the layers in the order in which they run.
 */
export interface SsdLayer {
  readonly name: string;
  readonly kind: 'convolution' | 'depthwise';
  /** Of the kernel, in both directions. */
  readonly size: 1 | 3;
  readonly stride: 1 | 2;
  readonly inputs: number;
  readonly outputs: number;
  /** Cut to 0 … 6, or as it is. */
  readonly activation: 'relu6' | 'linear';
}

/** A block of MobileNetV2: widened, filtered plane by plane, narrowed; added to its input where both are alike. */
interface SsdBlock {
  readonly expand?: SsdLayer;
  readonly depthwise: SsdLayer;
  readonly project: SsdLayer;
  readonly isAdded: boolean;
}

/** Boxes and words are told at a map of features. */
interface SsdHead {
  readonly boxes: SsdLayer;
  readonly words: SsdLayer;
}

/** Pixels to a side of the pictures that the network sees. */
export const SSD_INPUT = 300;
/** Rows and columns of the six maps that boxes are told at. */
export const SSD_MAPS: readonly number[] = [19, 10, 5, 3, 2, 1];
/** Boxes told at each place of a map: three on the finest, six on the others. */
export const SSD_BOXES: readonly number[] = [3, 6, 6, 6, 6, 6];
/** The block whose widened features are the finest map. */
export const SSD_FINEST = 13;

/** How much a block widens, how many planes it gives, how often it stands there, and its first stride. */
const MOBILENET: readonly (readonly [widen: number, outputs: number, times: number, stride: 1 | 2])[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];
const STEM = 32;
const LAST = 1280;
/** Planes between and after the coarser maps. */
const COARSER: readonly (readonly [between: number, outputs: number])[] = [
  [256, 512],
  [128, 256],
  [128, 256],
  [64, 128],
];

/** The network for a list of so many words, the one for “nothing” counted. */
export interface SsdLayers {
  readonly stem: SsdLayer;
  readonly blocks: readonly SsdBlock[];
  readonly last: SsdLayer;
  /** From one coarser map to the next: narrowed, then halved. */
  readonly coarser: readonly (readonly [narrow: SsdLayer, halve: SsdLayer])[];
  /** From the finest map to the coarsest. */
  readonly heads: readonly SsdHead[];
}

export function ssdLayers(words: number): SsdLayers {
  const layer = (
    name: string,
    inputs: number,
    outputs: number,
    more: Partial<Pick<SsdLayer, 'kind' | 'size' | 'stride' | 'activation'>> = {},
  ): SsdLayer => ({ name, kind: 'convolution', size: 1, stride: 1, activation: 'relu6', inputs, outputs, ...more });
  const blocks: SsdBlock[] = [];
  let inputs = STEM;
  for (const [widen, outputs, times, first] of MOBILENET) {
    for (let time = 0; time < times; time++) {
      const name = `block${blocks.length}`;
      const stride = time === 0 ? first : 1;
      const wide = inputs * widen;
      blocks.push({
        ...(widen === 1 ? {} : { expand: layer(`${name}.expand`, inputs, wide) }),
        depthwise: layer(`${name}.depthwise`, wide, wide, { kind: 'depthwise', size: 3, stride }),
        project: layer(`${name}.project`, wide, outputs, { activation: 'linear' }),
        isAdded: stride === 1 && inputs === outputs,
      });
      inputs = outputs;
    }
  }
  const planes = [blocks[SSD_FINEST]!.depthwise.inputs, LAST, ...COARSER.map(([, outputs]) => outputs)];
  return {
    stem: layer('stem', 3, STEM, { size: 3, stride: 2 }),
    blocks,
    last: layer('last', inputs, LAST),
    coarser: COARSER.map(([between, outputs], at) => [
      layer(`coarser${at}.narrow`, planes[at + 1]!, between),
      layer(`coarser${at}.halve`, between, outputs, { size: 3, stride: 2 }),
    ]),
    heads: planes.map((wide, at) => ({
      boxes: layer(`head${at}.boxes`, wide, SSD_BOXES[at]! * 4, { activation: 'linear' }),
      words: layer(`head${at}.words`, wide, SSD_BOXES[at]! * words, { activation: 'linear' }),
    })),
  };
}

/** Every layer once, in the order in which they run. */
export function listed({ stem, blocks, last, coarser, heads }: SsdLayers): SsdLayer[] {
  const head = (at: number): SsdLayer[] => (heads[at] ? [heads[at].boxes, heads[at].words] : []);
  return [
    stem,
    ...blocks.flatMap(({ expand, depthwise, project }, at) => [
      ...(expand ? [expand] : []),
      ...(at === SSD_FINEST ? head(0) : []),
      depthwise,
      project,
    ]),
    last,
    ...head(1),
    ...coarser.flatMap(([narrow, halve], at) => [narrow, halve, ...head(at + 2)]),
  ];
}
