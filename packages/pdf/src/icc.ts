/**
 * A minimal sRGB display profile written from the ICC specification (ICC.1:2004-10, profile version 4.2) and IEC
 * 61966-2-1: what the PDF/A output intent needs, owned by nobody.
 */
const TEXT = 'sRGB IEC61966-2-1';
const NOTICE = 'No copyright, use freely';

/** D50 media white, the profile connection space illuminant (ICC.1:2004-10 §7.2.16). */
const D50 = [0.9642, 1, 0.8249];
/** sRGB primaries adapted from D65 to D50 with the linearised Bradford transform. */
const RED = [0.43607, 0.22249, 0.01392];
const GREEN = [0.38515, 0.71687, 0.09708];
const BLUE = [0.14307, 0.06061, 0.7141];
/** The Bradford matrix itself, row by row (tag `chad`). */
const BRADFORD = [1.04791, 0.02293, -0.0502, 0.0296, 0.99046, -0.01707, -0.00925, 0.01506, 0.75179];
/** Parametric curve type 3 of IEC 61966-2-1: g, a, b, c, d (ICC.1:2004-10 §10.15). */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

/** The profile's bytes, always the same. */
export function srgbProfile(): Uint8Array {
  const curve = tag('para', [0, 3, 0, 0], CURVE);
  const tags: [string, Uint8Array][] = [
    ['desc', multiLocalized(TEXT)],
    ['cprt', multiLocalized(NOTICE)],
    ['wtpt', tag('XYZ ', [], D50)],
    ['chad', tag('sf32', [], BRADFORD)],
    ['rXYZ', tag('XYZ ', [], RED)],
    ['gXYZ', tag('XYZ ', [], GREEN)],
    ['bXYZ', tag('XYZ ', [], BLUE)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const bodies = [...new Set(tags.map(([, body]) => body))];
  const tableEnd = 132 + 12 * tags.length;
  const offsets = new Map<Uint8Array, number>();
  let size = tableEnd;
  for (const body of bodies) {
    offsets.set(body, size);
    size += (body.length + 3) & ~3;
  }

  const profile = new Uint8Array(size);
  const view = new DataView(profile.buffer);
  view.setUint32(0, size);
  view.setUint32(8, 0x04200000);
  ascii(profile, 12, 'mntrRGB XYZ ');
  for (const [i, part] of [2026, 1, 1, 0, 0, 0].entries()) view.setUint16(24 + 2 * i, part);
  ascii(profile, 36, 'acsp');
  for (const [i, value] of D50.entries()) view.setInt32(68 + 4 * i, s15Fixed16(value));
  view.setUint32(128, tags.length);
  for (const [i, [signature, body]] of tags.entries()) {
    ascii(profile, 132 + 12 * i, signature);
    view.setUint32(136 + 12 * i, offsets.get(body) ?? 0);
    view.setUint32(140 + 12 * i, body.length);
  }
  for (const [body, offset] of offsets) profile.set(body, offset);
  return profile;
}

function tag(type: string, prefix: number[], values: number[]): Uint8Array {
  const body = new Uint8Array(8 + prefix.length + 4 * values.length);
  ascii(body, 0, type);
  body.set(prefix, 8);
  const view = new DataView(body.buffer);
  for (const [i, value] of values.entries()) view.setInt32(8 + prefix.length + 4 * i, s15Fixed16(value));
  return body;
}

function multiLocalized(text: string): Uint8Array {
  const body = new Uint8Array(28 + 2 * text.length);
  const view = new DataView(body.buffer);
  ascii(body, 0, 'mluc');
  view.setUint32(8, 1);
  view.setUint32(12, 12);
  ascii(body, 16, 'enUS');
  view.setUint32(20, 2 * text.length);
  view.setUint32(24, 28);
  for (let i = 0; i < text.length; i++) view.setUint16(28 + 2 * i, text.charCodeAt(i));
  return body;
}

function s15Fixed16(value: number): number {
  return Math.round(value * 65536);
}

function ascii(target: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) target[offset + i] = text.charCodeAt(i);
}
