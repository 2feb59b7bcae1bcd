/**
 * Documents with one thing wrong each, and the rule that must say so. The official judges were run over the same documents
 * as CII and UBL: where `rule` is theirs, they name it too (unless `unseen` says why not).
 */
import type { AllowanceCharge, Invoice, InvoiceLine, Note } from '../src/model.ts';
import { samples } from './samples.ts';

export interface Mutant {
  rule: string;
  name: string;
  invoice: Invoice;
  /** Why the official artefacts stay silent. */
  unseen?: string;
}

function sample(name: string): Invoice {
  const invoice = samples[name];
  if (!invoice) throw new Error(`no sample ${name}`);
  return invoice;
}

const base = sample('servicesFrance');
const totals = (change: Partial<Invoice['totals']>): Invoice => ({
  ...base,
  totals: { ...base.totals, ...change },
});
const firstLine = (change: Partial<InvoiceLine>, invoice = base): Invoice => ({
  ...invoice,
  lines: invoice.lines.map((line, i) => (i === 0 ? { ...line, ...change } : line)),
});
const firstGroup = (change: Partial<Invoice['vatBreakdown'][number]>, invoice = base): Invoice => ({
  ...invoice,
  vatBreakdown: invoice.vatBreakdown.map((group, i) => (i === 0 ? { ...group, ...change } : group)),
});
function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = value;
  return rest;
}
const notes = (change: (notes: readonly Note[]) => Note[]): Invoice => ({
  ...base,
  notes: change(base.notes ?? []),
});
const allowed = sample('documentAllowanceCharge');
const allowance = (change: Partial<AllowanceCharge>): Invoice => ({
  ...allowed,
  allowances: (allowed.allowances ?? []).map((item) => ({ ...item, ...change })),
});
const discounted = sample('lineDiscount');
const lineAllowance = (change: (item: AllowanceCharge) => AllowanceCharge): Invoice =>
  firstLine({ allowances: (discounted.lines[0]?.allowances ?? []).map(change) }, discounted);
const unreasoned = ({ amount, vatCategory, vatRate }: AllowanceCharge): AllowanceCharge => ({
  amount,
  ...(vatCategory ? { vatCategory } : {}),
  ...(vatRate ? { vatRate } : {}),
});
const dollars = sample('dollars');
const supply = sample('intraCommunityGoods');
const credit = sample('creditNote');
const paid = sample('alreadyPaid');
const documents = sample('supportingDocuments');
const domestic = sample('notes');
const seller = (change: Partial<Invoice['seller']>, invoice = base): Invoice => ({
  ...invoice,
  seller: { ...invoice.seller, ...change },
});
const buyer = (change: Partial<Invoice['buyer']>, invoice = base): Invoice => ({
  ...invoice,
  buyer: { ...invoice.buyer, ...change },
});

