import { describe, expect, test } from 'vitest';
import { payment, sale } from '../../test/facts.ts';
import { build as buildWith } from '../../test/fec-book.ts';
import { type AccountPlan, DEFAULT_PLAN } from './accounts.ts';
import type { Fact } from './facts.ts';
import { amountText } from './money.ts';

const YEAR = { start: '2026-01-01', end: '2026-12-31' };

const build = (facts: Fact[], plan: AccountPlan = DEFAULT_PLAN, period = YEAR) =>
  buildWith(facts, plan, period);

/** "411000 D 120,00" for each line. */
const sides = (facts: Fact[], plan?: AccountPlan) =>
  build(facts, plan).map(({ lines }) =>
    lines.map(
      ({ account, amount }) => `${account} ${amount > 0n ? 'D' : 'C'} ${amountText(amount).replace('-', '')}`,
    ),
  );

const lettersOf = (facts: Fact[]) =>
  build(facts).flatMap(({ lines }) =>
    lines.filter(({ client }) => client !== null).map(({ matching }) => matching?.code ?? '-'),
  );

describe('an invoice', () => {
  test('of services owes its VAT when it is paid', () => {
    expect(sides([sale()])).toEqual([['411000 D 120,00', '706000 C 100,00', '445740 C 20,00']]);
  });

  test('of goods, or of a seller who chose debits, owes it at once', () => {
    expect(sides([sale({ kind: 'goods' })])).toEqual([
      ['411000 D 120,00', '707000 C 100,00', '445710 C 20,00'],
    ]);
    expect(sides([sale({ vatOnDebits: true })])).toEqual([
      ['411000 D 120,00', '706000 C 100,00', '445710 C 20,00'],
    ]);
  });

  test('of goods and services is split by its lines, each with its VAT', () => {
    const mixed = sale({
      net: '300.00',
      tax: '60.00',
      supplies: [
        { kind: 'goods', category: 'S', rate: '20', net: '200.00' },
        { kind: 'services', category: 'S', rate: '20.0', net: '100.00' },
      ],
    });
    expect(sides([mixed])).toEqual([
      ['411000 D 360,00', '707000 C 200,00', '706000 C 100,00', '445710 C 40,00', '445740 C 20,00'],
    ]);
  });

  test('with a discount on the whole is split in proportion, to the cent', () => {
    const discounted = sale({
      net: '299.99',
      tax: '60.00',
      supplies: [
        { kind: 'goods', category: 'S', rate: '20', net: '200.00' },
        { kind: 'services', category: 'S', rate: '20', net: '100.00' },
      ],
    });
    expect(sides([discounted])).toEqual([
      ['411000 D 359,99', '707000 C 199,99', '706000 C 100,00', '445710 C 40,00', '445740 C 20,00'],
    ]);
  });

  test('has a line a rate and none of VAT where there is none', () => {
    const exported = sale({
      withVat: '155.50',
      vat: [
        { category: 'S', rate: '5.5', taxable: '100.00', tax: '5.50' },
        { category: 'G', rate: '0', taxable: '50.00', tax: '0.00' },
      ],
      supplies: [
        { kind: 'goods', category: 'S', rate: '5.5', net: '100.00' },
        { kind: 'goods', category: 'G', rate: '0', net: '50.00' },
      ],
    });
    const [entry] = build([exported]);
    expect(sides([exported])).toEqual([
      ['411000 D 155,50', '707000 C 100,00', '707000 C 50,00', '445710 C 5,50'],
    ]);
    expect(entry?.lines.map(({ text }) => text)).toEqual([
      'Facture F-1 - Café Müller',
      'Facture F-1 - TVA 5,5 %',
      'Facture F-1 - exportation',
      'Facture F-1 - TVA 5,5 %',
    ]);
  });

  test('outside the scope of VAT has no rate', () => {
    const outside = sale({
      withVat: '100.00',
      vat: [{ category: 'O', rate: null, taxable: '100.00', tax: '0.00' }],
      supplies: [{ kind: 'services', category: 'O', rate: null, net: '100.00' }],
    });
    expect(sides([outside])).toEqual([['411000 D 100,00', '706000 C 100,00']]);
  });

  test('that is rounded has the rounding on an account of its own', () => {
    expect(sides([sale({ kind: 'goods', tax: '19.98', rounding: '0.02' })])).toEqual([
      ['411000 D 120,00', '707000 C 100,00', '445710 C 19,98', '758000 C 0,02'],
    ]);
    expect(sides([sale({ kind: 'goods', tax: '20.03', rounding: '-0.03' })])).toEqual([
      ['411000 D 120,00', '707000 C 100,00', '445710 C 20,03', '658000 D 0,03'],
    ]);
  });

  test('of nothing is no entry and takes no number', () => {
    const entries = build([sale({ number: 'F-0', net: '0.00', tax: '0.00' }), sale()]);
    expect(entries.map(({ number, pieceRef }) => [number, pieceRef])).toEqual([['VE-202601-00001', 'F-1']]);
  });

  test('below zero turns its sides, so that no amount is negative', () => {
    expect(sides([sale({ net: '-100.00', tax: '-20.00', kind: 'goods', withVat: '-120.00' })])).toEqual([
      ['411000 C 120,00', '707000 D 100,00', '445710 D 20,00'],
    ]);
  });

  test('says its document, its day and the day it was recorded', () => {
    const [entry] = build([sale({ issueDate: '2026-01-05', recordedOn: '2026-01-07' })]);
    expect(entry).toMatchObject({
      journal: { code: 'VE' },
      date: '2026-01-05',
      pieceRef: 'F-1',
      pieceDate: '2026-01-05',
      validDate: '2026-01-07',
    });
    expect(entry?.lines[0]?.client).toEqual({ code: '552100554', name: 'Café Müller' });
  });
});

