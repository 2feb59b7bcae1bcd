import { describe } from 'vitest';
import { itHits } from '../../test/ubl-invoice.ts';

describe('the seller', () => {
  itHits([
    [
      'has a registered name',
      [['<cbc:RegistrationName>Atelier du Port SARL</cbc:RegistrationName>', '']],
      ['BR-06', 'UBL-SR-19', 'UBL-SR-20', 'UBL-SR-21'],
    ],
    [
      'has a country',
      [['<cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country>', '']],
      ['BR-09'],
    ],
    ['has a listed country', [['>FR<', '>FX<']], ['BR-CL-14']],
    [
      'has a scheme of its electronic address',
      [['<cbc:EndpointID schemeID="0225">1', '<cbc:EndpointID>1']],
      ['BR-62'],
    ],
    [
      'has a listed scheme of its electronic address',
      [['<cbc:EndpointID schemeID="0225">1', '<cbc:EndpointID schemeID="0224">1']],
      ['BR-CL-25'],
    ],
    ['has a VAT identifier that starts with a country', [['FR12100000009', '12100000009']], ['BR-CO-09']],
    ['may be Greek', [['FR12100000009', 'EL12100000009']], []],
    ['passes with a first letter, as the official test lets it', [['FR12100000009', 'F']], []],
    ['has a listed scheme of its identifiers', [['schemeID="0009"', 'schemeID="9"']], ['BR-CL-10']],
    ['may have a creditor identifier', [['schemeID="0009"', 'schemeID="SEPA"']], []],
    [
      'is identified by one of three',
      [
        [
          '<cac:PartyIdentification><cbc:ID schemeID="0009">',
          '<cac:PartyIdentification><cbc:ID schemeID="SEPA">',
        ],
        ['<cbc:CompanyID schemeID="0002">100000009</cbc:CompanyID>', ''],
        [
          '<cbc:CompanyID>FR12100000009</cbc:CompanyID>\n        <cac:TaxScheme><cbc:ID>VAT',
          '<cbc:CompanyID>FR12100000009</cbc:CompanyID>\n        <cac:TaxScheme><cbc:ID>LOC',
        ],
      ],
      ['BR-CO-26'],
    ],
  ]);
});

describe('the buyer', () => {
  itHits([
    ['has a registered name', [['<cbc:RegistrationName>Maison Verte</cbc:RegistrationName>', '']], ['BR-07']],
    [
      'has a country',
      [['<cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>', '<cac:Country/>']],
      ['BR-11'],
    ],
    [
      'has a scheme of its electronic address',
      [['<cbc:EndpointID schemeID="0225">2', '<cbc:EndpointID>2']],
      ['BR-63'],
    ],
  ]);
});

describe('the payee', () => {
  itHits([
    [
      'has a name',
      [['<cac:PartyName><cbc:Name>Factor Plus</cbc:Name></cac:PartyName>', '']],
      ['BR-17', 'UBL-SR-19', 'UBL-SR-20', 'UBL-SR-21'],
    ],
    ['is not the seller by trading name', [['>Factor Plus<', '>Atelier du Port<']], ['BR-17']],
    [
      'is not the seller by registered name',
      [['>Factor Plus<', '>Atelier du Port SARL<']],
      ['UBL-SR-19', 'UBL-SR-20', 'UBL-SR-21'],
    ],
  ]);
});

describe('the tax representative', () => {
  itHits([
    ['has a name', [['>Fiscal SA<', '> <']], ['BR-18']],
    ['has a country', [['>DE<', '><']], ['BR-20', 'BR-CL-14']],
    ['has a VAT identifier', [['<cbc:CompanyID>DE123456789</cbc:CompanyID>', '']], ['BR-56', 'UBL-SR-53']],
  ]);
});

describe('delivery, payment, periods and references', () => {
  itHits([
    [
      'the deliver-to address has a country',
      [
        [
          '<cac:Address>\n        <cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>',
          '<cac:Address>',
        ],
      ],
      ['BR-57'],
    ],
    [
      'a transfer has an account',
      [
        [
          '<cac:PayeeFinancialAccount><cbc:ID>FR7600000000000000000000097</cbc:ID></cac:PayeeFinancialAccount>',
          '',
        ],
      ],
      ['BR-61'],
    ],
    [
      'an account has an identifier',
      [['<cbc:ID>FR7600000000000000000000097</cbc:ID>', '<cbc:ID> </cbc:ID>']],
      ['BR-50'],
    ],
    ['a payment has a means', [['<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>', '']], ['BR-49']],
    ['a payment has a listed means', [['>30<', '>99<']], ['BR-CL-16']],
    ['a card shows ten digits at most', [['>1234<', '>12345678901<']], ['BR-51']],
    [
      'digits are counted as characters',
      [['>1234<', '>\u{1F4B3}\u{1F4B3}\u{1F4B3}\u{1F4B3}\u{1F4B3}\u{1F4B3}<']],
      [],
    ],
    [
      'the period of the document does not end before it starts',
      [['>2026-11-30<', '>2026-10-31<']],
      ['BR-29'],
    ],
    ['a day may be both', [['>2026-11-30<', '>2026-11-01<']], []],
    [
      'time zones count',
      [
        ['>2026-11-01<', '>2026-11-01-12:00<'],
        ['>2026-11-30<', '>2026-11-01+12:00<'],
      ],
      ['BR-29'],
    ],
    [
      'the period of the document may be a code',
      [
        [
          '<cbc:StartDate>2026-11-01</cbc:StartDate>\n    <cbc:EndDate>2026-11-30</cbc:EndDate>',
          '<cbc:DescriptionCode>35</cbc:DescriptionCode>',
        ],
      ],
      [],
    ],
    [
      'the period of the document has a listed code',
      [
        [
          '<cbc:StartDate>2026-11-01</cbc:StartDate>\n    <cbc:EndDate>2026-11-30</cbc:EndDate>',
          '<cbc:DescriptionCode>36</cbc:DescriptionCode>',
        ],
      ],
      ['BR-CL-06'],
    ],
    ['a preceding invoice has a number', [['<cbc:ID>2026-0101</cbc:ID>', '']], ['BR-55', 'UBL-SR-07']],
    ['a supporting document has an identifier', [['<cbc:ID>Plan</cbc:ID>', '']], ['BR-52']],
    [
      'a supporting document has no scheme',
      [['<cbc:ID>Plan', '<cbc:ID schemeID="ABZ">Plan']],
      ['UBL-CR-665', 'UBL-SR-43'],
    ],
    [
      'an attachment has a media type and a name',
      [[' mimeCode="application/pdf" filename="plan.pdf"', '']],
      ['UBL-DT-06', 'UBL-DT-07'],
    ],
    [
      'an attachment has a listed media type, exactly',
      [['"application/pdf"', '" application/pdf"']],
      ['BR-CL-24'],
    ],
    [
      'the invoiced object has a listed scheme and no attachment',
      [
        [
          '<cbc:ID>Plan</cbc:ID>',
          '<cbc:ID schemeID="xyz">Plan</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>',
        ],
      ],
      ['BR-CL-07', 'UBL-CR-666'],
    ],
  ]);
});
