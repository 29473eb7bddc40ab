export type { TurningPointName } from './model.ts';
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
