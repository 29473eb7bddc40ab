/**
 * A path as a file URL: spaces, `#`, `?` and non-ASCII characters encoded. Of what is a URL already only what no URL can
 * hold is encoded; a relative path stays relative to the timeline's own folder.
 */
export function fileUrl(address: string): string {
  // Half a sign of UTF-16 cannot be encoded.
  const path = address.toWellFormed();
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path.replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, encodeURIComponent);
  const [windows, share] = [/^[a-z]:[\\/]/i.test(path), /^\\\\[^\\]/.test(path)];
  const plain = windows ? `/${path.replaceAll('\\', '/')}` : share ? path.replaceAll('\\', '/') : path;
  const encoded = plain.split('/').map(encodeURIComponent).join('/');
  if (share) return `file:${encoded}`;
  const url = windows ? encoded.replace('%3A', ':') : encoded;
  return url.startsWith('/') ? `file://${url}` : url;
}
