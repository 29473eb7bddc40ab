export type { TurningPointModel, TurningPointName } from './model.ts';
export type {
  Act,
  Payoff,
  PlotLine,
  SaidTurningPoint,
  SceneChange,
  Sequence,
  Structure,
} from './structure.ts';
export { structureFindings } from './structure-findings.ts';
export { structureOf } from './structure-of.ts';
export { type TurningPoint, turningPoints } from './turning-points.ts';