describe('an invoice in another currency', () => {
  const dollars = sale({
    kind: 'goods',
    currency: 'USD',
    euroRate: '0.9217',
    vatInEuros: '18.43',
    withVat: '120.00',
  });

  test('is booked in euros at its rate, its VAT as declared, the dollars beside', () => {
    expect(sides([dollars])).toEqual([['411000 D 110,60', '707000 C 92,17', '445710 C 18,43']]);
    expect(build([dollars])[0]?.lines.map(({ foreign }) => foreign)).toEqual([
      { amount: 12_000n, currency: 'USD' },
      { amount: -10_000n, currency: 'USD' },
      { amount: -2_000n, currency: 'USD' },
    ]);
  });

  test('paid in parts leaves nothing open', () => {
    const facts = [
      dollars,
      payment({ id: 'P-1', amount: '33.33' }),
      payment({ id: 'P-2', amount: '86.67', paidOn: '2026-02-01', recordedOn: '2026-02-01' }),
    ];
    expect(sides(facts).slice(1)).toEqual([
      ['512000 D 30,72', '411000 C 30,72'],
      ['512000 D 79,88', '411000 C 79,88'],
    ]);
    expect(lettersOf(facts)).toEqual(['AAA', 'AAA', 'AAA']);
  });
});

describe('a payment', () => {
  test('settles the client and makes the VAT due', () => {
    expect(sides([sale(), payment()])[1]).toEqual([
      '512000 D 120,00',
      '411000 C 120,00',
      '445740 D 20,00',
      '445710 C 20,00',
    ]);
    expect(build([sale(), payment()]).flatMap(({ lines }) => lines.map(({ matching }) => matching))).toEqual([
      { code: 'AAA', day: '2026-01-20' },
      null,
      null,
      null,
      { code: 'AAA', day: '2026-01-20' },
      null,
      null,
    ]);
  });

  test('in parts makes the VAT due in parts that add up', () => {
    const parts = ['40.00', '40.00', '40.00'].map((amount, index) => payment({ id: `P-${index}`, amount }));
    expect(
      sides([sale({ net: '100.01', tax: '19.99' }), ...parts])
        .slice(1)
        .map((lines) => lines[3]),
    ).toEqual(['445710 C 6,66', '445710 C 6,67', '445710 C 6,66']);
    expect(lettersOf([sale(), ...parts.slice(0, 2)])).toEqual(['-', '-', '-']);
  });

  test('of more than is owed makes no more VAT due', () => {
    expect(sides([sale(), payment({ amount: '150.00' })])[1]).toEqual([
      '512000 D 150,00',
      '411000 C 150,00',
      '445740 D 20,00',
      '445710 C 20,00',
    ]);
  });

  test('in cash is written in the book of cash', () => {
    const [, entry] = build([sale(), payment({ meansCode: '10', reference: 'R-7' })]);
    expect(entry).toMatchObject({ journal: { code: 'CA' }, number: 'CA-202601-00001', pieceRef: 'F-1' });
    expect(entry?.lines[0]).toMatchObject({ account: '530000', text: 'Règlement F-1 (R-7)' });
  });

  test('outside the period settles nothing in it', () => {
    const facts = [sale(), payment({ paidOn: '2027-01-04', recordedOn: '2027-01-04' })];
    expect(lettersOf(facts)).toEqual(['-']);
    expect(
      build(facts, DEFAULT_PLAN, { start: '2027-01-01', end: '2027-01-31' }).map(({ number }) => number),
    ).toEqual(['BQ-202701-00001']);
  });
});

