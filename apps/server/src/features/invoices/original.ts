import { ApiError } from '@scell/contract';
import { isPdf } from '@scell/facturx';
import { startsLikeXml } from '../../platform/foreign-documents/file-type.ts';
import type { ReadResult } from '../../platform/foreign-documents/read.ts';
import type { Upload } from '../../platform/http/uploads.ts';
import type { Services } from '../../platform/services.ts';

/** The file that came with a creation, and what it says where it is an invoice. */
export interface Original {
  bytes: Uint8Array;
  sha256: Buffer;
  mediaType: OriginalType;
  filename: string;
  invoice: ReadResult;
}

type OriginalType = 'application/pdf' | 'application/xml' | 'image/png' | 'image/jpeg';

/** Reads a file by what it is, whatever it is called. Throws a 422 for another kind of file, or one that cannot be read. */
export async function readOriginal(services: Services, upload: Upload): Promise<Original> {
  const { bytes, sha256, filename } = upload;
  const mediaType = typeOf(bytes);
  if (mediaType === undefined) throw new ApiError('UNSUPPORTED_FILE', { params: { field: upload.field } });
  const isImage = mediaType.startsWith('image/');
  const invoice = isImage ? null : await services.foreignDocuments.run({ kind: 'read', bytes });
  return { bytes, sha256, mediaType, filename: filename || 'original', invoice };
}

function typeOf(bytes: Uint8Array): OriginalType | undefined {
  if (isPdf(bytes)) return 'application/pdf';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  return startsLikeXml(bytes) ? 'application/xml' : undefined;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
