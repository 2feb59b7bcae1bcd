import { describe, expect, it } from 'vitest';
import { changed, itHits, rulesHit } from '../../test/ubl-invoice.ts';

describe('a line', () => {
  itHits([
    ['has an identifier', [['<cbc:ID>1</cbc:ID>', '<cbc:ID> </cbc:ID>']], ['BR-21']],
    [
      'has a quantity with a unit',
      [['<cbc:InvoicedQuantity unitCode="C62">2</cbc:InvoicedQuantity>', '']],
      ['BR-22', 'BR-23'],
    ],
    ['has a listed unit', [['unitCode="C62"', 'unitCode="PCS"']], ['BR-CL-23']],
    ['may have blanks around its unit', [['unitCode="C62"', 'unitCode=" C62 "']], []],
    [
      'has an amount',
      [['<cbc:LineExtensionAmount currencyID="EUR">50.00</cbc:LineExtensionAmount>', '']],
      ['BR-24', 'BR-CO-10', 'BR-E-08'],
    ],
    ['has a name', [['<cbc:Name>Planche</cbc:Name>', '<cbc:Name/>']], ['BR-25']],
    [
      'has a price',
      [['<cac:Price><cbc:PriceAmount currencyID="EUR">50</cbc:PriceAmount></cac:Price>', '']],
      ['BR-26', 'BR-27'],
    ],
    ['has a price that is not negative', [['>50.125<', '>-0.01<']], ['BR-27']],
    ['compares a price as a double, exponent and all', [['>50.125<', '>5e1<']], []],
    // Saxon-HE says the opposite of the next two, SaxonJS and XPath 2.0 (op:numeric-less-than) what is here.
    ['has a price that is a number', [['>50.125<', '>NaN<']], ['BR-27']],
    ['takes minus zero for zero', [['>51<', '>-0.00<']], []],
    ['has a gross price that is not negative', [['>51<', '>-51<']], ['BR-28']],
    [
      'has one VAT category',
      [
        [
          '<cac:ClassifiedTaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>',
          '',
        ],
      ],
      ['BR-CO-04', 'BR-E-08', 'UBL-SR-48'],
    ],
    [
      'has a listed VAT category',
      [['<cbc:ID>E</cbc:ID><cbc:Percent>0', '<cbc:ID>e</cbc:ID><cbc:Percent>0']],
      ['BR-CL-18', 'BR-E-08'],
    ],
    ['has properties with name and value', [['<cbc:Value>Chêne</cbc:Value>', '']], ['BR-54']],
    ['has a scheme of its standard identifier', [[' schemeID="0160"', '']], ['BR-64']],
    ['has a listed scheme', [[' schemeID="0160"', ' schemeID="160"']], ['BR-CL-21']],
    ['has a list of its classification', [[' listID="HS"', '']], ['BR-65']],
    ['has a listed list', [[' listID="HS"', ' listID="CPV"']], ['BR-CL-13']],
    [
      'has a period that does not end before it starts',
      [['</cbc:StartDate></cac:I', '</cbc:StartDate><cbc:EndDate>2026-11-01</cbc:EndDate></cac:I']],
      ['BR-30'],
    ],
    ['has a period with a date', [['<cbc:StartDate>2026-11-02</cbc:StartDate>', '']], ['BR-CO-20']],
    [
      'has a note at most',
      [['<cbc:InvoicedQ', '<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note><cbc:InvoicedQ']],
      ['UBL-SR-34'],
    ],
    [
      'has a description at most',
      [
        [
          '<cbc:Name>Planche',
          '<cbc:Description>a</cbc:Description><cbc:Description>b</cbc:Description><cbc:Name>Planche',
        ],
      ],
      ['UBL-SR-50'],
    ],
    [
      'has an amount of two decimals',
      [['>50.00</cbc:LineE', '>50.000</cbc:LineE']],
      ['BR-DEC-23', 'UBL-DT-01'],
    ],
  ]);

  it('is judged wherever it stands', () => {
    const sub = '<cac:SubInvoiceLine><cac:InvoiceLine/></cac:SubInvoiceLine></cac:InvoiceLine>';
    expect(rulesHit(changed(['</cac:InvoiceLine>', sub]))).toEqual([
      'BR-21',
      'BR-22',
      'BR-23',
      'BR-24',
      'BR-25',
      'BR-26',
      'BR-27',
      'BR-CO-04',
      'UBL-CR-646',
      'UBL-SR-48',
    ]);
  });
});

describe('allowances and charges', () => {
  const documentAllowance = '<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>';
  itHits([
    ['of the document have a reason', [[documentAllowance, '']], ['BR-33', 'BR-CO-21']],
    [
      'of the document have a charge reason',
      [['<cbc:AllowanceChargeReason>Port</cbc:AllowanceChargeReason>', '']],
      ['BR-38', 'BR-CO-22'],
    ],
    [
      'of a line have a reason',
      [['<cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason>', '']],
      ['BR-42', 'BR-CO-23'],
    ],
    [
      'of a line have a charge reason',
      [['<cbc:AllowanceChargeReason>Emballage</cbc:AllowanceChargeReason>', '']],
      ['BR-44', 'BR-CO-24'],
    ],
    ['have a listed reason', [['>95<', '>FC<']], ['BR-CL-19']],
    [
      'have a listed charge reason',
      [
        [
          '<cbc:AllowanceChargeReason>Port</cbc:AllowanceChargeReason>',
          '<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>',
        ],
      ],
      ['BR-CL-20'],
    ],
    [
      'of the document have an amount',
      [['<cbc:Amount currencyID="EUR">5.00</cbc:Amount>', '']],
      ['BR-36', 'BR-CO-12', 'BR-S-08'],
    ],
    ['of a line have an amount', [['<cbc:Amount currencyID="EUR">3.00</cbc:Amount>', '']], ['BR-41']],
    [
      'of the document have a VAT category',
      [
        [
          '<cbc:Amount currencyID="EUR">10.00</cbc:Amount>\n    <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>',
          '<cbc:Amount currencyID="EUR">10.00</cbc:Amount>',
        ],
      ],
      ['BR-32', 'BR-S-08'],
    ],
    [
      'say 0 and 1 as well as false and true',
      [
        ['>false<', '>0<'],
        ['>true<', '> 1 <'],
      ],
      [],
    ],
    [
      'have one reason each',
      [
        [
          '<cbc:AllowanceChargeReason>Remise',
          '<cbc:AllowanceChargeReason>Ou</cbc:AllowanceChargeReason><cbc:AllowanceChargeReason>Remise',
        ],
      ],
      ['UBL-SR-30'],
    ],
    [
      'of a price have no reason',
      [
        ['>0.875<', '>0.875<'],
        [
          '<cbc:Amount currencyID="EUR">0.875',
          '<cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">0.875',
        ],
      ],
      ['UBL-CR-634', 'UBL-CR-670'],
    ],
  ]);
});
