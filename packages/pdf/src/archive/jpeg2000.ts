import type { Words } from './obstacles.ts';

const BOX = (text: string) => [...text].reduce((value, letter) => value * 256 + letter.charCodeAt(0), 0);
const SIGNATURE = BOX('jP  ');
const HEADER = BOX('jp2h');
const IMAGE = BOX('ihdr');
const DEPTHS = BOX('bpcc');
const COLOUR = BOX('colr');
/** Boxes looked at on one level. */
const MOST_BOXES = 64;

interface Colour {
  method: number;
  approximation: number;
  enumerated: number | undefined;
}

/**
 * Why a JPEG 2000 file (ISO/IEC 15444-1 annex I) may not be in PDF/A (ISO 19005-3 §6.2.8.3), if anything. `spaced` says that the image
 * dictionary has a colour space, which goes before those of the file.
 */
export function jpeg2000Fault(data: Uint8Array, spaced: boolean): Words | undefined {
  const unreadable = {
    en: 'its JPEG 2000 data have no header',
    fr: 'ses données JPEG 2000 n’ont pas d’en-tête',
  };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const top = boxes(view, 0, data.length);
  if (top[0]?.type !== SIGNATURE) return unreadable;
  const header = top.find(({ type }) => type === HEADER);
  if (header === undefined) return unreadable;
  const inner = boxes(view, header.from, header.to);
  const image = inner.find(({ type }) => type === IMAGE);
  if (image === undefined || image.from + 14 > image.to) return unreadable;
  const channels = view.getUint16(image.from + 8);
  const depth = (view.getUint8(image.from + 10) & 127) + 1;
  if (inner.some(({ type }) => type === DEPTHS) || depth > 38)
    return {
      en: 'its JPEG 2000 channels differ in depth',
      fr: 'ses canaux JPEG 2000 n’ont pas la même profondeur',
    };
  const colours: Colour[] = inner
    .filter(({ type, from, to }) => type === COLOUR && from + 3 <= to)
    .map(({ from, to }) => ({
      method: view.getUint8(from),
      approximation: view.getUint8(from + 2),
      enumerated: view.getUint8(from) === 1 && from + 7 <= to ? view.getUint32(from + 3) : undefined,
    }));
  if (![1, 3, 4].includes(channels))
    return { en: `${channels} channels of JPEG 2000`, fr: `${channels} canaux JPEG 2000` };
  if (spaced) return undefined;
  const chosen = colours.length === 1 ? colours : colours.filter(({ approximation }) => approximation === 1);
  const [colour] = chosen;
  if (
    chosen.length !== 1 ||
    colour === undefined ||
    ![1, 2, 3].includes(colour.method) ||
    colour.enumerated === 19
  )
    return {
      en: 'its JPEG 2000 colours are not described unambiguously',
      fr: 'ses couleurs JPEG 2000 ne sont pas décrites sans ambiguïté',
    };
  // Enumerated 12 is CMYK, 16 sRGB, 17 grey, 18 sYCC: those of devices would need an intent of their own.
  if (colour.enumerated === 12)
    return { en: 'JPEG 2000 in CMYK without a profile', fr: 'JPEG 2000 en CMJN sans profil' };
  return undefined;
}

function boxes(view: DataView, start: number, end: number): { type: number; from: number; to: number }[] {
  const found: { type: number; from: number; to: number }[] = [];
  for (let at = start; at + 8 <= end && found.length < MOST_BOXES; ) {
    const length = view.getUint32(at);
    // Length 0 reaches to the end, 1 has eight more bytes of length.
    const header = length === 1 ? 16 : 8;
    const size = length === 0 ? end - at : length === 1 && at + 16 <= end ? view.getUint32(at + 12) : length;
    if (size < header || at + size > end) break;
    found.push({ type: view.getUint32(at + 4), from: at + header, to: at + size });
    at += size;
  }
  return found;
}
