import { compare, divide, isDecimal, multiply, subtract, sum } from '@scell/core';
import type { AllowanceCharge, Invoice, InvoiceLine, Party, PostalAddress } from '@scell/en16931';
import type { ReadResult } from '../../platform/foreign-documents/read.ts';

type Fields = Record<string, unknown>;
type Document = NonNullable<ReadResult>;

/**
 * The fields of a creation that a document says, by their canonical names, for what the request leaves out. Who sells and the
 * number are not among them: they are the platform's. A registered buyer is taken whole, and lines of the request come with
 * their own discount.
 */
export function fieldsOfDocument(document: Document, given: Readonly<Fields>): Fields {
  return {
    ...headFields(document),
    ...(given.buyer_id === undefined ? buyerFields(document.buyer) : {}),
    ...deliveryFields(document),
    ...(given.lines === undefined ? amountFields(document) : {}),
  };
}

function headFields(document: Document): Fields {
  return present({
    issue_date: document.issueDate,
    due_date: document.dueDate,
    currency: document.currency,
    operation_category: CATEGORIES[document.processType?.charAt(0) ?? ''],
    buyer_reference: document.buyerReference,
    project_reference: document.projectReference,
    contract_reference: document.contractReference,
    purchase_order: document.purchaseOrderReference,
    sales_order_reference: document.salesOrderReference,
    despatch_advice_reference: document.despatchAdviceReference,
    payment_terms: document.paymentTerms,
    notes: notesOf(document),
    period: document.period,
  });
}

/** The first letter of BT-23 in France. */
const CATEGORIES: Readonly<Record<string, string>> = { B: 'goods', S: 'services', M: 'mixed' };

/** Free notes only: those with another subject are mentions that the platform writes itself. */
function notesOf({ notes = [] }: Document): string | undefined {
  const free = notes.filter(({ subjectCode }) => subjectCode === undefined || subjectCode === 'AAI');
  return free.length === 0 ? undefined : free.map(({ text }) => text).join('\n');
}

function buyerFields({
  name,
  identifiers = [],
  legalId,
  vatId,
  electronicAddress,
  address,
  contact,
}: Party): Fields {
  const french = legalId?.scheme === '0002';
  return present({
    buyer_name: name,
    buyer_siret: identifiers.find(({ scheme }) => scheme === '0009')?.value,
    buyer_siren: french ? legalId?.value : undefined,
    buyer_legal_id: french ? undefined : legalId?.value,
    buyer_legal_id_scheme: french ? undefined : legalId?.scheme,
    buyer_vat_number: vatId,
    buyer_country: address.country,
    buyer_email: contact?.email,
    buyer_phone: contact?.phone,
    buyer_address: addressFields(address),
    buyer_electronic_address: electronicAddress?.scheme === undefined ? undefined : electronicAddress,
  });
}

function deliveryFields({ delivery }: Document): Fields {
  const { line1, postCode, city } = delivery?.address ?? {};
  const whole =
    delivery?.address !== undefined && [line1, postCode, city].every((part) => part !== undefined);
  return present({
    delivery_date: delivery?.date,
    buyer_shipping_address:
      whole && delivery?.address !== undefined
        ? present({ name: delivery.name, ...addressFields(delivery.address) })
        : undefined,
  });
}

function addressFields({ line1, line2, postCode, city, subdivision, country }: PostalAddress): Fields {
  return present({ line1, line2, postal_code: postCode, city, region: subdivision, country });
}

function amountFields(document: Document): Fields {
  const { lines, allowances = [] } = document;
  if (lines.length === 0) return {};
  const amounts = allowances.map(({ amount }) => amount);
  return present({
    lines: lines.map((line) => lineFields(line, document)),
    discount_amount: amounts.length > 0 && amounts.every(isDecimal) ? sum(amounts) : undefined,
    discount_reason: allowances.find(({ reason }) => reason !== undefined)?.reason,
  });
}

const LONGEST_DESCRIPTION = 500;

function lineFields(line: InvoiceLine, { vatBreakdown }: Pick<Invoice, 'vatBreakdown'>): Fields {
  const { name, description, vatCategory, vatRate } = line;
  const both = description === undefined ? name : `${name}\n${description}`;
  const untaxed = vatCategory !== 'S';
  const group = untaxed ? vatBreakdown.find(({ category }) => category === vatCategory) : undefined;
  return present({
    description: [...both].length <= LONGEST_DESCRIPTION ? both : name,
    quantity: line.quantity,
    unit: line.unitCode,
    unit_price: unitPrice(line),
    discount: discountOf(line),
    vat_category: vatCategory,
    vat_rate: untaxed ? undefined : vatRate,
    exemption_code: group?.exemptionReasonCode,
    exemption_reason: group?.exemptionReason,
    total_ht: line.netAmount,
    product_code: line.sellerItemId,
    period: line.period,
  });
}

/** The net price of one unit: BT-146 is that of BT-149 units. */
function unitPrice({ price: { net, baseQuantity = '1' } }: InvoiceLine): string {
  const whole = !isDecimal(net) || !isDecimal(baseQuantity) || compare(baseQuantity, '0') <= 0;
  return whole || compare(baseQuantity, '1') === 0 ? net : divide(net, baseQuantity, 6);
}

/**
 * What takes a line from its price to its net amount, in percent: all that a line of ours can say of allowances and charges.
 * Where it is not exact the totals disagree, and the caller is told.
 */
function discountOf(line: InvoiceLine): string | undefined {
  const { allowances = [], charges = [], netAmount, quantity } = line;
  if (allowances.length + charges.length === 0) return undefined;
  const [only, second] = [...allowances, ...charges] as (AllowanceCharge | undefined)[];
  if (charges.length === 0 && second === undefined && only?.percentage !== undefined) return only.percentage;
  const price = unitPrice(line);
  if (![netAmount, quantity, price].every(isDecimal)) return undefined;
  const full = multiply(quantity, price);
  if (compare(full, '0') <= 0 || compare(netAmount, full) > 0) return undefined;
  return divide(multiply(subtract(full, netAmount), '100'), full, 2);
}

/** The members that say something. */
function present(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  );
}
