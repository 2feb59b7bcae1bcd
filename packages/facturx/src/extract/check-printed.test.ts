import { writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { checkPrinted } from './check-printed.ts';
import { identifyXml } from './identify-xml.ts';

const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');
const { number, totals } = invoice;
const french = (decimal: string) => decimal.replace('.', ',').replace(/\B(?=(\d{3})+,)/g, '\u202f');
const sound = [
  `Facture n° ${number}`,
  `Total HT\t${french(totals.withoutVat)} €`,
  `Total TVA\t${french(totals.vat ?? '')} €`,
  `Total TTC\t${french(totals.withVat)} €`,
  `Net à payer\t${french(totals.due)} €`,
];

function check(lines: string[], xml = writeCii(invoice as NonNullable<typeof invoice>), unreadable = 0) {
  const identified = identifyXml(new TextEncoder().encode(xml));
  if (identified === undefined) throw new Error('no invoice');
  const characters = lines.join('').length;
  return checkPrinted(
    [{ lines, flow: lines.join(''), characters, unreadable, deviceColours: false }],
    identified,
  );
}
const codes = (...words: Parameters<typeof check>) =>
  check(...words).map(({ severity, code, term }) => `${severity} ${code} ${term ?? ''}`.trim());

describe('a page that agrees', () => {
  it.each([
    ['CII', writeCii(invoice)],
    ['UBL', writeUbl(invoice)],
  ])('%s', (_, xml) => {
    expect(check(sound, xml)).toEqual([]);
  });

  it('letter by letter', () => {
    expect(check(sound.map((line) => [...line].join(' ')))).toEqual([]);
  });
});

it('a number that another line overlaps is found in the order of drawing', () => {
  const identified = identifyXml(new TextEncoder().encode(writeCii(invoice)));
  if (identified === undefined) throw new Error('no invoice');
  const lines = ['F-Da2026te', ...sound.slice(1)];
  const page = { lines, flow: `Facture ${number}Date`, characters: 50, unreadable: 0, deviceColours: false };
  expect(checkPrinted([page], identified)).toEqual([]);
});

describe('a page that contradicts', () => {
  it.each([
    ['Total TTC\t9\u202f999,99 €', 'BT-112'],
    ['Montant TTC : 9.999,99', 'BT-112'],
    ['Total incl. VAT  €9,999.99', 'BT-112'],
    ['Gesamtbetrag 9.999,99 EUR', 'BT-112'],
    ['Total\t9 999,99 €', 'BT-112'],
    ['Net à payer 9 999,99', 'BT-115'],
    ['Amount due: 9,999.99', 'BT-115'],
    ['Total TVA 9 999,99', 'BT-110'],
  ])('%s is told with both figures', (line, term) => {
    const amount = { 'BT-110': totals.vat, 'BT-112': totals.withVat, 'BT-115': totals.due }[term] ?? '';
    const lines = [...sound.filter((other) => !other.includes(french(amount))), line];
    const finding = check(lines).find((found) => found.term === term);
    expect(finding).toMatchObject({ code: 'SCELL-HYBRID-PRINTED', severity: 'warning' });
    expect(finding?.figures?.found).toMatch(/^9.?999[.,]99$/);
    expect(Number(finding?.figures?.expected)).toBe(Number(amount));
  });
});

describe('no alarm', () => {
  it('for an amount beside the words that the XML has elsewhere: columns run together', () => {
    const lines = [`Facture ${number}`, `Total TTC Total HT ${french(totals.withoutVat)}`];
    expect(codes(lines).filter((code) => code.startsWith('warning'))).toEqual([]);
  });

  it('for a rate beside the words', () => {
    expect(
      codes([`Facture ${number}`, 'Total TVA 9,99 %']).filter((code) => code.startsWith('warning')),
    ).toEqual([]);
  });

  it('but a note for what is not found', () => {
    expect(codes(['Nothing of the kind'])).toEqual([
      'info SCELL-HYBRID-NOT-FOUND BT-1',
      'info SCELL-HYBRID-NOT-FOUND BT-112',
      'info SCELL-HYBRID-NOT-FOUND BT-115',
      'info SCELL-HYBRID-NOT-FOUND BT-110',
    ]);
  });

  it('and one note for a page without readable text', () => {
    expect(codes([])).toEqual(['info SCELL-HYBRID-NOT-COMPARED']);
    expect(codes(['Total TTC 9 999,99'], undefined, 9)).toEqual(['info SCELL-HYBRID-NOT-COMPARED']);
  });
});
