export type { Rational } from './rational.ts';
