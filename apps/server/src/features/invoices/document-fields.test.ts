import { expect, test } from 'vitest';
import type { InvoiceContent } from './content.ts';
import { fieldOf } from './document-fields.ts';

const content = {
  buyer: { legal_id: null },
  discount: { percent: '5' },
  lines: [
    { vat_category: 'S', vat_rate: '20' },
    { vat_category: 'E', vat_rate: '0' },
    { vat_category: 'O', vat_rate: '0' },
  ],
  vat_breakdown: [{ category: 'S', rate: '20' }, { category: 'E', rate: '0' }, { category: 'O' }],
} as unknown as InvoiceContent;

test.each([
  ['lines[2].netAmount', 'lines.2.total_ht'],
  ['lines[0].price.net', 'lines.0.unit_price'],
  ['lines[0].allowances[0].amount', 'lines.0.discount'],
  ['lines[1]', 'lines.1'],
  ['vatBreakdown[1].exemptionReasonCode', 'lines.1.exemption_code'],
  ['vatBreakdown[2].exemptionReason', 'lines.2.exemption_reason'],
  ['vatBreakdown[0].taxAmount', 'lines.0.total_ht'],
  ['allowances[0].amount', 'discount_percent'],
  ['allowances[0].reason', 'discount_reason'],
  ['buyer.electronicAddress.scheme', 'buyer_electronic_address'],
  ['buyer.legalId', 'buyer_siret'],
  ['seller.vatId', 'seller_vat_number'],
  ['payment.creditTransfers', 'bank_details.iban'],
  ['totals.vatInTaxCurrency', 'exchange_rate'],
  ['totals.vat', 'total_tax'],
  ['totals.due', 'total_ttc'],
  ['taxPointDate', 'lines'],
])('%s is mended in %s', (path, field) => {
  expect(fieldOf(path, content)).toBe(field);
});
