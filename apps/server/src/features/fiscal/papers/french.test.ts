import { expect, test } from 'vitest';
import { counted, frenchAmount, frenchCount, frenchDay, frenchMoment, parisDay, typeset } from './french.ts';

test('days and moments are those of Paris', () => {
  expect(frenchDay('2026-05-01')).toBe('1er mai 2026');
  expect(frenchDay('2026-12-31')).toBe('31 décembre 2026');
  expect(frenchMoment(new Date('2026-12-31T23:30:05Z'))).toBe('1er janvier 2027 à 00:30:05 (heure de Paris)');
  expect(parisDay(new Date('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
});

test('figures are grouped, and amounts keep every digit they are stored with', () => {
  expect(frenchCount(1234567)).toBe('1\u202f234\u202f567');
  expect(frenchAmount('1234567.5', 'EUR')).toBe('1\u202f234\u202f567,50\u00a0EUR');
  expect(frenchAmount('-12.34', 'EUR')).toBe('-12,34\u00a0EUR');
  expect(frenchAmount('7', 'JPY')).toBe('7,00\u00a0JPY');
  expect(counted(0, 'clé', 'clés')).toBe('0 clé');
  expect(counted(2, 'clé', 'clés')).toBe('2 clés');
});

test('what belongs together is not parted', () => {
  expect(typeset('amende de 7 500 € (CGI, art. 1770 duodecies) au 1er mai, BOI § 130')).toBe(
    'amende de 7\u202f500\u00a0€ (CGI, art.\u00a01770 duodecies) au 1er\u00a0mai, BOI\u00a0§\u00a0130',
  );
  expect(typeset('en 2026 100 factures')).toBe('en 2026 100 factures');
});
