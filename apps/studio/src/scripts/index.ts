export { MAX_UPDATE_BYTES, Scripts } from './scripts.ts';
