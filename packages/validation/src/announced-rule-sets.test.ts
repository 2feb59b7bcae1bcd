import type { Invoice } from '@scell/en16931';
import { readXml, writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { announcedRuleSets } from './announced-rule-sets.ts';
import { ruleSetIds } from './rule-sets.ts';
import { validate } from './validate.ts';

const french = samples.servicesFrance as Invoice;
const inGermany: Invoice = {
  ...french,
  buyer: { ...french.buyer, address: { ...french.buyer.address, country: 'DE' } },
};
const announcing = (specification: string): Invoice => ({ ...inGermany, specification });
const EXTENDED_CTC_FR = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
const PROFILES = [
  'facturx-minimum',
  'facturx-basicwl',
  'facturx-basic',
  'facturx-en16931',
  'facturx-extended',
];

const writers = [
  ['CII', writeCii],
  ['UBL', writeUbl],
] as const;

describe.each(writers)('of a document in %s', (_, write) => {
  const chosen = (invoice: Invoice, known?: readonly string[]) =>
    announcedRuleSets(readXml(write(invoice)), known);

  it('are those of EN 16931', () => {
    expect(chosen(inGermany)).toEqual(['en16931']);
  });

  it('hold those of France where both parties are there, overseas included', () => {
    expect(chosen(french)).toEqual(['en16931', 'br-fr']);
    const overseas = { ...french.buyer.address, country: 'RE' };
    expect(chosen({ ...french, buyer: { ...french.buyer, address: overseas } })).toEqual([
      'en16931',
      'br-fr',
    ]);
    const seller = { ...french.seller, address: { ...french.seller.address, country: 'BE' } };
    expect(chosen({ ...french, seller })).toEqual(['en16931']);
  });

  it('are those of the French extension instead, where it is announced', () => {
    expect(chosen(announcing(EXTENDED_CTC_FR))).toEqual(['extended-ctc-fr']);
    expect(chosen({ ...french, specification: EXTENDED_CTC_FR })).toEqual(['extended-ctc-fr', 'br-fr']);
  });

  it('can be asked of the document', () => {
    for (const invoice of [french, inGermany, announcing(EXTENDED_CTC_FR)]) {
      const document = readXml(write(invoice));
      expect(() => validate(document, announcedRuleSets(document))).not.toThrow();
    }
  });
});

describe('of a profile of Factur-X', () => {
  it.each([
    ['urn:factur-x.eu:1p0:minimum', ['facturx-minimum']],
    ['urn:factur-x.eu:1p0:basicwl', ['facturx-basicwl']],
    ['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', ['en16931', 'facturx-basic']],
    ['urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended', ['facturx-extended']],
    ['urn:cen.eu:en16931:2017', ['en16931']],
    ['urn:example:extended', ['en16931']],
  ])('%s are %j', (specification, expected) => {
    const cii = readXml(writeCii(announcing(specification)));
    expect(announcedRuleSets(cii, [...ruleSetIds, ...PROFILES])).toEqual(expected);
    // The profiles are of CII only, and a set that does not exist is not asked for.
    const ubl = readXml(writeUbl(announcing(specification)));
    expect(announcedRuleSets(ubl, [...ruleSetIds, ...PROFILES])).toEqual(['en16931']);
    expect(announcedRuleSets(cii, ['en16931', 'br-fr'])).toEqual(['en16931']);
  });
});

it('of a document without country or specification are those of EN 16931', () => {
  const bare = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>';
  expect(announcedRuleSets(readXml(bare))).toEqual(['en16931']);
});

it('are none for what is no invoice', () => {
  expect(() => announcedRuleSets(readXml('<Order xmlns="urn:x"/>'))).toThrow(RangeError);
});
