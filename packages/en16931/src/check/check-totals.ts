/** Do the figures agree: BR-CO-10 to BR-CO-18, the VAT breakdown, and the net amount of each line? */
import { add, cents, type Decimal, decimalPlaces, equals, isZero, subtract, sum } from '@scell/core';
import type { Invoice } from '../model.ts';
import { lineNetAmount, percentageAmount, vatBreakdown } from '../totals.ts';
import type { Report } from './finding.ts';

/** Compares every total with what the rest of the invoice makes it; the invoice holds decimals only. */
export function checkTotals(invoice: Invoice, report: Report): void {
  const { totals } = invoice;
  const compare = (rule: string, term: string, path: string, given: Decimal, expected: Decimal): void => {
    if (equals(given, expected)) return;
    const figure = decimalPlaces(expected) > 2 ? expected : cents(expected);
    report(
      rule,
      term,
      path,
      `${term} vaut ${given} ; le calcul donne ${figure}.`,
      `${term} is ${given}; it computes to ${figure}.`,
    );
  };
  for (const [i, line] of invoice.lines.entries()) {
    if (isZero(line.price.baseQuantity ?? '1'))
      report(
        'SC-LINE',
        'BT-149',
        `lines[${i}].price.baseQuantity`,
        'La quantité de base du prix est nulle.',
        'The base quantity of the price is zero.',
      );
    else compare('SC-LINE', 'BT-131', `lines[${i}].netAmount`, line.netAmount, lineNetAmount(line));
  }

  const amountsOf = (items: Invoice['allowances']): Decimal => sum((items ?? []).map(({ amount }) => amount));
  const allowances = totals.allowances ?? '0';
  const charges = totals.charges ?? '0';
  compare('BR-CO-10', 'BT-106', 'totals.lineNet', totals.lineNet, sum(invoice.lines.map((l) => l.netAmount)));
  compare('BR-CO-11', 'BT-107', 'totals.allowances', allowances, amountsOf(invoice.allowances));
  compare('BR-CO-12', 'BT-108', 'totals.charges', charges, amountsOf(invoice.charges));
  compare(
    'BR-CO-13',
    'BT-109',
    'totals.withoutVat',
    totals.withoutVat,
    add(subtract(totals.lineNet, allowances), charges),
  );
  const vat = totals.vat ?? '0';
  compare('BR-CO-14', 'BT-110', 'totals.vat', vat, sum(invoice.vatBreakdown.map((g) => g.taxAmount)));
  compare('BR-CO-15', 'BT-112', 'totals.withVat', totals.withVat, add(totals.withoutVat, vat));
  compare(
    'BR-CO-16',
    'BT-115',
    'totals.due',
    totals.due,
    add(subtract(totals.withVat, totals.prepaid ?? '0'), totals.rounding ?? '0'),
  );
  checkBreakdown(invoice, compare, report);
}

type Compare = (rule: string, term: string, path: string, given: Decimal, expected: Decimal) => void;

function checkBreakdown(invoice: Invoice, compare: Compare, report: Report): void {
  if (invoice.vatBreakdown.length === 0)
    report(
      'BR-CO-18',
      'BG-23',
      'vatBreakdown',
      'La ventilation de TVA est vide.',
      'The VAT breakdown is empty.',
    );
  for (const [i, item] of [...(invoice.allowances ?? []), ...(invoice.charges ?? [])].entries())
    if (item.vatCategory === undefined) {
      const charge = i >= (invoice.allowances?.length ?? 0);
      report(
        charge ? 'BR-37' : 'BR-32',
        charge ? 'BT-102' : 'BT-95',
        charge ? `charges[${i - (invoice.allowances?.length ?? 0)}]` : `allowances[${i}]`,
        'Une remise ou un frais de document porte une catégorie de TVA.',
        'A document level allowance or charge has a VAT category.',
      );
      return;
    }

  const key = (category: string, rate: Decimal | undefined): string => `${category} ${Number(rate ?? '0')}`;
  const expected = new Map(vatBreakdown(invoice).map((group) => [key(group.category, group.rate), group]));
  const seen = new Set<string>();
  for (const [i, group] of invoice.vatBreakdown.entries()) {
    const path = `vatBreakdown[${i}]`;
    const of = RULE_PREFIX[group.category];
    const same = expected.get(key(group.category, group.rate));
    if (!same || seen.has(key(group.category, group.rate)))
      report(
        `${of}-01`,
        'BG-23',
        path,
        `Le groupe ${group.category} ${group.rate ?? ''} est en trop dans la ventilation.`,
        `The group ${group.category} ${group.rate ?? ''} is one too many in the breakdown.`,
      );
    else compare(`${of}-08`, 'BT-116', `${path}.taxableAmount`, group.taxableAmount, same.taxableAmount);
    seen.add(key(group.category, group.rate));
    compare(
      group.category === 'S' ? 'BR-CO-17' : `${of}-09`,
      'BT-117',
      `${path}.taxAmount`,
      group.taxAmount,
      percentageAmount(group.taxableAmount, group.rate ?? '0'),
    );
  }
  for (const [name, group] of expected)
    if (!seen.has(name))
      report(
        `${RULE_PREFIX[group.category]}-01`,
        'BG-23',
        'vatBreakdown',
        `Il manque à la ventilation le groupe ${group.category} ${group.rate ?? ''}.`,
        `The breakdown lacks the group ${group.category} ${group.rate ?? ''}.`,
      );
}

/** The official rules of a category are numbered alike: BR-S-08, BR-IC-08 … */
export const RULE_PREFIX = {
  S: 'BR-S',
  Z: 'BR-Z',
  E: 'BR-E',
  AE: 'BR-AE',
  K: 'BR-IC',
  G: 'BR-G',
  O: 'BR-O',
  L: 'BR-AF',
  M: 'BR-AG',
  B: 'BR-B',
} as const;
