import { describe, expect, it } from 'vitest';
import { changed, ciiInvoice, itHits, rulesHit } from '../../test/cii-invoice.ts';

it('says nothing of a good invoice', () => expect(rulesHit(ciiInvoice)).toEqual([]));

it('reads the same invoice under other prefixes, without indentation, with comments inside values', () => {
  const spelt = ciiInvoice
    .replaceAll('ram:', 'a:')
    .replace('xmlns:ram', 'xmlns:a')
    .replaceAll('rsm:', '')
    .replace('xmlns:rsm', 'xmlns')
    .replaceAll(/>\s+</g, '><')
    .replace('>164.00<', '>16<!-- grand -->4.<?total?>00<')
    .replace('>EUR<', '><![CDATA[EUR]]><');
  expect(rulesHit(spelt)).toEqual([]);
});

describe('the invoice as a whole', () => {
  itHits([
    ['names its rules', [['urn:cen.eu:en16931:2017', ' ']], ['BR-01']],
    ['has a number', [['>2026-0117<', '>\n<']], ['BR-02']],
    [
      'has a date',
      [
        ['<ID>2026-0117</ID>', '<ID>1</ID>'],
        ['format="102">20261120', 'format="102">'],
      ],
      ['BR-03', 'CII-DT-097'],
    ],
    ['has a date in the format 102', [['format="102">20261120', 'format="610">202611']], ['BR-03']],
    ['has a type', [['<TypeCode>380</TypeCode>', '']], ['BR-04', 'CII-SR-014']],
    ['has a currency', [['<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>', '']], ['BR-05']],
    ['names the seller', [['<Name>Atelier du Port SARL</Name>', '']], ['BR-06']],
    ['names the buyer', [['<Name>Maison Verte</Name>', '<Name/>']], ['BR-07']],
    [
      'has the address of the seller',
      [['<PostalTradeAddress><CityName>Brest</CityName><CountryID>FR</CountryID></PostalTradeAddress>', '']],
      ['BR-08', 'BR-09'],
    ],
    ['has the country of the seller', [['<CountryID>FR</CountryID>', '']], ['BR-09']],
    [
      'has the address of the buyer',
      [['<PostalTradeAddress><CountryID>BE</CountryID></PostalTradeAddress>', '']],
      ['BR-10', 'BR-11'],
    ],
    [
      'has the scheme of the seller’s electronic address',
      [['<URIID schemeID="0225">1', '<URIID>1']],
      ['BR-62'],
    ],
    [
      'has the scheme of the buyer’s electronic address',
      [['<URIID schemeID="0225">2', '<URIID schemeID=" ">2']],
      ['BR-63', 'BR-CL-25'],
    ],
  ]);

  it('has lines', () => {
    const start = ciiInvoice.indexOf('<ram:IncludedSupplyChainTradeLineItem>');
    const end = ciiInvoice.lastIndexOf('</ram:IncludedSupplyChainTradeLineItem>') + 39;
    expect(rulesHit(ciiInvoice.slice(0, start) + ciiInvoice.slice(end))).toEqual([
      'BR-16',
      'BR-CO-10',
      'BR-E-01',
      'BR-E-08',
      'BR-S-08',
    ]);
  });
});

describe('documents and dates', () => {
  itHits([
    ['have a reference', [['<IssuerAssignedID>Plan</IssuerAssignedID>', '']], ['BR-52']],
    ['have the number of the preceding invoice', [['>2026-0101<', '> <']], ['BR-55']],
    ['are calendar dates of eight digits', [['>20261120<', '>2026-11-20<']], ['CII-DT-097']],
    [
      'may bear blanks and the 31st of any month, as the official expression takes them',
      [['>20261120<', '>\n20260231 <']],
      [],
    ],
    ['may not bear the 32nd', [['>20261120<', '>20261132<']], ['CII-DT-097']],
    ['end a line’s period after it begins', [['>20261103<', '>20261101<']], ['BR-30']],
    ['end the invoice’s period after it begins', [['>20261130<', '>20261031<']], ['BR-29']],
    [
      'give a period a boundary',
      [
        ['<StartDateTime><udt:DateTimeString format="102">20261101</udt:DateTimeString></StartDateTime>', ''],
        ['<EndDateTime><udt:DateTimeString format="102">20261130</udt:DateTimeString></EndDateTime>', ''],
      ],
      ['BR-CO-19'],
    ],
    [
      'compare a period in format 102 only',
      [
        [
          '<EndDateTime><udt:DateTimeString format="102">20261103',
          '<EndDateTime><udt:DateTimeString format="203">20261103',
        ],
      ],
      ['BR-30'],
    ],
  ]);
});

it('speaks of no document of another kind', () => {
  const other = changed(['urn:cen', 'urn:cen']).replaceAll(
    'CrossIndustryInvoice:100',
    'CrossIndustryOrder:1',
  );
  expect(rulesHit(other)).not.toContain('BR-01');
});
