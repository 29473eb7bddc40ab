export { type Gate, openGate } from './gate.ts';
export { sealNetwork } from './seal.ts';
