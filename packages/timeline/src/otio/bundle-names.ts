/**
 * The path of a media file in a bundle: its own name, told from others of the same name by a number. Signs that end or
 * escape a part of a URL are taken out, as OpenTimelineIO reads the path as one; and those that Windows allows in no name.
 */
export function bundlePath(name: string, used: Set<string>): string {
  const plain = name.replace(/[\p{Cc}\\/:#?%<>"|*]/gu, '_').replace(/^\.{0,2}$/, 'media');
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  let path = `media/${plain}`;
  for (let number = 2; used.has(path.toLowerCase()); number++) path = `media/${stem}-${number}${ending}`;
  used.add(path.toLowerCase());
  return path;
}