/** Rules of EN 16931. */
export const europeanMutants: readonly Mutant[] = [
  {
    rule: 'BR-16',
    name: 'no line',
    invoice: { ...base, lines: [] },
  },
  { rule: 'BR-CO-10', name: 'sum of lines off by a cent', invoice: totals({ lineNet: '4250.01' }) },
  {
    rule: 'BR-CO-11',
    name: 'sum of allowances',
    invoice: { ...allowed, totals: { ...allowed.totals, allowances: '99.99' } },
  },
  {
    rule: 'BR-CO-12',
    name: 'sum of charges',
    invoice: { ...allowed, totals: { ...allowed.totals, charges: '45.01' } },
  },
  { rule: 'BR-CO-13', name: 'total without VAT', invoice: totals({ withoutVat: '4249.99' }) },
  { rule: 'BR-CO-14', name: 'total VAT', invoice: totals({ vat: '850.01' }) },
  { rule: 'BR-CO-15', name: 'total with VAT', invoice: totals({ withVat: '5100.01' }) },
  { rule: 'BR-CO-16', name: 'amount due', invoice: totals({ due: '5099.99' }) },
  {
    rule: 'BR-CO-17',
    name: 'tax of a group',
    invoice: firstGroup({ taxAmount: '853.00' }),
  },
  { rule: 'BR-S-08', name: 'taxable amount of a group', invoice: firstGroup({ taxableAmount: '4255.00' }) },
  { rule: 'BR-CO-18', name: 'no breakdown', invoice: { ...base, vatBreakdown: [] } },
  {
    rule: 'BR-S-01',
    name: 'a group nothing belongs to',
    unseen: 'only UBL has the assertion',
    invoice: {
      ...sample('zeroRate'),
      vatBreakdown: [
        ...sample('zeroRate').vatBreakdown,
        { category: 'S', rate: '20', taxableAmount: '0.00', taxAmount: '0.00' },
      ],
    },
  },
  {
    rule: 'SC-LINE',
    name: 'line amount that is not quantity × price',
    invoice: firstLine({ quantity: '6' }),
  },
  {
    rule: 'SC-LINE',
    name: 'base quantity zero',
    invoice: firstLine({ price: { net: '1', baseQuantity: '0' } }),
  },
  {
    rule: 'BR-DEC-23',
    name: 'line amount with three decimals',
    invoice: firstLine({ netAmount: '4250.001' }),
  },
  { rule: 'BR-DEC-14', name: 'total with three decimals', invoice: totals({ withVat: '5100.001' }) },
  { rule: 'BR-DEC-01', name: 'allowance with three decimals', invoice: allowance({ amount: '100.001' }) },
  { rule: 'BR-27', name: 'negative price', invoice: firstLine({ quantity: '-5', price: { net: '-850' } }) },
  {
    rule: 'BR-28',
    name: 'negative gross price',
    invoice: firstLine({ price: { net: '850', gross: '-850' } }),
  },
  {
    rule: 'BR-29',
    name: 'period that ends first',
    invoice: { ...base, period: { start: '2026-11-02', end: '2026-11-01' } },
  },
  {
    rule: 'BR-30',
    name: 'line period that ends first',
    invoice: firstLine({ period: { start: '2026-11-02', end: '2026-11-01' } }),
  },
  {
    rule: 'BR-CO-19',
    name: 'period without bounds',
    invoice: { ...base, period: {} },
    unseen: 'an empty group is not written',
  },
  {
    rule: 'BR-CO-20',
    name: 'line period without bounds',
    invoice: firstLine({ period: {} }),
    unseen: 'an empty group is not written',
  },
  {
    rule: 'BR-33',
    name: 'allowance without reason',
    invoice: { ...allowed, allowances: (allowed.allowances ?? []).map(unreasoned) },
  },
  {
    rule: 'BR-38',
    name: 'charge without reason',
    invoice: { ...allowed, charges: (allowed.charges ?? []).map(unreasoned) },
  },
  { rule: 'BR-42', name: 'line allowance without reason', invoice: lineAllowance(unreasoned) },
  {
    rule: 'BR-44',
    name: 'line charge without reason',
    invoice: firstLine({ charges: (discounted.lines[0]?.charges ?? []).map(unreasoned) }, discounted),
  },
  {
    rule: 'BR-32',
    name: 'allowance without VAT category',
    invoice: {
      ...allowed,
      allowances: (allowed.allowances ?? []).map(({ amount, reason = '' }) => ({ amount, reason })),
    },
  },
  {
    rule: 'BR-37',
    name: 'charge without VAT category',
    invoice: {
      ...allowed,
      charges: (allowed.charges ?? []).map(({ amount, reason = '' }) => ({ amount, reason })),
    },
  },
  {
    rule: 'BR-CO-03',
    name: 'tax point date and code',
    invoice: { ...base, taxPointDate: '2026-11-20', taxPointCode: '72' },
  },
  { rule: 'BR-CO-09', name: 'VAT id without country', invoice: seller({ vatId: '44732829320' }) },
  {
    rule: 'BR-CO-25',
    name: 'nothing says when to pay',
    invoice: without(base, 'dueDate'),
    unseen: 'the artefacts of 1.3.16 dropped the assertion; the standard has it',
  },
  {
    rule: 'BR-CO-26',
    name: 'a seller nothing identifies',
    invoice: {
      ...sample('taxRepresentative'),
      seller: without(without(sample('taxRepresentative').seller, 'identifiers'), 'legalId'),
    },
  },
  {
    rule: 'BR-53',
    name: 'VAT currency without the amount',
    invoice: { ...dollars, totals: without(dollars.totals, 'vatInTaxCurrency') },
  },
  {
    rule: 'BR-61',
    name: 'transfer without account',
    unseen: 'CII-SR-470 in CII',
    invoice: { ...base, payment: { meansCode: '30' } },
  },
  {
    rule: 'BR-51',
    name: 'a whole card number',
    invoice: { ...base, payment: { meansCode: '48', card: { number: '4929123456784242' } } },
  },
  {
    rule: 'BR-62',
    name: 'seller address without scheme',
    invoice: seller({ electronicAddress: { value: '732829320' } }),
  },
  {
    rule: 'BR-63',
    name: 'buyer address without scheme',
    invoice: buyer({ electronicAddress: { value: '552081317' } }),
  },
  {
    rule: 'BR-64',
    name: 'item identifier without scheme',
    invoice: firstLine({ standardItemId: { value: '3012345678900' } }),
  },
  {
    rule: 'BR-S-02',
    name: 'seller without VAT id',
    invoice: { ...base, seller: without(base.seller, 'vatId') },
  },
  {
    rule: 'BR-S-03',
    name: 'no VAT id, allowance',
    invoice: { ...allowed, lines: [], seller: without(allowed.seller, 'vatId') },
  },
  { rule: 'BR-S-05', name: 'standard rate of zero', invoice: firstLine({ vatRate: '0' }) },
  { rule: 'BR-S-06', name: 'allowance at rate zero', invoice: allowance({ vatRate: '0' }) },
  {
    rule: 'BR-Z-05',
    name: 'zero rated above zero',
    invoice: firstLine({ vatRate: '20' }, sample('zeroRate')),
  },
  { rule: 'BR-E-05', name: 'exempt above zero', invoice: firstLine({ vatRate: '20' }, sample('franchise')) },
  {
    rule: 'BR-O-05',
    name: 'out of scope with a rate',
    invoice: firstLine({ vatRate: '0' }, sample('outOfScope')),
  },
  {
    rule: 'BR-48',
    name: 'group without rate',
    invoice: { ...base, vatBreakdown: base.vatBreakdown.map((g) => without(g, 'rate')) },
  },
  {
    rule: 'BR-S-10',
    name: 'reason on a taxed group',
    invoice: firstGroup({ exemptionReason: 'sans objet' }),
  },
  {
    rule: 'BR-E-10',
    name: 'exempt without reason',
    invoice: {
      ...sample('franchise'),
      vatBreakdown: sample('franchise').vatBreakdown.map((g) =>
        without(without(g, 'exemptionReason'), 'exemptionReasonCode'),
      ),
    },
  },
  {
    rule: 'BR-AE-02',
    name: 'reverse charge to nobody in particular',
    invoice: { ...sample('reverseCharge'), buyer: without(sample('reverseCharge').buyer, 'vatId') },
  },
  {
    rule: 'BR-IC-02',
    name: 'supply without the buyer’s VAT id',
    invoice: { ...supply, buyer: without(supply.buyer, 'vatId') },
  },
  {
    rule: 'BR-IC-11',
    name: 'supply without date',
    invoice: { ...supply, delivery: without(supply.delivery ?? {}, 'date') },
  },
  {
    rule: 'BR-IC-12',
    name: 'supply without destination',
    invoice: { ...supply, delivery: without(supply.delivery ?? {}, 'address') },
  },
  {
    rule: 'BR-G-02',
    name: 'export without VAT id',
    invoice: { ...sample('export'), seller: without(sample('export').seller, 'vatId') },
  },
  {
    rule: 'BR-O-02',
    name: 'out of scope with a VAT id',
    invoice: seller({ vatId: 'FR44732829320' }, sample('outOfScope')),
  },
  {
    rule: 'BR-O-11',
    name: 'out of scope with something else',
    invoice: {
      ...sample('outOfScope'),
      vatBreakdown: [...sample('outOfScope').vatBreakdown, ...base.vatBreakdown],
    },
  },
  { rule: 'BR-CL-04', name: 'unknown currency', invoice: { ...base, currency: 'EUX' } },
  { rule: 'BR-CL-05', name: 'unknown VAT currency', invoice: { ...dollars, taxCurrency: 'EUX' } },
  {
    rule: 'BR-CL-07',
    name: 'unknown object scheme',
    invoice: { ...base, invoicedObject: { value: 'x', scheme: 'QQQ' } },
  },
  {
    rule: 'BR-CL-08',
    name: 'unknown note subject',
    invoice: notes((all) => [...all, { subjectCode: 'QQQ', text: 'x' }]),
  },
  {
    rule: 'BR-CL-10',
    name: 'unknown identifier scheme',
    invoice: buyer({ identifiers: [{ value: '1', scheme: '9999' }] }),
  },
  {
    rule: 'BR-CL-11',
    name: 'unknown legal scheme',
    invoice: buyer({ legalId: { value: '1', scheme: '9999' } }),
  },
  {
    rule: 'BR-CL-13',
    name: 'unknown classification',
    invoice: firstLine({ classifications: [{ code: '1', scheme: '???' }] }),
  },
  { rule: 'BR-CL-14', name: 'unknown country', invoice: buyer({ address: { country: 'QQ' } }) },
  { rule: 'BR-CL-16', name: 'unknown payment means', invoice: { ...base, payment: { meansCode: '99' } } },
  { rule: 'BR-CL-19', name: 'unknown allowance reason', invoice: allowance({ reasonCode: '999' }) },
  {
    rule: 'BR-CL-20',
    name: 'unknown charge reason',
    invoice: { ...allowed, charges: (allowed.charges ?? []).map((c) => ({ ...c, reasonCode: '???' })) },
  },
  {
    rule: 'BR-CL-21',
    name: 'unknown item scheme',
    invoice: firstLine({ standardItemId: { value: '1', scheme: '9999' } }),
  },
  {
    rule: 'BR-CL-22',
    name: 'unknown exemption code',
    invoice: firstGroup({ exemptionReasonCode: 'VATEX-FR-NONE' }, sample('franchise')),
  },
  { rule: 'BR-CL-23', name: 'unknown unit', invoice: firstLine({ unitCode: 'JOUR' }) },
  {
    rule: 'BR-CL-24',
    name: 'attachment of another type',
    invoice: {
      ...base,
      supportingDocuments: [
        {
          reference: 'A',
          attachment: { bytes: new Uint8Array([1]), mimeCode: 'text/html', filename: 'a.html' },
        },
      ],
    },
  },
  {
    rule: 'BR-CL-25',
    name: 'unknown address scheme',
    invoice: buyer({ electronicAddress: { value: 'x', scheme: '9999' } }),
  },
  {
    rule: 'BR-CL-26',
    name: 'unknown location scheme',
    invoice: { ...base, delivery: { location: { value: '1', scheme: '9999' } } },
  },
  { rule: 'SC-DECIMAL', name: 'exponent', invoice: totals({ due: '5.1e3' }) },
  { rule: 'SC-DATE', name: '30 February', invoice: { ...base, dueDate: '2027-02-30' } },
  { rule: 'SC-EMPTY', name: 'blank name', invoice: buyer({ name: ' ' }) },
];

