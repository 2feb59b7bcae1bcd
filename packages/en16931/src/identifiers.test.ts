import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frenchVatId } from './french-identity.ts';
import {
  checkBic,
  checkElectronicAddress,
  checkIban,
  checkSiren,
  checkSiret,
  checkVatId,
  type IdentifierFinding,
} from './identifiers.ts';

const codes = (findings: readonly IdentifierFinding[]): string[] =>
  findings.map(({ code, severity }) => `${severity} ${code}`);

describe('checkSiren', () => {
  it.each<[string, string[]]>([
    ['732829320', []],
    ['356000000', []],
    ['123456789', ['warning SIREN_KEY']],
    ['73282932', ['error SIREN_FORMAT']],
    ['732 829 320', ['error SIREN_FORMAT']],
    ['73282932A', ['error SIREN_FORMAT']],
    ['７３２８２９３２０', ['error SIREN_FORMAT']],
  ])('%s: %j', (siren, expected) => expect(codes(checkSiren(siren))).toEqual(expected));

  it('finds any single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digits = [...'732829320'];
        digits[position] = String((Number(digits[position]) + shift) % 10);
        expect(codes(checkSiren(digits.join('')))).toEqual(['warning SIREN_KEY']);
      }),
    );
  });
});

describe('checkSiret', () => {
  it.each<[string, string | undefined, string[]]>([
    ['73282932000074', undefined, []],
    ['73282932000074', '732829320', []],
    ['73282932000074', '552081317', ['error SIRET_SIREN_MISMATCH']],
    ['35600000000048', undefined, []],
    ['35600000049837', undefined, []],
    ['35600000049838', undefined, ['warning SIRET_KEY']],
    ['12345678901234', undefined, ['warning SIRET_KEY']],
    ['1234567890123', undefined, ['error SIRET_FORMAT']],
    ['', undefined, ['error SIRET_FORMAT']],
  ])('%s (%s): %j', (siret, siren, expected) => expect(codes(checkSiret(siret, siren))).toEqual(expected));

  it('wants the key of the SIREN too', () => {
    // 123456782 is a SIREN whose key holds; 123456790 is not, though the fourteen digits pass Luhn.
    expect(codes(checkSiret('12345678200010'))).toEqual([]);
    expect(codes(checkSiret('12345679000010'))).toEqual(['warning SIRET_KEY']);
  });
});

describe('checkVatId', () => {
  it.each<[string, string | undefined, string[]]>([
    ['FR44732829320', undefined, []],
    ['FR03552081317', '552081317', []],
    ['FR39356000000', undefined, []],
    ['FRK7399859412', undefined, []],
    ['FR12345678901', undefined, ['warning VAT_ID_KEY']],
    ['FR44732829320', '552081317', ['warning VAT_ID_SIREN_MISMATCH']],
    ['FR4473282932', undefined, ['error VAT_ID_FORMAT']],
    ['44732829320', undefined, ['error VAT_ID_FORMAT']],
    ['FR 44 732829320', undefined, ['error VAT_ID_FORMAT']],
    ['fr44732829320', undefined, ['error VAT_ID_FORMAT']],
    ['FRO1732829320', undefined, ['error VAT_ID_FORMAT']],
    ['DE136695976', undefined, []],
    ['DE13669597', undefined, ['error VAT_ID_FORMAT']],
    ['ATU12345678', undefined, []],
    ['BE0403170701', undefined, []],
    ['EL123456789', undefined, []],
    ['GR123456789', undefined, []],
    ['ESB12345678', undefined, []],
    ['IE1234567FA', undefined, []],
    ['NL123456789B01', undefined, []],
    ['XI123456789', undefined, []],
    ['GB123456789', undefined, []],
    ['CHE-116.281.710', undefined, []],
    ['QQ123', undefined, ['error VAT_ID_FORMAT']],
  ])('%s (%s): %j', (vatId, siren, expected) => expect(codes(checkVatId(vatId, siren))).toEqual(expected));

  it('accepts the id made from any SIREN', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (number) => {
        const siren = String(number).padStart(9, '0');
        expect(checkVatId(frenchVatId(siren), siren)).toEqual([]);
      }),
    );
  });
});

describe('checkIban', () => {
  it.each<[string, string[]]>([
    ['FR7630006000011234567890189', []],
    ['FR1420041010050500013M02606', []],
    ['DE89370400440532013000', []],
    ['GB29NWBK60161331926819', []],
    ['MT84MALT011000012345MTLCAST001S', []],
    ['FR7630006000011234567890188', ['warning IBAN_KEY']],
    ['FR763000600001123456789018', ['warning IBAN_LENGTH']],
    ['QQ7630006000011234567890189', ['warning IBAN_LENGTH']],
    ['FR76 3000 6000 0112 3456 7890 189', ['error IBAN_FORMAT']],
    ['hello', ['error IBAN_FORMAT']],
    ['', ['error IBAN_FORMAT']],
  ])('%s: %j', (iban, expected) => expect(codes(checkIban(iban))).toEqual(expected));

  // ISO 7064 promises it of a digit for a digit and a letter for a letter: one for the other moves all that follows.
  it('finds any single wrong digit and any single wrong letter', () => {
    const iban = 'FR1420041010050500013M02606';
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 26 }),
        fc.constantFrom(...'0123456789'),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
        (position, digit, letter) => {
          const char = /\d/.test(iban.charAt(position)) ? digit : letter;
          const changed = iban.slice(0, position) + char + iban.slice(position + 1);
          expect(codes(checkIban(changed))).toEqual(changed === iban ? [] : ['warning IBAN_KEY']);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('checkBic', () => {
  it.each(['AGRIFRPP', 'DEUTDEFF500', 'NLBKXKPR'])('takes %s', (bic) => expect(checkBic(bic)).toEqual([]));
  it.each(['AGRIFRP', 'AGRIQQPP', 'agrifrpp', 'AGRIFRPPX', ''])('refuses %s', (bic) =>
    expect(codes(checkBic(bic))).toEqual(['error BIC_FORMAT']),
  );
});

describe('checkElectronicAddress', () => {
  it.each([
    ['732829320', '0225'],
    ['732829320_73282932000074', '0225'],
    ['732829320_73282932000074_SERVICE-1', '0225'],
    ['732829320_compta.fr', '0225'],
    ['a@b.example', 'EM'],
    ['0403170701', '0208'],
  ])('takes %s in %s', (value, scheme) => expect(checkElectronicAddress({ value, scheme })).toEqual([]));

  it.each([
    ['73282932', '0225', 'ELECTRONIC_ADDRESS_FORMAT'],
    ['7328293201', '0225', 'ELECTRONIC_ADDRESS_FORMAT'],
    ['732829320/1', '0225', 'ELECTRONIC_ADDRESS_FORMAT'],
    ['732829320_55208131766522', '0225', 'ELECTRONIC_ADDRESS_FORMAT'],
    [`732829320_${'A'.repeat(116)}`, '0225', 'ELECTRONIC_ADDRESS_FORMAT'],
    ['not a mail', 'EM', 'ELECTRONIC_ADDRESS_FORMAT'],
    ['x', '0000', 'ELECTRONIC_ADDRESS_SCHEME'],
  ])('refuses %s in %s', (value, scheme, code) =>
    expect(codes(checkElectronicAddress({ value, scheme }))).toEqual([`error ${code}`]),
  );

  it('wants a scheme', () =>
    expect(codes(checkElectronicAddress({ value: 'x' }))).toEqual(['error ELECTRONIC_ADDRESS_SCHEME']));
});
