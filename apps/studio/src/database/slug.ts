/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A title as a file name that every file system takes: letters and digits of any script, in lower
 * case, at most 60 bytes so that a suffix and an extension still fit.
 */
export function slugOf(title: string, empty: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '');
  let slug = '';
  for (const letter of words) {
    if (Buffer.byteLength(slug + letter) > 60) break;
    slug += letter;
  }
  slug = slug.replace(/-+$/, '');
  if (slug === '') return empty;
  return DEVICE.test(slug) ? `${slug}-1` : slug;
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = `${slug}-${number}`;
  return free;
}
