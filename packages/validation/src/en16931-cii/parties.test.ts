import { describe } from 'vitest';
import { itHits } from '../../test/cii-invoice.ts';

describe('the parties', () => {
  itHits([
    [
      'have a seller with an identifier',
      [
        ['<GlobalID schemeID="0009">10000000900017</GlobalID>', ''],
        ['<SpecifiedLegalOrganization><ID schemeID="0002">100000009</ID></SpecifiedLegalOrganization>', ''],
        ['<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration>', ''],
      ],
      ['BR-CO-26'],
    ],
    ['have VAT numbers that begin with a country', [['>FR12100000009<', '>12100000009<']], ['BR-CO-09']],
    ['have Greek VAT numbers under EL', [['>FR12100000009<', '>EL123456789<']], []],
    ['have a payee with a name', [['<Name>Factor Plus</Name>', '']], ['BR-17']],
    ['have a payee other than the seller', [['>Factor Plus<', '>Atelier du Port SARL<']], ['BR-17']],
    [
      'have a payee of another registration',
      [
        [
          '<Name>Factor Plus</Name>',
          '<Name>Factor Plus</Name><SpecifiedLegalOrganization><ID schemeID="0002">100000009</ID></SpecifiedLegalOrganization>',
        ],
      ],
      ['BR-17'],
    ],
    ['have a tax representative with a name', [['>Fiscal SA<', '><']], ['BR-18']],
    ['have a tax representative with a country', [['<CountryID>DE</CountryID>', '']], ['BR-20']],
    [
      'have a tax representative with an address',
      [['<PostalTradeAddress><CountryID>DE</CountryID></PostalTradeAddress>', '']],
      ['BR-19', 'BR-20'],
    ],
    [
      'have a tax representative with a VAT number',
      [['<ID schemeID="VA">DE', '<ID schemeID="FC">DE']],
      ['BR-56'],
    ],
    ['have a country where goods go', [['<CountryID>NL</CountryID>', '']], ['BR-57']],
  ]);
});

describe('the means of payment', () => {
  itHits([
    ['have a type', [['<TypeCode>30</TypeCode>', '']], ['BR-49']],
    [
      'name the account of a transfer',
      [['<IBANID>FR7600000000000000000000097</IBANID>', '']],
      ['BR-50', 'BR-61', 'CII-SR-470'],
    ],
    ['do not leave it blank', [['>FR7600000000000000000000097<', '> <']], ['BR-50']],
    [
      'may be others without an account',
      [
        ['<TypeCode>30</TypeCode>', '<TypeCode>10</TypeCode>'],
        ['<IBANID>FR7600000000000000000000097</IBANID>', ''],
      ],
      [],
    ],
    ['show ten digits of a card at most', [['<ID>1234</ID>', '<ID> 12345678901 </ID>']], ['BR-51']],
    [
      'are of one type',
      [
        [
          '<SpecifiedTradeSettlementPaymentMeans>',
          '<SpecifiedTradeSettlementPaymentMeans><TypeCode>10</TypeCode></SpecifiedTradeSettlementPaymentMeans><SpecifiedTradeSettlementPaymentMeans>',
        ],
      ],
      ['CII-SR-467'],
    ],
  ]);
});
