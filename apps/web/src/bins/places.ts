import type { Bin, BinClip, BinPlace, CameraGroup, ShootDay } from '@second-unit/footage/shoot-day';

/** A bin as a row of the list: how deep it lies, what being put into it means, and what is in it and below it. */
export interface BinRow {
  readonly id: string;
  readonly bin: Bin;
  readonly depth: number;
  /** As a person says it: `Scene 12A, take 3`. */
  readonly title: string;
  readonly place: BinPlace;
  readonly clips: readonly BinClip[];
}

/** All bins, each followed by those in it. */
export function binRows(bins: readonly Bin[]): BinRow[] {
  return bins.flatMap((bin) => rowsOf(bin, 0, '', ''));
}

function rowsOf(bin: Bin, depth: number, scene: string, setup: string): BinRow[] {
  const ownScene = bin.kind === 'scene' ? bin.name.replace(/^Scene /, '') : scene;
  const ownSetup = bin.kind === 'setup' ? bin.name : setup;
  const below = bin.bins.flatMap((one) => rowsOf(one, depth + 1, ownScene, ownSetup));
  const inside = below.filter((row) => row.depth === depth + 1).flatMap((row) => row.clips);
  const { place, title } = meaning(bin, ownScene, ownSetup);
  return [{ id: bin.id, bin, depth, title, place, clips: [...bin.clips, ...inside] }, ...below];
}

/** A camera as a row: its clips as the bins have them. */
export interface CameraRow {
  readonly id: string;
  readonly title: string;
  readonly camera: CameraGroup;
  readonly clips: readonly BinClip[];
}

/** The cameras, each with those of its clips that lie in a bin: a linked proxy is shown with its original. */
export function cameraRows(day: Pick<ShootDay, 'cameras'>, rows: readonly BinRow[]): CameraRow[] {
  const placed = new Map(rows.flatMap(({ bin }) => bin.clips.map((clip) => [clip.clip, clip] as const)));
  return day.cameras.map((camera) => ({
    id: `camera ${camera.id}`,
    title: `Camera ${camera.name}`,
    camera,
    clips: camera.cards.flatMap((card) => card.clips.flatMap((clip) => placed.get(clip) ?? [])),
  }));
}

function meaning(bin: Bin, scene: string, setup: string): { place: BinPlace; title: string } {
  if (bin.kind === 'scene') return { place: { kind: 'take', scene, setup: scene }, title: bin.name };
  if (bin.kind === 'setup') return { place: { kind: 'take', scene, setup }, title: `Scene ${setup}` };
  if (bin.kind === 'take') {
    const take = Number(bin.name.replace(/^Take /, ''));
    return { place: { kind: 'take', scene, setup, take }, title: `Scene ${setup}, take ${take}` };
  }
  return { place: { kind: bin.kind }, title: bin.name };
}

/** What is chosen after a click or a key: one, one more or less, or all from the last to this. */
export function chosenAfter(
  ids: readonly string[],
  before: ReadonlySet<string>,
  { to, anchor, how }: { to: string; anchor: string | undefined; how: 'one' | 'toggle' | 'range' },
): ReadonlySet<string> {
  if (how === 'range' && anchor !== undefined) {
    const [from, until] = [ids.indexOf(anchor), ids.indexOf(to)].sort((a, b) => a - b);
    if (from !== undefined && until !== undefined && from >= 0) return new Set(ids.slice(from, until + 1));
  }
  if (how === 'toggle') {
    const next = new Set(before);
    if (!next.delete(to)) next.add(to);
    return next;
  }
  return new Set([to]);
}
