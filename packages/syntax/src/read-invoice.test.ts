import type { Invoice } from '@scell/en16931';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { type ReadInvoice, readInvoice, syntaxOf } from './read-invoice.ts';
import { writeCii } from './write-cii.ts';
import { writeUbl } from './write-ubl.ts';
import { readXml } from './xml/read-xml.ts';

function sample(name: string): Invoice {
  const invoice = samples[name];
  if (!invoice) throw new Error(`no sample ${name}`);
  return invoice;
}

const base = sample('servicesFrance');

/** Reads a text after replacing parts of it; each must be there. */
function readChanged(xml: string, ...changes: [string | RegExp, string][]): ReadInvoice {
  let text = xml.replaceAll('>\n', '>');
  for (const [from, to] of changes) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  return readInvoice(readXml(text));
}

/** What stood where no term has its place, as "tag" or "tag/@attribute". */
const unreadOf = ({ unread }: ReadInvoice): string[] =>
  unread.map(({ node, attribute }) => (attribute === undefined ? node.tag : `${node.tag}/@${attribute}`));

const irregular = ({ irregularities }: ReadInvoice): string[] =>
  irregularities.map(({ term, kind, node }) => `${term} ${kind} in ${node.tag}`);

describe.each([
  ['CII', writeCii],
  ['UBL', writeUbl],
])('%s', (_, write) => {
  it.each(Object.entries(samples))('gives the sample %s back', (_name, invoice) => {
    expect(readInvoice(readXml(write(invoice)))).toStrictEqual({ invoice, irregularities: [], unread: [] });
  });

  it('gives back several accounts and a card under one payment', () => {
    const payment = {
      meansCode: '54',
      meansText: 'Carte ou virement',
      remittance: 'R-1',
      card: { number: '1234', holder: 'Zoé' },
      creditTransfers: [{ account: 'FR7630006000011234567890189' }, { account: 'DE89370400440532013000' }],
      directDebit: {
        mandate: 'M',
        creditorId: 'FR72ZZZ123456',
        debitedAccount: 'FR7630006000011234567890189',
      },
    };
    const invoice = { ...base, payment };
    expect(readInvoice(readXml(write(invoice)))).toStrictEqual({ invoice, irregularities: [], unread: [] });
  });

  it('keeps white space in texts and not around codes and numbers', () => {
    const read = readChanged(
      write({ ...base, number: 'N', paymentTerms: '  deux\nlignes ' }),
      [/:ID>N</, ':ID>\n\t N \n<'],
      [/Amount( currencyID="EUR")?>(\d)/, 'Amount$1>\n  +00$2'],
    );
    expect(read.invoice).toStrictEqual({ ...base, number: 'N', paymentTerms: '  deux\nlignes ' });
  });

  it('names a mandatory term that is absent, at the element that should hold it', () => {
    const { typeCode: _type, ...untyped } = { ...base, typeCode: '380' as const };
    const read = readChanged(write(base), [/<(\w+:(?:Invoice)?TypeCode)>380<\/\1>/, '']);
    expect(read.invoice).toStrictEqual({ ...untyped, typeCode: '' });
    expect(irregular(read)).toEqual([`BT-3 missing in ${readXml(write(base)).root.tag}`]);
  });

  it('keeps what is no number and no known code as it stands, and says so', () => {
    const read = readChanged(
      write(base),
      [/(CategoryCode|ClassifiedTaxCategory><cbc:ID)>S</, '$1>X<'],
      [/(BilledQuantity|InvoicedQuantity)( [^>]*)>[^<]*</, '$1$2>1e3<'],
    );
    expect(read.invoice.lines[0]).toMatchObject({ quantity: '1e3', vatCategory: 'X' });
    expect(read.irregularities.map(({ term, kind }) => `${term} ${kind}`).sort()).toEqual([
      'BT-129 malformed',
      'BT-151 unknown-code',
    ]);
    expect(read.unread).toEqual([]);
  });
});

