/**
 * How much of a person or a place a shot shows, from furthest to nearest, as on a shot list. `full` shows a person from
 * head to foot, `medium wide` (cowboy) from the knees, `medium` from the waist, `medium close-up` from the chest.
 */
export const SHOT_SIZES = [
  'extreme wide',
  'wide',
  'full',
  'medium wide',
  'medium',
  'medium close-up',
  'close-up',
  'extreme close-up',
] as const;
export type ShotSize = (typeof SHOT_SIZES)[number];

/** What the camera does in a shot. `push` and `pull` are by dolly or by zoom: one picture cannot tell which. */
export const CAMERA_MOVEMENTS = ['static', 'pan', 'tilt', 'push', 'pull', 'roll', 'handheld'] as const;
export type CameraMovement = (typeof CAMERA_MOVEMENTS)[number];
