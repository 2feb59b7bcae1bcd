/** What the grammar asks: each kind of check once, and how they meet. */
import { describe } from 'vitest';
import { itHitsIn } from '../../test/profile-rows.ts';

describe('the structure of a profile', () => {
  itHitsIn('en16931', [
    ['is silent on a good invoice', [], []],
    [
      'wants what stands exactly once',
      [['<Name>Atelier du Port SARL</Name>', '']],
      ['BR-06', 'FX-SCH-A-000409'],
    ],
    [
      'wants no second of what stands once',
      [
        [
          '<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>',
          '<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>',
        ],
      ],
      ['FX-SCH-A-000038'],
    ],
    [
      'wants a code of its list',
      [['<CountryID>BE</CountryID>', '<CountryID>XX</CountryID>']],
      ['FX-SCH-A-000568'],
    ],
    [
      'takes no blanks around a code',
      [['<CountryID>BE</CountryID>', '<CountryID> BE</CountryID>']],
      ['FX-SCH-A-000568'],
    ],
    [
      'leaves an empty code to other rules',
      [['<ReasonCode>95</ReasonCode>', '<ReasonCode></ReasonCode><Reason>Remise</Reason>']],
      ['PEPPOL-EN16931-R008[warning]'],
    ],
    [
      'wants an attribute that tells what the value is',
      [['<GlobalID schemeID="0009">', '<GlobalID>']],
      ['FX-SCH-A-000440'],
    ],
    [
      'does not use some attributes of its schema',
      [['<LineTotalAmount>100.00', '<LineTotalAmount currencyID="EUR">100.00']],
      ['?'],
    ],
    [
      'does not use some elements of its schema',
      [
        [
          '<ShipToTradeParty>',
          '<ShipToTradeParty><URIUniversalCommunication><URIID schemeID="0225">1</URIID></URIUniversalCommunication>',
        ],
      ],
      ['?'],
    ],
    [
      'leaves what its schema does not have to the schema',
      [['<ShipToTradeParty>', '<ShipToTradeParty><RoleCode>SE</RoleCode>']],
      [],
    ],
    [
      'counts tax registrations by their schemes',
      [
        [
          '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration>',
          '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration><SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration>',
        ],
      ],
      ['FX-SCH-A-000033'],
    ],
    [
      'does not use tax registrations of other schemes',
      [
        [
          '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration>',
          '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration><SpecifiedTaxRegistration><ID schemeID="0002">1</ID></SpecifiedTaxRegistration>',
        ],
      ],
      ['?'],
    ],
    [
      'judges a registration of two schemes by the first variant',
      [
        [
          '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration>',
          '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID><ID schemeID="FC">1</ID></SpecifiedTaxRegistration>',
        ],
      ],
      ['FX-SCH-A-000411'],
    ],
    [
      'does not use a VAT total in a third currency',
      [
        [
          '"EUR">19.00</ram:TaxTotalAmount>',
          '"EUR">19.00</ram:TaxTotalAmount><TaxTotalAmount currencyID="USD">20.00</TaxTotalAmount>',
        ],
      ],
      ['?'],
    ],
    [
      'tells documents referred to by their type',
      [['<TypeCode>916</TypeCode>', '<TypeCode>50</TypeCode>']],
      ['?'],
    ],
    [
      'does not use documents of other types',
      [['<TypeCode>916</TypeCode>', '<TypeCode>380</TypeCode>']],
      ['?'],
    ],
    [
      'does not use an allowance with another indicator',
      [
        [
          '<udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>\n        <ram:ActualAmount>10.00',
          '<udt:Indicator>0</udt:Indicator></ram:ChargeIndicator>\n        <ram:ActualAmount>10.00',
        ],
      ],
      ['?', 'BR-CO-11'],
    ],
  ]);

  itHitsIn('basic', [['is silent on what the next profile uses and its schema does not have', [], []]]);

  itHitsIn('minimum', [['uses no address of the buyer', [], ['?']]]);

  itHitsIn('extended', [
    ['is silent on a good invoice', [], []],
    [
      'wants a currency that tells amounts of lines apart',
      [
        [
          '<LineTotalAmount>100.00</LineTotalAmount>',
          '<LineTotalAmount>100.00</LineTotalAmount><TaxTotalAmount currencyID="USD">20.00</TaxTotalAmount>',
        ],
      ],
      ['?'],
    ],
    [
      'names the list of a charge that is a tax',
      [['<Reason>Port</Reason>', '<ReasonCode listID="5153">AAA</ReasonCode>']],
      [],
    ],
    [
      'knows no other list of charges',
      [['<Reason>Port</Reason>', '<ReasonCode listID="7161">AA</ReasonCode>']],
      ['?'],
    ],
  ]);
});
