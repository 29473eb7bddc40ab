export { type FamilySpan, familySpans } from './families.ts';
export { PrintFault } from './fault.ts';
export type { Bookmark, DrawnLine, FontFile, PrintJob, Sheet, Span, Tag, Tagged, TextLine } from './job.ts';
export { printPdf } from './print.ts';
export { directionOf } from './runs.ts';
