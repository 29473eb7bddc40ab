import type { Area, StoryFinding } from '../story-finding.ts';
import type { Chart } from './charts/index.ts';

/** Findings of one area, as a reader meets them. */
export interface FindingSection {
  readonly area: Area;
  readonly title: string;
  /** What these are, in a sentence. */
  readonly line: string;
  readonly groups: readonly FindingGroup[];
  readonly charts: readonly Chart[];
}

/** Findings that say the same of different lines. */
export interface FindingGroup {
  readonly what: string;
  readonly findings: readonly [StoryFinding, ...StoryFinding[]];
}

/** Objective errors first, what rests on models and taste last. */
const SECTIONS: readonly Omit<FindingSection, 'groups' | 'charts'>[] = [
  { area: 'continuity', title: 'Errors and slips', line: 'Things that do not agree with each other on the page.' },
  { area: 'overview', title: 'Overview', line: 'The script at one look.' },
  { area: 'cast', title: 'Cast', line: 'Who speaks, who does, who is spoken of.' },
  { area: 'structure', title: 'Structure', line: 'A model’s reading of where the story turns; half right at best.' },
  { area: 'emotion', title: 'Emotion', line: 'A model’s reading of single lines, added up; it misses irony.' },
  { area: 'voice', title: 'Voice', line: 'How far the dialogue alone says who speaks.' },
  { area: 'pacing', title: 'Pacing', line: 'Lengths, counts and rhythm.' },
  { area: 'breakdown', title: 'Breakdown', line: 'What each scene asks of the departments.' },
  {
    area: 'craft',
    title: 'Questions of craft',
    line: 'Habits of the page, asked about; each may be just what is meant.',
  },
];

/** Whose findings a statistical model made. */
const MODELLED: ReadonlySet<Area> = new Set<Area>(['structure', 'emotion', 'voice']);

/** Findings and charts by area; within it findings of one kind together, in the order in which they were given. */
export function sectionsOf(findings: readonly StoryFinding[], charts: readonly Chart[] = []): FindingSection[] {
  return SECTIONS.flatMap((section) => {
    const groups = new Map<string, [StoryFinding, ...StoryFinding[]]>();
    for (const finding of findings) {
      if (finding.area !== section.area) continue;
      const group = groups.get(finding.what);
      if (group === undefined) groups.set(finding.what, [finding]);
      else group.push(finding);
    }
    const drawn = charts.filter(({ area }) => area === section.area);
    if (groups.size === 0 && drawn.length === 0) return [];
    return [{ ...section, groups: [...groups].map(([what, of]) => ({ what, findings: of })), charts: drawn }];
  });
}

/** What should be known of how a finding was made, in a word or two each. */
export function marksOf({
  area,
  language,
  confidence,
}: Pick<StoryFinding, 'area' | 'language' | 'confidence'>): string[] {
  // That there is not enough to say of the structure is counted.
  const modelled = MODELLED.has(area) && !(area === 'structure' && confidence >= 1);
  return [...(modelled ? ['model'] : []), ...(language === 'en' ? ['English only'] : [])];
}
