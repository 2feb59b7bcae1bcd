/** PDFDocEncoding (ISO 32000-1 annex D.3) where it is not Latin-1. */
const PDF_DOC: Readonly<Record<number, string>> = {
  ...table(0x18, '˘ˇˆ˙˝˛˚˜'),
  ...table(0x80, '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž'),
  160: '€',
};

function table(from: number, characters: string): Record<number, string> {
  return Object.fromEntries([...characters].map((character, i) => [from + i, character]));
}

/** Bytes of a text string that are looked at: twice what annex C of PDF 1.7 lets a string have. */
const TEXT_LENGTH = 65_536;

/** A text string (§7.9.2.2; UTF-8 by its mark since PDF 2.0), cut at 64 KiB. Malformed sequences become U+FFFD. */
export function decodeText(string: Uint8Array): string {
  const bytes = string.subarray(0, TEXT_LENGTH);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes);
  let text = '';
  for (const byte of bytes) text += PDF_DOC[byte] ?? String.fromCharCode(byte);
  return text;
}

/** The text of an XMP packet, in the encoding of its mark or first bytes (ISO 16684-1 §7.3.2). */
export function decodePacket(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const wide = (a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c) ? 'utf-16be' : undefined;
  const swapped = (a === 0xff && b === 0xfe) || (a === 0x3c && b === 0) ? 'utf-16le' : undefined;
  return new TextDecoder(wide ?? swapped ?? 'utf-8').decode(bytes);
}

/** A date (§7.9.4) as ISO 8601 to the second; without an offset when the file gives none. Undefined for what is no date. */
export function decodeDate(text: string): string | undefined {
  const parts =
    /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)(?:00'?(?:00'?)?)?|([+-]\d\d)'?(?:(\d\d)'?)?)?$/.exec(
      text,
    );
  if (parts === null) return undefined;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    utc,
    hours,
    minutes = '00',
  ] = parts;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${local}Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(local)) return undefined;
  return `${local}${utc ?? (hours === undefined ? '' : `${hours}:${minutes}`)}`;
}
