import { open } from 'node:fs/promises';

/**
 * The media type of a file by its first bytes, of those that can carry content credentials here; undefined of any other.
 * Names are not asked: they come from outside.
 */
export async function credentialFormat(path: string): Promise<string | undefined> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(12);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    if (bytesRead < head.length) return undefined;
    const box = head.toString('latin1', 4, 8);
    if (box === 'ftyp') return head.toString('latin1', 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4';
    // QuickTime from before it had a box that says what it is.
    if (['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box)) return 'video/quicktime';
    if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'AVI ') return 'video/avi';
    return undefined;
  } finally {
    await handle.close();
  }
}
