/**
 * The arithmetic of an invoice: line net amounts, VAT breakdown, document totals (EN 16931-1 §6.4 and the rules
 * BR-CO-10 to BR-CO-18). Amounts are rounded half away from zero to two decimals, each exactly once; sums are exact.
 */
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
import type { AllowanceCharge, DocumentTotals, InvoiceLine, VatBreakdown, VatCategory } from './model.ts';

/** Why a VAT category bears no tax: BT-120 and BT-121. */
export interface Exemption {
  reason?: string;
  reasonCode?: string;
}

/** The order in which groups are shown: taxed first, then from the commonest to the rarest. */
const CATEGORY_ORDER: readonly VatCategory[] = ['S', 'L', 'M', 'B', 'Z', 'E', 'AE', 'K', 'G', 'O'];

/**
 * BT-131: quantity × net price ÷ price base quantity, rounded to cents once, plus the line charges, minus the line
 * allowances. Throws `RangeError` when the base quantity (BT-149) is zero.
 */
export function lineNetAmount(
  line: Pick<InvoiceLine, 'quantity' | 'price' | 'allowances' | 'charges'>,
): Decimal {
  const product = multiply(line.quantity, line.price.net);
  const { baseQuantity } = line.price;
  const gross = baseQuantity === undefined ? cents(product) : divide(product, baseQuantity, 2);
  if (!line.allowances?.length && !line.charges?.length) return gross;
  return cents(subtract(add(gross, total(line.charges)), total(line.allowances)));
}

/** The amount of an allowance or charge given as a percentage of a base: base × percentage ÷ 100, in cents. */
export function percentageAmount(baseAmount: Decimal, percentage: Decimal): Decimal {
  return divide(multiply(baseAmount, percentage), '100', 2);
}

/** What `vatBreakdown` and `documentTotals` need of an invoice. */
export interface TaxableContent {
  lines: readonly Pick<InvoiceLine, 'netAmount' | 'vatCategory' | 'vatRate'>[];
  /** BG-20, each with its VAT category. */
  allowances?: readonly AllowanceCharge[];
  /** BG-21, each with its VAT category. */
  charges?: readonly AllowanceCharge[];
  /** BT-120 and BT-121 of the groups that are not taxed, by category. */
  exemptions?: Partial<Record<VatCategory, Exemption>>;
}

/**
 * BG-23: one group for each category and rate, its tax (BT-117) being taxable amount × rate ÷ 100 rounded once
 * (BR-CO-17, BR-S-09). The order depends on the groups only, not on the order of the lines: category, then falling rate.
 * Throws `RangeError` for a document allowance or charge without a VAT category (BR-32, BR-37).
 */
export function vatBreakdown(content: TaxableContent): VatBreakdown[] {
  const groups = new Map<string, { category: VatCategory; rate: Decimal; amounts: Decimal[] }>();
  const put = (category: VatCategory | undefined, rate: Decimal | undefined, amount: Decimal): void => {
    if (category === undefined) throw new RangeError('a document allowance or charge has no VAT category');
    const groupRate = trimZeros(rate ?? '0');
    const key = `${category} ${groupRate}`;
    const group = groups.get(key);
    if (group) group.amounts.push(amount);
    else groups.set(key, { category, rate: groupRate, amounts: [amount] });
  };
  for (const line of content.lines) put(line.vatCategory, line.vatRate, line.netAmount);
  for (const charge of content.charges ?? []) put(charge.vatCategory, charge.vatRate, charge.amount);
  for (const allowance of content.allowances ?? [])
    put(allowance.vatCategory, allowance.vatRate, subtract('0', allowance.amount));

  return [...groups.values()]
    .sort(
      (a, b) =>
        CATEGORY_ORDER.indexOf(a.category) - CATEGORY_ORDER.indexOf(b.category) || compare(b.rate, a.rate),
    )
    .map(({ category, rate, amounts }) => {
      const taxableAmount = cents(sum(amounts));
      const exemption = content.exemptions?.[category];
      return {
        taxableAmount,
        taxAmount: percentageAmount(taxableAmount, rate),
        category,
        ...(category === 'O' ? {} : { rate }),
        ...(exemption?.reason === undefined ? {} : { exemptionReason: exemption.reason }),
        ...(exemption?.reasonCode === undefined ? {} : { exemptionReasonCode: exemption.reasonCode }),
      };
    });
}

/** What else the totals need. */
export interface TotalsInput extends TaxableContent {
  /** BT-113. */
  prepaid?: Decimal;
  /** BT-114. */
  rounding?: Decimal;
  /** Units of the tax currency (BT-6) for one unit of the invoice currency (BT-5); gives BT-111. */
  exchangeRate?: Decimal;
}

/** BG-22 with BT-110, which a computation always gives. */
export type ComputedTotals = DocumentTotals & { vat: Decimal };

/** BG-22 and BG-23 of an invoice (BR-CO-10 to BR-CO-18). Throws as `vatBreakdown`. */
export function documentTotals(input: TotalsInput): { totals: ComputedTotals; vatBreakdown: VatBreakdown[] } {
  const breakdown = vatBreakdown(input);
  const lineNet = cents(sum(input.lines.map((line) => line.netAmount)));
  const allowances = total(input.allowances);
  const charges = total(input.charges);
  const withoutVat = cents(subtract(add(lineNet, charges), allowances));
  const vat = cents(sum(breakdown.map((group) => group.taxAmount)));
  const withVat = cents(add(withoutVat, vat));
  const prepaid = input.prepaid ?? '0';
  const rounding = input.rounding ?? '0';
  return {
    totals: {
      lineNet,
      ...(input.allowances?.length ? { allowances } : {}),
      ...(input.charges?.length ? { charges } : {}),
      withoutVat,
      vat,
      ...(input.exchangeRate === undefined
        ? {}
        : { vatInTaxCurrency: cents(multiply(vat, input.exchangeRate)) }),
      withVat,
      ...(isZero(prepaid) ? {} : { prepaid: cents(prepaid) }),
      ...(isZero(rounding) ? {} : { rounding: cents(rounding) }),
      due: cents(add(subtract(withVat, prepaid), rounding)),
    },
    vatBreakdown: breakdown,
  };
}

function total(items: readonly AllowanceCharge[] | undefined): Decimal {
  return cents(sum((items ?? []).map((item) => item.amount)));
}
