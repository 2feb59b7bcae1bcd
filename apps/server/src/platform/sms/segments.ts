/** How a text travels: in how many messages of the network, and in which alphabet. Each is charged. */
export interface Segments {
  encoding: 'gsm-7' | 'ucs-2';
  /** Septets of GSM-7, or 16-bit units of UCS-2. */
  units: number;
  segments: number;
}

// The default alphabet and its extension: 3GPP TS 23.038, 6.2.1. Those of the extension take two septets.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Alone, and as one of several, each with a header that joins them (3GPP TS 23.040, 9.2.3.24.1). */
const LONGEST = { 'gsm-7': { one: 160, each: 153 }, 'ucs-2': { one: 70, each: 67 } } as const;

export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const encoding = characters.every((one) => BASIC.has(one) || EXTENDED.has(one)) ? 'gsm-7' : 'ucs-2';
  const sizes = characters.map((one) => (encoding === 'ucs-2' ? one.length : EXTENDED.has(one) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { one, each } = LONGEST[encoding];
  return { encoding, units, segments: units <= one ? 1 : filled(sizes, each) };
}

/** A character is never cut in two: what does not fit begins the next message. */
function filled(sizes: readonly number[], each: number): number {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}
