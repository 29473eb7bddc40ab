/** Where a model's server is: its host, and whether that is this machine, which nothing leaves for it. */
export function serverOf(address: string): { readonly host: string; readonly here: boolean } {
  if (!URL.canParse(address)) return { host: address, here: false };
  const { host, hostname } = new URL(address);
  return { host, here: /^(?:.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname) };
}
