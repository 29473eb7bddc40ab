/** What the studio says to a job's process. */
export type ToJob =
  | {
      readonly kind: 'start';
      readonly module: string;
      readonly id: string;
      readonly attempt: number;
      readonly production: string;
      readonly subject: string;
      readonly input: unknown;
      readonly home: string;
      readonly databaseUrl?: string;
    }
  | { readonly kind: 'cancel' };

/** What a job's process says to the studio. */
export type FromJob =
  | { readonly kind: 'started' }
  | { readonly kind: 'progress'; readonly fraction: number; readonly doing: string }
  | { readonly kind: 'done'; readonly message?: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };
