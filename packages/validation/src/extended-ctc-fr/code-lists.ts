/** The code lists that EXTENDED-CTC-FR adds to those of EN 16931, or widens, as of its version 1.4.0.03. */
import { isAttachmentType, isIdentifierScheme } from '@scell/en16931';
import { attribute, type XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';

function listed(codes: string): ReadonlySet<string> {
  return new Set(codes.trim().split(/\s+/));
}

/** Whether the text of a node is a code of the list, blanks around it aside. */
function isIn(list: ReadonlySet<string>): (node: XmlNode) => boolean {
  return ({ text }) => list.has(normalizeSpace(text));
}

/** Attributes of an item (EXT-FR-FE-159): UNTDID 6313 and words of the trade. */
const ITEM_ATTRIBUTES = listed(`
  A AAA AAB AAC AAD AAF AAG AAH AAI AAJ AAK AAM AAN AAO AAP AAQ AAR AAS AAT AAU AAV AAW AAX AAY AAZ ABA ABB ABC ABD ABE
  ABF ABG ABH ABI ABJ ABK ABL ABM ABN ABO ABP ABS ABT ABX ABY ABZ ACA ACE ACG ACN ACP ACS ACV ACW ACX ADR ADS ADT ADU
  ADV ADW ADX ADY ADZ AEA AEB AEC AED AEE AEF AEG AEH AEI AEJ AEK AEL AEM AEN AEO AEP AEQ AER AES AET AEU AEV AEW AEX
  AEY AEZ AF AFA AFB AFC AFD AFE AFF AFG AFH AFI AFJ AFK AFL AFM AFN AFO AFP AFQ AFR AFS AFT AFU AFV AFW AFX B BL BMY
  BMZ BNA BNB BNC BND BNE BNF BNG BNH BNI BNJ BNK BNL BNM BNN BNO BNP BNQ BNR BNS BNT BNU BNV BNW BNX BNY BNZ BR BRA
  BRB BRC BRD BRE BRF BRG BRH BRI BRJ BRK BRL BRM BRN BRO BRP BRQ BRR BRS BRT BRU BRV BS BSW BSX BSY BSZ BTA BTB BTC
  BTD BTE BTF BTG BTH BTI BTJ BTK BTL BTM BW CHN CHO CM CT CV CZ D DI DL DN DP DR DS DW E EA F FI FL FN FV GG GW HF HM
  HT IB ID L LM LN LND M MO MW N OD PRS PTN RA RF RJ RMW RP RUN RY SQ T TC TH TN TT VGM VH VW WA WD WM WU XH XQ XZ YS
  ZAL ZAS ZB ZBI ZC ZCA ZCB ZCE ZCL ZCO ZCR ZCU ZFE ZFS ZGE ZH ZK ZMG ZMN ZMO ZN ZNA ZNB ZNI ZO ZP ZPB ZS ZSB ZSE ZSI
  ZSL ZSN ZTA ZTE ZTI ZV ZW ZWA ZZN ZZR ZZZ
  BEST_BEFORE_DATE COLOR_TEXT COMMISSION DEPOSIT_SYSTEM DEPOSIT_TYPE ENERGY_CLASS EXPIRATION_DATE FEE KIND_OF_ARTICLE
  MATERIAL METER_LOCATION METER_NUMBER ORGANIC_CONTROL_BODY PACKAGING_MATERIAL PACKAGING_TYPE PROMOTIONAL_VARIANT
  SEAL_NUMBER SIZE_CODE SIZE_TEXT TRADING_UNIT WASTE_CODE WASTE_FRACTION WEEE_NUMBER`);

/** UNTDID 5153: a charge that is a tax or duty other than VAT. */
const TAX_TYPES = listed(`
  AAA AAB AAC AAD AAE AAF AAG AAH AAI AAJ AAK AAL AAM AAO AAP ADD BOL CAP CAR COC CST CUD CVD ENV EXC EXP FET FRE GCN
  GST ILL IMP IND LAC LCN LDP LOC LST MCA MCD OTH PDB PDC PRF SCN SSS STT SUP SUR SWT TAC TOT TOX TTA VAD`);

/** UNTDID 4053: who delivers where, and at whose risk. */
const DELIVERY_TERMS = listed('1 2 CFR CIF CIP CPT DAP DDP DPU EXW FAS FCA FOB');

/** What a line counts as among its sub-lines. */
const LINE_STATUSES = listed('DETAIL GROUP INFORMATION');

export const isItemAttribute = isIn(ITEM_ATTRIBUTES);
export const isDeliveryTerm = isIn(DELIVERY_TERMS);

/** Whether the text, exactly, is DETAIL, GROUP or INFORMATION. */
export function isLineStatus(text: string): boolean {
  return LINE_STATUSES.has(text);
}

/** BR-FREXT-CL-10 knows two schemes beyond ISO 6523: BY, chosen by the buyer, and SE, by the seller. */
export function isPartyIdentifierScheme(node: XmlNode): boolean {
  const scheme = normalizeSpace(attribute(node, 'schemeID') ?? '');
  return scheme === 'BY' || scheme === 'SE' || isIdentifierScheme(scheme);
}

/** BR-FREXT-CL-24 admits XML beside the types of EN 16931. */
export function isAttachment(node: XmlNode): boolean {
  const type = attribute(node, 'mimeCode') ?? '';
  return type === 'application/xml' || type === 'text/xml' || isAttachmentType(type);
}

/** Whether the reason of a charge is meant to be of UNTDID 7161, as it is in EN 16931. */
export function isOfChargeReasons(reason: XmlNode): boolean {
  const list = attribute(reason, 'listID');
  return list === undefined || list === '7161';
}

/**
 * What is wrong with the reason of a charge that names another list than UNTDID 7161: BR-FREXT-CL-20-TAX where it names 5153 and is none of
 * its codes, BR-FREXT-CL-20-LISTID where it names neither.
 */
export function chargeReasonRule(reason: XmlNode): string | undefined {
  if (isOfChargeReasons(reason)) return undefined;
  const list = attribute(reason, 'listID') ?? '';
  if (list === '5153') return isIn(TAX_TYPES)(reason) ? undefined : 'BR-FREXT-CL-20-TAX';
  // An empty list is no list to the official rule; blanks are one that it does not know.
  if (list === '') return undefined;
  const name = normalizeSpace(list);
  return name === '5153' || name === '7161' ? undefined : 'BR-FREXT-CL-20-LISTID';
}
