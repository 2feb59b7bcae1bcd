/**
 * Prices that include VAT, as shops and consumers know them, turned into the amounts without VAT that EN 16931 counts in. The total of a
 * rate is fixed first, so that the customer pays what the prices say; the cents that rounding leaves are then given to lines, and each
 * one is explained.
 */
import {
  add,
  cents,
  type Decimal,
  decimal,
  divide,
  equals,
  isZero,
  multiply,
  round,
  subtract,
  sum,
  type Text,
} from '@scell/core';
import type { InvoiceLine, VatCategory } from './model.ts';
import { percentageAmount } from './totals.ts';

/** A line whose price includes VAT. */
export interface TaxIncludedLine {
  quantity: Decimal;
  /** For one unit, VAT included. */
  unitPrice: Decimal;
  vatCategory: VatCategory;
  vatRate?: Decimal;
}

/** The same line without VAT. `price` times the quantity gives `netAmount` to the cent. */
export interface TaxExcludedLine {
  netAmount: Decimal; // BT-131
  price: Pick<InvoiceLine['price'], 'net' | 'baseQuantity'>;
}

/** A cent that stands elsewhere than rounding each line alone would put it. */
export interface CentAdjustment {
  /** The index of the line; undefined for the rounding amount of the document (BT-114). */
  line?: number;
  amount: Decimal;
  explanation: Text;
}

/** An invoice worked out from prices that include VAT. */
export interface TaxExcludedAmounts {
  lines: TaxExcludedLine[];
  /** BT-114, where no taxable amount gives the total to the cent. */
  rounding?: Decimal;
  adjustments: CentAdjustment[];
}

/** Decimals of a net price before it is given for the whole quantity instead (BT-149): what BR-FR admits of BT-146. */
const MOST_PRICE_DECIMALS = 6;

/**
 * The amounts without VAT. For each category and rate, the taxable amount is the one whose VAT, added to it, comes nearest to what the prices make; the
 * lines share it by the largest remainder. What no taxable amount reaches (0.03 at 20 %) is the rounding amount, so that the amount due is
 * always the sum of the prices.
 */
export function withoutTax(lines: readonly TaxIncludedLine[]): TaxExcludedAmounts {
  const gross = lines.map(({ quantity, unitPrice }) => cents(multiply(quantity, unitPrice)));
  const net: Decimal[] = lines.map(() => '0.00');
  const adjustments: CentAdjustment[] = [];
  let rounding: Decimal = '0';
  for (const [rate, members] of byRate(lines)) {
    const total = sum(members.map((index) => gross[index] ?? '0'));
    const taxable = taxableOf(total, rate);
    rounding = add(rounding, subtract(total, add(taxable, percentageAmount(taxable, rate))));
    for (const [index, amount] of shared(taxable, rate, members, gross)) {
      net[index] = amount;
      const alone = withoutTaxOf(gross[index] ?? '0', rate);
      if (!equals(alone, amount)) adjustments.push(ofLine(index, amount, alone, { total, rate, taxable }));
    }
  }
  adjustments.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (!isZero(rounding)) adjustments.push(ofDocument(rounding));
  return {
    lines: lines.map(({ quantity, unitPrice, vatRate = '0' }, index) => {
      const amount = net[index] ?? '0.00';
      return { netAmount: amount, price: priceOf(amount, quantity, unitPrice, vatRate) };
    }),
    ...(isZero(rounding) ? {} : { rounding: cents(rounding) }),
    adjustments,
  };
}

/** The indices of the lines of each VAT group, by rate; groups of the same rate and another category are apart. */
function byRate(lines: readonly TaxIncludedLine[]): [rate: Decimal, members: number[]][] {
  const groups = new Map<string, [Decimal, number[]]>();
  for (const [index, { vatCategory, vatRate = '0' }] of lines.entries()) {
    const key = `${vatCategory} ${decimal(vatRate)}`;
    const group = groups.get(key);
    if (group) group[1].push(index);
    else groups.set(key, [vatRate, [index]]);
  }
  return [...groups.values()];
}

