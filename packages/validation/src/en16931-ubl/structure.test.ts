import { readXml } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type Change, itHits } from '../../test/ubl-invoice.ts';
import { forbiddenElements } from './forbidden-elements.ts';
import { en16931Ubl } from './rule-set.ts';

describe('elements that EN 16931 does not use', () => {
  itHits([
    [
      'of the document',
      [['<cbc:IssueDate>', '<cbc:CopyIndicator>false</cbc:CopyIndicator><cbc:UUID/><cbc:IssueDate>']],
      ['UBL-CR-004', 'UBL-CR-005'],
    ],
    [
      'of an address',
      [['<cbc:CityName>Brest', '<cbc:Postbox>7</cbc:Postbox><cbc:CityName>Brest']],
      ['UBL-CR-150'],
    ],
    [
      'of the buyer',
      [
        [
          '<cac:PartyLegalEntity><cbc:RegistrationName>Maison Verte</cbc:RegistrationName>',
          '<cac:PartyLegalEntity><cbc:RegistrationName>Maison Verte</cbc:RegistrationName><cbc:CompanyLegalForm>SA</cbc:CompanyLegalForm>',
        ],
      ],
      ['UBL-CR-244'],
    ],
    [
      'of a line',
      [['<cbc:Name>Planche', '<cbc:BrandName>B</cbc:BrandName><cbc:Name>Planche']],
      ['UBL-CR-569'],
    ],
    [
      'count once, however often they stand there',
      [
        ['<cbc:Name>Planche', '<cbc:Keyword>a</cbc:Keyword><cbc:Keyword>b</cbc:Keyword><cbc:Name>Planche'],
        ['<cbc:Name>Formation', '<cbc:Keyword>c</cbc:Keyword><cbc:Name>Formation'],
      ],
      ['UBL-CR-568'],
    ],
    [
      'of a foreign namespace are not theirs',
      [['<cbc:IssueDate>', '<x:UUID xmlns:x="urn:x"/><cbc:IssueDate>']],
      [],
    ],
    [
      'of another parent are not theirs',
      [['<cbc:IssueDate>', '<cbc:BrandName>B</cbc:BrandName><cbc:IssueDate>']],
      [],
    ],
    [
      'at any depth',
      [['<cac:PayeeFinancialAccount>', '<cac:PayerFinancialAccount/><cac:PayeeFinancialAccount>']],
      ['UBL-CR-680'],
    ],
  ]);

  it('are 643 rules with a path each, two for those of lines', () => {
    const elements = forbiddenElements();
    expect(new Set(elements.map(({ rule }) => rule)).size).toBe(643);
    expect(new Set(elements.map(({ path }) => path.join('/'))).size).toBe(elements.length);
  });

  it('are reported each under its own rule, with the path found', () => {
    for (const { rule, path } of forbiddenElements()) {
      const opening = path.map((tag) => `<${tag}>`).join('');
      const closing = path
        .map((tag) => `</${tag}>`)
        .reverse()
        .join('');
      const found: (string | undefined)[] = [];
      en16931Ubl.run(readXml(bare(opening + closing)), (hit, severity, node, facts) => {
        if (hit === rule && severity === 'warning' && node.parent === null) found.push(facts?.found);
      });
      expect(found, rule).toEqual([path.join('/')]);
    }
  });
});

function bare(content: string): string {
  const ubl = 'urn:oasis:names:specification:ubl:schema:xsd';
  return `<Invoice xmlns="${ubl}:Invoice-2" xmlns:cac="${ubl}:CommonAggregateComponents-2"
    xmlns:cbc="${ubl}:CommonBasicComponents-2" xmlns:ext="${ubl}:CommonExtensionComponents-2">${content}</Invoice>`;
}

describe('attributes that EN 16931 does not use', () => {
  itHits([
    ['of the document number', [['<cbc:ID>2026-0117', '<cbc:ID schemeID="x">2026-0117']], ['UBL-CR-650']],
    [
      'of a country',
      [['<cbc:IdentificationCode>FR', '<cbc:IdentificationCode listID="x">FR']],
      ['UBL-CR-660'],
    ],
    ['of a VAT category', [['<cbc:ID>S</cbc:ID>', '<cbc:ID schemeID="x">S</cbc:ID>']], ['UBL-CR-678']],
    ['anywhere', [['<cbc:Note>', '<cbc:Note languageID="fr">']], ['UBL-DT-19']],
    [
      'name, but of a payment means',
      [['<cbc:PaymentMeansCode>', '<cbc:PaymentMeansCode name="Virement">']],
      [],
    ],
    ['name, elsewhere', [['<cbc:Note>', '<cbc:Note name="x">']], ['UBL-DT-18']],
    [
      'of a foreign namespace are not theirs',
      [['<cbc:Note>', '<cbc:Note xmlns:x="urn:x" x:languageID="fr">']],
      [],
    ],
  ]);
});

describe('what stands once', () => {
  const twice = (piece: string): Change => [piece, piece + piece];
  const another =
    '<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>B</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>X</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans><cac:AllowanceCharge>';
  itHits([
    ['delivery', [['<cac:Delivery>', '<cac:Delivery/><cac:Delivery>']], ['UBL-SR-24']],
    [
      'payment terms',
      [
        [
          '<cac:AllowanceCharge>',
          '<cac:PaymentTerms><cbc:Note>a</cbc:Note></cac:PaymentTerms><cac:PaymentTerms><cbc:Note>b</cbc:Note></cac:PaymentTerms><cac:AllowanceCharge>',
        ],
      ],
      ['UBL-SR-05'],
    ],
    [
      'the trading name of the seller',
      [twice('<cac:PartyName><cbc:Name>Atelier du Port</cbc:Name></cac:PartyName>')],
      ['UBL-SR-10'],
    ],
    [
      'the remittance information, which several accounts may repeat',
      [
        ['<cac:CardAccount>', '<cbc:PaymentID>A</cbc:PaymentID><cac:CardAccount>'],
        ['<cac:AllowanceCharge>', another],
      ],
      ['UBL-SR-44'],
    ],
    [
      'the same remittance information twice',
      [
        ['<cac:CardAccount>', '<cbc:PaymentID>B</cbc:PaymentID><cac:CardAccount>'],
        ['<cac:AllowanceCharge>', another],
      ],
      [],
    ],
    ['the payment means', [['<cac:AllowanceCharge>', another.replace('>30<', '>58<')]], ['UBL-SR-47']],
    [
      'a preceding invoice a reference',
      [twice('<cac:InvoiceDocumentReference><cbc:ID>2026-0101</cbc:ID></cac:InvoiceDocumentReference>')],
      ['UBL-SR-06'],
    ],
  ]);
});
