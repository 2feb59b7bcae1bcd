import type { Invoice } from '@scell/en16931';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { writeCii } from './write-cii.ts';
import { writeUbl } from './write-ubl.ts';
import { IllegalCharacterError } from './xml.ts';

function sample(name: string): Invoice {
  const invoice = samples[name];
  if (!invoice) throw new Error(`no sample ${name}`);
  return invoice;
}

const base = sample('servicesFrance');
const { payment: _payment, ...unpaid } = base;

/** The document without line ends, to look for nested elements in one pattern. */
const flat = (xml: string): string => xml.replaceAll('>\n', '>');

describe('writeUbl', () => {
  it.each([
    ['380', 'Invoice'],
    ['384', 'Invoice'],
    ['386', 'Invoice'],
    ['381', 'CreditNote'],
    ['261', 'CreditNote'],
    ['262', 'CreditNote'],
    ['396', 'CreditNote'],
    ['502', 'CreditNote'],
    ['503', 'CreditNote'],
  ])('writes type %s as %s', (typeCode, root) => {
    const xml = writeUbl({ ...base, typeCode });
    expect(xml).toContain(`<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"`);
    expect(xml).toContain(`<cbc:${root}TypeCode>${typeCode}</cbc:${root}TypeCode>`);
    expect(xml).toContain(`<cac:${root}Line>`);
  });

  it('writes the subject of a note into its text', () =>
    expect(writeUbl(base)).toMatch(/<cbc:Note>#PMT#Tout retard/));

  it('finds a place for the due date of a credit note', () => {
    expect(flat(writeUbl({ ...unpaid, typeCode: '381' }))).toContain(
      '<cac:PaymentMeans><cbc:PaymentMeansCode>1</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-12-20</cbc:PaymentDueDate></cac:PaymentMeans>',
    );
    expect(flat(writeUbl({ ...base, typeCode: '381' }))).toContain(
      '</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-12-20</cbc:PaymentDueDate><cbc:PaymentID>',
    );
  });

  it('puts the project of a credit note among the additional documents', () =>
    expect(flat(writeUbl({ ...base, typeCode: '381', projectReference: 'P-1' }))).toContain(
      '<cac:AdditionalDocumentReference><cbc:ID>P-1</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>',
    ));

  it('names the order NA where only a sales order is known', () =>
    expect(flat(writeUbl({ ...base, salesOrderReference: 'CV-1' }))).toContain(
      '<cac:OrderReference><cbc:ID>NA</cbc:ID><cbc:SalesOrderID>CV-1</cbc:SalesOrderID></cac:OrderReference>',
    ));

  it.each([
    ['5', '3'],
    ['29', '35'],
    ['72', '432'],
  ] as const)('translates the tax point code %s to %s', (taxPointCode, expected) => {
    expect(flat(writeUbl({ ...base, taxPointCode }))).toContain(
      `<cac:InvoicePeriod><cbc:DescriptionCode>${expected}</cbc:DescriptionCode></cac:InvoicePeriod>`,
    );
    expect(writeCii({ ...base, taxPointCode })).toContain(
      `<ram:DueDateTypeCode>${taxPointCode}</ram:DueDateTypeCode>`,
    );
  });

  it('gives the SEPA creditor to the payee where there is one', () => {
    const invoice = { ...sample('directDebit'), payee: { name: 'Affactureur' } };
    expect(flat(writeUbl(invoice))).toContain(
      '<cac:PayeeParty><cac:PartyIdentification><cbc:ID schemeID="SEPA">FR72ZZZ123456</cbc:ID></cac:PartyIdentification>',
    );
    expect(writeUbl(invoice).match(/schemeID="SEPA"/g)).toHaveLength(1);
  });
});

describe('writeCii', () => {
  it('tells an IBAN from another account number', () => {
    const pay = (account: string) =>
      writeCii({ ...base, payment: { meansCode: '30', creditTransfers: [{ account }] } });
    expect(pay('FR7630006000011234567890189')).toContain('<ram:IBANID>FR76');
    expect(pay('12-34-56 78901234')).toContain('<ram:ProprietaryID>12-34-56');
  });

  it('writes the gross price that a discount alone implies', () => {
    const [line] = base.lines;
    if (!line) throw new Error('no line');
    const discounted = { ...line, price: { net: '1273.00', discount: '225.00' } };
    expect(flat(writeCii({ ...base, lines: [discounted] }))).toContain(
      '<ram:GrossPriceProductTradePrice><ram:ChargeAmount>1498</ram:ChargeAmount><ram:AppliedTradeAllowanceCharge>',
    );
  });

  it('repeats the payment means for each account', () => {
    const creditTransfers = [
      { account: 'FR7630006000011234567890189' },
      { account: 'DE89370400440532013000' },
    ];
    const invoice = { ...base, payment: { meansCode: '30', creditTransfers } };
    expect(writeCii(invoice).match(/<ram:SpecifiedTradeSettlementPaymentMeans>/g)).toHaveLength(2);
    expect(writeUbl(invoice).match(/<cac:PaymentMeans>/g)).toHaveLength(2);
  });
});

describe.each([
  ['CII', writeCii],
  ['UBL', writeUbl],
])('%s', (_, write) => {
  it('names the term that holds a character XML cannot carry', () => {
    const [line] = base.lines;
    if (!line) throw new Error('no line');
    const invoice = { ...base, lines: [{ ...line, name: 'Conseil\u0007' }] };
    expect(() => write(invoice)).toThrow(IllegalCharacterError);
    expect(() => write(invoice)).toThrow(expect.objectContaining({ term: 'BT-153', codePoint: 7, index: 7 }));
  });

  it('says the profile of the invoice', () => {
    const specification = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
    expect(write({ ...base, specification })).toContain(`>${specification}<`);
  });

  it('carries the bytes of an attachment', () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const supportingDocuments = [
      { reference: 'A', attachment: { bytes, mimeCode: 'image/png', filename: 'é".png' } },
    ];
    expect(write({ ...base, supportingDocuments })).toContain(
      'mimeCode="image/png" filename="é&quot;.png">AP+ACg==<',
    );
  });

  it('is the same text for the same invoice', () => expect(write(base)).toBe(write(structuredClone(base))));
});