describe('a credit note', () => {
  const credit = sale({
    number: 'A-1',
    typeCode: '381',
    net: '40.00',
    tax: '8.00',
    precedingInvoices: ['F-1'],
  });

  test('is the reverse', () => {
    expect(sides([sale(), credit])[1]).toEqual(['411000 C 48,00', '706000 D 40,00', '445740 D 8,00']);
  });

  test('and a payment settle the invoice together; the VAT that became due is that of what was paid', () => {
    const facts = [sale(), credit, payment({ amount: '72.00' })];
    expect(sides(facts)[2]).toEqual(['512000 D 72,00', '411000 C 72,00', '445740 D 12,00', '445710 C 12,00']);
    expect(lettersOf(facts)).toEqual(['AAA', 'AAA', 'AAA']);
  });

  test('paid back turns the sides of the payment', () => {
    const facts = [credit, payment({ saleId: 'A-1', amount: '48.00' })];
    expect(sides(facts)[1]).toEqual(['512000 C 48,00', '411000 D 48,00', '445740 C 8,00', '445710 D 8,00']);
    expect(build(facts)[1]?.lines[0]?.text).toBe('Remboursement A-1');
  });
});

describe('a deposit', () => {
  const deposit = sale({ number: 'D-1', typeCode: '386', net: '30.00', tax: '6.00' });
  const paidDeposit = payment({ saleId: 'D-1', amount: '36.00' });
  const balance = sale({
    number: 'F-2',
    prepaid: '36.00',
    precedingInvoices: ['D-1'],
    issueDate: '2026-02-05',
    recordedOn: '2026-02-05',
  });

  test('is owed to the client, its VAT due when it is received, of goods too', () => {
    expect(sides([deposit, paidDeposit])).toEqual([
      ['411000 D 36,00', '419100 C 30,00', '445740 C 6,00'],
      ['512000 D 36,00', '411000 C 36,00', '445740 D 6,00', '445710 C 6,00'],
    ]);
    expect(
      sides([{ ...deposit, supplies: [{ kind: 'goods', category: 'S', rate: '20', net: '30.00' }] }])[0]?.[2],
    ).toBe('445740 C 6,00');
  });

  test('is taken back by the invoice that settles it; the payment makes the rest of the VAT due', () => {
    const facts = [
      deposit,
      paidDeposit,
      balance,
      payment({ id: 'P-2', saleId: 'F-2', amount: '84.00', paidOn: '2026-02-20', recordedOn: '2026-02-20' }),
    ];
    expect(sides(facts).slice(2)).toEqual([
      ['411000 D 84,00', '706000 C 100,00', '445740 C 20,00', '419100 D 30,00', '445740 D 6,00'],
      ['512000 D 84,00', '411000 C 84,00', '445740 D 14,00', '445710 C 14,00'],
    ]);
    expect(lettersOf(facts)).toEqual(['AAA', 'AAA', 'AAB', 'AAB']);
  });

  test('is taken back once, and as far as the invoice says that it was paid', () => {
    const half = { ...balance, prepaid: '18.00' };
    const rest = { ...balance, id: 'F-3', number: 'F-3', prepaid: '36.00' };
    const [, , second] = sides([deposit, half, rest]);
    expect(sides([deposit, half])[1]).toContain('419100 D 15,00');
    expect(second).toContain('419100 D 15,00');
    expect(second).toContain('411000 D 102,00');
  });

  test('that the ledger does not know stays with the client', () => {
    expect(sides([balance])[0]?.[0]).toBe('411000 D 120,00');
  });

  test('credited is owed no more', () => {
    expect(sides([{ ...deposit, typeCode: '503' }])[0]).toEqual([
      '411000 C 36,00',
      '419100 D 30,00',
      '445740 D 6,00',
    ]);
  });
});

