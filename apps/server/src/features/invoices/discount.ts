import type { InvoiceCreate } from '@scell/contract';
import { add, cents, compare, type Decimal, divide, isZero, sum, trimZeros } from '@scell/core';
import { percentageAmount } from '@scell/en16931';
import type { ContentDiscount, ContentLine } from './content.ts';
import { compareAmount, type Notes } from './notes.ts';

type Part = ContentDiscount['parts'][number];

/**
 * A discount on the whole invoice, split over its VAT groups in proportion to what each is worth (BG-20 names one VAT
 * category and rate an allowance). With a percentage an amount is compared, like a total: answers bear both.
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
    const amount = cents(sum(parts.map((part) => part.amount)));
    compareAmount(notes, 'discount_amount', sentAmount, amount);
    return { percent, amount, reason, parts };
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

/**
 * The amount in proportion to the groups, by the largest remainders: every part is the exact share rounded down or up to
 * a cent, no part exceeds its group, and the parts add up.
 */
function share(amount: Decimal, groups: Omit<Part, 'amount'>[], worth: Decimal): Part[] {
  const total = inCents(worth);
  const shares = groups.map((group) => {
    const product = inCents(amount) * inCents(group.base);
    return { group, part: product / total, remainder: product % total };
  });
  let rest = shares.reduce((left, { part }) => left - part, inCents(amount));
  for (const each of shares.toSorted((a, b) => Number(b.remainder - a.remainder))) {
    if (rest === 0n) break;
    each.part += 1n;
    rest -= 1n;
  }
  return shares
    .filter(({ part }) => part > 0n)
    .map(({ group, part }) => ({ ...group, amount: divide(String(part), '100', 2) }));
}

function inCents(amount: Decimal): bigint {
  return BigInt(cents(amount).replace('.', ''));
}
