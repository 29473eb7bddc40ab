import { type OutlineEntry, outline, parse } from '@second-unit/screenplay';
import type { ReadThrough } from '@second-unit/story';
import { Tabs } from 'radix-ui';
import { memo, useEffect, useMemo, useRef } from 'react';
import { sceneBlocks } from '../frame/strip-scale.ts';
import { messages } from '../messages.ts';
import { castHues } from './cast-hue.ts';
import { printed } from './printed.ts';
import type { Chosen } from './script-because.tsx';
import type { ScriptSession } from './script-session.ts';

interface Props {
  reading: ReadThrough | undefined;
  session: ScriptSession;
  /** Index of the scene that the cursor is in; −1 before the first. */
  here: number;
  onJump: (at: number) => void;
  onChoose: (chosen: Chosen) => void;
}

/** The outline that is the script, and who speaks in it. */
export const SidePanel = memo(function SidePanel({ reading, session, here, onJump, onChoose }: Props) {
  // Read again together with the reading, so that both tell of the same text.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading means a new text.
  const entries = useMemo(() => outline(parse(session.text.toString())), [session, reading]);
  return (
    <Tabs.Root className="side-panel" defaultValue="outline">
      <Tabs.List className="side-tabs" aria-label={messages.script.panel}>
        <Tabs.Trigger value="outline">
          {messages.script.outline} <span className="quiet">{reading?.scenes.length ?? ''}</span>
        </Tabs.Trigger>
        <Tabs.Trigger value="cast">
          {messages.script.cast} <span className="quiet">{reading?.characters.length ?? ''}</span>
        </Tabs.Trigger>
        <Tabs.Trigger value="findings">
          {messages.script.findings} <span className="quiet">{reading?.findings.length ?? ''}</span>
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="outline" className="side-scroll">
        {entries.length === 0 && <p className="quiet side-none">{messages.script.noScenes}</p>}
        <Outline entries={entries} reading={reading} here={here} onJump={onJump} onChoose={onChoose} />
      </Tabs.Content>
      <Tabs.Content value="cast" className="side-scroll">
        {reading?.characters.length === 0 && <p className="quiet side-none">{messages.script.noCast}</p>}
        {reading && <Cast reading={reading} onChoose={onChoose} />}
      </Tabs.Content>
      <Tabs.Content value="findings" className="side-scroll">
        {reading?.findings.length === 0 && <p className="quiet side-none">{messages.script.noFindings}</p>}
        <ul className="findings">
          {reading?.findings.map((finding) => (
            <li key={finding.id}>
              <button type="button" onClick={() => onChoose({ kind: 'finding', id: finding.id })}>
                <span className="finding-what">{finding.what}</span>
                <span>{printed(finding)}</span>
                <span className="quiet">{messages.script.because.sure(finding.confidence)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Tabs.Content>
    </Tabs.Root>
  );
});

interface OutlineProps {
  entries: readonly OutlineEntry[];
  reading: ReadThrough | undefined;
  here: number;
  onJump: (at: number) => void;
  onChoose: (chosen: Chosen) => void;
}

function Outline({ entries, reading, here, onJump, onChoose }: OutlineProps) {
  const list = useRef<HTMLOListElement>(null);
  const scenes = reading?.scenes;
  const kinds = useMemo(() => sceneBlocks(scenes ?? []).map(({ kind }) => kind), [scenes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the cursor from scene to scene.
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  return (
    <ol className="outline" ref={list}>
      {entries.map((entry) => {
        if (entry.kind === 'synopsis') {
          return (
            <li key={`p${entry.from}`} className="outline-synopsis">
              {entry.text}
            </li>
          );
        }
        if (entry.kind === 'section') {
          return (
            <li key={`s${entry.from}`} className="outline-section" data-depth={entry.depth}>
              <button type="button" onClick={() => onJump(entry.from)}>
                {entry.text}
              </button>
            </li>
          );
        }
        const scene = reading?.scenes[entry.index];
        return (
          <li
            key={`c${entry.index}`}
            className="outline-scene"
            data-kind={kinds[entry.index]}
            aria-current={entry.index === here ? 'true' : undefined}
          >
            <span className="outline-number">{entry.number ?? entry.index + 1}</span>
            <button type="button" title={messages.script.jump(entry.heading)} onClick={() => onJump(entry.from)}>
              {entry.heading}
            </button>
            {scene && (
              <button
                type="button"
                className="outline-length"
                aria-label={`${messages.script.because.scene(entry.index)}, ${messages.script.pages(messages.script.eighths(scene.eighths))}`}
                onClick={() => onChoose({ kind: 'scene', scene: entry.index })}
              >
                {messages.script.eighths(scene.eighths)}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Cast({ reading, onChoose }: { reading: ReadThrough; onChoose: (chosen: Chosen) => void }) {
  const hues = castHues(reading.characters);
  const most = Math.max(1, ...reading.characters.map(({ words }) => words));
  return (
    <ul className="cast">
      {reading.characters.map((character) => (
        <li key={character.name} data-hue={hues.get(character.name)}>
          <span className="cast-name">{character.name}</span>
          <span className="cast-bar" aria-hidden>
            <span style={{ inlineSize: `${(character.words / most) * 100}%` }} />
          </span>
          <span className="cast-figures">
            {(['scenes', 'speeches', 'words'] as const).map((what) => (
              <button
                key={what}
                type="button"
                className="linkish"
                onClick={() => onChoose({ kind: 'character', name: character.name, what })}
              >
                {messages.script[what](what === 'scenes' ? character.scenes.length : character[what])}
              </button>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
