/**
 * The path that a `file:` URL names, for formats that know paths only: `/my films/a.mov`, `C:/films/a.mov`,
 * `//server/films/a.mov`. Whatever else is taken as it is.
 */
export function pathInUrl(url: string): string {
  const [, host = '', escaped] = /^file:(?:\/\/([^/]*))?(\/.*)$/is.exec(url) ?? [];
  if (escaped === undefined) return url;
  const path = unescaped(escaped);
  if (/^\/[a-z]:/i.test(path)) return path.slice(1);
  return host === '' || host.toLowerCase() === 'localhost' ? path : `//${host}${path}`;
}

/** One with a bare % is taken as it is. */
function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
