import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { parse } from '../parse.ts';
import { choice, choices, flag, integer } from './choices.ts';
import { country, currency } from './codes.ts';
import { date, dateOrMoment } from './dates.ts';
import {
  amount,
  exchangeRate,
  percentage,
  positiveAmount,
  quantity,
  unitPrice,
  vatRate,
} from './decimals.ts';
import { bic, iban, siren, siret, vatNumber } from './identifiers.ts';
import { metadata } from './metadata.ts';
import { colour, email, line, logoAddress, paragraph, uuid, webAddress } from './texts.ts';

/** The value read, or the English sentence of the refusal. */
function read(field: z.ZodType, raw: unknown): unknown {
  try {
    return parse(z.object({ x: field }), { x: raw }).value.x;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.errors.map(({ text }) => text.en).join(' ');
  }
}

test.each([
  [amount, 1000, '1000'],
  [amount, '1000.00', '1000'],
  [amount, -0.5, '-0.5'],
  [amount, '-0.00', '0'],
  [amount, 1e3, '1000'],
  [amount, '12345678901234567.89', '12345678901234567.89'],
  [amount, '123456789012345678.90', '123456789012345678.9'],
  [quantity, 0.0001, '0.0001'],
  [unitPrice, '0.123456', '0.123456'],
  [unitPrice, 0, '0'],
  [vatRate, 20, '20'],
  [vatRate, '5.50', '5.5'],
  [percentage, 100, '100'],
  [exchangeRate, '0.91234567', '0.91234567'],
])('decimal %#: %j is %s', (field, raw, value) => {
  expect(read(field, raw)).toBe(value);
});

test.each([
  [amount, 10.005, /at most 2 decimals .*BR-FR-DEC-01/],
  [amount, 0.1 + 0.2, /at most 2 decimals/],
  [amount, '10,50', /with a point/],
  [amount, '1e3', /a number is expected/],
  [amount, true, /a number is expected/],
  [amount, JSON.parse('1e999'), /a number is expected/],
  [amount, [], /a number is expected/],
  [amount, 2 ** 60, /send it as text/],
  [amount, 1e300, /send it as text|at most 19 digits/],
  [amount, '12345678901234567890', /at most 19 digits/],
  [amount, `0.${'0'.repeat(5000)}1`, /a number is expected/],
  [positiveAmount, -1, /at least 0/],
  [quantity, 0, /greater than 0/],
  [quantity, -3, /greater than 0.*credit note/],
  [quantity, 1.00001, /at most 4 decimals .*BR-FR-DEC-02/],
  [unitPrice, -1, /at least 0/],
  [unitPrice, 1.0000001, /at most 6 decimals .*BR-FR-DEC-03/],
  [vatRate, 100.01, /at most 100/],
  [vatRate, 5.555, /at most 2 decimals .*BR-FR-DEC-04/],
  [percentage, -1, /at least 0/],
])('decimal %#: %j is refused', (field, raw, sentence) => {
  expect(read(field, raw)).toMatch(sentence);
});

test('any amount of two decimals survives, as a number and as text', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (hundredths) => {
      const sign = hundredths < 0 ? '-' : '';
      const digits = String(Math.abs(hundredths)).padStart(3, '0');
      const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
      expect(read(amount, Number(text))).toBe(read(amount, text));
      expect(Number(read(amount, text))).toBe(Number(text));
    }),
  );
});

test('a decimal field never throws anything but a refusal', () => {
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      expect(['string', 'undefined']).toContain(typeof read(amount, raw));
    }),
  );
});

test.each(['2026-05-06', '2024-02-29', '2000-02-29', '2099-12-31', ' 2026-05-06 '])('%j is a date', (raw) => {
  expect(read(date, raw)).toBe(raw.trim());
});

test.each([
  ['2026-02-30', /2026-02-30 is not a day/],
  ['2023-02-29', /not a day/],
  ['2100-02-29', /not a day/],
  ['2026-13-01', /not a day/],
  ['2026-00-10', /not a day/],
  ['2026-04-31', /not a day/],
  ['1999-12-31', /BR-FR-03/],
  ['2100-01-01', /BR-FR-03/],
  ['06/05/2026', /YYYY-MM-DD/],
  ['2026-05-06T22:00:00Z', /without a time/],
  [20260506, /YYYY-MM-DD/],
])('%j is no date', (raw, sentence) => {
  expect(read(date, raw)).toMatch(sentence);
});

test.each([
  ['2026-05-06', true],
  ['2026-05-06T08:42:31+02:00', true],
  ['2026-05-06T08:42:31.123Z', true],
  ['2026-05-06T08:42:31', false],
  ['2026-02-30T08:42:31Z', false],
  ['2026-05-06T25:00:00Z', false],
])('%j is a date or a moment: %j', (raw, accepted) => {
  expect(read(dateOrMoment, raw) === raw).toBe(accepted);
});

test('text is trimmed, counted in characters and kept printable', () => {
  expect(read(line(5), ' abc ')).toBe('abc');
  expect(read(line(2), '😀😀')).toBe('😀😀');
  expect(read(line(2), 'abc')).toMatch(/at most 2 characters/);
  expect(read(line(9), 'a\nb')).toMatch(/single line/);
  expect(read(paragraph(9), 'a\nb\tc')).toBe('a\nb\tc');
  expect(read(paragraph(9), 'a\u0000b')).toMatch(/control character/);
  expect(read(paragraph(9), 'a\u0085b')).toMatch(/control character/);
  expect(read(paragraph(9), 'a\ud800')).toMatch(/control character/);
  expect(read(line(9), 75001)).toMatch(/in quotes/);
});

