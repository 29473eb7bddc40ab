export type { ExplainedLine, Voice, VoiceLine, VoiceMisfit, VoicePerson, VoiceTest } from './voice.ts';
export { voiceFindings } from './voice-findings.ts';
export { type VoiceOptions, voiceOf } from './voice-of.ts';
