import { zlibSync } from 'fflate';
import { PdfError } from './errors.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';

/** Ceilings for images that come from users. */
export interface ImageLimits {
  /** Bytes of the file. */
  maxBytes: number;
  /** Pixels, width times height. */
  maxPixels: number;
}

/** A logo or the like: 2 MB and 2 million pixels, which take a fraction of a second to decode. */
export const IMAGE_LIMITS: ImageLimits = { maxBytes: 2_000_000, maxPixels: 2_000_000 };

/** An image checked, decoded and compressed for embedding: made once, used in any number of documents. */
export interface PdfImage {
  /** In pixels. */
  width: number;
  height: number;
  colorSpace: 'DeviceRGB' | 'DeviceGray';
  filter: 'FlateDecode' | 'DCTDecode';
  /** Eight bits a component, row by row from the top, encoded as `filter` says. */
  data: Uint8Array;
  /** Opacity, eight bits a pixel, compressed with zlib; absent when the image is opaque. */
  alpha?: Uint8Array;
}

/** Samples as an image decoder hands them over: eight bits a component, one or three components a pixel. */
export interface Raster {
  width: number;
  height: number;
  samples: Uint8Array;
  alpha?: Uint8Array;
}

/**
 * Reads a PNG (every colour type, bit depth and interlacing of ISO/IEC 15948, transparency included) or a JPEG (baseline
 * or progressive, grey or colour). Colours are taken as sRGB. Throws `PdfError`: `image_too_large`, `image_unsupported`
 * (another format, CMYK, …) or `image_invalid` (damaged).
 */
export function readImage(bytes: Uint8Array, limits: ImageLimits = IMAGE_LIMITS): PdfImage {
  if (bytes.length > limits.maxBytes) throw tooLarge(`${bytes.length} bytes > ${limits.maxBytes}`);
  try {
    if (bytes[0] === 0x89 && bytes[1] === 0x50) return compress(readPng(bytes, limits.maxPixels));
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes, limits.maxPixels);
  } catch (error) {
    if (error instanceof RangeError) throw invalidImage('truncated');
    throw error;
  }
  throw unsupportedImage('neither PNG nor JPEG');
}

function compress({ width, height, samples, alpha }: Raster): PdfImage {
  const image: PdfImage = {
    width,
    height,
    colorSpace: samples.length === width * height ? 'DeviceGray' : 'DeviceRGB',
    filter: 'FlateDecode',
    data: zlibSync(samples, { level: 6 }),
  };
  if (alpha !== undefined) image.alpha = zlibSync(alpha, { level: 6 });
  return image;
}

export function invalidImage(detail: string): PdfError {
  return new PdfError('image_invalid', `damaged image: ${detail}`, `image endommagée : ${detail}`);
}

export function unsupportedImage(detail: string): PdfError {
  return new PdfError(
    'image_unsupported',
    `unsupported image: ${detail}`,
    `image non prise en charge : ${detail}`,
  );
}

export function tooLarge(detail: string): PdfError {
  return new PdfError('image_too_large', `image too large: ${detail}`, `image trop grande : ${detail}`);
}
