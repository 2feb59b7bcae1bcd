import type { ForeignFont } from '../fonts/foreign-font.ts';
import { integerOf, Name, nameOf, Stream } from '../read/values.ts';
import type { Inspection } from './inspection.ts';

/** The predefined CMaps (ISO 32000-1 table 118) by the character collection they belong to. */
const PREDEFINED: Readonly<Record<string, string>> = {
  GB1: 'GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V',
  CNS1: 'B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V',
  Japan1:
    '83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V',
  Korea1:
    'KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V',
};
const collections = new Map<string, string>();
for (const [collection, names] of Object.entries(PREDEFINED))
  for (const name of names.split(' ')) collections.set(name, collection);

const isIdentity = (name: string) => name === 'Identity-H' || name === 'Identity-V';

/** The CMap of a composite font, and how its identifiers become glyphs, against ISO 19005-3 §6.2.11.3. */
export function examineCMap(inspection: Inspection, font: ForeignFont, object: number | null): void {
  const { file } = inspection;
  const { descendant, cmap, predefinedCMap, name } = font;
  if (descendant === undefined) {
    inspection.refuse(
      'font_invalid',
      { en: `"${name}" has no descendant`, fr: `« ${name} » n’a pas de descendante` },
      object,
    );
    return;
  }
  const system = file.dictionary(descendant.get('CIDSystemInfo'));
  const text = (key: string) => {
    const value = file.resolve(system?.get(key));
    return value instanceof Uint8Array ? String.fromCharCode(...value.subarray(0, 127)) : undefined;
  };
  if (predefinedCMap !== undefined && !isIdentity(predefinedCMap)) {
    const collection = collections.get(predefinedCMap);
    if (collection === undefined) inspection.refuse('font_cmap', predefinedCMap, object);
    else if (collection !== text('Ordering'))
      inspection.refuse('font_cmap', `${predefinedCMap}, ${text('Ordering')}`, object);
  }
  if (cmap !== undefined) {
    const stream = file.stream(font.dictionary.get('Encoding'));
    const declared = integerOf(file.resolve(stream?.dictionary.get('WMode'))) ?? 0;
    if (declared !== cmap.writingMode) inspection.refuse('font_cmap', `WMode ${declared}`, object);
    // What the dictionary says of the collection goes before what the stream says.
    const given = file.dictionary(stream?.dictionary.get('CIDSystemInfo'));
    const ordering = given === undefined ? cmap.ordering : latin(file.resolve(given.get('Ordering')));
    const registry = given === undefined ? cmap.registry : latin(file.resolve(given.get('Registry')));
    const supplement =
      given === undefined ? cmap.supplement : integerOf(file.resolve(given.get('Supplement')));
    const own = integerOf(file.resolve(system?.get('Supplement')));
    if (ordering !== text('Ordering') || registry !== text('Registry') || (own ?? 1) > (supplement ?? 0))
      inspection.refuse(
        'font_cmap',
        `${registry}-${ordering}-${supplement}, ${text('Registry')}-${text('Ordering')}-${own}`,
        object,
      );
    const used = nameOf(file.resolve(stream?.dictionary.get('UseCMap'))) ?? cmap.uses;
    const embedded = file.stream(stream?.dictionary.get('UseCMap')) !== undefined;
    if (embedded || (used !== undefined && !isIdentity(used) && !collections.has(used)))
      inspection.refuse('font_cmap', `UseCMap ${used ?? ''}`, object);
    for (const cid of cmap.cids.values())
      if (cid > 65_535) {
        inspection.refuse('limit_exceeded', `CID ${cid}`, object);
        break;
      }
  }
  examineGlyphMap(inspection, font);
}

/** Without CIDToGIDMap glyphs go by their numbers in any case (ISO 32000-1 table 117); PDF/A wants it said. */
function examineGlyphMap(inspection: Inspection, { descendant, descriptor }: ForeignFont): void {
  const { file } = inspection;
  if (descendant === undefined || nameOf(file.resolve(descendant.get('Subtype'))) !== 'CIDFontType2') return;
  const map = file.resolve(descendant.get('CIDToGIDMap'));
  const given = map instanceof Stream || nameOf(map) === 'Identity';
  if (!given && descriptor?.has('FontFile2') === true) {
    descendant.set('CIDToGIDMap', new Name('Identity'));
    inspection.change('glyph_map');
  }
}

function latin(value: unknown): string | undefined {
  return value instanceof Uint8Array ? String.fromCharCode(...value.subarray(0, 127)) : undefined;
}
