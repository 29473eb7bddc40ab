/** Name of the environment variable by which processes and threads of ours hear where frame indexes are kept. */
export const FRAME_INDEXES = 'SECOND_UNIT_FRAME_INDEXES';

/**
 * Keeps where the frames of long films lie (their time stamps, no pictures) in a folder from now on, for this process
 * and those that it starts: else each media process reads a whole film before it can show one frame of it. An index is
 * of a file as it is, by path, size and time. The folder may be emptied at any time.
 */
export function keepFrameIndexes(folder: string): void {
  process.env[FRAME_INDEXES] = folder;
}
