/** How the names of films end, in small letters. What is one is known only when it is opened. */
export const FILM_ENDINGS: ReadonlySet<string> = new Set(
  '.mov .mp4 .m4v .mkv .mxf .avi .mts .m2ts .ts .mpg .mpeg .webm .wmv'.split(' '),
);
