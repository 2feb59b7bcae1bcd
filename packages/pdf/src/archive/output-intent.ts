import { zlibSync } from 'fflate';
import { srgbProfile } from '../icc.ts';
import { PdfReadError } from '../read/error.ts';
import { type Dictionary, Name, nameOf, type PdfValue, Stream } from '../read/values.ts';
import { iccHeader } from './colour.ts';
import { textBytes } from './copy.ts';
import { type Inspection, objectOf } from './inspection.ts';

const PROFILE_SIZE = 16 * 1024 * 1024;
const SPACES: Readonly<Record<string, Inspection['intent']>> = { 'RGB ': 'RGB', CMYK: 'CMYK', GRAY: 'GRAY' };

/**
 * The output intent of the archive (ISO 19005-3 §6.2.3): the document's own for PDF/A, else its own for print when it holds a profile, else
 * sRGB. What the colours of the document are measured against follows from it.
 */
export function settleOutputIntent(inspection: Inspection): void {
  const { file } = inspection;
  const { catalog } = file;
  const given = file.array(catalog.get('OutputIntents')).flatMap((item) => file.dictionary(item) ?? []);
  const profiled = given.filter((intent) => file.stream(intent.get('DestOutputProfile')) !== undefined);
  const purpose = (intent: Dictionary) => nameOf(file.resolve(intent.get('S')));
  const chosen = profiled.find((intent) => purpose(intent) === 'GTS_PDFA1') ?? profiled[0];
  if (chosen === undefined) {
    catalog.set('OutputIntents', [srgbIntent()]);
    inspection.change('output_intent');
    return;
  }
  if (given.length > 1 || purpose(chosen) !== 'GTS_PDFA1') inspection.change('output_intents');
  chosen.set('S', new Name('GTS_PDFA1'));
  chosen.delete('DestOutputProfileRef');
  if (!chosen.has('OutputConditionIdentifier')) chosen.set('OutputConditionIdentifier', textBytes('Custom'));
  catalog.set('OutputIntents', [chosen]);
  adopt(inspection, chosen.get('DestOutputProfile'));
}

function adopt(inspection: Inspection, value: PdfValue | undefined): void {
  const stream = inspection.file.stream(value);
  const header = stream === undefined ? undefined : headerOf(inspection, stream);
  const space = SPACES[header?.colorSpace ?? ''];
  if (
    header === undefined ||
    space === undefined ||
    header.version > 4 ||
    !['prtr', 'mntr'].includes(header.deviceClass)
  ) {
    const { deviceClass = '?', colorSpace = '?', version = '?' } = header ?? {};
    inspection.refuse('output_intent', `${deviceClass} ${colorSpace.trim()} ${version}`, objectOf(value));
    return;
  }
  inspection.intent = space;
}

function headerOf(inspection: Inspection, stream: Stream) {
  try {
    return iccHeader(inspection.file.decode(stream, PROFILE_SIZE));
  } catch (error) {
    if (error instanceof PdfReadError && error.code !== 'pdf_too_complex') return undefined;
    throw error;
  }
}

let profile: Uint8Array | undefined;

function srgbIntent(): Dictionary {
  profile ??= zlibSync(srgbProfile(), { level: 9 });
  const label = textBytes('sRGB IEC61966-2.1');
  const entries: Dictionary = new Map<string, PdfValue>([
    ['N', 3],
    ['Alternate', new Name('DeviceRGB')],
    ['Filter', new Name('FlateDecode')],
  ]);
  return new Map<string, PdfValue>([
    ['Type', new Name('OutputIntent')],
    ['S', new Name('GTS_PDFA1')],
    ['OutputConditionIdentifier', label],
    ['Info', label],
    ['RegistryName', textBytes('http://www.color.org')],
    ['DestOutputProfile', new Stream(entries, profile, 0, 0, 0)],
  ]);
}
