import { compare, type Decimal } from '@scell/core';
import { documentTotals, type Exemption, type VatCategory } from '@scell/en16931';
import type { ContentLine, InvoiceContent } from './content.ts';
import type { Notes } from './notes.ts';

/** BG-22 and BG-23 of the lines and the discount on the whole. */
export function totalsOf(
  lines: readonly ContentLine[],
  discount: InvoiceContent['discount'],
  exchangeRate: string | null,
) {
  const exemptions = exemptionsOf(lines);
  return documentTotals({
    lines: lines.map((line) => ({
      netAmount: line.total_ht,
      vatCategory: line.vat_category,
      vatRate: line.vat_rate,
    })),
    exemptions,
    ...(discount === null
      ? {}
      : {
          allowances: discount.parts.map((part) => ({
            amount: part.amount,
            vatCategory: part.vat_category,
            vatRate: part.vat_rate,
          })),
        }),
    ...(exchangeRate === null ? {} : { exchangeRate }),
  });
}

/**
 * BT-120 and BT-121 by category. The breakdown has one group, hence one reason, for all lines of an untaxed category:
 * several reasons are said one after the other, and a code only where it is that of every line.
 */
function exemptionsOf(lines: readonly ContentLine[]): Partial<Record<VatCategory, Exemption>> {
  const byCategory = Map.groupBy(
    lines.filter(
      ({ vat_category: category, exemption_code: code, exemption_reason: reason }) =>
        category !== 'S' && category !== 'Z' && (code !== null || reason !== null),
    ),
    (line) => line.vat_category,
  );
  return Object.fromEntries(
    [...byCategory].map(([category, exempt]) => {
      const codes = new Set(exempt.map((line) => line.exemption_code));
      const [code = null] = codes;
      const sameCode = codes.size === 1;
      const reasons = new Set(
        exempt
          .map((line) => line.exemption_reason ?? (sameCode ? null : line.exemption_code))
          .filter((reason) => reason !== null),
      );
      return [
        category,
        {
          ...(reasons.size === 0 ? {} : { reason: [...reasons].join(' ; ') }),
          ...(sameCode && code !== null ? { reasonCode: code } : {}),
        },
      ];
    }),
  );
}

/** What JSON numbers, and the readers of our answers, hold to the cent. */
const LARGEST_AMOUNT = '9999999999999.99';

/** Refuses an amount that could not be told to the cent any more. */
export function checkSize(path: string, amount: Decimal, notes: Notes): void {
  if (compare(amount, LARGEST_AMOUNT) <= 0) return;
  notes.refuse(path, {
    fr: `le calcul donne ${amount}, plus que les ${LARGEST_AMOUNT} qu’une facture peut porter.`,
    en: `the computation gives ${amount}, more than the ${LARGEST_AMOUNT} an invoice can bear.`,
  });
}
