export type { Damage, MediaInfo, Subtitle } from './info.ts';
