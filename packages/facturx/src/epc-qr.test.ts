import type { Invoice } from '@scell/en16931';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { epcPayload } from './epc-qr.ts';

const services = samples.servicesFrance as Invoice;
const payload = (invoice: Invoice) => {
  const bytes = epcPayload(invoice);
  return bytes && new TextDecoder().decode(bytes);
};

describe('the EPC payload', () => {
  it('holds BIC, name, IBAN, amount and remittance in the order of EPC069-12', () => {
    expect(payload(services)?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'AGRIFRPP',
      'Acme SAS',
      'FR7630006000011234567890189',
      `EUR${services.totals.due}`,
      '',
      '',
      'ACMES-202611-00001',
    ]);
  });

  it('exists only where there are euros to pay to an IBAN', () => {
    const account = (value: string): Invoice => ({
      ...services,
      payment: { meansCode: '30', creditTransfers: [{ account: value }] },
    });
    const due = (value: string): Invoice => ({ ...services, totals: { ...services.totals, due: value } });
    const { payment: _payment, ...without } = services;
    for (const invoice of [
      due('0.00'),
      due('-1.00'),
      due('1000000000.00'),
      account('FR7630006000011234567890188'),
      account('12345'),
      { ...services, currency: 'USD' },
      { ...services, typeCode: '381' as const },
      without,
    ])
      expect(payload(invoice)).toBeUndefined();
    expect(payload(due('999999999.99'))).toContain('EUR999999999.99');
  });

  it('stays within 331 bytes and one line a field', () => {
    const long: Invoice = {
      ...services,
      payment: {
        meansCode: '30',
        remittance: `${'Ж'.repeat(200)}`,
        creditTransfers: [{ account: 'FR7630006000011234567890189', accountName: `Ω\n${'Ω'.repeat(90)}` }],
      },
    };
    const bytes = epcPayload(long);
    expect(bytes?.length).toBeLessThanOrEqual(331);
    expect(payload(long)?.split('\n')).toHaveLength(11);
    // A remittance is never cut: one that does not fit gives way to the invoice number.
    expect(payload(long)?.split('\n')[10]).toBe(services.number);
  });
});
