import { normalizeSpace } from '../engine/values.ts';
import { isPercentage } from './formats.ts';
import { at, has, hasAny, textOf, withAttribute } from './operands.ts';
import { type Assertion, type Pattern, rule, textEverywhere } from './rule.ts';
import type { Both, Place, Syntax, TermPlace } from './syntax.ts';
import { accountingCurrencies, currencies, settlementTerm, term, theInvoice } from './terms.ts';

const categories = new Set(['S', 'E', 'AE', 'K', 'G', 'O', 'Z']);
/** Canary Islands, Ceuta and Melilla. */
const spanishCategories = new Set(['L', 'M']);

/** The rates that French law has known, as texts: 20 and 20.00, but not 20.000. */
const rates = new Set([
  ...['0', '0.0', '0.00', '10', '10.0', '10.00', '13', '13.0', '13.00', '20', '20.0', '20.00'],
  ...['8.5', '8.50', '19.6', '19.60', '2.1', '2.10', '5.5', '5.50', '7', '7.0', '7.00'],
  ...['20.6', '20.60', '1.05', '0.9', '0.90', '1.75', '9.2', '9.20', '9.6', '9.60'],
]);

const allowances: Place = {
  cii: '$settlement/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax',
  ubl: 'cac:AllowanceCharge/cac:TaxCategory',
};
const breakdown: Place = {
  cii: '$settlement/ram:ApplicableTradeTax',
  ubl: 'cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory',
};
const lines: Place = {
  cii: '$line/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax',
  ubl: 'cac:Item/cac:ClassifiedTaxCategory',
};

const categoryCodes = term({ cii: 'ram:CategoryCode', ubl: 'cbc:ID' });
const percentages = term({ cii: 'ram:RateApplicablePercent', ubl: 'cbc:Percent' });
const lineTypes = at('ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode');
const lineTypesWithoutVat = new Set(['GROUP', 'INFORMATION']);

/**
 * BR-FR-15: the VAT category is one that applies in France. UBL lets the category be missing, CII on lines that only group or inform.
 */
export function vatCategory(syntax: Syntax): Pattern[] {
  const codes = categoryCodes[syntax];
  const assertions = (known: string, notSpanish: string): Assertion[] => [
    {
      id: known,
      holds: (node) => {
        const code = codes(node);
        if (code.length > 0) return categories.has(textOf(code));
        if (syntax === 'ubl') return true;
        const line = node.parent?.parent;
        return node.parent?.tag === 'ram:SpecifiedLineTradeSettlement' && line
          ? hasAny(lineTypes(line), lineTypesWithoutVat)
          : false;
      },
    },
    { id: notSpanish, holds: (node) => !hasAny(codes(node), spanishCategories) },
  ];
  // The ids are the official ones, slips included.
  const ids = {
    cii: [
      ['BR-FR-15_BT-95_BT-102', 'BR-FR-15_BT-95_BT-102_LM'],
      ['BR-FR-15_BT-95_BT-118', 'BR-FR-15_BT-95_BT-118_LM'],
      ['BR-FR-15_BT-95_BT-151', 'BR-FR-15_BT-95_BT-151_LM'],
    ],
    ubl: [
      ['BR-FR-15_BT-95_BT-102-1', 'BR-FR-15_BT-95_BT-102-2'],
      ['BR-FR-15_BT-118-1', 'BR-FR-15_BT-118-2'],
      ['BR-FR-15_BT-151-1', 'BR-FR-08_BT-151-2'],
    ],
  }[syntax];
  return [
    [allowances, breakdown, lines].map((place, i) => {
      const [known = '', notSpanish = ''] = ids[i] ?? [];
      return rule(syntax, place, ...assertions(known, notSpanish));
    }),
  ];
}

/**
 * BR-FR-16: the VAT rate is one of the French rates. In UBL, credit note lines are not asked, and BR-FR-16_BT-103 is never reached: BT-96 has the same
 * context.
 */
export function vatRate(syntax: Syntax): Pattern[] {
  const isFrench: Both<Assertion['holds']> = {
    cii: (node) => {
      const rate = textOf(percentages.cii(node));
      return rate === '' || rates.has(rate);
    },
    ubl: (node) => {
      const percent = percentages.ubl(node);
      return percent.length === 0 || rates.has(textOf(percent));
    },
  };
  const places: TermPlace[] = [
    { term: { cii: 'BT-96_BT-103', ubl: 'BT-96' }, ...allowances },
    { term: 'BT-119', ...breakdown },
    { term: 'BT-152', cii: lines.cii, ubl: 'cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory' },
  ];
  return [
    places.map((place) =>
      rule(syntax, place, {
        id: `BR-FR-16_${typeof place.term === 'string' ? place.term : place.term[syntax]}`,
        holds: isFrench[syntax],
      }),
    ),
  ];
}

/** BR-FR-DEC-04: a rate has at most two decimals and four digits. */
export function vatRateForm(syntax: Syntax): Pattern[] {
  const percentage = ({ cii, ubl }: Place) => ({
    cii: `${cii}/ram:RateApplicablePercent`,
    ubl: `${ubl}/cbc:Percent`,
  });
  const places: TermPlace[] = [
    { term: 'BT-96_BT-103', ...percentage(allowances) },
    { term: 'BT-119', ...percentage(breakdown) },
    { term: 'BT-152', ...percentage(lines) },
  ];
  return [textEverywhere(syntax, places, 'BR-FR-DEC-04', (text) => isPercentage(normalizeSpace(text)))];
}

const vatTotals = settlementTerm({
  cii: 'ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxTotalAmount',
  ubl: 'cac:TaxTotal/cbc:TaxAmount',
});

/** BR-FR-CO-12: an invoice in another currency gives its VAT in euros too. */
export function vatInEuros(syntax: Syntax): Pattern[] {
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-CO-12_BT-5',
        holds: (invoice) =>
          !currencies[syntax](invoice).some(({ text }) => text !== 'EUR') ||
          (has(accountingCurrencies[syntax](invoice), 'EUR') &&
            textOf(withAttribute(vatTotals[syntax](invoice), 'currencyID', 'EUR')) !== ''),
      }),
    ],
  ];
}
