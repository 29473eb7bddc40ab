/** What a process for one file says. */
export type ApartAnswer =
  | { readonly kind: 'progress'; readonly page: number; readonly pages: number }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly place?: string };
