import { Name, type PdfValue } from '../read/values.ts';
import type { Inspection } from './inspection.ts';

const LONGEST_STRING = 32_767;
const LONGEST_NAME = 127;
const LARGEST_INTEGER = 2_147_483_647;
const LARGEST_REAL = 3.403e38;

/** One value against ISO 19005-3 §6.1.13; what it contains is examined by the caller. */
export function examineLimits(inspection: Inspection, value: PdfValue, object: number | null): void {
  if (typeof value === 'number') {
    const largest = Number.isInteger(value) ? LARGEST_INTEGER : LARGEST_REAL;
    if (value > largest || value < -largest - 1)
      inspection.refuse('limit_exceeded', { en: `the number ${value}`, fr: `le nombre ${value}` }, object);
  } else if (value instanceof Uint8Array) {
    if (value.length > LONGEST_STRING)
      inspection.refuse(
        'limit_exceeded',
        { en: `a string of ${value.length} bytes`, fr: `une chaîne de ${value.length} octets` },
        object,
      );
  } else if (value instanceof Name) examineName(inspection, value.value, object);
}

/** A name, or a key of a dictionary. */
export function examineName(inspection: Inspection, name: string, object: number | null): void {
  if (name.length > LONGEST_NAME)
    inspection.refuse(
      'limit_exceeded',
      { en: `a name of ${name.length} bytes`, fr: `un nom de ${name.length} octets` },
      object,
    );
}

/** §6.1.8: names of fonts, colorants and structure types are UTF-8. */
export function examineUtf8(inspection: Inspection, name: string, object: number | null): void {
  if (/^[\x20-\x7e]*$/.test(name)) return;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(name, (letter) => letter.charCodeAt(0)));
  } catch {
    inspection.refuse('name_not_utf8', name, object);
  }
}
