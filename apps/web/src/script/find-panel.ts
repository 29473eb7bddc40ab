import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search';
import { EditorView, type Panel, type ViewUpdate } from '@codemirror/view';
import { messages } from '../messages.ts';

const words = messages.script.finding;

/** Hits beyond which they are no longer counted, so that a letter in a long script costs no key's worth of time. */
const MOST_COUNTED = 1000;

/** Find and replace as one line above the page: what is typed is shown at once, in the middle of the page. */
export function findPanel(view: EditorView): Panel {
  const find = field(words.find);
  // CodeMirror puts the cursor there as it opens the panel, and marks what it holds.
  find.setAttribute('main-field', 'true');
  const replace = field(words.replace);
  const count = document.createElement('span');
  count.className = 'find-count quiet';
  count.setAttribute('role', 'status');
  const dom = document.createElement('form');
  dom.className = 'find';
  dom.setAttribute('role', 'search');
  dom.setAttribute('aria-label', messages.script.find);
  const previous = button(words.previous, '↑', () => findPrevious(view));
  const next = button(words.next, '↓', () => findNext(view));
  const one = button(words.replaceOne, words.replaceOne, () => replaceNext(view));
  const all = button(words.replaceAll, words.replaceAll, () => replaceAll(view));
  const close = button(words.close, '×', () => closeSearchPanel(view));
  dom.append(find, count, previous, next, replace, one, all, close);

  /** The place from which a search that is still being typed begins. */
  let origin = view.state.selection.main.from;
  const say = () => {
    const query = getSearchQuery(view.state);
    count.textContent = query.search === '' ? '' : counted(view, query);
    const none = query.search !== '' && count.textContent === words.none;
    find.toggleAttribute('data-none', none);
  };
  const commit = () => {
    const query = new SearchQuery({ search: find.value, replace: replace.value, literal: true });
    if (query.eq(getSearchQuery(view.state))) return;
    const found = find.value === '' ? undefined : firstFrom(view, query, origin);
    view.dispatch({
      effects: [setSearchQuery.of(query), ...(found ? [EditorView.scrollIntoView(found.from, { y: 'center' })] : [])],
      ...(found ? { selection: { anchor: found.from, head: found.to } } : {}),
    });
    say();
  };
  find.addEventListener('input', commit);
  replace.addEventListener('input', commit);
  find.addEventListener('focus', () => {
    origin = view.state.selection.main.from;
  });
  dom.addEventListener('submit', (event) => event.preventDefault());
  dom.addEventListener('keydown', (event) => {
    const again = event.key === 'F3' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'g');
    if (event.key === 'Escape') closeSearchPanel(view);
    else if (again || (event.key === 'Enter' && event.target === find))
      (event.shiftKey ? findPrevious : findNext)(view);
    else if (event.key === 'Enter' && event.target === replace) replaceNext(view);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (event.target === find) origin = view.state.selection.main.from;
  });
  return {
    dom,
    top: true,
    mount() {
      const query = getSearchQuery(view.state);
      find.value = query.search;
      replace.value = query.replace;
      find.select();
      say();
    },
    update(update: ViewUpdate) {
      for (const transaction of update.transactions) {
        for (const effect of transaction.effects) {
          if (!effect.is(setSearchQuery) || effect.value.search === find.value) continue;
          find.value = effect.value.search;
          replace.value = effect.value.replace;
        }
      }
      if (update.docChanged || update.selectionSet) say();
    },
  };
}

/** The first hit from `at` on, else the first of all. */
function firstFrom(view: EditorView, query: SearchQuery, at: number): { from: number; to: number } | undefined {
  for (const start of [at, 0]) {
    const { done, value } = query.getCursor(view.state, start).next();
    if (!done) return value;
  }
  return undefined;
}

/** `3 of 17`, `17`, or that there is none. */
function counted(view: EditorView, query: SearchQuery): string {
  const { from, to } = view.state.selection.main;
  const cursor = query.getCursor(view.state);
  let total = 0;
  let here = 0;
  for (let hit = cursor.next(); !hit.done && total <= MOST_COUNTED; hit = cursor.next()) {
    total++;
    if (hit.value.from === from && hit.value.to === to) here = total;
  }
  if (total === 0) return words.none;
  return words.count(here, Math.min(total, MOST_COUNTED), total > MOST_COUNTED);
}

function field(label: string): HTMLInputElement {
  const input = document.createElement('input');
  input.className = 'field';
  input.type = 'text';
  input.placeholder = label;
  input.setAttribute('aria-label', label);
  input.spellcheck = false;
  input.autocomplete = 'off';
  return input;
}

function button(label: string, text: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button';
  made.dataset.plain = '';
  if (text !== label) {
    made.dataset.icon = '';
    made.setAttribute('aria-label', label);
    made.title = label;
  }
  made.textContent = text;
  made.addEventListener('click', run);
  return made;
}
