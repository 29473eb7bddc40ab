import { xml } from '../xml/write.ts';
import type { Part } from './parts.ts';

/** A new Final Draft file: an empty script with the layout of a screenplay. */

interface Setting {
  readonly style: string;
  readonly left: string;
  readonly right: string;
  readonly before: string;
  readonly align?: string;
  readonly first?: string;
  readonly paginate: string;
  readonly next: string;
}

/** Indents in inches from the paper's left edge, space before in points. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  General: { style: '', left: '1.50', right: '7.50', before: '0', paginate: 'General', next: 'General' },
  'Scene Heading': {
    style: 'AllCaps',
    left: '1.50',
    right: '7.50',
    before: '24',
    paginate: 'Scene Heading',
    next: 'Action',
  },
  Action: { style: '', left: '1.50', right: '7.50', before: '12', paginate: 'Action', next: 'Action' },
  Character: { style: 'AllCaps', left: '3.50', right: '7.25', before: '12', paginate: 'Character', next: 'Dialogue' },
  Parenthetical: {
    style: '',
    left: '3.00',
    right: '5.50',
    before: '0',
    first: '-0.10',
    paginate: 'Parenthetical',
    next: 'Dialogue',
  },
  Dialogue: { style: '', left: '2.50', right: '6.00', before: '0', paginate: 'Dialogue', next: 'Action' },
  Transition: {
    style: 'AllCaps',
    left: '5.50',
    right: '7.10',
    before: '12',
    align: 'Right',
    paginate: 'Transition',
    next: 'Scene Heading',
  },
  Shot: { style: 'AllCaps', left: '1.50', right: '7.50', before: '12', paginate: 'Scene Heading', next: 'Action' },
};

const LYRICS: Setting = {
  style: 'Italic',
  left: '2.50',
  right: '6.00',
  before: '0',
  paginate: 'Dialogue',
  next: 'Lyrics',
};

function outline(first: boolean): Setting {
  return {
    style: 'Italic+HiddenText',
    left: '1.50',
    right: '7.50',
    before: first ? '12' : '0',
    paginate: 'General',
    next: 'Outline Body',
  };
}

function settingText(
  name: string,
  { style, left, right, before, align = 'Left', first = '0.00', paginate, next }: Setting,
): string {
  return xml(
    'ElementSettings',
    { Type: name },
    xml('FontSpec', {
      AdornmentStyle: '0',
      Background: '#FFFFFFFFFFFF',
      Color: '#000000000000',
      Font: 'Courier Final Draft',
      RevisionID: '0',
      Size: '12',
      Style: style,
    }) +
      xml('ParagraphSpec', {
        Alignment: align,
        FirstIndent: first,
        Leading: 'Regular',
        LeftIndent: left,
        RightIndent: right,
        SpaceBefore: before,
        Spacing: '1',
        StartsNewPage: 'No',
      }) +
      xml('Behavior', { PaginateAs: paginate, ReturnKey: next, Shortcut: '' }),
  );
}

/** Types beyond those of every screenplay that the parts need, with their settings. */
export function settingsFor(parts: readonly Part[]): [name: string, settings: string][] {
  const needed = new Map<string, Setting>();
  for (const { element } of parts) {
    if (element?.type === 'lyrics') needed.set('Lyrics', LYRICS);
    else if (element?.type === 'section') needed.set(`Outline ${element.depth ?? 1}`, outline(true));
    else if (element?.type === 'synopsis') needed.set('Outline Body', outline(false));
  }
  return [...needed].map(([name, setting]) => [name, settingText(name, setting)]);
}

/** The text of an empty script. */
export function newScript(): string {
  const settings = Object.entries(SETTINGS).map(([name, setting]) => `  ${settingText(name, setting)}\n`);
  return `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">

  <Content>
  </Content>

${settings.join('\n')}
  <TitlePage>
    <Content/>
  </TitlePage>

  <ScriptNotes/>

</FinalDraft>
`;
}
