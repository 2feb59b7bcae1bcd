import { type Dictionary, integerOf, nameOf, type PdfValue, type Stream } from '../read/values.ts';
import type { ColourSpaces } from './colour.ts';
import { examineIntent } from './graphics-state.ts';
import { type Inspection, objectOf } from './inspection.ts';
import { jpeg2000Fault } from './jpeg2000.ts';

const DEPTHS = new Set([1, 2, 4, 8, 16]);
const INLINE_FILTERS = new Set(
  'ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode DCTDecode AHx A85 Fl RL CCF DCT'.split(
    ' ',
  ),
);

/** An image against ISO 19005-3 §6.2.8, its masks included; smoothing and alternates are taken out. */
export function examineImage(
  inspection: Inspection,
  image: Stream,
  resources: Dictionary | undefined,
  colours: ColourSpaces,
  role: 'image' | 'soft mask' | 'stencil' = 'image',
): void {
  const { file } = inspection;
  const { dictionary } = image;
  const object = objectOf(image);
  file.budget.step();
  if (file.resolve(dictionary.get('Interpolate')) === true) {
    dictionary.set('Interpolate', false);
    inspection.change('interpolation');
  }
  if (dictionary.has('Alternates')) {
    dictionary.delete('Alternates');
    inspection.change('alternates');
  }
  if (dictionary.has('OPI')) inspection.refuse('postscript', '', object);
  examineIntent(inspection, nameOf(file.resolve(dictionary.get('Intent'))));
  const stencil = role === 'stencil' || file.resolve(dictionary.get('ImageMask')) === true;
  const depth = integerOf(file.resolve(dictionary.get('BitsPerComponent')));
  if (depth !== undefined && (stencil ? depth !== 1 : !DEPTHS.has(depth)))
    inspection.refuse(
      'image',
      { en: `${depth} bits a component`, fr: `${depth} bits par composante` },
      object,
    );
  if (dictionary.has('ColorSpace') && !stencil) colours.examine(dictionary.get('ColorSpace'), resources);
  if (filtersOf(inspection, dictionary).includes('JPXDecode')) examineJpeg2000(inspection, image);
  // A mask has no masks of its own.
  if (role !== 'image') return;
  const soft = file.stream(dictionary.get('SMask'));
  if (soft !== undefined) examineImage(inspection, soft, resources, colours, 'soft mask');
  const mask = file.stream(dictionary.get('Mask'));
  if (mask !== undefined) examineImage(inspection, mask, resources, colours, 'stencil');
}

/** An image between BI and EI, with its abbreviated keys (ISO 32000-1 table 93). */
export function examineInlineImage(
  inspection: Inspection,
  image: Dictionary,
  resources: Dictionary | undefined,
  colours: ColourSpaces,
): void {
  const entry = (long: string, short: string) => image.get(long) ?? image.get(short);
  if (entry('Interpolate', 'I') === true)
    inspection.refuse('image', {
      en: 'an inline image is smoothed (Interpolate)',
      fr: 'une image en ligne est lissée (Interpolate)',
    });
  examineIntent(inspection, nameOf(image.get('Intent')));
  const filter = entry('Filter', 'F');
  for (const item of Array.isArray(filter) ? filter : [filter ?? null]) {
    const name = nameOf(item);
    if (name !== undefined && !INLINE_FILTERS.has(name)) inspection.refuse('filter_forbidden', name);
  }
  const space = entry('ColorSpace', 'CS');
  if (space !== undefined) colours.examine(space, resources);
}

/** The names of the filters of a stream. */
export function filtersOf(inspection: Inspection, dictionary: Dictionary): string[] {
  const found = inspection.resolve(dictionary.get('Filter'));
  const items: PdfValue[] = Array.isArray(found) ? found : [found];
  return items.flatMap((item) => {
    inspection.file.budget.step();
    return nameOf(inspection.resolve(item)) ?? [];
  });
}

function examineJpeg2000(inspection: Inspection, image: Stream): void {
  const fault =
    filtersOf(inspection, image.dictionary).length === 1
      ? jpeg2000Fault(image.raw, image.dictionary.has('ColorSpace'))
      : { en: 'JPEG 2000 within another filter', fr: 'JPEG 2000 dans un autre filtre' };
  if (fault !== undefined) inspection.refuse('image', fault, objectOf(image));
}
