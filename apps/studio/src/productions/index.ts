export { type TakenIn, takeIn } from './take-in.ts';
export { cutSummary, mediaSummary, scriptSummary } from './views.ts';
