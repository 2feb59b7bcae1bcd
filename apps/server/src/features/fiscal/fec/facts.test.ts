import { describe, expect, test } from 'vitest';
import { factOf } from './facts.ts';
import type { FactRow } from './store.ts';

const PREIMAGE = {
  number: 'ACME-202605-00001',
  type_code: '380',
  issue_date: '2026-05-06',
  currency: 'EUR',
  preceding_invoices: [],
  totals: { lineNet: '100.00', withoutVat: '100.00', vat: '20.00', withVat: '120.00', due: '120.00' },
  vat_breakdown: [{ category: 'S', rate: '20', taxableAmount: '100.00', taxAmount: '20.00' }],
  lines: [{ net_amount: '100.00', vat_category: 'S', vat_rate: '20' }],
  buyer_hash: 'abcdef0123456789',
};
const ADDRESS = { line1: '1 rue du Four', city: 'Paris', postCode: '75006', country: 'FR' };

function row(changes: Partial<FactRow> = {}, facts: Record<string, unknown> = {}): FactRow {
  return {
    chain_id: 'c',
    position: '2',
    entry_type: 'invoice_created',
    subject_id: 'i',
    preimage: JSON.stringify({ ...PREIMAGE, ...facts }),
    data_hash: Buffer.alloc(32),
    recorded_at: new Date('2026-05-06T22:30:00Z'),
    buyer: { name: 'Globex', address: ADDRESS, legalId: { value: '732829320', scheme: '0002' } },
    process_type: 'S1',
    tax_point_code: null,
    exchange_rate: null,
    supply_types: [null],
    buyer_id: null,
    company_id: 'k',
    reference: null,
    ...changes,
  };
}

describe('a document', () => {
  test('is of the day it was recorded in Paris, and of its own day', () => {
    expect(factOf(row())).toMatchObject({
      issueDate: '2026-05-06',
      recordedOn: '2026-05-07',
      number: PREIMAGE.number,
    });
  });

  test.each([
    ['services', { process_type: 'S1' }],
    ['goods', { process_type: 'B4' }],
    ['mixed', { process_type: 'M1' }],
    ['mixed', { process_type: null }],
    ['goods', { process_type: 'M1', supply_types: ['goods' as const] }],
    ['services', { process_type: 'S1', supply_types: null }],
  ])('supplies %s by its lines, else by its kind (%o)', (kind, changes) => {
    expect(factOf(row(changes))).toMatchObject({
      supplies: [{ kind, category: 'S', rate: '20', net: '100.00' }],
    });
  });

  test('owes its VAT on debits when it says so', () => {
    expect(factOf(row())).toMatchObject({ vatOnDebits: false });
    expect(factOf(row({ tax_point_code: '5' }))).toMatchObject({ vatOnDebits: true });
  });

  test('in another currency has its rate, or that of its VAT where the rate is not kept', () => {
    const dollars = { currency: 'USD', totals: { ...PREIMAGE.totals, vatInTaxCurrency: '18.43' } };
    expect(factOf(row({ exchange_rate: '0.9217' }, dollars))).toMatchObject({
      euroRate: '0.9217',
      vatInEuros: '18.43',
    });
    expect(factOf(row({}, dollars))).toMatchObject({ euroRate: '0.92150000' });
    expect(factOf(row())).toMatchObject({ euroRate: null });
  });
});

describe('the client', () => {
  const codeOf = (changes: Partial<FactRow>) => {
    const fact = factOf(row(changes));
    return fact.type === 'sale' ? fact.client : undefined;
  };
  const person = { name: 'Marie Dupont', address: ADDRESS };

  test('is known by SIREN, VAT id, legal id, or as a registered buyer', () => {
    expect(codeOf({})).toEqual({ code: '732829320', name: 'Globex' });
    expect(codeOf({ buyer: { ...person, vatId: 'DE123456789' } })?.code).toBe('DE123456789');
    expect(codeOf({ buyer: { ...person, legalId: { value: 'HRB 1', scheme: '0204' } } })?.code).toBe('HRB 1');
    expect(codeOf({ buyer: person, buyer_id: '019dfc4d-0800-7192-9ca2-5da0490561fa' })?.code).toBe(
      'C5DA0490561FA',
    );
  });

  test('else by name and place, written in whatever case', () => {
    const code = codeOf({ buyer: person })?.code;
    expect(code).toMatch(/^P[0-9A-F]{12}$/);
    expect(codeOf({ buyer: { ...person, name: 'MARIE DUPONT' } })?.code).toBe(code);
    expect(codeOf({ buyer: { ...person, name: 'Marie Durand' } })?.code).not.toBe(code);
  });

  test('whose personal data were erased keeps a code and no name', () => {
    expect(codeOf({ buyer: null, process_type: null })).toEqual({
      code: 'EABCDEF012345',
      name: 'Client effacé',
    });
  });
});

describe('a payment', () => {
  const facts = {
    invoice_id: 'i',
    amount: '120.00',
    means_code: '30',
    paid_at: '2026-05-31T22:30:00.000000Z',
  };

  test('is of the day it was made in Paris', () => {
    expect(factOf(row({ entry_type: 'payment', subject_id: 'p', reference: 'VIR 1' }, facts))).toEqual({
      type: 'payment',
      id: 'p',
      saleId: 'i',
      amount: '120.00',
      meansCode: '30',
      paidOn: '2026-06-01',
      recordedOn: '2026-05-07',
      reference: 'VIR 1',
    });
  });

  test('whose reference was erased has none', () => {
    expect(factOf(row({ entry_type: 'payment', reference: '' }, facts))).toMatchObject({ reference: null });
  });
});
