import type { Payment, Sale, SupplyKind } from '../src/fec/facts.ts';

/** An invoice of one service at 20 %, unless said. */
export function sale(given: Partial<Sale> & { net?: string; tax?: string; kind?: SupplyKind } = {}): Sale {
  const { net = '100.00', tax = '20.00', kind = 'services', ...rest } = given;
  const withVat = ((BigInt(net.replace('.', '')) + BigInt(tax.replace('.', ''))) as bigint)
    .toString()
    .padStart(3, '0');
  return {
    type: 'sale',
    id: given.number ?? 'F-1',
    number: 'F-1',
    typeCode: '380',
    issueDate: '2026-01-05',
    recordedOn: '2026-01-05',
    currency: 'EUR',
    euroRate: null,
    withVat: `${withVat.slice(0, -2)}.${withVat.slice(-2)}`,
    vatInEuros: null,
    prepaid: null,
    rounding: null,
    vat: [{ category: 'S', rate: '20', taxable: net, tax }],
    supplies: [{ kind, category: 'S', rate: '20', net }],
    vatOnDebits: false,
    client: { code: '552100554', name: 'Café Müller' },
    precedingInvoices: [],
    ...rest,
  };
}

/** A transfer that pays F-1, unless said. */
export function payment(given: Partial<Payment> = {}): Payment {
  return {
    type: 'payment',
    id: 'P-1',
    saleId: 'F-1',
    amount: '120.00',
    meansCode: '30',
    paidOn: '2026-01-20',
    recordedOn: '2026-01-20',
    reference: null,
    ...given,
  };
}
