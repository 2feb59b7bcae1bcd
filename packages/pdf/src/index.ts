export { type Archived, type ArchiveOptions, archivePdf, NotArchivableError } from './archive/archive-pdf.ts';
export type { Change } from './archive/changes.ts';
export type { Obstacle } from './archive/obstacles.ts';
export { Canvas, type Color, type TextStyle } from './canvas.ts';
export { type Attachment, type DocumentOptions, PdfDocument } from './document.ts';
export { MissingGlyphsError, PdfError, type PdfErrorCode } from './errors.ts';
export { Font, type FontMetrics, missingGlyphs, textWidth } from './font.ts';
export { A4, fit, type Rect, type Size } from './geometry.ts';
export { IMAGE_LIMITS, type ImageLimits, type PdfImage, readImage } from './image.ts';
export { INTER } from './inter.ts';
export type { Block, Cell, Paper, TableColumn } from './paper/block.ts';
export { type PaperOptions, renderPaper } from './paper/render-paper.ts';
export type { PaperFonts } from './paper/style.ts';
export type { Encryption } from './read/decryption.ts';
export type { DocumentInfo } from './read/document-info.ts';
export { PdfReadError } from './read/error.ts';
export { READ_LIMITS, type ReadLimits } from './read/limits.ts';
export type { PdfAIdentification } from './read/pdfa.ts';
export {
  type AttachmentPlace,
  type EmbeddedFile,
  type PdfContents,
  readAttachments,
} from './read/read-attachments.ts';
export { drawLines, heightOf, type Line, setLines } from './set-lines.ts';
export type { StructureNode, StructureType } from './structure.ts';
export { type PageText, readText } from './text/read-text.ts';
export { wrapText } from './wrap.ts';
export type { XmpProperty, XmpSchema } from './xmp.ts';