/** Without its VAT, in cents. */
function withoutTaxOf(gross: Decimal, rate: Decimal): Decimal {
  return divide(multiply(gross, '100'), add('100', rate), 2);
}

/** The taxable amount that with its VAT comes nearest to the total: the quotient, or a cent beside it. */
function taxableOf(total: Decimal, rate: Decimal): Decimal {
  const quotient = withoutTaxOf(total, rate);
  const distance = (taxable: Decimal) =>
    Math.abs(Number(subtract(total, add(taxable, percentageAmount(taxable, rate)))));
  const candidates = [quotient, cents(add(quotient, '0.01')), cents(subtract(quotient, '0.01'))];
  return candidates.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best));
}

/** The taxable amount over the lines of its group: each its quotient rounded down, then a cent each to the largest remainders. */
function shared(
  taxable: Decimal,
  rate: Decimal,
  members: readonly number[],
  gross: readonly Decimal[],
): [index: number, amount: Decimal][] {
  const places = rate.split('.')[1]?.length ?? 0;
  const [scale, divisor] = [units('100', places), units(add('100', rate), places)];
  const parts = members.map((index) => {
    const product = units(gross[index] ?? '0', 2) * scale;
    const floor = product / divisor - (product % divisor < 0n ? 1n : 0n);
    return { index, floor, remainder: product - floor * divisor };
  });
  const whole = units(taxable, 2);
  let left = whole - parts.reduce((total, { floor }) => total + floor, 0n);
  const order = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? 0 : a.remainder < b.remainder ? 1 : -1,
  );
  const amounts = new Map(parts.map(({ index, floor }) => [index, floor]));
  // A cent more than there are lines, or fewer than none, comes of the taxable amount being a cent beside the quotient.
  for (let turn = 0; left !== 0n && order.length > 0; turn = (turn + 1) % order.length) {
    const { index } = (left > 0n ? order[turn] : order[order.length - 1 - turn]) ?? { index: 0 };
    const step = left > 0n ? 1n : -1n;
    amounts.set(index, (amounts.get(index) ?? 0n) + step);
    left -= step;
  }
  return [...amounts].map(([index, amount]) => [index, divide(String(amount), '100', 2)]);
}

/** A number of so many decimals at most, as a count of its last one: 12.34 of two is 1234. */
function units(value: Decimal, places: number): bigint {
  return BigInt(round(value, places).replace('.', ''));
}

/** BT-146: the shortest net price that gives the line amount to the cent; for the whole quantity (BT-149) where none does. */
function priceOf(
  amount: Decimal,
  quantity: Decimal,
  unitPrice: Decimal,
  rate: Decimal,
): TaxExcludedLine['price'] {
  if (isZero(quantity))
    return { net: divide(multiply(unitPrice, '100'), add('100', rate), MOST_PRICE_DECIMALS) };
  for (let places = 2; places <= MOST_PRICE_DECIMALS; places++) {
    const net = divide(amount, quantity, places);
    if (equals(round(multiply(net, quantity), 2), amount)) return { net };
  }
  return { net: amount, baseQuantity: quantity };
}

function ofLine(
  line: number,
  amount: Decimal,
  alone: Decimal,
  { total, rate, taxable }: { total: Decimal; rate: Decimal; taxable: Decimal },
): CentAdjustment {
  return {
    line,
    amount: cents(subtract(amount, alone)),
    explanation: {
      fr: `Ligne ${line + 1} : ${amount} HT au lieu de ${alone}, pour que les lignes à ${rate} % fassent ${cents(taxable)} HT, soit ${cents(total)} TTC.`,
      en: `Line ${line + 1}: ${amount} without VAT instead of ${alone}, so that the lines at ${rate}% make ${cents(taxable)} without VAT, which is ${cents(total)} with VAT.`,
    },
  };
}

function ofDocument(rounding: Decimal): CentAdjustment {
  const amount = cents(rounding);
  return {
    amount,
    explanation: {
      fr: `Arrondi (BT-114) de ${amount} : aucune base hors taxe ne donne, avec sa TVA, le total des prix au centime.`,
      en: `Rounding amount (BT-114) of ${amount}: no taxable amount gives, with its VAT, the total of the prices to the cent.`,
    },
  };
}
