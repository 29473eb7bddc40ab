import { TimelineError } from './fault.ts';
import {
  type Composable,
  type Gap,
  gap,
  type Stack,
  type Timeline,
  type Track,
  type Transition,
  trimmedRange,
} from './model.ts';
import { addTime, compareTime, frameRange, rationalTime } from './rational-time.ts';

/** No length: it stands where black is between a fade out and a fade in. */
export function blackBetween(rate: Transition['inOffset']['rate']): Gap {
  return gap(frameRange(0, 0, rate));
}

/** Is something to be seen on both sides of it? If not it is a fade, out of black or into it. */
export function isBetween(children: readonly Composable[], at: number): boolean {
  return [children[at - 1], children[at + 1]].every((one) => one?.schema === 'Clip' || one?.schema === 'Stack');
}

/**
 * Our fades through black (`metadata.second_unit.transition` is `fade`) as a fade out and a fade in, for the formats
 * that have no such transition: each is then a dissolve with nothing on its other side. A transition of no length is a
 * cut.
 * @throws TimelineError `input` for transitions that take more of a clip than it plays
 */
export function fadesSpelled(timeline: Timeline): Timeline {
  const spelled = (children: readonly Composable[]): Composable[] =>
    children.flatMap((child, at): Composable[] => {
      if (child.schema === 'Track' || child.schema === 'Stack') return [inside(child)];
      if (child.schema !== 'Transition') return [child];
      if (child.inOffset.value === 0 && child.outOffset.value === 0) return [];
      if (!isFade(child) || !isBetween(children, at)) return [child];
      const { rate } = child.inOffset;
      const dissolve: Transition = { ...child, transitionType: 'SMPTE_Dissolve' };
      const none = rationalTime(0, rate);
      // A side without frames is a cut there.
      return [
        ...(child.inOffset.value > 0 ? [{ ...dissolve, name: 'Fade to black', outOffset: none }] : []),
        blackBetween(rate),
        ...(child.outOffset.value > 0 ? [{ ...dissolve, name: 'Fade from black', inOffset: none }] : []),
      ];
    });
  const inside = <Item extends Track | Stack>(one: Item): Item => {
    const children = spelled(one.children);
    if (one.schema === 'Track') checkLengths({ ...one, children });
    return { ...one, children };
  };
  return { ...timeline, tracks: inside(timeline.tracks) };
}

/**
 * A transition that reaches beyond the clip beside it would begin before that does, or meet the one on its other side: no
 * program can show it.
 */
function checkLengths({ name, children }: Track): void {
  children.forEach((one, index) => {
    if (one.schema === 'Transition' && children[index + 1]?.schema === 'Transition') {
      throw new TimelineError('input', 'Two transitions follow each other with nothing between them.', {
        place: `${name}[${index}]`,
      });
    }
    if (one.schema === 'Transition' && index === 0 && one.inOffset.value > 0) {
      throw new TimelineError('input', `A transition begins before the track “${name}” does.`, { place: `${name}[0]` });
    }
    if (one.schema !== 'Clip' && one.schema !== 'Stack' && one.schema !== 'Gap') return;
    const range = one.schema === 'Stack' ? one.sourceRange : trimmedRange(one);
    const [before, after] = [children[index - 1], children[index + 1]];
    const taken = [
      ...(before?.schema === 'Transition' ? [before.outOffset] : []),
      ...(after?.schema === 'Transition' ? [after.inOffset] : []),
    ];
    const [first, second] = taken;
    if (!range || !first) return;
    if (compareTime(second ? addTime(first, second) : first, range.duration) <= 0) return;
    const what = second ? 'The transitions on both sides take' : 'A transition takes';
    const of = one.schema === 'Gap' ? 'the gap beside than there is' : `“${one.name}” than is played of it`;
    throw new TimelineError('input', `${what} more of ${of}.`, {
      place: `${name}[${index}]`,
    });
  });
}

function isFade({ transitionType, metadata }: Transition): boolean {
  const { second_unit: ours } = metadata;
  const said = typeof ours === 'object' && ours !== null && 'transition' in ours && ours.transition === 'fade';
  return transitionType === 'Custom_Transition' && said;
}
