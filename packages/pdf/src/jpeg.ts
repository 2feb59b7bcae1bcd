import { invalidImage, type PdfImage, tooLarge, unsupportedImage } from './image.ts';

/**
 * Checks a JPEG (ITU-T T.81) and hands its bytes over as they are, for the reader's DCTDecode filter. The marker
 * structure is walked up to the scan; the entropy-coded data is not decoded.
 */
export function readJpeg(bytes: Uint8Array, maxPixels: number): PdfImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: { width: number; height: number; components: number } | undefined;
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) throw invalidImage('JPEG marker expected');
    while (view.getUint8(at + 1) === 0xff) at++;
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw invalidImage('JPEG segment length');
    if (marker === 0xda) break;
    if (isFrame(marker)) {
      if (marker > 0xc2) throw unsupportedImage('lossless or arithmetic-coded JPEG');
      if (frame !== undefined) throw invalidImage('two JPEG frames');
      if (view.getUint8(at + 4) !== 8) throw unsupportedImage('JPEG with more than 8 bits a sample');
      frame = {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
      };
    }
    at += 2 + length;
  }
  if (frame === undefined) throw invalidImage('JPEG without frame');
  const { width, height, components } = frame;
  if (width === 0 || height === 0) throw invalidImage('JPEG of no size');
  if (width * height > maxPixels) throw tooLarge(`${width} × ${height} > ${maxPixels} pixels`);
  if (components !== 1 && components !== 3) throw unsupportedImage('JPEG neither grey nor three colours');
  if (!endsWithMarker(bytes)) throw invalidImage('JPEG cut short');
  return {
    width,
    height,
    colorSpace: components === 1 ? 'DeviceGray' : 'DeviceRGB',
    filter: 'DCTDecode',
    data: bytes,
  };
}

/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** EOI within the last kilobyte: cameras and editors append padding. */
function endsWithMarker(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at >= Math.max(0, bytes.length - 1024); at--)
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}
