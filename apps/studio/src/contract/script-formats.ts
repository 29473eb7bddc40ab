/** The formats in which a script leaves the studio, in the order in which they are offered. */
export const EXPORT_FORMATS = ['fountain', 'fdx', 'pdf', 'html', 'fadein', 'highland', 'json'] as const;

export type ScriptExport = (typeof EXPORT_FORMATS)[number];
