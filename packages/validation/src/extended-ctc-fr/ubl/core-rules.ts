/** The EN 16931 rules in EXTENDED-CTC-FR on UBL. */
import type { XmlNode } from '@scell/syntax';
import { countAt } from '../../en16931-ubl/select.ts';
import { isAttachment, isOfChargeReasons, isPartyIdentifierScheme } from '../code-lists.ts';
import { type Adopted, type CoreRules, without } from '../core-rules.ts';
import type { OwnReferences } from './own-references.ts';

const WITHOUT: readonly [string, undefined][] = [
  ...without('BR-', '27 28 54'),
  ...without('BR-CO-', '10 11 12 13 15 17'),
  ...without('BR-AE-', '08'),
  ...without('BR-AF-', '01 08'),
  ...without('BR-AG-', '08'),
  ...without('BR-E-', '01 08'),
  ...without('BR-G-', '01 08'),
  ...without('BR-IC-', '01 08'),
  ...without('BR-O-', '01 02 03 04 08 11 12 13 14'),
  ...without('BR-S-', '01 08 09 10'),
  ...without('BR-Z-', '01 08 10'),
  ...without(
    'UBL-CR-',
    `018 026 047 096 099 194 195 258 259 269 270 271 272 273 274 288 410 439 480 481 490 523 524 525 528 529 530 531 550
     561 563 600 601 609 611 619 633 634 645 662 669 670`,
  ),
  ...without('UBL-SR-', '04 16 20 34 37 52'),
];

/** The rules of EN 16931 that have no place here. */
export const OMITTED: ReadonlySet<string> = new Set(WITHOUT.map(([rule]) => rule));

/** Rules on the references of the document that stay silent on those of lines. */
const OF_DOCUMENT_ONLY = ['BR-55', 'UBL-SR-06', 'UBL-SR-07'];

/** A scheme of a creditor (SEPA) is judged as in EN 16931. */
const RENAMED: readonly [string, Adopted][] = [
  ['BR-CL-10', { name: 'BR-FREXT-CL-10', holds: (id) => !isPartyIdentifierScheme(id) }],
  ['BR-CL-20', { name: 'BR-FREXT-CL-20', holds: isOfChargeReasons }],
  ['BR-CL-24', { name: 'BR-FREXT-CL-24', holds: (attachment) => !isAttachment(attachment) }],
  ...OF_DOCUMENT_ONLY.map((name): [string, Adopted] => [name, { name, holds: isOfDocument }]),
];

/** What a line must have only where it counts. */
const OF_COUNTED_LINES = [
  ['BR-22', 'BR-FREXT-22'],
  ['BR-23', 'BR-FREXT-23'],
  ['BR-24', 'BR-FREXT-24'],
  ['BR-26', 'BR-FREXT-26'],
  ['BR-CO-04', 'BR-FREXT-CO-04'],
] as const;

export function coreRules(references: OwnReferences): CoreRules {
  const isCounted = (line: XmlNode) => references.isCounted(line);
  const lacksCategory = (line: XmlNode) =>
    references.needsCategory(line) || countAt(line, 'cac:Item', 'cac:ClassifiedTaxCategory') > 1;
  return new Map<string, Adopted | undefined>([
    ...WITHOUT,
    ...RENAMED,
    ...OF_COUNTED_LINES.map(([core, name]): [string, Adopted] => [core, { name, holds: isCounted }]),
    ['UBL-SR-48', { name: 'UBL-FREXT-SR-48', holds: lacksCategory }],
  ]);
}

function isOfDocument({ parent }: XmlNode): boolean {
  return parent?.parent === null && (parent.tag === 'ubl:Invoice' || parent.tag === 'cn:CreditNote');
}