/** Rules of BR-FR. */
export const frenchMutants: readonly Mutant[] = [
  { rule: 'BR-FR-01', name: 'number of 36 characters', invoice: { ...base, number: 'A'.repeat(36) } },
  { rule: 'BR-FR-02', name: 'number with a dot', invoice: { ...base, number: 'FA.1' } },
  {
    rule: 'BR-FR-02',
    name: 'preceding number with a blank',
    invoice: { ...credit, precedingInvoices: [{ number: 'FA 1', issueDate: '2026-11-01' }] },
  },
  { rule: 'BR-FR-03', name: 'another century', invoice: { ...base, dueDate: '2126-12-20' } },
  {
    rule: 'BR-FR-05',
    name: 'no discount note',
    invoice: notes((all) => all.filter((n) => n.subjectCode !== 'AAB')),
  },
  {
    rule: 'BR-FR-06',
    name: 'two penalty notes',
    invoice: notes((all) => [...all, { subjectCode: 'PMD', text: 'encore' }]),
  },
  { rule: 'BR-FR-08', name: 'no framework', invoice: without(base, 'processType') },
  {
    rule: 'BR-FR-09',
    name: 'SIRET of another',
    invoice: seller({ identifiers: [{ value: '55208131766522', scheme: '0009' }] }),
  },
  {
    rule: 'BR-FR-10',
    name: 'seller without SIREN',
    invoice: { ...base, seller: without(base.seller, 'legalId') },
  },
  {
    rule: 'BR-FR-11',
    name: 'domestic buyer without SIREN',
    invoice: { ...domestic, buyer: without(domestic.buyer, 'legalId') },
  },
  {
    rule: 'BR-FR-12',
    name: 'buyer without address',
    invoice: { ...base, buyer: without(base.buyer, 'electronicAddress') },
  },
  {
    rule: 'BR-FR-13',
    name: 'seller without address',
    invoice: { ...base, seller: without(base.seller, 'electronicAddress') },
  },
  { rule: 'BR-FR-16', name: 'a rate of 19 %', invoice: firstLine({ vatRate: '19' }) },
  {
    rule: 'BR-FR-17',
    name: 'attachment of no kind',
    invoice: {
      ...documents,
      supportingDocuments: [{ reference: 'A', description: 'Bon', location: 'https://a.example' }],
    },
  },
  {
    rule: 'BR-FR-18',
    name: 'two readable views',
    invoice: {
      ...documents,
      supportingDocuments: ['A', 'B'].map((reference) => ({
        reference,
        description: 'LISIBLE',
        location: 'https://a.example',
      })),
    },
  },
  {
    rule: 'BR-FR-20',
    name: 'unknown processing',
    invoice: notes((all) => [...all, { subjectCode: 'BAR', text: 'B2X' }]),
  },
  {
    rule: 'BR-FR-21',
    name: 'domestic buyer outside the directory',
    invoice: buyer({ electronicAddress: { value: 'a@b.example', scheme: 'EM' } }, domestic),
  },
  {
    rule: 'BR-FR-22',
    name: 'self-billed seller outside the directory',
    invoice: seller(
      { electronicAddress: { value: 'a@b.example', scheme: 'EM' } },
      { ...domestic, typeCode: '389' },
    ),
  },
  {
    rule: 'BR-FR-23',
    name: 'address with a slash',
    invoice: buyer({ electronicAddress: { value: '552081317/1', scheme: '0225' } }),
  },
  {
    rule: 'BR-FR-24',
    name: 'routing code with a blank',
    invoice: buyer({ identifiers: [{ value: 'SERVICE 1', scheme: '0224' }] }),
  },
  {
    rule: 'BR-FR-25',
    name: 'address too long',
    invoice: buyer({ electronicAddress: { value: `552081317_${'A'.repeat(120)}`, scheme: '0225' } }),
  },
  {
    rule: 'BR-FR-31',
    name: 'two processings',
    invoice: notes((all) => [
      ...all,
      { subjectCode: 'BAR', text: 'B2C' },
      { subjectCode: 'BAR', text: 'B2B' },
    ]),
    unseen: 'the UBL file calls the same assertion BR-FR-30',
  },
  {
    rule: 'BR-FR-32',
    name: 'SIREN of eight digits',
    invoice: buyer({ legalId: { value: '55208131', scheme: '0002' } }),
  },
  { rule: 'BR-FR-CO-03', name: 'global allowance without contract', invoice: { ...credit, typeCode: '262' } },
  { rule: 'BR-FR-CO-04', name: 'corrective invoice of nothing', invoice: { ...base, typeCode: '384' } },
  { rule: 'BR-FR-CO-05', name: 'credit note of nothing', invoice: without(credit, 'precedingInvoices') },
  { rule: 'BR-FR-CO-07', name: 'due before issue', invoice: { ...base, dueDate: '2026-11-19' } },
  {
    rule: 'BR-FR-CO-08',
    name: 'deposit after deposit',
    invoice: { ...sample('deposit'), processType: 'S4' },
  },
  { rule: 'BR-FR-CO-09', name: 'paid, and still due', invoice: { ...base, processType: 'S2' } },
  { rule: 'BR-FR-CO-09', name: 'paid, no one knows when', invoice: without(paid, 'dueDate') },
  {
    rule: 'BR-FR-CO-10',
    name: 'identifier without scheme',
    unseen: 'CII has another element for it',
    invoice: buyer({ identifiers: [{ value: 'CLIENT-7' }] }),
  },
  {
    rule: 'BR-FR-CO-12',
    name: 'dollars without euros',
    invoice: { ...without(dollars, 'taxCurrency'), totals: without(dollars.totals, 'vatInTaxCurrency') },
  },
  {
    rule: 'BR-FR-CO-14',
    name: 'VAT group without note',
    invoice: seller({ identifiers: [{ value: '443061841', scheme: '0231' }] }),
  },
  {
    rule: 'BR-FR-CO-15',
    name: 'VAT group without its number',
    invoice: seller({ identifiers: [{ value: '443061841', scheme: '0231' }] }),
  },
  {
    rule: 'BR-FR-DEC-01',
    name: 'amount of twenty digits',
    invoice: totals({ lineNet: '123456789012345678.00' }),
  },
  { rule: 'BR-FR-DEC-02', name: 'quantity of five decimals', invoice: firstLine({ quantity: '5.00001' }) },
  {
    rule: 'BR-FR-DEC-03',
    name: 'price of seven decimals',
    invoice: firstLine({ price: { net: '850.0000001' } }),
  },
  { rule: 'BR-FR-DEC-04', name: 'rate of three decimals', invoice: firstLine({ vatRate: '5.555' }) },
  {
    rule: 'SC-CASH-LIMIT',
    name: 'more in cash than the law allows',
    invoice: { ...base, payment: { meansCode: '10' } },
  },
  { rule: 'SC-RATE-DATE', name: 'the rate of 2013', invoice: firstLine({ vatRate: '19.6' }) },
  { rule: 'G1.02', name: 'a framework of AFNOR alone', invoice: { ...base, processType: 'S8' } },
];
