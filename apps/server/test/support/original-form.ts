import { PLAIN_PDF } from './plain-pdf.ts';

/** A creation as a form sends it, with the file it came from. */
export function formWithOriginal(day = '2026-05-06'): FormData {
  const form = new FormData();
  const fields = {
    issue_date: day,
    due_date: day,
    buyer_name: 'Globex SAS',
    buyer_siret: '98765432109876',
    'buyer_address[line1]': '10 Place Vendôme',
    'buyer_address[postal_code]': '75001',
    'buyer_address[city]': 'Paris',
    'lines[0][description]': 'Conseil',
    'lines[0][quantity]': '5',
    'lines[0][unit_price]': '200',
    'lines[0][vat_rate]': '20',
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('original_file', new Blob([PLAIN_PDF]), 'facture.pdf');
  return form;
}
