import type { ActionInput, CutView } from '@second-unit/studio/contract';
import { type FormEvent, useState } from 'react';
import { actionView } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import { RoomDialog } from '../ui/room-dialog.tsx';
import { HeldBack } from './held-back.tsx';

const words = messages.cut.render;

export type RenderSettings = Omit<ActionInput<'cut.render'>, 'cut' | 'replace'>;
type Format = NonNullable<RenderSettings['format']>;
type Subtitles = NonNullable<RenderSettings['subtitles']>;
type Aspect = NonNullable<RenderSettings['aspect']>;

const FORMATS = Object.keys(words.formats) as Format[];
const SUBTITLES = Object.keys(words.subtitleWays) as Subtitles[];
const ASPECTS = Object.keys(messages.cut.manner.aspects) as Aspect[];
/** LUFS: streaming, European and American broadcast; and as recorded. */
const LOUDNESS = [-16, -14, -23, -27] as const;

/** As they were chosen last in this window. */
let last: RenderSettings = {};

export function lastRenderSettings(): RenderSettings {
  return last;
}

interface Props {
  view: CutView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRender: (settings: RenderSettings) => void;
}

/** How a cut is rendered: format, shape, loudness, subtitles. */
export function RenderSettingsDialog({ view, open, onOpenChange, onRender }: Props) {
  const [settings, setSettings] = useState(last);
  const set = (change: RenderSettings) => setSettings({ ...settings, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    last = settings;
    onOpenChange(false);
    onRender(settings);
  };
  const { aspect: _, ...unshaped } = settings;
  return (
    <RoomDialog title={actionView('cut.render').label} open={open} onOpenChange={onOpenChange} className="render-ask">
      <form onSubmit={submit}>
        <label>
          <span className="label">{words.format}</span>
          <select
            className="field"
            value={settings.format ?? 'h264'}
            onChange={(event) => set({ format: FORMATS.find((name) => name === event.target.value) })}
          >
            {FORMATS.map((name) => (
              <option key={name} value={name}>
                {words.formats[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="label">{messages.cut.manner.aspect}</span>
          <select
            className="field"
            value={settings.aspect ?? ''}
            onChange={(event) => {
              const to = ASPECTS.find((name) => name === event.target.value);
              setSettings(to ? { ...unshaped, aspect: to } : unshaped);
            }}
          >
            <option value="">
              {view.cut.brief.aspect ? words.asAsked(view.cut.brief.aspect) : messages.cut.manner.ownAspect}
            </option>
            {ASPECTS.map((name) => (
              <option key={name} value={name}>
                {messages.cut.manner.aspects[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="label">{words.loudness}</span>
          <select
            className="field"
            value={settings.loudness === null ? '' : String(settings.loudness ?? LOUDNESS[0])}
            onChange={(event) => set({ loudness: event.target.value === '' ? null : Number(event.target.value) })}
          >
            {LOUDNESS.map((level) => (
              <option key={level} value={level}>
                {words.lufs[level]}
              </option>
            ))}
            <option value="">{words.asRecorded}</option>
          </select>
        </label>
        <label>
          <span className="label">{words.subtitles}</span>
          <select
            className="field"
            value={settings.subtitles ?? 'none'}
            onChange={(event) => set({ subtitles: SUBTITLES.find((name) => name === event.target.value) })}
          >
            {SUBTITLES.map((name) => (
              <option key={name} value={name}>
                {words.subtitleWays[name]}
              </option>
            ))}
          </select>
        </label>
        {view.rendered && <p className="quiet">{words.replaces}</p>}
        <HeldBack view={view} onGo={() => onOpenChange(false)} />
        <button type="submit" className="button" data-primary>
          {words.start}
        </button>
      </form>
    </RoomDialog>
  );
}
