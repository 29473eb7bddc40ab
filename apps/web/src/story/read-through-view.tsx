import type { ReadThrough } from '@second-unit/story';
import { chartsOf, type FindingSection, sectionsOf } from '@second-unit/story/html';
import { memo, type ReactNode, useCallback, useMemo, useRef } from 'react';
import { messages } from '../messages.ts';
import { ChartFigure } from './chart-figure.tsx';
import { FindingGroup, type Fixing } from './finding-group.tsx';
import type { Places, Quote } from './place.ts';
import '../styles/story.css';

const words = messages.story;

/** The breakdown as something that can be corrected. */
export interface BreakdownSheet {
  /** The elements that a finding is of; undefined where it is no category of the breakdown. */
  readonly elements: (finding: string) => ReactNode;
  readonly below: ReactNode;
}

interface Props {
  readonly reading: ReadThrough;
  readonly quote: Quote;
  readonly go: (places: Places) => void;
  readonly fixing?: Fixing;
  /** Absent where the breakdown cannot be corrected: the page without a studio does not carry what that takes. */
  readonly sheet?: BreakdownSheet;
}

/** What a script says, errors first: in the Story room and on the page that needs no studio. */
export const ReadThroughView = memo(function ReadThroughView({ reading, quote, go, fixing, sheet }: Props) {
  const sections = useMemo(() => sectionsOf(reading.findings, chartsOf(reading)), [reading]);
  const body = useRef<HTMLDivElement>(null);
  const nav = useRef<HTMLElement>(null);
  const scenes = useRef(reading.scenes);
  scenes.current = reading.scenes;
  const headingOf = useCallback((index: number) => {
    const scene = scenes.current[index];
    return scene && { from: scene.from, to: scene.from + scene.heading.length };
  }, []);
  if (sections.length === 0) return <p className="quiet story-none">{words.nothing}</p>;
  const toSection = (area: string) => {
    const section = body.current?.querySelector(`[data-area="${area}"]`);
    const scroller = body.current?.parentElement;
    if (!section || !scroller) return;
    // Not scrollIntoView, which moves every scroller above this one as well. The names of the parts stay in sight.
    const names = nav.current?.offsetHeight ?? 0;
    scroller.scrollTop += section.getBoundingClientRect().top - scroller.getBoundingClientRect().top - names;
    section.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  };
  return (
    <div className="story-read" ref={body}>
      <nav ref={nav} className="story-areas" aria-label={words.areas}>
        {sections.map(({ area, title, groups }) => (
          <button type="button" key={area} onClick={() => toSection(area)}>
            {title} <span className="quiet">{area === 'continuity' ? countOf(groups) : ''}</span>
          </button>
        ))}
      </nav>
      {sections[0]?.area !== 'continuity' && <p className="quiet story-clean">{words.clean}</p>}
      {sections.map((section) => (
        <section key={section.area} className="story-area" data-area={section.area} aria-label={section.title}>
          <h2 tabIndex={-1}>{section.title}</h2>
          <p className="quiet">{section.line}</p>
          {section.charts.map((chart) => (
            <ChartFigure key={chart.id} chart={chart} go={go} headingOf={headingOf} />
          ))}
          <ul className="story-findings">
            {section.groups.map((group) => (
              <FindingGroup
                key={group.what}
                group={group}
                quote={quote}
                go={go}
                {...(fixing ? { fixing } : {})}
                {...(sheet ? { elements: sheet.elements(group.findings[0].id) } : {})}
              />
            ))}
          </ul>
          {section.area === 'breakdown' && sheet?.below}
        </section>
      ))}
    </div>
  );
});

function countOf(groups: FindingSection['groups']): number {
  return groups.reduce((sum, { findings }) => sum + findings.length, 0);
}
