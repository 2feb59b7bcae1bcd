import { fieldError, validationError } from '@scell/contract';
import type { ContentStore } from '../../platform/storage/content-store.ts';

/** Largest logo, in bytes. */
const LARGEST = 512 * 1024;

/**
 * Puts a logo sent as a `data:image/png` or `data:image/jpeg` address into the content store and answers its SHA-256;
 * `null` when the logo is taken off, `undefined` when the request says nothing of it. Other addresses are kept for the
 * callers' own use: documents never fetch anything, so only a logo that is sent is printed.
 */
export async function storeLogo(
  content: ContentStore,
  logoUrl: string | null | undefined,
  spell: (path: string) => string,
): Promise<Buffer | null | undefined> {
  if (logoUrl === undefined || logoUrl === null) return logoUrl;
  const data = /^data:image\/(?:png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/.exec(logoUrl);
  if (data === null) return null;
  const bytes = Buffer.from(data[1] ?? '', 'base64');
  const isPng = bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));
  const isJpeg = bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'));
  if (bytes.length > LARGEST || !(isPng || isJpeg)) {
    throw validationError([
      fieldError(spell('logo_url'), {
        fr: 'un logo est une image PNG ou JPEG d’au plus 512 Kio.',
        en: 'a logo is a PNG or JPEG image of at most 512 KiB.',
      }),
    ]);
  }
  return content.put(bytes);
}
