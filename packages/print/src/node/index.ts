export { type FontsForText, fontsFor } from './fonts.ts';
