import type { ScriptRange } from '@second-unit/evidence';
import type { ReadThrough } from '@second-unit/story';
import type { RefObject } from 'react';
import { Because } from '../frame/because.tsx';
import { messages } from '../messages.ts';
import type { EditorHandle, Range } from './editor.tsx';

/** What a person asked the reason for. */
export type Chosen =
  | { readonly kind: 'character'; readonly name: string; readonly what: 'scenes' | 'speeches' | 'words' }
  | { readonly kind: 'scene'; readonly scene: number };

const words = messages.script.because;

/** The ranges that a chosen number was counted from. */
export function rangesOf(chosen: Chosen, reading: ReadThrough): readonly Range[] {
  if (chosen.kind === 'scene') {
    const scene = reading.scenes[chosen.scene];
    return scene ? [{ from: scene.from, to: scene.from + scene.heading.length }] : [];
  }
  const character = reading.characters.find(({ name }) => name === chosen.name);
  if (!character) return [];
  if (chosen.what !== 'scenes') return character.evidence;
  return character.scenes.flatMap((index) => {
    const scene = reading.scenes[index];
    return scene ? [{ from: scene.from, to: scene.from + scene.heading.length }] : [];
  });
}

interface Props {
  chosen: Chosen;
  reading: ReadThrough;
  editor: RefObject<EditorHandle | null>;
  onJump: (at: number) => void;
  onClose: () => void;
}

/** The lines behind a number: each one can be gone to. */
export function ScriptBecause({ chosen, reading, editor, onJump, onClose }: Props) {
  if (chosen.kind === 'scene') {
    const scene = reading.scenes[chosen.scene];
    if (!scene) return null;
    const findings = reading.findings.filter(({ evidence }) =>
      evidence.some(
        (one) => one.kind === 'script' && isWithin(one, scene) && one.to - one.from < scene.to - scene.from + 1,
      ),
    );
    return (
      <Because title={`${words.scene(scene.index)}. ${scene.heading}`} onClose={onClose}>
        <section>
          <dl className="facts">
            <dt>{words.sceneLength}</dt>
            <dd>{messages.script.pages(messages.script.eighths(scene.eighths))}</dd>
            <dt>{words.sceneWords}</dt>
            <dd>{messages.script.words(scene.words)}</dd>
            {scene.speakers.length > 0 && (
              <>
                <dt>{words.sceneSpeakers}</dt>
                <dd>{scene.speakers.join(', ')}</dd>
              </>
            )}
          </dl>
          <p className="quiet method">{words.lengthMethod}</p>
        </section>
        {findings.length > 0 && (
          <section>
            <h3 className="label">{words.finding}</h3>
            {findings.map((finding) => (
              <p key={finding.id}>
                {`${finding.what}: ${printed(finding.value)}. ${words.sure(finding.confidence)}`}{' '}
                <span className="quiet">{finding.method}</span>
              </p>
            ))}
          </section>
        )}
      </Because>
    );
  }
  const ranges = rangesOf(chosen, reading);
  const character = reading.characters.find(({ name }) => name === chosen.name);
  const total = character && (chosen.what === 'scenes' ? character.scenes.length : character[chosen.what]);
  return (
    <Because title={words[chosen.what](chosen.name)} onClose={onClose}>
      <section>
        <p className="big-figure">{messages.script[chosen.what](total ?? 0)}</p>
        <p className="quiet method">{words.countMethod}</p>
      </section>
      <ol className="evidence-lines">
        {ranges.map((range) => {
          const { text, line } = editor.current?.read(range) ?? { text: '', line: 0 };
          return (
            <li key={range.from}>
              <button type="button" onClick={() => onJump(range.from)}>
                <span className="quiet time">{words.line(line)}</span>
                <span className="script-text">{text}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </Because>
  );
}

function isWithin(range: ScriptRange, scene: Range): boolean {
  return range.from >= scene.from && range.to <= scene.to;
}

function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (Array.isArray(value)) return value.map(printed).join(', ');
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, one]) => `${key} ${printed(one)}`)
      .join(', ');
  }
  return String(value);
}
