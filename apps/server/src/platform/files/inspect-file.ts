import type { Text } from '@scell/contract';
import { inspectJpeg, inspectPng } from './inspect-image.ts';
import { inspectPdf } from './inspect-pdf.ts';

/** What a file is by its bytes, or why it is refused. Its name and what a sender calls it count for nothing. */
export type Inspected = { mediaType: (typeof MEDIA_TYPES)[FileKind] } | { refused: Text };

export type FileKind = 'pdf' | 'png' | 'jpeg';

const MEDIA_TYPES = { pdf: 'application/pdf', png: 'image/png', jpeg: 'image/jpeg' } as const;

const SIGNATURES: readonly [FileKind, Buffer][] = [
  ['pdf', Buffer.from('%PDF-')],
  ['png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
];

const INSPECT: Readonly<Record<FileKind, (bytes: Buffer) => Text | null>> = {
  pdf: inspectPdf,
  png: inspectPng,
  jpeg: inspectJpeg,
};

/**
 * Looks whether a file is one of the kinds taken, whole, and that alone: what is also an archive, a page or a program to
 * somebody else, or would act when it is opened, is refused.
 */
export function inspectFile(bytes: Uint8Array, kinds: readonly FileKind[]): Inspected {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = SIGNATURES.find(([, signature]) => file.subarray(0, signature.length).equals(signature));
  const kind = found?.[0];
  if (kind === undefined || !kinds.includes(kind)) {
    const names = kinds.map((each) => each.toUpperCase());
    return {
      refused: {
        fr: `son contenu n’est pas celui d’un fichier ${names.join(', ')}`,
        en: `its content is not that of a ${names.join(', ')} file`,
      },
    };
  }
  const refused = isArchiveToo(file) ? ARCHIVE : INSPECT[kind](file);
  return refused === null ? { mediaType: MEDIA_TYPES[kind] } : { refused };
}

const ARCHIVE = {
  fr: 'il contient aussi une archive zip',
  en: 'it holds a zip archive too',
};

/** A member of a zip and the end of its directory: by chance, both stand in one file of millions. */
function isArchiveToo(file: Buffer): boolean {
  return file.includes('PK\x05\x06', 0, 'latin1') && file.includes('PK\x03\x04', 0, 'latin1');
}
