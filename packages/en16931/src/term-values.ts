/** The business terms of an invoice one by one, each with its number: what a comparison of two invoices goes through. */
import type { AllowanceCharge, Identifier, Invoice, Party, Period, PostalAddress } from './model.ts';

/** A term that is present. */
export interface TermValue {
  /** "BT-131". The scheme of an identifier is its "-1" (EN 16931-1 §6.3), as "BT-29-1". */
  term: string;
  /** The groups it stands in, from the outside, and its own name in the model: ["lines", 2, "price", "net"]. */
  path: readonly (string | number)[];
  value: string | Uint8Array;
}

/** The numbers of all terms of a part of the model: the compiler asks for each. */
type Numbers<T> = T extends string | Uint8Array
  ? string
  : T extends readonly (infer Item)[]
    ? readonly [Numbers<Item>]
    : { readonly [Key in keyof T]-?: Numbers<NonNullable<T[Key]>> };

const identifier = (term: string): Numbers<Identifier> => ({ value: term, scheme: `${term}-1` });

const address = (
  ...terms: [string, string, string, string, string, string, string]
): Numbers<PostalAddress> => {
  const [line1, line2, line3, city, postCode, subdivision, country] = terms;
  return { line1, line2, line3, city, postCode, subdivision, country };
};

const period = (start: string, end: string): Numbers<Period> => ({ start, end });

const seller: Numbers<Party> = {
  name: 'BT-27',
  tradingName: 'BT-28',
  identifiers: [identifier('BT-29')],
  legalId: identifier('BT-30'),
  vatId: 'BT-31',
  taxRegistrationId: 'BT-32',
  legalInfo: 'BT-33',
  electronicAddress: identifier('BT-34'),
  address: address('BT-35', 'BT-36', 'BT-162', 'BT-37', 'BT-38', 'BT-39', 'BT-40'),
  contact: { name: 'BT-41', phone: 'BT-42', email: 'BT-43' },
};

const buyer: Numbers<Party> = {
  name: 'BT-44',
  tradingName: 'BT-45',
  identifiers: [identifier('BT-46')],
  legalId: identifier('BT-47'),
  vatId: 'BT-48',
  // The buyer has neither in EN 16931: only a document that goes beyond it fills them.
  taxRegistrationId: 'BG-7',
  legalInfo: 'BG-7',
  electronicAddress: identifier('BT-49'),
  address: address('BT-50', 'BT-51', 'BT-163', 'BT-52', 'BT-53', 'BT-54', 'BT-55'),
  contact: { name: 'BT-56', phone: 'BT-57', email: 'BT-58' },
};

const allowanceCharge = (
  ...terms: [string, string, string, string, string, string, string]
): Numbers<AllowanceCharge> => {
  const [amount, baseAmount, percentage, reason, reasonCode, vatCategory, vatRate] = terms;
  return { amount, baseAmount, percentage, reason, reasonCode, vatCategory, vatRate };
};

