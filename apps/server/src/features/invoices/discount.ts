import type { InvoiceCreate } from '@scell/contract';
import {
  add,
  cents,
  compare,
  type Decimal,
  divide,
  isZero,
  multiply,
  subtract,
  sum,
  trimZeros,
} from '@scell/core';
import { percentageAmount } from '@scell/en16931';
import type { ContentDiscount, ContentLine } from './content.ts';
import type { Notes } from './notes.ts';

type Part = ContentDiscount['parts'][number];

/**
 * A discount on the whole invoice, split over its VAT groups in proportion to what each is worth (BG-20 names one VAT
 * category and rate an allowance). The cents that rounding leaves go to the largest group, so that the parts add up.
 */
export function contentDiscount(
  input: InvoiceCreate,
  lines: readonly ContentLine[],
  notes: Notes,
): ContentDiscount | null {
  const {
    discount_amount: sentAmount,
    discount_percent: sentPercent,
    discount_reason: reason = null,
  } = input;
  const groups = groupsOf(lines);
  const worth = sum(groups.map(({ base }) => base));
  if (sentPercent !== undefined && !isZero(sentPercent)) {
    const percent = trimZeros(sentPercent);
    const parts = groups.map((group) => ({ ...group, amount: percentageAmount(group.base, percent) }));
    return { percent, amount: cents(sum(parts.map(({ amount }) => amount))), reason, parts };
  }
  if (sentAmount === undefined || isZero(sentAmount)) return null;
  if (compare(sentAmount, worth) > 0) {
    notes.refuse('discount_amount', {
      fr: `la remise (${cents(sentAmount)}) dépasse le total des lignes (${cents(worth)}).`,
      en: `the discount (${cents(sentAmount)}) exceeds the sum of the lines (${cents(worth)}).`,
    });
    return null;
  }
  return { percent: null, amount: cents(sentAmount), reason, parts: share(cents(sentAmount), groups, worth) };
}

function groupsOf(lines: readonly ContentLine[]): Omit<Part, 'amount'>[] {
  const groups = new Map<string, Omit<Part, 'amount'>>();
  for (const line of lines) {
    const key = `${line.vat_category} ${line.vat_rate}`;
    const base = cents(add(groups.get(key)?.base ?? '0', line.total_ht));
    groups.set(key, { base, vat_category: line.vat_category, vat_rate: line.vat_rate });
  }
  return [...groups.values()];
}

function share(amount: Decimal, groups: Omit<Part, 'amount'>[], worth: Decimal): Part[] {
  const parts = groups.map((group) => ({ ...group, amount: divide(multiply(amount, group.base), worth, 2) }));
  const rest = subtract(amount, sum(parts.map((part) => part.amount)));
  const largest = parts.reduce<Part | undefined>(
    (best, part) => (best === undefined || compare(part.base, best.base) > 0 ? part : best),
    undefined,
  );
  if (largest !== undefined) largest.amount = cents(add(largest.amount, rest));
  return parts.filter((part) => !isZero(part.amount));
}
