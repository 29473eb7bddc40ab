export type { ExplainedLine, Voice, VoiceLine, VoiceMisfit, VoicePerson, VoiceTest } from './voice.ts';
export { voiceFindings } from './voice-findings.ts';
export { voiceOf } from './voice-of.ts';
