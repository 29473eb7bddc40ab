export { type PageCount, pages, type ScenePages, scenesOf } from './count.ts';
export { layout, lockPages } from './layout.ts';
export type {
  Layout,
  LayoutOptions,
  LockedPage,
  Page,
  PageLine,
  Place,
  RevisedRange,
  Revision,
  TitleLine,
} from './layout-types.ts';
