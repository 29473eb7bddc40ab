export type { Brief, Cut, CutChange, CutItem, CutProposal, Reason } from './cut.ts';
