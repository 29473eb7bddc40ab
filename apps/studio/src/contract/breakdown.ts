/** The categories of a breakdown sheet, in its order: the list alone, without the reader that finds them. */
export { BREAKDOWN_CATEGORIES as CATEGORIES } from '@second-unit/story/categories';
