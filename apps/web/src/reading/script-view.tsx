import { scriptPage } from '@second-unit/story/html';
import { memo, type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { messages } from '../messages.ts';
import type { Place } from '../story/place.ts';

export interface ScriptViewHandle {
  /** Marks the paragraphs of the places and brings the first into view; without any, takes the marks away. */
  show(places: readonly Place[]): void;
}

interface Props {
  readonly text: string;
  readonly ref: Ref<ScriptViewHandle>;
}

/** The script as a page that is read, not written. */
export const ScriptView = memo(function ScriptView({ text, ref }: Props) {
  const body = useRef<HTMLElement>(null);
  const markup = useMemo(() => ({ __html: scriptPage(text).html }), [text]);
  useImperativeHandle(
    ref,
    () => ({
      show(places) {
        const page = body.current;
        if (!page) return;
        for (const marked of page.querySelectorAll('[data-marked]')) marked.removeAttribute('data-marked');
        let first: Element | undefined;
        for (const paragraph of page.querySelectorAll('[data-from]')) {
          const from = Number(paragraph.getAttribute('data-from'));
          const to = Number(paragraph.getAttribute('data-to'));
          if (!places.some((place) => from < Math.max(place.to, place.from + 1) && to > place.from)) continue;
          paragraph.setAttribute('data-marked', '');
          if (places[0] && to > places[0].from && from < Math.max(places[0].to, places[0].from + 1))
            first ??= paragraph;
        }
        if (!first) return;
        const box = page.getBoundingClientRect();
        page.scrollTop += first.getBoundingClientRect().top - box.top - box.height / 3;
      },
    }),
    [],
  );
  return (
    <section
      ref={body}
      className="reading-script"
      aria-label={messages.story.script}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own markup, in which every word of the script is escaped.
      dangerouslySetInnerHTML={markup}
    />
  );
});