const NUMBERS: Numbers<Invoice> = {
  number: 'BT-1',
  issueDate: 'BT-2',
  typeCode: 'BT-3',
  currency: 'BT-5',
  taxCurrency: 'BT-6',
  taxPointDate: 'BT-7',
  taxPointCode: 'BT-8',
  dueDate: 'BT-9',
  buyerReference: 'BT-10',
  projectReference: 'BT-11',
  contractReference: 'BT-12',
  purchaseOrderReference: 'BT-13',
  salesOrderReference: 'BT-14',
  receivingAdviceReference: 'BT-15',
  despatchAdviceReference: 'BT-16',
  tenderReference: 'BT-17',
  invoicedObject: identifier('BT-18'),
  buyerAccountingReference: 'BT-19',
  paymentTerms: 'BT-20',
  notes: [{ subjectCode: 'BT-21', text: 'BT-22' }],
  processType: 'BT-23',
  specification: 'BT-24',
  precedingInvoices: [{ number: 'BT-25', issueDate: 'BT-26' }],
  seller,
  buyer,
  payee: { name: 'BT-59', identifier: identifier('BT-60'), legalId: identifier('BT-61') },
  taxRepresentative: {
    name: 'BT-62',
    vatId: 'BT-63',
    address: address('BT-64', 'BT-65', 'BT-164', 'BT-66', 'BT-67', 'BT-68', 'BT-69'),
  },
  delivery: {
    name: 'BT-70',
    location: identifier('BT-71'),
    date: 'BT-72',
    address: address('BT-75', 'BT-76', 'BT-165', 'BT-77', 'BT-78', 'BT-79', 'BT-80'),
  },
  period: period('BT-73', 'BT-74'),
  payment: {
    meansCode: 'BT-81',
    meansText: 'BT-82',
    remittance: 'BT-83',
    creditTransfers: [{ account: 'BT-84', accountName: 'BT-85', provider: 'BT-86' }],
    card: { number: 'BT-87', holder: 'BT-88' },
    directDebit: { mandate: 'BT-89', creditorId: 'BT-90', debitedAccount: 'BT-91' },
  },
  allowances: [allowanceCharge('BT-92', 'BT-93', 'BT-94', 'BT-97', 'BT-98', 'BT-95', 'BT-96')],
  charges: [allowanceCharge('BT-99', 'BT-100', 'BT-101', 'BT-104', 'BT-105', 'BT-102', 'BT-103')],
  totals: {
    lineNet: 'BT-106',
    allowances: 'BT-107',
    charges: 'BT-108',
    withoutVat: 'BT-109',
    vat: 'BT-110',
    vatInTaxCurrency: 'BT-111',
    withVat: 'BT-112',
    prepaid: 'BT-113',
    rounding: 'BT-114',
    due: 'BT-115',
  },
  vatBreakdown: [
    {
      taxableAmount: 'BT-116',
      taxAmount: 'BT-117',
      category: 'BT-118',
      rate: 'BT-119',
      exemptionReason: 'BT-120',
      exemptionReasonCode: 'BT-121',
    },
  ],
  supportingDocuments: [
    {
      reference: 'BT-122',
      description: 'BT-123',
      location: 'BT-124',
      attachment: { bytes: 'BT-125', mimeCode: 'BT-125-1', filename: 'BT-125-2' },
    },
  ],
  lines: [
    {
      id: 'BT-126',
      note: 'BT-127',
      object: identifier('BT-128'),
      quantity: 'BT-129',
      unitCode: 'BT-130',
      netAmount: 'BT-131',
      purchaseOrderLine: 'BT-132',
      buyerAccountingReference: 'BT-133',
      period: period('BT-134', 'BT-135'),
      // VAT terms of an allowance or charge are those of the document level: a line has one category for all.
      allowances: [allowanceCharge('BT-136', 'BT-137', 'BT-138', 'BT-139', 'BT-140', 'BG-27', 'BG-27')],
      charges: [allowanceCharge('BT-141', 'BT-142', 'BT-143', 'BT-144', 'BT-145', 'BG-28', 'BG-28')],
      price: {
        net: 'BT-146',
        discount: 'BT-147',
        gross: 'BT-148',
        baseQuantity: 'BT-149',
        baseQuantityUnit: 'BT-150',
      },
      vatCategory: 'BT-151',
      vatRate: 'BT-152',
      name: 'BT-153',
      description: 'BT-154',
      sellerItemId: 'BT-155',
      buyerItemId: 'BT-156',
      standardItemId: identifier('BT-157'),
      classifications: [{ code: 'BT-158', scheme: 'BT-158-1', version: 'BT-158-2' }],
      originCountry: 'BT-159',
      attributes: [{ name: 'BT-160', value: 'BT-161' }],
    },
  ],
};

/** Every term that is present, in the order of the model. '' stands for an absent mandatory term and is left out. */
export function termValues(invoice: Invoice): TermValue[] {
  const found: TermValue[] = [];
  collect(invoice, NUMBERS, [], found);
  return found;
}

/** `numbers` has the shape of `value`: Numbers says so. */
function collect(
  value: unknown,
  numbers: unknown,
  path: readonly (string | number)[],
  found: TermValue[],
): void {
  if (typeof numbers === 'string') {
    if (value !== '') found.push({ term: numbers, path, value: value as string | Uint8Array });
  } else if (Array.isArray(value) && Array.isArray(numbers)) {
    for (const [index, item] of value.entries()) collect(item, numbers[0], [...path, index], found);
  } else {
    for (const [key, item] of Object.entries(value as object))
      if (item !== undefined) collect(item, (numbers as Record<string, unknown>)[key], [...path, key], found);
  }
}
