import { sealNetwork } from './seal.ts';

/** Loaded before anything else in every thread of a sealed process: a thread has globals of its own. */
sealNetwork();
