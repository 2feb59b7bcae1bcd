import { type Dictionary, integerOf, nameOf, type PdfValue, Stream } from '../read/values.ts';
import type { Contents } from './content.ts';
import { type Inspection, objectOf } from './inspection.ts';

/** ISO 19005-3 §6.3.1: those of PDF 1.7 without 3D, Sound, Screen and Movie; FileAttachment is new in part 3. */
const ALLOWED = new Set(
  (
    'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup ' +
    'FileAttachment Widget PrinterMark TrapNet Watermark Redact'
  ).split(' '),
);

const INVISIBLE = 1;
const PRINT = 4;
/** Hidden, NoView and ToggleNoView: the annotation is not, or not always, on the screen. */
const HIDING = 2 | 32 | 256;

/** The annotations of a page against ISO 19005-3 §6.3. Actions are examined with all other dictionaries. */
export function examineAnnotations(
  inspection: Inspection,
  page: Dictionary,
  resources: Dictionary | undefined,
  contents: Contents,
): void {
  for (const value of inspection.file.array(page.get('Annots'))) {
    inspection.file.budget.step();
    const annotation = inspection.dictionary(value);
    if (annotation !== undefined)
      examineAnnotation(inspection, annotation, objectOf(value), resources, contents);
  }
}

function examineAnnotation(
  inspection: Inspection,
  annotation: Dictionary,
  object: number | null,
  resources: Dictionary | undefined,
  contents: Contents,
): void {
  const { file } = inspection;
  const subtype = nameOf(file.resolve(annotation.get('Subtype'))) ?? '';
  if (!ALLOWED.has(subtype)) {
    inspection.refuse('annotation_forbidden', subtype, object);
    return;
  }
  examineFlags(inspection, annotation, subtype, object);
  examineAppearance(inspection, annotation, subtype, object, resources, contents);
  if (subtype === 'Widget' && inspection.dictionary(annotation.get('A')) !== undefined)
    inspection.refuse('action_trigger', 'Widget', object);
}

/** Invisible is for kinds that a viewer does not know, of which there are none here. */
function examineFlags(
  inspection: Inspection,
  annotation: Dictionary,
  subtype: string,
  object: number | null,
): void {
  const given = integerOf(inspection.resolve(annotation.get('F')));
  if (given === undefined && subtype === 'Popup') return;
  const flags = given ?? 0;
  if ((flags & HIDING) !== 0) inspection.refuse('annotation_hidden', subtype, object);
  const wanted = (flags | PRINT) & ~INVISIBLE;
  if (wanted === given) return;
  annotation.set('F', wanted);
  inspection.change('annotation_flags');
}

function examineAppearance(
  inspection: Inspection,
  annotation: Dictionary,
  subtype: string,
  object: number | null,
  resources: Dictionary | undefined,
  contents: Contents,
): void {
  const { file } = inspection;
  const appearances = file.dictionary(annotation.get('AP'));
  if (appearances === undefined) {
    if (annotation.has('AP')) annotation.delete('AP');
    if (subtype !== 'Popup' && subtype !== 'Link' && !isPoint(inspection, annotation.get('Rect')))
      inspection.refuse('annotation_appearance', subtype, object);
    return;
  }
  for (const key of appearances.keys())
    if (key !== 'N') {
      appearances.delete(key);
      inspection.change('annotation_appearances');
    }
  const normal = file.resolve(appearances.get('N'));
  const button = subtype === 'Widget' && fieldType(inspection, annotation) === 'Btn';
  if (normal instanceof Stream) {
    if (button) inspection.refuse('annotation_appearance', subtype, object);
    contents.form(normal, resources);
  } else if (normal instanceof Map) {
    if (!button) inspection.refuse('annotation_appearance', subtype, object);
    for (const state of normal.values()) contents.form(state, resources);
  } else inspection.refuse('annotation_appearance', subtype, object);
}

/** FT, which fields inherit (ISO 32000-1 §12.7.3.1). */
function fieldType(inspection: Inspection, field: Dictionary): string | undefined {
  let node: Dictionary | undefined = field;
  for (let depth = 0; node !== undefined && depth < 32; depth++) {
    const type = nameOf(inspection.resolve(node.get('FT')));
    if (type !== undefined) return type;
    node = inspection.dictionary(node.get('Parent'));
  }
  return undefined;
}

function isPoint(inspection: Inspection, value: PdfValue | undefined): boolean {
  const [left, bottom, right, top] = inspection.file.array(value).map((item) => inspection.resolve(item));
  return left !== undefined && left === right && bottom === top;
}
