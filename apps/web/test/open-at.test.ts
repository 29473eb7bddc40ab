import { expect, it } from 'vitest';
import { pathIn } from '../src/footage/use-open-at.ts';

it('takes the quotes off that a file manager puts around a path, and no other', () => {
  expect(pathIn('  "C:\\Films\\first assembly.mp4" ')).toBe('C:\\Films\\first assembly.mp4');
  expect(pathIn("'/films/a.mp4'\n")).toBe('/films/a.mp4');
  expect(pathIn('/films/the "best" take.mp4')).toBe('/films/the "best" take.mp4');
  expect(pathIn('"')).toBe('"');
});
