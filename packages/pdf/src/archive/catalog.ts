import { decodeText } from '../read/text.ts';
import { type Dictionary, nameOf, type PdfValue, type Stream } from '../read/values.ts';
import { type Inspection, objectOf } from './inspection.ts';

/** What the document as a whole has that an archive does not take: forms, signatures, layers, scripts. */
export function examineCatalog(inspection: Inspection): void {
  const { file } = inspection;
  const { catalog } = file;
  const names = file.dictionary(catalog.get('Names'));
  if (names?.has('JavaScript') === true) inspection.refuse('action_forbidden', 'JavaScript');
  for (const key of ['AlternatePresentations', 'Renditions'])
    if (names?.has(key) === true) inspection.refuse('presentation', key);
  if (catalog.has('Requirements')) inspection.refuse('requirements');
  if (file.resolve(catalog.get('NeedsRendering')) === true) inspection.refuse('form_dynamic');
  examineForm(inspection, file.dictionary(catalog.get('AcroForm')));
  const permissions = file.dictionary(catalog.get('Perms'));
  if (permissions !== undefined && permissions.size > 0) inspection.refuse('signed');
  examineLayers(inspection, file.dictionary(catalog.get('OCProperties')));
}

function examineForm(inspection: Inspection, form: Dictionary | undefined): void {
  if (form === undefined) return;
  const { file } = inspection;
  if (form.has('XFA')) inspection.refuse('form_dynamic');
  if (file.resolve(form.get('NeedAppearances')) === true) {
    // Every field that shows must carry its appearance, which is examined with its page.
    form.delete('NeedAppearances');
    inspection.change('form_appearances');
  }
  const visited = new Set<Dictionary>();
  const waiting: PdfValue[] = [...file.array(form.get('Fields'))];
  while (waiting.length > 0) {
    file.budget.step();
    const value = waiting.pop();
    const field = file.dictionary(value);
    if (field === undefined || visited.has(field)) continue;
    visited.add(field);
    const signature =
      nameOf(file.resolve(field.get('FT'))) === 'Sig' ? file.dictionary(field.get('V')) : undefined;
    if (signature !== undefined) inspection.refuse('signed', '', objectOf(value));
    waiting.push(...file.array(field.get('Kids')));
  }
}

/** ISO 19005-3 §6.9. */
function examineLayers(inspection: Inspection, properties: Dictionary | undefined): void {
  if (properties === undefined) return;
  const { file } = inspection;
  const groups = new Set(file.array(properties.get('OCGs')).map((item) => file.dictionary(item)));
  const taken = new Set<string>();
  for (const value of [properties.get('D'), ...file.array(properties.get('Configs'))]) {
    const configuration = file.dictionary(value);
    if (configuration === undefined) continue;
    const given = file.resolve(configuration.get('Name'));
    let name = given instanceof Uint8Array ? decodeText(given) : '';
    if (name === '') {
      name = freeName(taken);
      configuration.set('Name', new TextEncoder().encode(name));
      inspection.change('layers');
    } else if (taken.has(name))
      inspection.refuse('optional_content', {
        en: `two configurations are called "${name}"`,
        fr: `deux configurations s’appellent « ${name} »`,
      });
    taken.add(name);
    if (configuration.has('AS'))
      inspection.refuse('optional_content', {
        en: 'they switch themselves on and off (AS)',
        fr: 'ils s’affichent et se masquent d’eux-mêmes (AS)',
      });
    if (!configuration.has('Order')) continue;
    const missing = new Set<Dictionary | undefined>();
    for (const group of groups) {
      file.budget.step();
      missing.add(group);
    }
    forget(inspection, configuration.get('Order') ?? null, missing, 0);
    if (missing.size === 0) continue;
    const order = [...file.array(configuration.get('Order'))];
    for (const item of file.array(properties.get('OCGs')))
      if (missing.has(file.dictionary(item))) order.push(item);
    configuration.set('Order', order);
    inspection.change('layers');
  }
}

function freeName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) if (!taken.has(`Layers ${number}`)) return `Layers ${number}`;
}

function forget(
  inspection: Inspection,
  value: PdfValue,
  missing: Set<Dictionary | undefined>,
  depth: number,
): void {
  const { file } = inspection;
  file.budget.step();
  const found = file.resolve(value);
  if (found instanceof Map) missing.delete(found);
  else if (Array.isArray(found) && depth < 32)
    for (const item of found) forget(inspection, item, missing, depth + 1);
}

/** ISO 19005-3 §6.1.13: every box of a page measures 3 to 14400 points each way. */
export function examinePage(inspection: Inspection, page: Dictionary): void {
  const { file } = inspection;
  for (const key of ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox']) {
    const [left, bottom, right, top] = file.array(page.get(key)).map((item) => Number(file.resolve(item)));
    if (left === undefined || bottom === undefined || right === undefined || top === undefined) {
      if (key === 'MediaBox') inspection.refuse('page_size', '?');
      continue;
    }
    const [width, height] = [Math.abs(right - left), Math.abs(top - bottom)];
    if (![width, height].every((size) => size >= 3 && size <= 14_400))
      inspection.refuse('page_size', `${width} × ${height}`);
  }
  if (page.has('PresSteps')) inspection.refuse('presentation', 'PresSteps');
}

/** A stream anywhere: its data in the file itself (§6.1.7). */
export function examineStream(inspection: Inspection, { dictionary, id }: Stream): void {
  for (const key of ['F', 'FFilter', 'FDecodeParms'])
    if (dictionary.has(key)) {
      inspection.refuse('external_stream', '', id);
      return;
    }
}
