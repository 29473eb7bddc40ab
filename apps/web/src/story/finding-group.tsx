import type { StoryFinding } from '@second-unit/story';
import { detailOf, type FindingGroup as Group, inContext, marksOf, sentenceOf } from '@second-unit/story/html';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { messages } from '../messages.ts';
import { FixOffer } from './fix-offer.tsx';
import { fixKey, type OfferedFix, offered, together } from './fixes.ts';
import { type Place, type Places, placesOf, type Quote } from './place.ts';

const words = messages.story;

/** What a person may do with the fixes that are offered. */
export interface Fixing {
  /** The text that was read. */
  readonly text: () => string;
  readonly left: ReadonlySet<string>;
  /** Absent where the script cannot be changed. */
  readonly decide?: (of: readonly StoryFinding[], fix: OfferedFix, verdict: 'accepted' | 'rejected') => void;
}

interface Props {
  readonly group: Group;
  readonly quote: Quote;
  readonly go: (places: Places) => void;
  readonly fixing?: Fixing;
  /** What it is of, where that can be corrected; shown in place of its lines. */
  readonly elements?: ReactNode;
}

/** Lines of evidence that are shown before one asks for the rest. */
const SHOWN = 12;

/** One sentence; opened, the lines that it rests on, how it was found, how sure, and what would mend it. */
export function FindingGroup({ group, quote, go, fixing, elements }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const [first] = group.findings;
  const many = group.findings.length > 1;
  const toggle = () => {
    const places = placesOf(many || elements ? [] : first.evidence);
    if (!open && isSome(places)) go(places);
    setOpen(!open);
  };
  return (
    <li className="story-finding" data-open={open || undefined}>
      <button type="button" className="story-sentence" aria-expanded={open} aria-controls={id} onClick={toggle}>
        <ChevronRight size={14} aria-hidden />
        {/* English, whoever's name it begins with. */}
        <span dir="ltr">{many ? capital(group.what) : sentenceOf(first)}</span>
        <span className="quiet story-marks">
          {[...(many ? [String(group.findings.length)] : []), ...marksOf(first)].join(' · ')}
        </span>
      </button>
      <div id={id} hidden={!open} className="story-why">
        {open && (
          <>
            {/* What people named was not counted. */}
            <p className="quiet">
              {elements && first.confidence >= 1 ? first.method : `${first.method} ${words.sure(first.confidence)}`}
            </p>
            {elements ? (
              elements
            ) : many ? (
              <Several findings={group.findings} quote={quote} go={go} {...(fixing ? { fixing } : {})} />
            ) : (
              <One finding={first} quote={quote} go={go} {...(fixing ? { fixing } : {})} />
            )}
          </>
        )}
      </div>
    </li>
  );
}

function One({ finding, quote, go, fixing }: Omit<Props, 'group' | 'elements'> & { finding: StoryFinding }) {
  return (
    <>
      <Offer finding={finding} {...(fixing ? { fixing } : {})} />
      <Lines places={placesOf(finding.evidence)} quote={quote} go={go} />
    </>
  );
}

function Several({
  findings,
  quote,
  go,
  fixing,
}: Omit<Props, 'group' | 'elements'> & { findings: readonly StoryFinding[] }) {
  const [most, setMost] = useState(SHOWN * 2);
  const all = fixing && fixAll(findings, fixing);
  return (
    <>
      {all && fixing?.decide && (
        <button type="button" className="button story-all" onClick={() => fixing.decide?.(findings, all, 'accepted')}>
          {all.label}
        </button>
      )}
      <ol className="story-lines">
        {findings.slice(0, most).map((finding) => {
          const places = placesOf(finding.evidence);
          const [place] = places;
          return (
            <li key={finding.id}>
              <button
                type="button"
                className="story-line"
                disabled={!isSome(places)}
                onClick={() => isSome(places) && go(places)}
              >
                <span className="quiet time">{place ? words.line(quote(place).line) : ''}</span>
                <Detail finding={finding} quote={quote} />
              </button>
              <Offer finding={finding} {...(fixing ? { fixing } : {})} />
            </li>
          );
        })}
      </ol>
      {findings.length > most && (
        <button type="button" className="linkish" onClick={() => setMost(findings.length)}>
          {words.rest(findings.length - most)}
        </button>
      )}
    </>
  );
}

/** What tells it from the others of its kind, else the words themselves. */
function Detail({ finding, quote }: { finding: StoryFinding; quote: Quote }) {
  const [place] = placesOf(finding.evidence);
  const detail = detailOf(finding);
  if (detail !== undefined || !place) return <span dir="ltr">{detail ?? sentenceOf(finding)}</span>;
  return (
    <span className="script-text" dir="auto">
      {quoted(quote, place)}
    </span>
  );
}

function Offer({ finding, fixing }: { finding: StoryFinding; fixing?: Fixing }) {
  if (!fixing || !finding.fix) return null;
  const text = fixing.text();
  const fix = offered(finding.fix, text);
  if (fixing.left.has(fixKey(finding.what, fix))) return <p className="quiet">{words.fix.left}</p>;
  const { decide } = fixing;
  return (
    <FixOffer fix={fix} text={text} {...(decide ? { onDecide: (verdict) => decide([finding], fix, verdict) } : {})} />
  );
}

/** One fix for all that are not left as they are. */
function fixAll(findings: readonly StoryFinding[], { text, left }: Fixing): OfferedFix | undefined {
  const whole = text();
  const fixes = findings.flatMap((finding) => {
    const fix = finding.fix && offered(finding.fix, whole);
    return fix && !left.has(fixKey(finding.what, fix)) ? [fix] : [];
  });
  return fixes.length > 1 ? together(words.fix.all(fixes.length), fixes) : undefined;
}

function Lines({ places, quote, go }: { places: readonly Place[]; quote: Quote; go: (places: Places) => void }) {
  const [most, setMost] = useState(SHOWN);
  if (places.length === 0) return <p className="quiet">{words.noLine}</p>;
  return (
    <>
      <ol className="story-lines">
        {places.slice(0, most).map((place) => {
          const { text, line } = quote(place);
          return (
            <li key={`${place.from}-${place.to}`}>
              <button type="button" className="story-line" onClick={() => go([place])}>
                <span className="quiet time">{words.line(line)}</span>
                <span className="script-text" dir="auto">
                  {text.trim() === '' ? quoted(quote, place) : short(text)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {places.length > most && (
        <button type="button" className="linkish" onClick={() => setMost(places.length)}>
          {words.rest(places.length - most)}
        </button>
      )}
    </>
  );
}

function isSome(places: readonly Place[]): places is Places {
  return places.length > 0;
}

/** What stands there; spaces alone are shown on their line. */
function quoted(quote: Quote, place: Place): string {
  const { text } = quote(place);
  if (text.trim() !== '') return short(text);
  return inContext((from, to) => quote({ from, to }).text, place.from, place.to);
}

function short(text: string): string {
  return text.length > 220 ? `${text.slice(0, 220)} …` : text;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
