/** The file's name in a URL or path, readable; one with a bare % is taken as it is. */
export function nameInUrl(url: string): string {
  const last = url.split(/[\\/]/).at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
