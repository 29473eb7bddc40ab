export type {
  ElementType,
  OutlineEntry,
  OutlineScene,
  OutlineSection,
  OutlineSynopsis,
  ScreenplayDocument,
  ScreenplayElement,
  TitlePageEntry,
} from './elements.ts';
