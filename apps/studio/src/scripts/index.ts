export { decodeScript, MAX_SCRIPT_BYTES, normalised } from './decode.ts';
export { MAX_UPDATE_BYTES, Scripts } from './scripts.ts';
