import { outline, parse } from '@second-unit/screenplay';
import type { ReadThrough } from '@second-unit/story';
import { Tabs } from 'radix-ui';
import { memo, useMemo } from 'react';
import { messages } from '../messages.ts';
import { castHues } from './cast-hue.ts';
import { Outline } from './outline.tsx';
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
      <Tabs.Content value="outline" className="side-page">
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
