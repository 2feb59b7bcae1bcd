/** What a VAT category leaves no choice about: a rate of zero, the type VAT, the only exemption code. */
import { child, type XmlNode } from '@scell/syntax';
import { isBlank } from '../../engine/values.ts';
import { type Change, type Editor, together } from '../edits.ts';
import { nodesUnder, type Remedy } from './remedy.ts';

const ABOUT_TAXES =
  /^(?:BR-(?:FREXT-|FXEXT-)?(?:S|Z|E|AE|IC|G|O|AF|AG|B)-|BR-(?:31|32|36|37|45|46|47|48)$|BR-CO-(?:04|17|18)$|BR-FR-1[56]_|CII-DT-037$|BR-FREXT-CO-04$)/;

/** The children of a tax, in the order of the schema. */
const CII_ORDER =
  `CalculatedAmount TypeCode ExemptionReason CalculatedRate CalculationSequenceNumeric BasisQuantity BasisAmount
  UnitBasisAmount LineTotalBasisAmount AllowanceChargeBasisAmount CategoryCode CurrencyCode Jurisdiction
  CustomsDutyIndicator ExemptionReasonCode TaxBasisAllowanceRate TaxPointDate Type InformationAmount CategoryName
  DueDateTypeCode RateApplicablePercent`
    .split(/\s+/)
    .map((name) => `ram:${name}`);
const UBL_ORDER = [
  ...[
    'ID',
    'Name',
    'Percent',
    'BaseUnitMeasure',
    'PerUnitAmount',
    'TaxExemptionReasonCode',
    'TaxExemptionReason',
  ].map((name) => `cbc:${name}`),
  'cbc:TierRange',
  'cbc:TierRatePercent',
  'cac:TaxScheme',
];

/** How a syntax writes a tax. */
const CII = {
  order: CII_ORDER,
  category: 'ram:CategoryCode',
  rate: 'ram:RateApplicablePercent',
  reason: 'ram:ExemptionReason',
  reasonCode: 'ram:ExemptionReasonCode',
  type: { tag: 'ram:TypeCode', content: 'VAT' },
} as const;
const UBL = {
  order: UBL_ORDER,
  category: 'cbc:ID',
  rate: 'cbc:Percent',
  reason: 'cbc:TaxExemptionReason',
  reasonCode: 'cbc:TaxExemptionReasonCode',
  type: { tag: 'cac:TaxScheme', content: [{ tag: 'cbc:ID', content: 'VAT' }] },
} as const;

/** Categories whose rate is zero (BR-Z-05 and its like); O has none (BR-O-05). */
const AT_ZERO: ReadonlySet<string> = new Set(['Z', 'E', 'AE', 'K', 'G']);

/** Categories that say why there is no VAT: one code of VATEX says the same. */
const REASON_CODES: ReadonlyMap<string, string> = new Map([
  ['AE', 'VATEX-EU-AE'],
  ['K', 'VATEX-EU-IC'],
  ['G', 'VATEX-EU-G'],
  ['O', 'VATEX-EU-O'],
]);

const TAXES: ReadonlySet<string> = new Set([
  'ram:ApplicableTradeTax',
  'ram:CategoryTradeTax',
  'cac:TaxCategory',
  'cac:ClassifiedTaxCategory',
]);

export const completeTaxes: Remedy = (finding, editor) => {
  if (!ABOUT_TAXES.test(finding.rule)) return [];
  const taxes = [...nodesUnder(finding)].filter(({ tag }) => TAXES.has(tag));
  const around = finding.hits.map(({ node }) => node).filter(({ parent }) => parent && TAXES.has(parent.tag));
  const all = new Set([...taxes, ...around.map(({ parent }) => parent)]);
  const changes = [zeroRate, noRate, vatType, reasonCode].map((complete) =>
    together([...all].flatMap((tax) => (tax === null ? [] : (complete(tax, editor) ?? [])))),
  );
  return [...changes, together(changes)].filter(({ edits }) => edits.length > 0);
};

type Complete = (tax: XmlNode, editor: Editor) => Change | undefined;

function syntaxOf(tax: XmlNode): typeof CII | typeof UBL {
  return tax.tag.startsWith('ram:') ? CII : UBL;
}

function categoryOf(tax: XmlNode): string {
  return child(tax, syntaxOf(tax).category)?.text.trim() ?? '';
}

const zeroRate: Complete = (tax, editor) => {
  const { rate, order } = syntaxOf(tax);
  if (!AT_ZERO.has(categoryOf(tax))) return undefined;
  const stated = child(tax, rate);
  if (stated === undefined) return editor.insert(tax, { tag: rate, content: '0.00' }, order);
  return isBlank(stated.text) ? editor.replaceText(stated, '0.00') : undefined;
};

const noRate: Complete = (tax, editor) => {
  const stated = child(tax, syntaxOf(tax).rate);
  if (categoryOf(tax) !== 'O' || stated === undefined) return undefined;
  return /^\s*0*(?:\.0*)?\s*$/.test(stated.text) ? { ...editor.remove(stated), lost: [] } : undefined;
};

const vatType: Complete = (tax, editor) => {
  const { type, order } = syntaxOf(tax);
  return child(tax, type.tag) === undefined ? editor.insert(tax, type, order) : undefined;
};

const reasonCode: Complete = (tax, editor) => {
  const { reason, reasonCode, order } = syntaxOf(tax);
  const isBreakdown =
    tax.parent?.tag === 'cac:TaxSubtotal' ||
    (tax.tag === 'ram:ApplicableTradeTax' && tax.parent?.tag === 'ram:ApplicableHeaderTradeSettlement');
  const code = REASON_CODES.get(categoryOf(tax));
  const isSaid = child(tax, reason) !== undefined || child(tax, reasonCode) !== undefined;
  if (!isBreakdown || code === undefined || isSaid) return undefined;
  return editor.insert(tax, { tag: reasonCode, content: code }, order);
};
