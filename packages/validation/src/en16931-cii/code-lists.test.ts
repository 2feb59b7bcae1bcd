import { describe } from 'vitest';
import { itHits } from '../../test/cii-invoice.ts';

describe('a code of a list', () => {
  itHits([
    ['is the type of an invoice', [['<TypeCode>380<', '<TypeCode>999<']], ['BR-CL-01']],
    ['may stand between blanks', [['<TypeCode>380<', '<TypeCode>\n 380 <']], []],
    ['is one code', [['<TypeCode>380<', '<TypeCode>380 381<']], ['BR-CL-01']],
    ['is not empty', [['<TypeCode>380<', '<TypeCode><']], ['BR-04', 'BR-CL-01']],
    ['is a currency', [['<InvoiceCurrencyCode>EUR<', '<InvoiceCurrencyCode>eur<']], ['BR-CL-04', 'BR-CO-15']],
    ['is a currency of a total', [['currencyID="EUR"', 'currencyID="EURO"']], ['BR-CL-03', 'BR-CO-15']],
    ['is a country', [['<CountryID>BE<', '<CountryID>XX<']], ['BR-CL-14']],
    [
      'is a country of the list of 2026, which has AN and lacks SS',
      [
        ['<CountryID>BE<', '<CountryID>SS<'],
        ['<CountryID>NL<', '<CountryID>AN<'],
      ],
      ['BR-CL-14'],
    ],
    [
      'is the origin of an item',
      [['<OriginTradeCountry><ID>FR<', '<OriginTradeCountry><ID>FX<']],
      ['BR-CL-15'],
    ],
    [
      'is the scheme of an identifier, also where the identifier is an origin',
      [['<OriginTradeCountry><ID>FR<', '<OriginTradeCountry><ID schemeID="9999">FX<']],
      ['BR-CL-11'],
    ],
    ['is the scheme of a party', [['schemeID="0009"', 'schemeID="9"']], ['BR-CL-10']],
    ['is the scheme of an item', [['schemeID="0160"', 'schemeID="160"']], ['BR-CL-21']],
    [
      'is the scheme of a place of delivery',
      [['<ShipToTradeParty>', '<ShipToTradeParty><GlobalID schemeID="EM">1</GlobalID>']],
      ['BR-CL-26'],
    ],
    ['is the scheme of an electronic address', [['schemeID="0225"', 'schemeID="0002x"']], ['BR-CL-25']],
    ['is the scheme of a classification', [['listID="HS"', 'listID="HSX"']], ['BR-CL-13']],
    ['is a unit', [['unitCode="HUR"', 'unitCode="hour"']], ['BR-CL-23']],
    ['is a means of payment', [['<TypeCode>30<', '<TypeCode>999<']], ['BR-CL-16']],
    ['is a category', [['<CategoryCode>E<', '<CategoryCode>X<']], ['BR-CL-18', 'BR-E-01', 'BR-E-08']],
    ['is a reason of an allowance', [['<ReasonCode>95<', '<ReasonCode>FC<']], ['BR-CL-19']],
    [
      'is a reason of a charge',
      [['<Reason>Port<', '<ReasonCode>95</ReasonCode><Reason>Port<']],
      ['BR-CL-20'],
    ],
    ['is the subject of a note', [['<SubjectCode>AAI<', '<SubjectCode>XYZ<']], ['BR-CL-08']],
    [
      'is the subject of a note, also of those that CII alone has',
      [['<SubjectCode>AAI<', '<SubjectCode>BAT<']],
      [],
    ],
    [
      'is a type of attachment',
      [['mimeCode="application/pdf"', 'mimeCode=" application/pdf"']],
      ['BR-CL-24'],
    ],
    [
      'is a reason of exemption',
      [
        ['<ExemptionReason>Exonération<', '<ExemptionReasonCode>VATEX<'],
        ['</ExemptionReason>', '</ExemptionReasonCode>'],
      ],
      ['BR-CL-22'],
    ],
  ]);
});
