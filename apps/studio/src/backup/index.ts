export { backUp } from './backup.ts';
export { forgetInCopies } from './forget.ts';
export { restore } from './restore.ts';
