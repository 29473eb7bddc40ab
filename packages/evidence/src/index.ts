export type { Author, Model, Person } from './author.ts';
export type { Decision, Verdict } from './decision.ts';
export type { Evidence, Feature, FilmRange, ScriptRange } from './evidence.ts';
export { Fault, type FaultCode, toFault } from './fault.ts';
export type { Finding } from './finding.ts';
export type { Proposal } from './proposal.ts';
export { BASES, type Basis, combineRights, defaultRights, type Rights } from './rights.ts';
