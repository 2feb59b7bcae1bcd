/** Where the business rules of the profiles are not those of EN 16931. */
import { describe } from 'vitest';
import { itHitsIn } from '../../../test/profile-rows.ts';

describe('the business rules of a profile', () => {
  itHitsIn('en16931', [
    ['takes blanks for a text', [['<ID>2026-0117</ID>', '<ID> </ID>']], ['PEPPOL-EN16931-R008[warning]']],
    [
      'warns of empty elements',
      [
        [
          '<ShipToTradeParty><PostalTradeAddress><CountryID>NL</CountryID></PostalTradeAddress></ShipToTradeParty>',
          '<ShipToTradeParty></ShipToTradeParty>',
        ],
      ],
      ['PEPPOL-EN16931-R008[warning]'],
    ],
    [
      'looks for the address of the seller anywhere',
      [
        ['<PostalTradeAddress><CityName>Brest</CityName><CountryID>FR</CountryID></PostalTradeAddress>', ''],
        [
          '<PayeeTradeParty>',
          '<SellerTradeParty><GlobalID schemeID="0009">1</GlobalID><PostalTradeAddress><CountryID>FR</CountryID></PostalTradeAddress></SellerTradeParty><PayeeTradeParty>',
        ],
      ],
      ['FX-SCH-A-000032'],
    ],
    [
      'lets the payee have the name of the seller',
      [['<Name>Factor Plus</Name>', '<Name>Atelier du Port SARL</Name>']],
      [],
    ],
    [
      'wants one account, not two',
      [['</IBANID>', '</IBANID><ProprietaryID>1</ProprietaryID>']],
      ['CII-SR-470'],
    ],
    [
      'wants an account for a transfer',
      [['<IBANID>FR7600000000000000000000097</IBANID>', '']],
      ['BR-50', 'BR-61', 'CII-SR-470', 'PEPPOL-EN16931-R008[warning]'],
    ],
    [
      'asks an account of no means with two types',
      [
        ['<TypeCode>30</TypeCode>', '<TypeCode>30</TypeCode><TypeCode>30</TypeCode>'],
        [
          '<IBANID>FR7600000000000000000000097</IBANID>',
          '<IBANID>1</IBANID><ProprietaryID>1</ProprietaryID>',
        ],
      ],
      ['FX-SCH-A-000488'],
    ],
    [
      'has CII-SR-471 for the taxes of an allowance',
      [
        [
          '<CategoryTradeTax>',
          '<CategoryTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode><RateApplicablePercent>20</RateApplicablePercent></CategoryTradeTax><CategoryTradeTax>',
        ],
      ],
      ['CII-SR-471', 'FX-SCH-A-000185'],
    ],
    [
      'asks of a category whether the tax is VAT or not',
      [
        [
          '<TypeCode>VAT</TypeCode><CategoryCode>E</CategoryCode><RateApplicablePercent>0<',
          '<TypeCode>vat</TypeCode><CategoryCode>E</CategoryCode><RateApplicablePercent>5<',
        ],
      ],
      ['BR-E-05', 'FX-SCH-A-000620'],
    ],
    ['lets a basis lie a whole unit above', [['<BasisAmount>50.00<', '<BasisAmount>51.00<']], []],
    ['lets a basis lie no whole unit below', [['<BasisAmount>50.00<', '<BasisAmount>49.00<']], ['BR-E-08']],
    [
      'adds logistics services to charges',
      [
        ['<ChargeTotalAmount>5.00<', '<ChargeTotalAmount>6.00<'],
        ['<TaxBasisTotalAmount>145', '<TaxBasisTotalAmount>146'],
        [
          '<SpecifiedTradeSettlementHeaderMonetarySummation>',
          '<SpecifiedLogisticsServiceCharge><AppliedAmount>1.00</AppliedAmount></SpecifiedLogisticsServiceCharge><SpecifiedTradeSettlementHeaderMonetarySummation>',
        ],
      ],
      ['BR-CO-15'],
    ],
    [
      'wants the sum of allowances',
      [['<AllowanceTotalAmount>10.00<', '<AllowanceTotalAmount>10.01<']],
      ['BR-CO-11', 'BR-CO-13'],
    ],
    [
      'wants a total with VAT',
      [['<GrandTotalAmount>164.00<', '<GrandTotalAmount>165.00<']],
      ['BR-CO-15', 'BR-CO-16'],
    ],
    [
      'wants classified items to say how',
      [['<ClassCode listID="HS">4407</ClassCode>', '']],
      ['BR-65', 'PEPPOL-EN16931-R008[warning]'],
    ],
    [
      'wants a person or a department',
      [
        [
          '<Name>Maison Verte</Name>',
          '<Name>Maison Verte</Name><DefinedTradeContact><PersonName>A</PersonName><DepartmentName>B</DepartmentName></DefinedTradeContact>',
        ],
      ],
      ['CII-SR-466'],
    ],
    [
      'judges one VAT date a breakdown',
      [
        [
          '<BasisAmount>95.00',
          '<TaxPointDate><udt:DateString format="102">20261120</udt:DateString></TaxPointDate><DueDateTypeCode>5</DueDateTypeCode><BasisAmount>95.00',
        ],
      ],
      ['BR-CO-03'],
    ],
    [
      'reads nothing of what is due where there is no total',
      [
        ['<GrandTotalAmount>164.00</GrandTotalAmount>', ''],
        ['<TotalPrepaidAmount>4.00<', '<TotalPrepaidAmount>1e3<'],
      ],
      ['BR-14', 'BR-CO-15', 'BR-CO-16', 'FX-SCH-A-000043'],
    ],
    [
      'wants a breakdown in every settlement, wherever it stands',
      [
        [
          '</rsm:SupplyChainTradeTransaction>',
          '<rsm:SupplyChainTradeTransaction><ApplicableHeaderTradeSettlement></ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:SupplyChainTradeTransaction>',
        ],
      ],
      ['BR-CO-18', 'PEPPOL-EN16931-R008[warning]'],
    ],
    [
      'takes what says that it is both for both',
      [
        [
          '<udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>\n        <ram:ActualAmount>10.00',
          '<udt:Indicator>false</udt:Indicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator>\n        <ram:ActualAmount>10.000',
        ],
      ],
      ['BR-CO-12', 'BR-DEC-01', 'BR-DEC-05', 'BR-S-08'],
    ],
  ]);

  itHitsIn('basicwl', [
    [
      'does not mind empty elements before BASIC',
      [
        [
          '<ShipToTradeParty><PostalTradeAddress><CountryID>NL</CountryID></PostalTradeAddress></ShipToTradeParty>',
          '<ShipToTradeParty></ShipToTradeParty>',
        ],
      ],
      [],
    ],
    [
      'has no rule on lines',
      [
        ['<IncludedSupplyChainTradeLineItem>', '<IncludedSupplyChainTradeLineItem>'],
        ['<LineID>1</LineID>', ''],
      ],
      [],
    ],
  ]);

  itHitsIn('minimum', [
    [
      'has the sum without VAT and no sum of lines',
      [
        ['<LineTotalAmount>150.00<', '<LineTotalAmount>1.00<'],
        ['<TaxBasisTotalAmount>145.00<', '<TaxBasisTotalAmount>145.001<'],
      ],
      ['?', 'BR-DEC-12'],
    ],
  ]);

  itHitsIn('basic', [
    [
      'does not read cards',
      [
        [
          '<ApplicableTradeSettlementFinancialCard><ID>1234<',
          '<ApplicableTradeSettlementFinancialCard><ID>12345678901<',
        ],
      ],
      [],
    ],
  ]);
});
