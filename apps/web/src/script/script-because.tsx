import type { ScriptRange } from '@second-unit/evidence';
import type { ReadThrough } from '@second-unit/story';
import { memo, type RefObject } from 'react';
import { Because } from '../frame/because.tsx';
import { messages } from '../messages.ts';
import { castHues } from './cast-hue.ts';
import type { EditorHandle, Range } from './editor.tsx';
import { printed } from './printed.ts';

/** What a person asked the reason for. */
export type Chosen =
  | { readonly kind: 'character'; readonly name: string; readonly what: 'scenes' | 'speeches' | 'words' }
  | { readonly kind: 'scene'; readonly scene: number }
  | { readonly kind: 'finding'; readonly id: string };

const words = messages.script.because;

/** The ranges that a chosen number was counted from. */
export function rangesOf(chosen: Chosen, reading: ReadThrough): readonly Range[] {
  if (chosen.kind === 'scene') {
    const scene = reading.scenes[chosen.scene];
    return scene ? [{ from: scene.from, to: scene.from + scene.heading.length }] : [];
  }
  if (chosen.kind === 'finding') {
    const finding = reading.findings.find(({ id }) => id === chosen.id);
    return finding?.evidence.filter((one) => one.kind === 'script') ?? [];
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
export const ScriptBecause = memo(function ScriptBecause({ chosen, reading, editor, onJump, onClose }: Props) {
  if (chosen.kind === 'scene') {
    const scene = reading.scenes[chosen.scene];
    if (!scene) return null;
    const hues = castHues(reading.characters);
    // Only what is said about this scene, not what it is one example of.
    const findings = reading.findings.filter(
      ({ evidence }) => evidence.length > 0 && evidence.every((one) => one.kind === 'script' && isWithin(one, scene)),
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
                <dd className="speakers">
                  {scene.speakers.map((name) => (
                    <span key={name} data-hue={hues.get(name)}>
                      {name}
                    </span>
                  ))}
                </dd>
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
                {`${finding.what}: ${printed(finding)}. ${words.sure(finding.confidence)}`}{' '}
                <span className="quiet">{finding.method}</span>
              </p>
            ))}
          </section>
        )}
      </Because>
    );
  }
  const ranges = rangesOf(chosen, reading);
  if (chosen.kind === 'finding') {
    const finding = reading.findings.find(({ id }) => id === chosen.id);
    if (!finding) return null;
    return (
      <Because title={finding.what} onClose={onClose}>
        <section>
          <p className="big-figure">{printed(finding)}</p>
          <p>{words.sure(finding.confidence)}</p>
          <p className="quiet method">{finding.method}</p>
        </section>
        <Lines ranges={ranges} editor={editor} onJump={onJump} />
      </Because>
    );
  }
  const character = reading.characters.find(({ name }) => name === chosen.name);
  const total = character && (chosen.what === 'scenes' ? character.scenes.length : character[chosen.what]);
  return (
    <Because title={words[chosen.what](chosen.name)} onClose={onClose}>
      <section>
        <p className="big-figure">{messages.script[chosen.what](total ?? 0)}</p>
        <p className="quiet method">{words.countMethod}</p>
      </section>
      <Lines ranges={ranges} editor={editor} onJump={onJump} />
    </Because>
  );
});

/** How much of a long range is printed: enough to know it by. */
const MOST = 600;

function Lines({ ranges, editor, onJump }: { ranges: readonly Range[] } & Pick<Props, 'editor' | 'onJump'>) {
  return (
    <ol className="evidence-lines">
      {ranges.map((range) => {
        const { text, line } = editor.current?.read(range) ?? { text: '', line: 0 };
        return (
          <li key={`${range.from}-${range.to}`}>
            <button type="button" onClick={() => onJump(range.from)}>
              <span className="quiet time">{words.line(line)}</span>
              <span className="script-text">{text.length > MOST ? `${text.slice(0, MOST)} …` : text}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function isWithin(range: ScriptRange, scene: Range): boolean {
  return range.from >= scene.from && range.to <= scene.to;
}