test.each([
  [email, 'Compta@Acme.FR', 'Compta@acme.fr'],
  [webAddress, 'https://acme.fr/logo.png', 'https://acme.fr/logo.png'],
  [uuid, '0193AF1A-7C64-7B9B-94E3-DBCFE4FF0001', '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001'],
  [siret, '123 456 789 01234', '12345678901234'],
  [siret, '123\u00a0456\u202f789 01234', '12345678901234'],
  [siren, '123 456 789', '123456789'],
  [vatNumber, 'fr 12 345678901', 'FR12345678901'],
  [iban, 'FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
  [bic, 'bnpafrpp', 'BNPAFRPP'],
  [country, 'fr', 'FR'],
  [currency, ' eur', 'EUR'],
  [colour, '#0F172A', '#0f172a'],
  [logoAddress, 'data:image/png;base64,iVBORw0KGgo=', 'data:image/png;base64,iVBORw0KGgo='],
  [logoAddress, 'https://acme.fr/logo.png', 'https://acme.fr/logo.png'],
])('%#: %j is read as %s', (field, raw, value) => {
  expect(read(field, raw)).toBe(value);
});

test.each([
  [email, 'acme.fr', /e-mail/],
  [email, 'a@b', /e-mail/],
  [email, 'a@b.fr, c@d.fr', /e-mail/],
  [webAddress, 'javascript:alert(1)', /web address/],
  [webAddress, 'https://', /web address/],
  [uuid, '0193af1a', /UUID/],
  [siret, '1234567890123', /14 digits, sent as text \(13 received\)/],
  [siret, 12345678901234, /14 digits/],
  [siret, '1234567890123A', /14 digits/],
  [siren, '12345678901234', /9 digits/],
  [vatNumber, '12345678901', /country code/],
  [iban, 'FR76', /IBAN/],
  [iban, `FR76${'1'.repeat(31)}`, /IBAN/],
  [bic, 'BNPA', /BIC/],
  [country, 'ZZ', /country/],
  [country, 'FRA', /country/],
  [currency, 'EUX', /currency/],
  [colour, 'red', /colour/],
  [logoAddress, 'data:text/html;base64,AAAA', /logo/],
  [logoAddress, 'https://acme.fr/logo\0.png', /logo/],
  [logoAddress, `data:image/png;base64,${'A'.repeat(700_000)}`, /logo/],
])('%#: %j is refused', (field, raw, sentence) => {
  expect(read(field, raw)).toMatch(sentence);
});

test('a choice takes any case and its synonyms, and says why a known value is not taken', () => {
  const format = choice(['facturx', 'ubl'], {
    synonyms: { 'factur-x': 'facturx' },
    refused: { edifact: { fr: 'pas ici.', en: 'not here.' } },
  });
  expect(read(format, 'UBL')).toBe('ubl');
  expect(read(format, 'Factur-X')).toBe('facturx');
  expect(read(format, 'edifact')).toBe('x: not here.');
  expect(read(format, 'pdf')).toBe('x: one of these values is expected: facturx, ubl.');
  expect(read(format, 'constructor')).toMatch(/facturx, ubl/);
});

test('queries carry lists, booleans and integers as text', () => {
  expect(read(choices(['draft', 'paid']), 'draft,paid,draft')).toEqual(['draft', 'paid']);
  expect(read(choices(['draft', 'paid']), ['paid'])).toEqual(['paid']);
  expect(read(choices(['draft', 'paid']), 'draft,lost')).toMatch(/draft, paid/);
  expect(['true', '1', 1, true].map((raw) => read(flag, raw))).toEqual([true, true, true, true]);
  expect(['false', '0', 0, false].map((raw) => read(flag, raw))).toEqual([false, false, false, false]);
  expect(read(flag, 'yes')).toMatch(/true or false/);
  expect(read(integer(1, 100), '25')).toBe(25);
  expect(read(integer(1, 100), 0)).toMatch(/from 1 to 100/);
  expect(read(integer(1, 100), 1.5)).toMatch(/from 1 to 100/);
});

test.each([{ a: 'b\0' }, { 'a\0': 1 }, { a: ['\ud800'] }, { a: { b: Number.POSITIVE_INFINITY } }])(
  'metadata no database can keep is refused: %j',
  (value) => {
    expect(read(metadata, value)).toMatch(/cannot be kept/);
  },
);

test('metadata is an object within its size and depth', () => {
  expect(read(metadata, { a: [1, { b: '' }] })).toEqual({ a: [1, { b: '' }] });
  expect(read(metadata, [])).toEqual({});
  expect(read(metadata, 'x')).toMatch(/JSON object/);
  expect(read(metadata, { a: 'é'.repeat(8190) })).toMatch(/16 kB/);
  let deep: unknown = 1;
  for (let level = 0; level < 20_000; level++) deep = [deep];
  expect(read(metadata, { deep })).toMatch(/8 levels/);
});
