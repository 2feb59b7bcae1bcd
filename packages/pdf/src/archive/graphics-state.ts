import { type Dictionary, Name, nameOf, type PdfValue, Stream } from '../read/values.ts';
import type { Inspection } from './inspection.ts';

/** ISO 32000-1 §11.3.5. */
const BLEND_MODES = new Set(
  (
    'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion ' +
    'Hue Saturation Color Luminosity'
  ).split(' '),
);
const PRIMARY = new Set(['Cyan', 'Magenta', 'Yellow', 'Black']);

/** Entries of a graphics state dictionary against ISO 19005-3 §6.2.5 and §6.2.10. */
export function examineGraphicsState(
  inspection: Inspection,
  entries: Dictionary,
  object: number | null,
): void {
  const { file } = inspection;
  if (entries.has('TR')) inspection.refuse('transfer_function', 'TR', object);
  if (entries.has('TR2') && nameOf(file.resolve(entries.get('TR2'))) !== 'Default')
    inspection.refuse('transfer_function', 'TR2', object);
  if (entries.has('HTP')) inspection.refuse('halftone', 'HTP', object);
  examineHalftone(inspection, entries.get('HT'), undefined, object);
  const blend = file.resolve(entries.get('BM'));
  for (const item of Array.isArray(blend) ? blend.map((mode) => file.resolve(mode)) : [blend])
    if (item instanceof Name && !BLEND_MODES.has(item.value))
      inspection.refuse('blend_mode', item.value, object);
}

/** `colorant` is the key under which a halftone of type 5 holds this one. */
function examineHalftone(
  inspection: Inspection,
  value: PdfValue | undefined,
  colorant: string | undefined,
  object: number | null,
): void {
  const { file } = inspection;
  file.budget.step();
  const found = file.resolve(value);
  const halftone = found instanceof Stream ? found.dictionary : found;
  if (!(halftone instanceof Map)) return;
  const type = file.resolve(halftone.get('HalftoneType'));
  if (type !== 1 && type !== 5) inspection.refuse('halftone', `HalftoneType ${type}`, object);
  if (halftone.has('HalftoneName')) inspection.refuse('halftone', 'HalftoneName', object);
  const primary = colorant === undefined || PRIMARY.has(colorant);
  if (colorant !== 'Default' && halftone.has('TransferFunction') === primary)
    inspection.refuse('halftone', 'TransferFunction', object);
  if (type !== 5 || colorant !== undefined) return;
  for (const [key, item] of halftone)
    if (key !== 'Type' && key !== 'HalftoneType' && key !== 'HalftoneName')
      examineHalftone(inspection, item, key, object);
}

const INTENTS = new Set(['RelativeColorimetric', 'AbsoluteColorimetric', 'Perceptual', 'Saturation']);

/** ISO 19005-3 §6.2.6. */
export function examineIntent(inspection: Inspection, intent: string | undefined): void {
  if (intent !== undefined && !INTENTS.has(intent)) inspection.refuse('rendering_intent', intent);
}
