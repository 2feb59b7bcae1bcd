import { crc32 } from 'node:zlib';
import type { Text } from '@scell/contract';

const BROKEN = { fr: 'l’image est abîmée ou incomplète', en: 'the image is damaged or incomplete' };
const MORE = {
  fr: 'quelque chose d’autre suit l’image',
  en: 'something else follows the image',
};

/** A PNG (ISO/IEC 15948): chunks with good checksums from IHDR to IEND, and nothing after. */
export function inspectPng(file: Buffer): Text | null {
  let at = 8;
  for (let first = true; ; first = false) {
    if (at + 12 > file.length) return BROKEN;
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length) return BROKEN;
    const type = file.toString('latin1', at + 4, at + 8);
    if (first !== (type === 'IHDR')) return BROKEN;
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return BROKEN;
    if (type === 'IEND') return end === file.length ? null : MORE;
    at = end;
  }
}

/**
 * A JPEG (ITU-T T.81): segments to its end of image. Cameras write more pictures and notes of their own after it; what is a
 * document, a page, an archive or a program there is refused.
 */
export function inspectJpeg(file: Buffer): Text | null {
  let at = 2;
  let scanned = false;
  for (;;) {
    if (at + 2 > file.length || file[at] !== 0xff) return BROKEN;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    if (at + 4 > file.length) return BROKEN;
    const length = file.readUInt16BE(at + 2);
    if (length < 2) return BROKEN;
    at += 2 + length;
    if (marker !== 0xda) continue;
    scanned = true;
    at = endOfScan(file, at);
  }
  if (!scanned) return BROKEN;
  const rest = file.subarray(at + 2);
  return FOREIGN.some((sign) => rest.includes(sign)) ? MORE : null;
}

/** Where the next segment starts: compressed data never has FF before anything but 00 and restart markers. */
function endOfScan(file: Buffer, start: number): number {
  for (let at = start; ; at += 1) {
    at = file.indexOf(0xff, at);
    if (at < 0) return file.length;
    const next = file[at + 1] ?? 0;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}

const FOREIGN = [
  '%PDF-',
  '<html',
  '<HTML',
  '<script',
  '<svg',
  '<?php',
  '<?xml',
  'Rar!',
  '7z\xbc\xaf',
  '\x7fELF',
].map((sign) => Buffer.from(sign, 'latin1'));
