import type { XmlElement } from '../xml/tree.ts';
import { property } from './parts.ts';

/** What plays files, by whose path a project finds them. */
const FILES = /^(?:avformat(?:-novalidate)?|timewarp|hold|qimage|pixbuf)$/;
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|[\\/])/i;

/**
 * A project with the paths of its media whole: Shotcut and Kdenlive write them relative to the folder that the project's
 * `root` names.
 */
export function withWholePaths(of: XmlElement): XmlElement {
  const { root = '' } = of.attributes;
  if (!ABSOLUTE.test(root)) return of;
  const folder = root.replace(/[\\/]+$/, '');
  const whole = (text: string): string => {
    const [speed = ''] = /^-?\d+(?:\.\d+)?:/.exec(text) ?? [];
    const path = text.slice(speed.length);
    return path === '' || ABSOLUTE.test(path) ? text : `${speed}${folder}/${path}`;
  };
  const visit = (one: XmlElement): XmlElement => {
    if (one.name !== 'producer' && one.name !== 'chain') return { ...one, children: one.children.map(visit) };
    if (!FILES.test(property(one, 'mlt_service') ?? '')) return one;
    const children = one.children.map((child) =>
      child.attributes.name === 'resource' || child.attributes.name === 'warp_resource'
        ? { ...child, text: whole(child.text) }
        : child,
    );
    return { ...one, children };
  };
  return visit(of);
}
