/** The media types EN 16931 admits for an attached document (BT-125-1, BR-CL-24). */
const MIME_CODES: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
]);

/** Whether a document of this media type may be embedded. */
export function isAttachmentType(mimeCode: string): boolean {
  return MIME_CODES.has(mimeCode);
}
