/** BR-CL-01 to BR-CL-26: codes of the lists that EN 16931 admits, as published with these rules. */
import {
  isAllowanceReason,
  isAttachmentType,
  isChargeReason,
  isClassificationScheme,
  isCurrency,
  isElectronicAddressScheme,
  isExemptionReasonCode,
  isIdentifierScheme,
  isNoteSubject,
  isObjectScheme,
  isPaymentMeans,
  isUnit,
} from '@scell/en16931';
import { attribute, type XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { isCenCountry } from './parties.ts';
import { indicates, remembered, select } from './select.ts';

type IsListed = (code: string) => boolean;

export function judgeCodes(hearing: Hearing): void {
  const { lists } = hearing;
  const code = (rule: string, node: XmlNode, value: string, isListed: IsListed) => {
    if (!isListed(value) && !isListed(normalizeSpace(value)))
      hearing.fatal(rule, node, false, () => ({ found: value }));
  };
  const text = (rule: string, nodes: readonly XmlNode[], isListed: IsListed) => {
    for (const node of nodes) code(rule, node, node.text, isListed);
  };
  /** Only where the attribute is there. */
  const scheme = (rule: string, node: XmlNode, name: string, isListed: IsListed) => {
    const value = attribute(node, name);
    if (value !== undefined) code(rule, node, value, isListed);
  };

  text('BR-CL-01', lists.documentTypes, isDocumentType);
  for (const total of lists.taxTotals) scheme('BR-CL-03', total, 'currencyID', isCurrency);
  text('BR-CL-04', lists.invoiceCurrencies, isCurrency);
  text('BR-CL-05', lists.taxCurrencies, isCurrency);
  text('BR-CL-06', lists.dueDateTypes, isTaxPointEvent);
  text('BR-CL-07', lists.referenceTypes, isObjectScheme);
  text('BR-CL-08', lists.notes, isSubjectCode);
  for (const id of lists.globalIds) {
    const rule = globalIdRule(id);
    if (rule !== undefined) scheme(rule, id, 'schemeID', isIdentifierScheme);
  }
  for (const id of lists.identifiers) {
    // The country of origin of an item (BT-159) is an identifier too, judged as a country where it bears no scheme.
    if (attribute(id, 'schemeID') !== undefined && !isInside(id, 'ram:SpecifiedTaxRegistration'))
      scheme('BR-CL-11', id, 'schemeID', isIdentifierScheme);
    else if (id.parent?.tag === 'ram:OriginTradeCountry') code('BR-CL-15', id, id.text, isCenCountry);
  }
  for (const node of lists.classCodes) scheme('BR-CL-13', node, 'listID', isClassificationScheme);
  text('BR-CL-14', lists.countries, isCenCountry);
  for (const means of lists.paymentMeans) text('BR-CL-16', select(means, 'ram:TypeCode'), isPaymentMeans);
  for (const node of lists.categoryCodes) {
    if (node.parent?.tag === 'ram:CategoryTradeTax') code('BR-CL-17', node, node.text, isCategory);
    if (node.parent?.tag === 'ram:ApplicableTradeTax') code('BR-CL-18', node, node.text, isCategory);
  }
  const indicated = remembered((entry) => {
    const indicators = select(entry, 'ram:ChargeIndicator', 'udt:Indicator');
    if (indicates(indicators, false) === true) return 'allowance';
    return indicates(indicators, true) === true ? 'charge' : undefined;
  });
  for (const reason of lists.allowanceChargeReasonCodes) {
    const kind = reason.parent === null ? undefined : indicated(reason.parent);
    if (kind === 'allowance') code('BR-CL-19', reason, reason.text, isAllowanceReason);
    if (kind === 'charge') code('BR-CL-20', reason, reason.text, isChargeReason);
  }
  text('BR-CL-22', lists.exemptionReasonCodes, (value) => isExemptionReasonCode(value.toUpperCase()));
  for (const quantity of lists.quantities)
    if (quantity.tag === 'ram:BasisQuantity' || quantity.tag === 'ram:BilledQuantity')
      scheme('BR-CL-23', quantity, 'unitCode', isUnit);
  for (const attachment of lists.attachments) {
    // The one list that blanks around a code keep it from.
    const type = attribute(attachment, 'mimeCode');
    if (type !== undefined)
      hearing.fatal('BR-CL-24', attachment, isAttachmentType(type), () => ({ found: type }));
  }
  for (const address of lists.electronicAddresses)
    scheme('BR-CL-25', address, 'schemeID', isElectronicAddressScheme);
}

/** Which rule reads the scheme of a global identifier: of a party, of an item or of the place of delivery. */
function globalIdRule(id: XmlNode): string | undefined {
  const isItems = isInside(id, 'ram:SpecifiedTradeProduct');
  if (!isItems && !isInside(id, 'ram:ShipToTradeParty')) return 'BR-CL-10';
  const owner = id.parent;
  if (owner?.tag === 'ram:SpecifiedTradeProduct') return 'BR-CL-21';
  const isDelivery =
    owner?.tag === 'ram:ShipToTradeParty' && owner.parent?.tag === 'ram:ApplicableHeaderTradeDelivery';
  return isDelivery ? 'BR-CL-26' : undefined;
}

function isInside(node: XmlNode, tag: string): boolean {
  for (let at = node.parent; at !== null; at = at.parent) if (at.tag === tag) return true;
  return false;
}

/** UNTDID 1001, invoices and credit notes of BT-3. */
const DOCUMENT_TYPES: ReadonlySet<string> = new Set(
  `71 80 81 82 83 84 102 130 202 203 204 211 218 219 261 262 295 296 308 325 326 331 380 381 382 383 384 385
   386 387 388 389 390 393 394 395 396 420 456 457 458 471 472 473 500 501 502 503 527 532 553 575 623 633 751
   780 817 870 875 876 877 935`.split(/\s+/),
);

function isDocumentType(code: string): boolean {
  return DOCUMENT_TYPES.has(code);
}

/** UNTDID 2475 of BT-8: date of invoice, of delivery, of payment. */
function isTaxPointEvent(code: string): boolean {
  return code === '5' || code === '29' || code === '72';
}

const CATEGORIES: ReadonlySet<string> = new Set(['AE', 'L', 'M', 'E', 'S', 'Z', 'G', 'O', 'K', 'B']);

function isCategory(code: string): boolean {
  return CATEGORIES.has(code);
}

/** Subjects of notes that the CII rules admit beyond the list that UBL shares. */
const FURTHER_SUBJECTS: ReadonlySet<string> = new Set(
  'BAT BAU BAV BAW BAX BAY BAZ BBA BBB BMF BMG BMH CCJ CCK CCL CCM CCN CCO'.split(' '),
);

function isSubjectCode(code: string): boolean {
  return isNoteSubject(code) || FURTHER_SUBJECTS.has(code);
}
