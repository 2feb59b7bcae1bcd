/** Values of terms without what is particular to a syntax: dates in ISO form, amounts without the currency of the document, codes of one list. */
import type { Variant } from './notation.ts';
import type { Term } from './term.ts';
import type { Facts } from './trie.ts';

/** A value as a document has it, or as a term has it. */
export interface Valued {
  value: string;
  attributes: Readonly<Record<string, string>>;
}

/** UNTDID 2475 in CII and UNTDID 2005 in UBL (CEN/TS 16931-3-2 §5.1), for BT-8 and its like of a line. */
const taxPointCodes: Readonly<Record<string, string>> = { '5': '3', '29': '35', '72': '432' };
const TAX_POINT_TERMS: ReadonlySet<string> = new Set(['BT-8', 'BT-X-589']);

/** What a document says, without what its syntax adds. */
export function neutral(term: Term, { value, attributes }: Valued, variant: Variant, facts: Facts): Valued {
  const { format, currencyID, ...others } = attributes;
  const currency = currencyOf(term, facts);
  const kept = {
    ...others,
    ...(format === undefined || format === '102' ? {} : { format }),
    ...(currencyID === undefined || currencyID === currency ? {} : { currencyID }),
  };
  const text = term.kind === 'text' || term.kind === 'binary' ? value : value.trim();
  if (term.kind === 'date' && variant === 'cii' && kept.format === undefined)
    return { value: text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'), attributes: kept };
  if (term.kind === 'indicator')
    return { value: text === '1' ? 'true' : text === '0' ? 'false' : text, attributes: kept };
  if (TAX_POINT_TERMS.has(term.id) && variant !== 'cii') {
    const [code] = Object.entries(taxPointCodes).find(([, ubl]) => ubl === text) ?? [text];
    return { value: code, attributes: kept };
  }
  return { value: text, attributes: kept };
}

/** The same as a syntax writes it; undefined where it cannot. */
export function written(
  term: Term,
  { value, attributes }: Valued,
  variant: Variant,
  facts: Facts,
): Valued | undefined {
  if (term.kind === 'date') {
    if (variant !== 'cii') return attributes.format === undefined ? { value, attributes } : undefined;
    if (attributes.format !== undefined) return { value, attributes };
    const basic = value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3');
    return { value: basic, attributes: { ...attributes, format: '102' } };
  }
  if (IN_TAX_CURRENCY.has(term.id) && facts.taxCurrency === undefined) return undefined;
  // UBL says the currency of every amount, CII that of totals of VAT.
  const saysCurrency = term.kind === 'amount' && (variant !== 'cii' || VAT_TOTALS.has(term.id));
  const currencyID = attributes.currencyID ?? currencyOf(term, facts);
  if (saysCurrency && currencyID !== undefined) return { value, attributes: { ...attributes, currencyID } };
  if (TAX_POINT_TERMS.has(term.id) && variant !== 'cii')
    return { value: taxPointCodes[value] ?? value, attributes };
  return { value, attributes };
}

/** Amounts in the currency of BT-6. */
const IN_TAX_CURRENCY: ReadonlySet<string> = new Set(['BT-111', 'BT-X-590']);
const VAT_TOTALS: ReadonlySet<string> = new Set(['BT-110', 'BT-X-329', ...IN_TAX_CURRENCY]);

/** The currency of an amount that says none. */
function currencyOf({ id }: Term, facts: Facts): string | undefined {
  return IN_TAX_CURRENCY.has(id) ? facts.taxCurrency : facts.currency;
}
