export { actionViews, runAction } from './run.ts';