describe('numbers', () => {
  test('count by journal and month of the entry, in the order of recording', () => {
    const facts = [
      sale({ number: 'F-1' }),
      sale({ number: 'F-2', issueDate: '2026-02-01', recordedOn: '2026-02-01' }),
      sale({ number: 'F-3', issueDate: '2026-01-31', recordedOn: '2026-02-02' }),
      payment({ paidOn: '2026-02-03', recordedOn: '2026-02-03' }),
    ];
    expect(build(facts).map(({ number }) => number)).toEqual([
      'VE-202601-00001',
      'VE-202602-00001',
      'VE-202601-00002',
      'BQ-202602-00001',
    ]);
    // The same whatever the period asked for.
    const february = { start: '2026-02-01', end: '2026-02-28' };
    expect(build(facts, DEFAULT_PLAN, february).map(({ number }) => number)).toEqual([
      'VE-202602-00001',
      'BQ-202602-00001',
    ]);
  });
});

describe('the accounts of a company', () => {
  const plan: AccountPlan = {
    journals: { ...DEFAULT_PLAN.journals, sales: { code: 'VT', label: 'Ventes France' } },
    own: [
      { use: 'sale', account: '701000', label: 'Produits finis' },
      { use: 'sale', kind: 'services', account: '706100', label: 'Conseil' },
      { use: 'sale', kind: 'services', vatRate: '10', account: '706200', label: 'Travaux' },
      { use: 'vat', vatRate: '20.0', account: '445711', label: 'TVA 20 %' },
      { use: 'bank', paymentMeans: '48', account: '511500', label: 'Cartes à encaisser' },
    ],
  };

  test('come before the defaults, the most precise first', () => {
    const [invoice, card] = sides([sale(), payment({ meansCode: '48' })], plan);
    expect(invoice).toEqual(['411000 D 120,00', '706100 C 100,00', '445740 C 20,00']);
    expect(card).toEqual(['511500 D 120,00', '411000 C 120,00', '445740 D 20,00', '445711 C 20,00']);
    expect(sides([sale({ kind: 'goods' })], plan)[0]).toContain('701000 C 100,00');
    expect(build([sale()], plan)[0]?.number).toBe('VT-202601-00001');
  });
});

test('a payment of no document before it is a fault of the caller', () => {
  expect(() => build([payment()])).toThrow('of no document before it');
});
