/**
 * The VAT breakdown (BG-23): BR-45 to BR-48, BR-CO-03, BR-CO-17, BR-CO-18, BR-DEC-19, BR-DEC-20 and BR-{category}-08 to BR-O-14. Every rule
 * speaks of every breakdown it fits, whether it says that it is VAT or not.
 */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { has, hasText, hasTwoDecimals, select, someCompare } from '../../en16931-cii/select.ts';
import {
  basisFigures,
  basisSuitsRates,
  exemptionSuits,
  hasReason,
  isOneOf,
  isStandardTax,
  isZero,
  judgeIntraCommunity,
  judgeTaxAmount,
  type WholeDocument,
  wholeDocument,
} from '../../en16931-cii/vat-breakdown.ts';
import { VAT_CATEGORIES, type VatCategory } from '../../en16931-cii/vat-categories.ts';
import { type Numeric, type Truth, toDouble, XsDecimal } from '../../engine/values.ts';

export function judgeVatBreakdown(hearing: Hearing): void {
  const { lists } = hearing;
  for (const settlement of lists.settlements)
    hearing.fatal('BR-CO-18', settlement, has(settlement, 'ram:ApplicableTradeTax'));
  if (lists.headerTaxes.length === 0) return;
  const whole = wholeDocument(hearing);
  for (const tax of lists.headerTaxes) {
    judgeBreakdown(hearing, tax);
    const isPlaced = tax.parent?.parent?.tag === 'rsm:SupplyChainTradeTransaction';
    for (const category of VAT_CATEGORIES) {
      if (!hasText(tax, 'ram:CategoryCode', category.code)) continue;
      if (isPlaced || category.code === 'S' || category.code === 'Z')
        judgeCategory(hearing, tax, category, whole);
    }
  }
}

function judgeBreakdown(hearing: Hearing, tax: XmlNode): void {
  hearing.fatal('BR-45', tax, has(tax, 'ram:BasisAmount'));
  hearing.fatal('BR-46', tax, has(tax, 'ram:CalculatedAmount'));
  hearing.fatal('BR-47', tax, has(tax, 'ram:CategoryCode'));
  hearing.fatal('BR-48', tax, has(tax, 'ram:RateApplicablePercent') || hasText(tax, 'ram:CategoryCode', 'O'));
  hearing.fatal('BR-CO-03', tax, !(has(tax, 'ram:TaxPointDate') && has(tax, 'ram:DueDateTypeCode')));
  hearing.fatal('BR-DEC-19', tax, hasTwoDecimals(select(tax, 'ram:BasisAmount')));
  hearing.fatal('BR-DEC-20', tax, hasTwoDecimals(select(tax, 'ram:CalculatedAmount')));
  judgeTaxAmount(hearing, tax);
}

function judgeCategory(hearing: Hearing, tax: XmlNode, category: VatCategory, whole: WholeDocument): void {
  const { code, family } = category;
  const { bases } = whole;
  const codes = select(tax, 'ram:CategoryCode').filter(({ text }) => text === code);
  // L, M and O speak of the breakdown, the others of its category code.
  const nodes = ['L', 'M', 'O'].includes(code) ? [tax] : codes;
  const fatal = (number: string, truth: Truth, explain?: () => Record<string, string>) => {
    for (const node of nodes) hearing.fatal(`BR-${family}-${number}`, node, truth, explain);
  };
  const found = select(tax, 'ram:BasisAmount');
  const basis = (expected: Numeric, suits: (nodes: readonly XmlNode[], expected: Numeric) => Truth) =>
    fatal('08', suits(found, expected), () => basisFigures(found, expected));
  switch (code) {
    case 'S':
      fatal('08', basisSuitsRates(tax, 'S', bases));
      fatal('09', isStandardTax(tax));
      break;
    case 'L':
    case 'M':
      // The official test looks for rate and basis one level too high, in the settlement, where the schema has neither.
      if (tax.parent !== null) fatal('08', basisSuitsRates(tax.parent, code, bases));
      break;
    case 'O':
      basis(bases.ofCategoryStrictly('O'), isOneOf);
      fatal('09', isZero(tax, 'ram:CalculatedAmount'));
      for (const number of ['11', '12']) fatal(number, !whole.hasTaxBesideO);
      for (const number of ['13', '14']) fatal(number, !whole.hasEntryBesideO);
      fatal('10', hasReason(tax));
      return;
    default:
      basis(code === 'Z' ? bases.ofCategoryStrictly('Z') : bases.ofCategory(code), isAboutOne);
      fatal('09', isZero(tax, 'ram:CalculatedAmount'));
      if (code === 'K') judgeIntraCommunity(fatal, tax, whole);
  }
  fatal('10', exemptionSuits(tax, category));
}

/** `node - 1 <= expected and node + 1 > expected`, in doubles. */
function isAboutOne(nodes: readonly XmlNode[], expected: Numeric): Truth {
  if (nodes.length === 0) return false;
  if (!(expected instanceof XsDecimal) || nodes.length > 1) return undefined;
  const wanted = toDouble(expected);
  return someCompare(nodes, (value) => value - 1 <= wanted && value + 1 > wanted);
}