describe('readInvoice', () => {
  it('lists what the model has no place for, repeated terms and attributes included', () => {
    const cii = readChanged(
      writeCii(base),
      ['<rsm:ExchangedDocument>', '<rsm:ExchangedDocument><ram:Name>FACTURE</ram:Name><ram:ID>1</ram:ID>'],
      ['<ram:InvoiceCurrencyCode>', '<ram:InvoiceCurrencyCode listID="4217">'],
    );
    expect(cii.invoice).toStrictEqual({ ...base, number: '1' });
    expect(unreadOf(cii)).toEqual(['ram:Name', 'ram:ID', 'ram:InvoiceCurrencyCode/@listID']);

    const ubl = readChanged(
      writeUbl(base),
      ['<cbc:ID>', '<cbc:UBLVersionID>1.9</cbc:UBLVersionID><cbc:ID>'],
      ['currencyID="EUR"', 'currencyID="USD"'],
      ['<cac:AccountingSupplierParty>', '<x xmlns="urn:x"><y z="">1</y></x><cac:AccountingSupplierParty>'],
    );
    expect(ubl.invoice).toStrictEqual(base);
    expect(unreadOf(ubl)).toEqual(['cbc:UBLVersionID', '{urn:x}y', 'cbc:TaxAmount/@currencyID']);
  });

  it('leaves a payment means that says something else unread', () => {
    const other =
      '<cac:PaymentMeans><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans><cac:TaxTotal>';
    const read = readChanged(writeUbl(base), ['<cac:TaxTotal>', other]);
    expect(read.invoice).toStrictEqual(base);
    expect(unreadOf(read)).toEqual(['cbc:PaymentMeansCode']);
  });

  it('takes a note for a subject only where the code is one', () => {
    const notes = [
      { text: '#1 de la liste# à suivre' },
      { text: '#QQQ#a' },
      { subjectCode: 'PMT', text: 'b' },
    ];
    expect(readInvoice(readXml(writeUbl({ ...base, notes }))).invoice.notes).toStrictEqual(notes);
  });

  it('keeps dates that are none as they stand', () => {
    const cii = readChanged(writeCii(base), ['20261120', '20.11.2026']);
    expect(cii.invoice.issueDate).toBe('20.11.2026');
    expect(irregular(cii)).toEqual(['BT-2 malformed in udt:DateTimeString']);
    const ubl = readChanged(writeUbl(base), ['2026-11-20<', '20/11/2026<']);
    expect(ubl.invoice.issueDate).toBe('20/11/2026');
    expect(irregular(ubl)).toEqual(['BT-2 malformed in cbc:IssueDate']);
  });

  it.each(['Z', '+01:00', '-11:30'])('takes the day of a date in the time zone %s', (zone) => {
    const ubl = readChanged(writeUbl(base), ['2026-11-20<', `2026-11-20${zone}<`]);
    expect(ubl).toMatchObject({ invoice: { issueDate: '2026-11-20' }, irregularities: [] });
  });

  it('takes no charge on the gross price for its discount', () => {
    const charge = (indicator: boolean) =>
      `<ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>${indicator}</udt:Indicator></ram:ChargeIndicator>` +
      '<ram:ActualAmount>2</ram:ActualAmount></ram:AppliedTradeAllowanceCharge>';
    const gross = (charges: string) =>
      `<ram:GrossPriceProductTradePrice><ram:ChargeAmount>9</ram:ChargeAmount>${charges}</ram:GrossPriceProductTradePrice><ram:NetPrice`;
    const charged = readChanged(writeCii(base), ['<ram:NetPrice', gross(charge(true))]);
    expect(charged.invoice.lines[0]?.price.discount).toBeUndefined();
    expect(unreadOf(charged)).toEqual(['udt:Indicator', 'ram:ActualAmount']);
    const both = readChanged(writeCii(base), ['<ram:NetPrice', gross(charge(true) + charge(false))]);
    expect(both.invoice.lines[0]?.price.discount).toBe('2');
  });

  it('takes what UBL wants beside a reference to an order for no line of it', () => {
    const order = (id: string, more = '') =>
      `<cac:OrderLineReference><cbc:LineID>${id}</cbc:LineID>${more}</cac:OrderLineReference><cac:Item>`;
    const withOrder = '<cac:OrderReference><cbc:ID>PO</cbc:ID></cac:OrderReference>';
    const line = (text: string) => readChanged(writeUbl(base), ['<cac:Item>', text]).invoice.lines[0];
    expect(line(order('NA', withOrder))?.purchaseOrderLine).toBeUndefined();
    expect(line(order('7', withOrder))?.purchaseOrderLine).toBe('7');
    expect(line(order('NA'))?.purchaseOrderLine).toBe('NA');
  });

  it('reports an attachment that is no base64 as unread', () => {
    const read = readChanged(writeCii(sample('supportingDocuments')), [/(filename="[^"]*")>[^<]*</, '$1>*<']);
    expect(irregular(read)).toEqual(['BT-125 malformed in ram:AttachmentBinaryObject']);
    expect(unreadOf(read)).toContain('ram:AttachmentBinaryObject');
  });

  it('reads an empty invoice without inventing anything', () => {
    const read = readInvoice(
      readXml('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'),
    );
    expect(read.invoice).toStrictEqual({
      number: '',
      issueDate: '',
      typeCode: '',
      currency: '',
      specification: '',
      seller: { name: '', address: { country: '' } },
      buyer: { name: '', address: { country: '' } },
      totals: { lineNet: '', withoutVat: '', withVat: '', due: '' },
      vatBreakdown: [],
      lines: [],
    });
    expect(read.irregularities.every(({ kind }) => kind === 'missing')).toBe(true);
  });

  it.each([
    ['blanks', `${' '.repeat(300_000)}1${' '.repeat(300_000)}x`],
    ['zeros', `${'0'.repeat(600_000)}x`],
  ])('takes no longer for a number of many %s', (_, number) => {
    const read = readChanged(writeUbl(base), [/(PayableAmount[^>]*>)[^<]*/, `$1${number}`]);
    expect(irregular(read)).toEqual(['BT-115 malformed in cbc:PayableAmount']);
  });

  it('knows invoices from other documents', () => {
    expect(syntaxOf(readXml(writeCii(base)))).toBe('cii');
    expect(syntaxOf(readXml(writeUbl(base)))).toBe('ubl');
    expect(syntaxOf(readXml(writeUbl({ ...base, typeCode: '381' })))).toBe('ubl');
    const other = readXml('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>');
    expect(syntaxOf(other)).toBeUndefined();
    expect(syntaxOf(readXml('<constructor/>'))).toBeUndefined();
    expect(() => readInvoice(other)).toThrow(RangeError);
  });
});
