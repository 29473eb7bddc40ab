export { type Gate, type GateOptions, openGate, type Parcel } from './gate.ts';
export { sealNetwork } from './seal.ts';
