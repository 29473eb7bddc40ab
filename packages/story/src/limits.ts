/**
 * How much is held against each other. A script for the screen comes nowhere near: these are for a telephone book, or for
 * everything that was ever written in one file. What is left out for one of them is said (`findings/left-out.ts`).
 */
export const LIMITS = {
  /** Names of the cast whose spelling is compared: pairs grow with the square. */
  names: 1000,
  /** Places whose spelling is compared. */
  places: 600,
  /** Speeches of which each is held against the voices of all who say enough. */
  speeches: 20_000,
} as const;
