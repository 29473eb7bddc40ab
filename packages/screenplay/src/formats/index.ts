export { readCeltx } from './celtx.ts';
export { readDocx } from './docx.ts';
export { readFdx } from './fdx/read.ts';
export type {
  FdxElement,
  FdxParagraph,
  FdxRevised,
  FdxRevision,
  FdxScript,
  FdxSource,
  FdxTag,
} from './fdx/script.ts';
export { type WriteFdxOptions, writeFdx } from './fdx/write.ts';
export { type TaggedFdx, writeFdxTags } from './fdx/write-tags.ts';
export { type HighlandScript, readHighland, writeHighland } from './highland.ts';
export {
  type EmphasisedDocument,
  type EmphasisRun,
  type EmphasisStyle,
  fromEmphasisedDocument,
  toEmphasisedDocument,
} from './json.ts';
export { READABLE, readScript } from './open.ts';
export { type OsfScript, readOsf } from './osf/read.ts';
export { type WriteOsfOptions, writeFadeIn, writeOsf } from './osf/write.ts';
export { type ReadScript, readPlainText } from './plain-text.ts';
export type { AnyScript, StyledElement, StyledScript, StyledTitleEntry } from './script/styled.ts';
export type { StyleSpan } from './script/styles.ts';
export type { XmlElement, XmlNode, XmlTree } from './xml/tree.ts';
