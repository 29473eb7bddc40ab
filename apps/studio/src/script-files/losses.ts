import { type ElementType, iterate, type NodeType, type Screenplay, toDocument } from '@second-unit/screenplay';
import type { ScriptFormat } from './formats.ts';
import type { ScriptCarrier } from './read.ts';

type Hidden = Extract<ElementType, 'note' | 'boneyard' | 'section' | 'synopsis'>;

/** What each format does with what it has no place for. Formats that are not here carry all of Fountain. */
const LOST: Partial<Record<ScriptFormat, { readonly types: readonly Hidden[]; readonly what: string }>> = {
  pdf: {
    types: ['section', 'synopsis', 'note', 'boneyard'],
    what: 'Left out of the PDF, which has only what prints',
  },
  html: {
    types: ['section', 'synopsis', 'note', 'boneyard'],
    what: 'Left out of the HTML, which has only what prints',
  },
  fdx: { types: ['boneyard'], what: 'Written as script notes, as Final Draft has no such thing' },
  osf: {
    types: ['section', 'synopsis', 'boneyard'],
    what: 'Written as styles or remarks of their own, as the format has no such thing',
  },
  fadein: {
    types: ['section', 'synopsis', 'boneyard'],
    what: 'Written as styles or remarks of their own, as Fade In has no such thing',
  },
};

const WORDS: Readonly<Record<Hidden, readonly [one: string, many: string]>> = {
  note: ['note', 'notes'],
  boneyard: ['cut passage', 'cut passages'],
  section: ['section', 'sections'],
  synopsis: ['synopsis', 'synopses'],
};

const LOOKS: ReadonlySet<NodeType> = new Set(['bold', 'italic', 'underline']);

/** One sentence that says what of this script the format cannot carry as it is; undefined where it carries all. */
export function lossesIn(tree: Screenplay, format: ScriptFormat): string | undefined {
  if (format === 'json') {
    const looks = emphasesIn(tree);
    return looks === 0
      ? undefined
      : `Left out of the JSON, which has text without its looks: ${counted(looks, 'emphasis', 'emphases')}.`;
  }
  const lost = LOST[format];
  if (lost === undefined) return undefined;
  const { elements } = toDocument(tree);
  const found = lost.types.flatMap((type) => {
    const count = elements.filter((element) => element.type === type).length;
    return count === 0 ? [] : [counted(count, ...WORDS[type])];
  });
  return found.length === 0 ? undefined : `${lost.what}: ${new Intl.ListFormat('en').format(found)}.`;
}

function emphasesIn(tree: Screenplay): number {
  let count = 0;
  iterate(tree, {
    enter(node) {
      if (LOOKS.has(node.type)) count++;
      return undefined;
    },
  });
  return count;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** One sentence that says what the file that was read holds beyond Fountain; undefined where it holds nothing more. */
export function beyondFountain(carrier: ScriptCarrier): string | undefined {
  if (carrier.format !== 'fdx') return undefined;
  const { tags, revised } = carrier.script;
  const found = [
    ...(tags.length === 0 ? [] : [counted(tags.length, 'tag', 'tags')]),
    ...(revised.length === 0 ? [] : [counted(revised.length, 'revised passage', 'revised passages')]),
  ];
  return found.length === 0
    ? undefined
    : `Only the Final Draft file holds these: ${new Intl.ListFormat('en').format(found)}.`;
}
