export { CHART_STYLE } from './chart-style.ts';
export { type Cell, type Chart, chartsOf } from './charts/index.ts';
export { counted } from './counted.ts';
export { inContext, Lines } from './lines.ts';
export { readThroughHtml } from './report.ts';
export { type ScriptPage, scriptPage } from './script-page.ts';
export { type FindingGroup, type FindingSection, marksOf, sectionsOf } from './sections.ts';
export { detailOf, sentenceOf } from './sentence.ts';
export { confidenceText } from './value.ts';
