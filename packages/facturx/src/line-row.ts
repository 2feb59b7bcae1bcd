import { add, compare, isZero, type Language, negate } from '@scell/core';
import type { AllowanceCharge, InvoiceLine } from '@scell/en16931';
import { countryName } from './countries.ts';
import { formatNumber, formatObject, formatPeriod, formatRate } from './format.ts';
import { formatIdentifier } from './identifiers.ts';
import { LABELS } from './labels.ts';
import { unitName } from './units.ts';

/** The texts of one invoice line (BG-25) as the table shows it; an absent discount is empty. */
export interface Row {
  position: string;
  name: string;
  /** What else the line says, a paragraph each. */
  details: string[];
  quantity: string;
  price: string;
  discount: string;
  vat: string;
  amount: string;
}

/** The line in words and figures of the language. */
export function rowOf(line: InvoiceLine, language: Language): Row {
  const labels = LABELS[language];
  const { price } = line;
  const allowances = line.allowances ?? [];
  const total = allowances.length === 0 ? '0' : add(...allowances.map(({ amount }) => amount));
  const [only] = allowances;
  const percentage = allowances.length === 1 ? only?.percentage : undefined;
  const base = price.baseQuantity;
  const unitPrice = formatNumber(price.net, language, 2);
  const perBase =
    base === undefined || compare(base, '1') === 0
      ? ''
      : ` ${labels.per} ${formatNumber(base, language)} ${unitName(price.baseQuantityUnit ?? line.unitCode, base, language)}`;
  const vat = labels.shortCategories[line.vatCategory] ?? formatRate(line.vatRate ?? '0', language);
  return {
    position: line.id,
    name: line.name,
    details: detailsOf(line, language),
    quantity: `${formatNumber(line.quantity, language)} ${unitName(line.unitCode, line.quantity, language)}`,
    price: unitPrice + perBase,
    discount: isZero(total)
      ? ''
      : percentage === undefined
        ? formatNumber(negate(total), language, 2)
        : `-${formatRate(percentage, language)}`,
    vat,
    amount: formatNumber(line.netAmount, language, 2),
  };
}

function detailsOf(line: InvoiceLine, language: Language): string[] {
  const labels = LABELS[language];
  const named = (label: string, value: string | undefined) =>
    value === undefined ? undefined : `${label}${labels.colon}${value}`;
  const { standardItemId, originCountry, object, period, price } = line;
  const references = [
    named(labels.sellerItem, line.sellerItemId),
    named(labels.buyerItem, line.buyerItemId),
    standardItemId && formatIdentifier(standardItemId, language),
    named(labels.orderLine, line.purchaseOrderLine),
    named(labels.accountingReference, line.buyerAccountingReference),
    named(labels.lineObject, object && formatObject(object)),
    named(labels.origin, originCountry && countryName(originCountry, language)),
  ].filter((text) => text !== undefined);
  const discounted =
    price.discount === undefined || isZero(price.discount)
      ? undefined
      : [
          price.gross === undefined
            ? undefined
            : named(labels.grossPrice, formatNumber(price.gross, language, 2)),
          named(labels.priceDiscount, formatNumber(price.discount, language, 2)),
        ]
          .filter((text) => text !== undefined)
          .join(', ');
  return [
    line.description,
    references.join(' · ') || undefined,
    (line.attributes ?? []).map(({ name, value }) => `${name}${labels.colon}${value}`).join(' · ') ||
      undefined,
    (line.classifications ?? [])
      .map(({ code, scheme }) => `${labels.classification}${labels.colon}${code} (${scheme})`)
      .join(' · ') || undefined,
    named(labels.period, period && formatPeriod(period, language)),
    discounted,
    ...(line.allowances ?? []).map((entry) => adjustment(entry, labels.allowance, true, language)),
    ...(line.charges ?? []).map((entry) => adjustment(entry, labels.charge, false, language)),
    line.note,
  ].filter((text) => text !== undefined);
}

/** "Remise (fidélité) : 10 % de 1 200,00 = -120,00". */
function adjustment(entry: AllowanceCharge, label: string, deducted: boolean, language: Language): string {
  const { amount, baseAmount, percentage, reason } = entry;
  const heading = reason === undefined ? label : reason.startsWith(label) ? reason : `${label} (${reason})`;
  const computed =
    percentage === undefined || baseAmount === undefined
      ? ''
      : `${formatRate(percentage, language)} × ${formatNumber(baseAmount, language, 2)} = `;
  const value = formatNumber(deducted ? negate(amount) : amount, language, 2);
  return `${heading}${LABELS[language].colon}${computed}${value}`;
}
