/**
 * BR-FXEXT-{category}-08b, -08ini, -08rev, BR-FXEXT-S-09b, BR-FXEXT-{category}-01: the VAT breakdown (BG-23) as EXTENDED-CTC-FR reads it, with
 * a cent of tolerance for each line, allowance, charge and logistics service.
 */
import type { XmlNode } from '@scell/syntax';
import { figures } from '../../../en16931-cii/figures.ts';
import type { Hearing } from '../../../en16931-cii/hearing.ts';
import { decimalAt, hasText, isVat, select, selectAll } from '../../../en16931-cii/select.ts';
import { VAT_CATEGORIES, type VatCategory } from '../../../en16931-cii/vat-categories.ts';
import {
  any,
  EMPTY,
  multiply,
  type Numeric,
  roundTo,
  subtract,
  type Truth,
  XsDecimal,
} from '../../../engine/values.ts';
import { isCounted } from '../../../extended-ctc-fr/cii/lines.ts';
import { type Base, Bases, reasonOf } from '../../../extended-ctc-fr/cii/vat-breakdown.ts';
import { isWithinCents } from '../../../extended-ctc-fr/tolerance.ts';

const HUNDREDTH = new XsDecimal(1, 2);

export function judgeVatBreakdown(hearing: Hearing): void {
  judgePresence(hearing);
  if (hearing.lists.headerTaxes.length === 0) return;
  const bases = new Bases(hearing);
  for (const tax of hearing.lists.headerTaxes)
    for (const category of VAT_CATEGORIES)
      if (hasText(tax, 'ram:CategoryCode', category.code)) judgeCategory(hearing, tax, category, bases);
}

function judgeCategory(hearing: Hearing, tax: XmlNode, { code, family }: VatCategory, bases: Bases): void {
  const basis = decimalAt(tax, 'ram:BasisAmount');
  const rate = code === 'O' ? undefined : decimalAt(tax, 'ram:RateApplicablePercent');
  const ini = bases.ofRate(code, rate);
  const rev = bases.ofReason(code, rate, reasonOf([tax]));
  // Without a rate there is nothing to compare, and the rules fail.
  const near =
    (difference: (base: Base) => Numeric) =>
    (base: Base): Truth =>
      rate !== EMPTY && isWithinCents(difference(base), base.elements);

  if (isVat(tax) === true) {
    const suits = near(({ expected }) => subtract(basis, expected));
    const explain = (base: Base) => () => figures(basis, base.expected);
    // The id of S lacks a hyphen.
    const either = code === 'S' ? 'BR-FXEXT-S08b' : `BR-FXEXT-${family}-08b`;
    hearing.fatal(either, tax, any(suits(rev), suits(ini)), explain(ini));
    hearing.warning(`BR-FXEXT-${family}-08ini`, tax, suits(ini), explain(ini));
    hearing.warning(`BR-FXEXT-${family}-08rev`, tax, suits(rev), explain(rev));
  }
  if (code !== 'S') return;
  const stated = decimalAt(tax, 'ram:CalculatedAmount');
  const computed = roundTo(multiply(multiply(basis, rate ?? EMPTY), HUNDREDTH), 2);
  const isTax = near(() => subtract(stated, computed));
  hearing.fatal('BR-FXEXT-S-09b', tax, any(isTax(rev), isTax(ini)), () => figures(stated, computed));
}

/** -01: a category is in the breakdown where lines, allowances, charges or logistics services use it, and only there. */
function judgePresence(hearing: Hearing): void {
  const { lists, root } = hearing;
  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  // The official rule looks for the status of the line in its settlement, where the schema has none.
  const settlements = new Set(lists.lineTaxes.flatMap(({ parent }) => parent ?? []));
  const lineTaxes = selectAll([...settlements].filter(isCounted), 'ram:ApplicableTradeTax');
  const used = categoriesOf([...lineTaxes, ...lists.documentCategoryTaxes, ...lists.serviceTaxes]);
  const shown = categoriesOf(lists.headerTaxes);
  for (const { code, family } of VAT_CATEGORIES)
    hearing.fatal(`BR-FXEXT-${family}-01`, root, used.has(code) === shown.has(code));
}

function categoriesOf(taxes: readonly XmlNode[]): ReadonlySet<string> {
  return new Set(taxes.flatMap((tax) => select(tax, 'ram:CategoryCode').map(({ text }) => text)));
}
