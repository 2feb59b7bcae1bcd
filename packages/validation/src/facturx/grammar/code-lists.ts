/** The code lists of the profiles, by their names in the grammar. */
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
import { LANGUAGES } from './languages.ts';

type IsListed = (code: string) => boolean;

function listed(codes: string): IsListed {
  const set: ReadonlySet<string> = new Set(codes.trim().split(/\s+/));
  return (code) => set.has(code);
}

/** A list with further codes. */
function joined(codes: string, list: IsListed): IsListed {
  const further = listed(codes);
  return (code) => further(code) || list(code);
}

/** A list without some of its codes. */
function without(codes: string, list: IsListed): IsListed {
  const missing = listed(codes);
  return (code) => !missing(code) && list(code);
}

/** UNTDID 1001: invoices and credit notes of BT-3 that other invoices refer to. */
const PRECEDING_TYPES = `
  71 80 81 82 83 84 102 130 202 203 204 211 218 219 261 262 295 296 308 325 326 331 380 381 382 383 384 385 386 387
  388 389 390 393 394 395 396 420 456 457 458 527 532 553 575 623 633 751 780 817 870 875 876 877 935`;

/** UNTDID 5153: taxes and duties. */
const TAX_TYPES = `
  AAA AAB AAC AAD AAE AAF AAG AAH AAI AAJ AAK AAL AAM AAO AAP ADD BOL CAP CAR COC CST CUD CVD ENV EXC EXP FET FRE GCN
  GST ILL IMP IND LAC LCN LDP LOC LST MCA MCD OTH PDB PDC PRF SCN SSS STT SUP SUR SWT TAC TOT TOX TTA VAD`;

/** UNTDID 1229: 1 to 119. */
function isLineStatus(code: string): boolean {
  return /^[1-9][0-9]{0,2}$/.test(code) && Number(code) <= 119;
}

const VAT_CATEGORIES = 'AE E G K L M O S Z';

const isIdentifierScheme0240 = without('0241 0242 0243 0244 0245 0246 0247 0248', isIdentifierScheme);

export const CODE_LISTS: ReadonlyMap<string, IsListed> = new Map([
  // The announced profile (BT-24), each under the name of either standard.
  ['minimum', listed('urn:factur-x.eu:1p0:minimum urn:zugferd.de:2p0:minimum')],
  ['basicwl', listed('urn:factur-x.eu:1p0:basicwl urn:zugferd.de:2p0:basicwl')],
  ['basic', compliant('compliant', 'basic')],
  ['en16931', listed('urn:cen.eu:en16931:2017')],
  ['extended', compliant('conformant', 'extended')],
  ['130', listed('130')],
  ['50', listed('50')],
  ['916', listed('916')],
  ['VA', listed('VA')],
  ['VAT', listed('VAT')],
  ['account-types', listed('1 2 3 4 5 6 7')],
  ['address-schemes', without('0219 0220', isElectronicAddressScheme)],
  ['allowance-reasons', isAllowanceReason],
  ['attachment-types', isAttachmentType],
  ['charge-reasons', isChargeReason],
  ['countries', isCountry],
  // The Dobra of São Tomé and Príncipe under its code since 2018.
  ['currencies', joined('STN', without('STD', isCurrency))],
  ['date-formats', listed('102 205')],
  ['day-format', listed('102')],
  ['delivery-terms', listed('1 2 CFR CIF CIP CPT DAP DDP DPU EXW FAS FCA FOB')],
  ['document-types', listed(`${PRECEDING_TYPES} 471 472 473 500 501 502 503`)],
  ['exemption-codes', isExemptionReasonCode],
  ['extended-attachment-types', joined('application/json application/xml text/xml', isAttachmentType)],
  ['extended-object-schemes', joined('CONTRAT MARCHE', isObjectScheme)],
  ['identifier-schemes', isIdentifierScheme],
  ['identifier-schemes-0240', isIdentifierScheme0240],
  ['item-schemes', isClassificationScheme],
  ['languages', listed(LANGUAGES)],
  ['line-reasons', listed('DETAIL GROUP INFORMATION')],
  ['line-statuses', isLineStatus],
  [
    'note-subjects',
    joined('BAT BAU BAV BAW BAX BAY BAZ BBA BBB BMF BMG BMH CCJ CCK CCL CCM CCN CCO', isNoteSubject),
  ],
  ['object-schemes', isObjectScheme],
  ['party-schemes', joined('BY SE', isIdentifierScheme)],
  ['payment-means', isPaymentMeans],
  ['preceding-types', listed(PRECEDING_TYPES)],
  ['supporting-types', listed('50 130 916')],
  ['tax-point-events', listed('5 29 72')],
  ['tax-types', listed(TAX_TYPES)],
  ['tax-types-vat', listed(`${TAX_TYPES} VAT`)],
  ['transport-modes', listed('0 1 2 3 4 5 6 7 8 9')],
  ['units', isUnit],
  ['vat-categories', listed(VAT_CATEGORIES)],
  ['vat-categories-b', listed(`${VAT_CATEGORIES} B`)],
]);

function compliant(kind: string, profile: string): IsListed {
  const core = `urn:cen.eu:en16931:2017#${kind}#urn:`;
  return listed(`${core}factur-x.eu:1p0:${profile} ${core}zugferd.de:2p0:${profile}`);
}
