/** Code lists (BR-CL). Surrounding blanks do not count; a blank inside makes no code. */
import {
  isAllowanceReason,
  isAttachmentType,
  isChargeReason,
  isClassificationScheme,
  isCountry,
  isCurrency,
  isElectronicAddressScheme,
  isExemptionReasonCode,
  isIdentifierScheme,
  isNoteSubject,
  isObjectScheme,
  isPaymentMeans,
  isUnit,
} from '@scell/en16931';
import { attribute, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { normalizeSpace, stringLength } from '../engine/values.ts';
import { isAllowance, isCharge } from './predicates.ts';
import { someChildIs } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

const INVOICE_TYPES: ReadonlySet<string> = new Set(
  `71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 456
   457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935`.split(/\s+/),
);
const CREDIT_NOTE_TYPES: ReadonlySet<string> = new Set(
  '81 83 261 262 296 308 381 396 420 458 502 503 532'.split(' '),
);
/** UNTDID 2005, as UBL has it: 3 invoice date, 35 delivery, 432 payment. */
const TAX_POINTS: ReadonlySet<string> = new Set(['3', '35', '432']);
const VAT_CATEGORIES: ReadonlySet<string> = new Set('AE L M E S Z G O K B'.split(' '));

type IsListed = (code: string) => boolean;

/** One rule on elements of one name, on their text or on an attribute that they must carry to be judged. */
interface CodeRule {
  readonly rule: string;
  readonly tag: string;
  readonly attribute?: string;
  /** Where the elements stand; anywhere if not said. */
  readonly under?: readonly string[];
  /** What is to be true of the element they stand under. */
  readonly when?: (parent: XmlNode) => boolean;
  readonly isListed: (code: string, node: XmlNode) => boolean;
}

const isIn =
  (codes: ReadonlySet<string>): IsListed =>
  (code) =>
    codes.has(code);

/** BT-29-1 and its like; SEPA, the scheme of the creditor identifier (BT-90), belongs to seller and payee. */
function isPartyScheme(code: string, node: XmlNode): boolean {
  return isIdentifierScheme(code) || (code === 'SEPA' && isOfCreditor(node));
}

function isOfCreditor(node: XmlNode): boolean {
  for (let current = node.parent; current !== null; current = current.parent) {
    if (current.tag === 'cac:AccountingSupplierParty' || current.tag === 'cac:PayeeParty') return true;
  }
  return false;
}

const RULES: readonly CodeRule[] = [
  { rule: 'BR-CL-01', tag: 'cbc:InvoiceTypeCode', isListed: isIn(INVOICE_TYPES) },
  { rule: 'BR-CL-01', tag: 'cbc:CreditNoteTypeCode', isListed: isIn(CREDIT_NOTE_TYPES) },
  { rule: 'BR-CL-04', tag: 'cbc:DocumentCurrencyCode', isListed: isCurrency },
  { rule: 'BR-CL-05', tag: 'cbc:TaxCurrencyCode', isListed: isCurrency },
  {
    rule: 'BR-CL-06',
    tag: 'cbc:DescriptionCode',
    under: ['cac:InvoicePeriod'],
    isListed: isIn(TAX_POINTS),
  },
  {
    rule: 'BR-CL-07',
    tag: 'cbc:ID',
    attribute: 'schemeID',
    // BT-18-1 and BT-128-1: the reference is to an invoiced object.
    under: ['cac:AdditionalDocumentReference', 'cac:DocumentReference'],
    when: (reference) => someChildIs(reference, 'cbc:DocumentTypeCode', '130'),
    isListed: isObjectScheme,
  },
  {
    rule: 'BR-CL-10',
    tag: 'cbc:ID',
    attribute: 'schemeID',
    under: ['cac:PartyIdentification'],
    isListed: isPartyScheme,
  },
  {
    rule: 'BR-CL-11',
    tag: 'cbc:CompanyID',
    attribute: 'schemeID',
    under: ['cac:PartyLegalEntity'],
    isListed: isIdentifierScheme,
  },
  {
    rule: 'BR-CL-13',
    tag: 'cbc:ItemClassificationCode',
    attribute: 'listID',
    under: ['cac:CommodityClassification'],
    isListed: isClassificationScheme,
  },
  { rule: 'BR-CL-14', tag: 'cbc:IdentificationCode', under: ['cac:Country'], isListed: isCountry },
  {
    rule: 'BR-CL-15',
    tag: 'cbc:IdentificationCode',
    under: ['cac:OriginCountry'],
    isListed: isCountry,
  },
  {
    rule: 'BR-CL-16',
    tag: 'cbc:PaymentMeansCode',
    under: ['cac:PaymentMeans'],
    isListed: isPaymentMeans,
  },
  { rule: 'BR-CL-17', tag: 'cbc:ID', under: ['cac:TaxCategory'], isListed: isIn(VAT_CATEGORIES) },
  {
    rule: 'BR-CL-18',
    tag: 'cbc:ID',
    under: ['cac:ClassifiedTaxCategory'],
    isListed: isIn(VAT_CATEGORIES),
  },
  {
    rule: 'BR-CL-19',
    tag: 'cbc:AllowanceChargeReasonCode',
    under: ['cac:AllowanceCharge'],
    when: isAllowance,
    isListed: isAllowanceReason,
  },
  {
    rule: 'BR-CL-20',
    tag: 'cbc:AllowanceChargeReasonCode',
    under: ['cac:AllowanceCharge'],
    // Of an element that says both, the first rule decides.
    when: (parent) => isCharge(parent) && !isAllowance(parent),
    isListed: isChargeReason,
  },
  {
    rule: 'BR-CL-21',
    tag: 'cbc:ID',
    attribute: 'schemeID',
    under: ['cac:StandardItemIdentification'],
    isListed: isIdentifierScheme,
  },
  {
    rule: 'BR-CL-22',
    tag: 'cbc:TaxExemptionReasonCode',
    // The one list whose rule does not mind the case.
    isListed: (code) => isExemptionReasonCode(code.toUpperCase()),
  },
  ...['cbc:InvoicedQuantity', 'cbc:BaseQuantity', 'cbc:CreditedQuantity'].map(
    (tag): CodeRule => ({ rule: 'BR-CL-23', tag, attribute: 'unitCode', isListed: isUnit }),
  ),
  { rule: 'BR-CL-25', tag: 'cbc:EndpointID', attribute: 'schemeID', isListed: isElectronicAddressScheme },
  {
    rule: 'BR-CL-26',
    tag: 'cbc:ID',
    attribute: 'schemeID',
    under: ['cac:DeliveryLocation'],
    isListed: isIdentifierScheme,
  },
];

/** The amounts whose currency is judged (BR-CL-03), also when they name none. */
const AMOUNTS = `Amount BaseAmount PriceAmount TaxAmount TaxableAmount LineExtensionAmount TaxExclusiveAmount
  TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount`
  .split(/\s+/)
  .map((name) => `cbc:${name}`);

/** BR-CL-01 to 26, without BR-CL-08, which is a rule of notes. */
export function checkCodes(index: TreeIndex, report: Report): void {
  for (const { rule, tag, attribute: name, under, when, isListed } of RULES) {
    for (const node of judged(index, tag, under, when)) {
      const code = name === undefined ? node.text : attribute(node, name);
      // Nearly every code is listed as it stands.
      if (code === undefined || isListed(code, node) || isListed(normalizeSpace(code), node)) continue;
      report(rule, 'fatal', node, { found: code });
    }
  }
  for (const tag of AMOUNTS) {
    for (const amount of index.all(tag)) {
      const currency = attribute(amount, 'currencyID') ?? '';
      if (!isCurrency(currency) && !isCurrency(normalizeSpace(currency)))
        report('BR-CL-03', 'fatal', amount, { found: currency });
    }
  }
  for (const object of index.all('cbc:EmbeddedDocumentBinaryObject')) {
    const type = attribute(object, 'mimeCode');
    // The one list whose rule does not trim.
    if (type !== undefined && !isAttachmentType(type)) report('BR-CL-24', 'fatal', object, { found: type });
  }
}

function judged(
  index: TreeIndex,
  tag: string,
  under: readonly string[] | undefined,
  when: ((parent: XmlNode) => boolean) | undefined,
): readonly XmlNode[] {
  if (under === undefined) return index.all(tag);
  const parents = under.flatMap((parentTag) => index.all(parentTag));
  const chosen = when === undefined ? parents : parents.filter(when);
  return chosen.flatMap((parent) => childrenOf(parent, tag));
}

/**
 * BR-CL-08: the subject code (BT-21) that a note carries between two "#" is one of UNTDID 4451. Only what has three characters is taken
 * for a code, and the official test looks for it anywhere in the list written with blanks, so that a part of it like "AA " passes.
 */
export function noteSubjectIsListed(note: string): boolean {
  const opening = note.indexOf('#');
  const closing = opening < 0 ? -1 : note.indexOf('#', opening + 1);
  if (closing < 0) return true;
  const code = note.slice(opening + 1, closing);
  if (stringLength(code) !== 3 || isNoteSubject(code)) return true;
  return code.includes(' ') && subjectList().includes(code);
}

const CODE_CHARACTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

let subjects: string | undefined;

/** The subjects in the order of the list, with blanks between and around. */
function subjectList(): string {
  subjects ??= written(
    CODE_CHARACTERS.flatMap((a) =>
      CODE_CHARACTERS.flatMap((b) => CODE_CHARACTERS.map((c) => a + b + c)),
    ).filter(isNoteSubject),
  );
  return subjects;
}

function written(codes: readonly string[]): string {
  return ` ${codes.join(' ')} `;
}

/** Countries as VAT identifiers write them: Greece also as EL. */
const VAT_PREFIXES = written([
  ...CODE_CHARACTERS.flatMap((a) => CODE_CHARACTERS.map((b) => a + b)).filter(isCountry),
  'EL',
]);

/**
 * BR-CO-09: whether a VAT identifier starts with a country. The official test looks for its first two characters anywhere in the list
 * written with blanks: it accepts a single letter, a letter after or before a blank, and nothing at all.
 */
export function isVatPrefix(identifier: string): boolean {
  return VAT_PREFIXES.includes([...identifier.slice(0, 4)].slice(0, 2).join(''));
}
