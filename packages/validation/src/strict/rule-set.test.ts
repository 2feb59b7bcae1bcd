import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXml, writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { allRecorded, hasCorpus } from '../../test/corpus.ts';
import { fix } from '../patches/fix.ts';
import { patchesFor } from '../patches/patches-for.ts';
import { validate } from '../validate.ts';

const written = { cii: writeCii, ubl: writeUbl };
type Syntax = keyof typeof written;

/** What the stricter rules say of a sample after changes, as "rule {figures}". */
function found(
  sample: string,
  syntax: Syntax,
  ...changes: readonly (readonly [string | RegExp, string])[]
): string[] {
  const invoice = samples[sample];
  if (invoice === undefined) throw new Error(`no sample ${sample}`);
  let xml = written[syntax](invoice);
  for (const [from, to] of changes) {
    const changed = xml.replace(from, to);
    expect(changed, String(from)).not.toBe(xml);
    xml = changed;
  }
  return validate(readXml(xml), ['strict']).flatMap(({ rule, severity, hits }) => {
    expect(severity).toBe('warning');
    return hits.map(({ facts }) => [rule, ...Object.values(facts ?? {})].join(' '));
  });
}

type Change = readonly [string | RegExp, string];

/** A rule, the sample, and in each syntax the change that it speaks of, once, with these figures. */
const CASES: readonly (readonly [expected: string | RegExp, sample: string, cii: Change, ubl: Change])[] = [
  [
    'SCELL-SIREN 732829321',
    'severalRates',
    [/(SellerTradeParty>[\s\S]*?schemeID="0002">)732829320/, '$1732829321'],
    [/(schemeID="0002">)732829320/, '$1732829321'],
  ],
  [
    'SCELL-SIRET 73282932000075',
    'severalRates',
    ['schemeID="0009">73282932000074', 'schemeID="0009">73282932000075'],
    ['schemeID="0009">73282932000074', 'schemeID="0009">73282932000075'],
  ],
  [
    'SCELL-SIRET-SIREN 55208131766522 732829320',
    'severalRates',
    ['schemeID="0009">73282932000074', 'schemeID="0009">55208131766522'],
    ['schemeID="0009">73282932000074', 'schemeID="0009">55208131766522'],
  ],
  [
    'SCELL-VAT-FORM FR447328293',
    'severalRates',
    ['>FR44732829320<', '>FR447328293<'],
    ['>FR44732829320<', '>FR447328293<'],
  ],
  [
    'SCELL-VAT-KEY FR45732829320',
    'severalRates',
    ['>FR44732829320<', '>FR45732829320<'],
    ['>FR44732829320<', '>FR45732829320<'],
  ],
  [
    'SCELL-VAT-SIREN FR03552081317 732829320',
    'severalRates',
    ['>FR44732829320<', '>FR03552081317<'],
    ['>FR44732829320<', '>FR03552081317<'],
  ],
  [
    'SCELL-VAT-COUNTRY DE136695976 FR',
    'severalRates',
    ['>FR44732829320<', '>DE136695976<'],
    ['>FR44732829320<', '>DE136695976<'],
  ],
  [
    /^SCELL-IBAN FR\d/,
    'severalRates',
    [/(<ram:IBANID>FR)\d\d/, '$100'],
    [/(<cac:PayeeFinancialAccount>\n<cbc:ID>FR)\d\d/, '$100'],
  ],
  [
    /^SCELL-GTIN 3012345678900$/,
    'goodsShipped',
    ['>3012345678902<', '>3012345678900<'],
    ['>3012345678902<', '>3012345678900<'],
  ],
  [
    /^SCELL-GLN 3012345678901$/,
    'severalRates',
    [/schemeID="0009">73282932000074/, 'schemeID="0088">3012345678901'],
    [/schemeID="0009">73282932000074/, 'schemeID="0088">3012345678901'],
  ],
  [
    'SCELL-ADDRESS 73282932',
    'severalRates',
    [/(<ram:URIID schemeID="0225">)732829320[^<]*/, '$173282932'],
    [/(<cbc:EndpointID schemeID="0225">)732829320[^<]*/, '$173282932'],
  ],
  [
    'SCELL-EMAIL nobody',
    'contactsPayee',
    [/(<ram:EmailURIUniversalCommunication>\n<ram:URIID>)[^<]*/, '$1nobody'],
    [/(<cbc:ElectronicMail>)[^<]*/, '$1nobody'],
  ],
  [
    'SCELL-URL plan.pdf',
    'supportingDocuments',
    [/(<ram:URIID>)http[^<]*/, '$1plan.pdf'],
    [/(<cbc:URI>)http[^<]*/, '$1plan.pdf'],
  ],
  [
    /^SCELL-DAY (?:20260230|2026-02-30)$/,
    'periods',
    [/(<ram:EndDateTime>\n<udt:DateTimeString format="102">)\d*/, '$120260230'],
    [/(<cbc:EndDate>)[^<]*/, '$12026-02-30'],
  ],
  [
    /^SCELL-DAY (?:02030116|0203-01-16)$/,
    'periods',
    [/(<ram:EndDateTime>\n<udt:DateTimeString format="102">)\d*/, '$102030116'],
    [/(<cbc:EndDate>)[^<]*/, '$10203-01-16'],
  ],
  [
    /^SCELL-DAY (?:20261120XX|2026-11-20XX)$/,
    'periods',
    [/(<ram:EndDateTime>\n<udt:DateTimeString format="102">)\d*/, '$120261120XX'],
    [/(<cbc:EndDate>)[^<]*/, '$12026-11-20XX'],
  ],
  [
    /^SCELL-DUE-DATE 2026-01-01 2026-11-20$/,
    'severalRates',
    [/(<ram:DueDateDateTime>\n<udt:DateTimeString format="102">)\d*/, '$120260101'],
    [/(<cbc:DueDate>)[^<]*/, '$12026-01-01'],
  ],
  [
    /^SCELL-DELIVERY-DATE 2024-11-20 2026-11-20$/,
    'goodsShipped',
    [/(<ram:OccurrenceDateTime>\n<udt:DateTimeString format="102">)\d*/, '$120241120'],
    [/(<cbc:ActualDeliveryDate>)[^<]*/, '$12024-11-20'],
  ],
  [
    /^SCELL-PRECEDING-DATE 2026-12-01 2026-11-20$/,
    'creditNote',
    [/(<qdt:DateTimeString format="102">)\d*/, '$120261201'],
    [/(<cac:InvoiceDocumentReference>[\s\S]*?<cbc:IssueDate>)[^<]*/, '$12026-12-01'],
  ],
  [
    'SCELL-VAT-RATE-DATE 19.60 2000-04-01 – 2013-12-31',
    'severalRates',
    [/(<ram:RateApplicablePercent>)[^<]*/, '$119.60'],
    [/(<cbc:Percent>)[^<]*/, '$119.60'],
  ],
  [
    /^SCELL-QUANTITY 0$/,
    'severalRates',
    [/(<ram:BilledQuantity[^>]*>)[^<]*/, '$10'],
    [/(<cbc:InvoicedQuantity[^>]*>)[^<]*/, '$10'],
  ],
  [
    /^SCELL-CURRENCY USD EUR$/,
    'severalRates',
    [/<ram:GrandTotalAmount>/, '<ram:GrandTotalAmount currencyID="USD">'],
    [/(<cbc:TaxInclusiveAmount currencyID=")EUR/, '$1USD'],
  ],
  [
    /^SCELL-SIZE 1000000000000.00$/,
    'severalRates',
    [/(<ram:DuePayableAmount>)[^<]*/, '$11000000000000.00'],
    [/(<cbc:PayableAmount[^>]*>)[^<]*/, '$11000000000000.00'],
  ],
  [/^SCELL-MINOR-UNITS \d+\.\d+ JPY$/, 'severalRates', [/EUR/g, 'JPY'], [/EUR/g, 'JPY']],
  [
    'SCELL-NOTE PMT',
    'severalRates',
    [/<ram:Content>[^<]*(<\/ram:Content>\n<ram:SubjectCode>PMT)/, '<ram:Content> $1'],
    [/(<cbc:Note>#PMT#)[^<]*/, '$1'],
  ],
  [
    'SCELL-PLACEHOLDER undefined',
    'severalRates',
    [/(<ram:SpecifiedTradeProduct>\n<ram:Name>)[^<]*/, '$1undefined'],
    [/(<cac:Item>\n(?:<cbc:Description>[^<]*<\/cbc:Description>\n)?<cbc:Name>)[^<]*/, '$1undefined'],
  ],
  [
    'SCELL-TEXT Boîte de thÃ©',
    'severalRates',
    [/(<ram:SpecifiedTradeProduct>\n<ram:Name>)[^<]*/, '$1Boîte de thÃ©'],
    [/(<cac:Item>\n(?:<cbc:Description>[^<]*<\/cbc:Description>\n)?<cbc:Name>)[^<]*/, '$1Boîte de thÃ©'],
  ],
  [
    'SCELL-ATTACHMENT ',
    'supportingDocuments',
    [/(<ram:AttachmentBinaryObject[^>]*>)[^<]*/, '$1'],
    [/(<cbc:EmbeddedDocumentBinaryObject[^>]*>)[^<]*/, '$1'],
  ],
  [
    'SCELL-ATTACHMENT-TYPE PNG application/pdf',
    'supportingDocuments',
    [
      /(<ram:AttachmentBinaryObject[^>]*)mimeCode="[^"]*"([^>]*>)[^<]*/,
      '$1mimeCode="application/pdf"$2iVBORw0KGgo=',
    ],
    [
      /(<cbc:EmbeddedDocumentBinaryObject[^>]*)mimeCode="[^"]*"([^>]*>)[^<]*/,
      '$1mimeCode="application/pdf"$2iVBORw0KGgo=',
    ],
  ],
  [
    /^SCELL-BASE-QUANTITY 0$/,
    'severalRates',
    [
      /(<ram:NetPriceProductTradePrice>\n<ram:ChargeAmount>[^<]*<\/ram:ChargeAmount>\n)(?:<ram:BasisQuantity[\s\S]*?<\/ram:BasisQuantity>\n)?/,
      '$1<ram:BasisQuantity>0</ram:BasisQuantity>\n',
    ],
    [
      /(<cbc:PriceAmount[^>]*>[^<]*<\/cbc:PriceAmount>\n)(?:<cbc:BaseQuantity[\s\S]*?<\/cbc:BaseQuantity>\n)?/,
      '$1<cbc:BaseQuantity>0</cbc:BaseQuantity>\n',
    ],
  ],
  [
    /^SCELL-BASE-UNIT XBX /,
    'severalRates',
    [
      /(<ram:NetPriceProductTradePrice>\n<ram:ChargeAmount>[^<]*<\/ram:ChargeAmount>\n)(?:<ram:BasisQuantity[\s\S]*?<\/ram:BasisQuantity>\n)?/,
      '$1<ram:BasisQuantity unitCode="XBX">1</ram:BasisQuantity>\n',
    ],
    [
      /(<cbc:PriceAmount[^>]*>[^<]*<\/cbc:PriceAmount>\n)(?:<cbc:BaseQuantity[\s\S]*?<\/cbc:BaseQuantity>\n)?/,
      '$1<cbc:BaseQuantity unitCode="XBX">1</cbc:BaseQuantity>\n',
    ],
  ],
  [
    /^SCELL-LINE 9\d+\.\d\d \d+\.\d\d$/,
    'severalRates',
    [/(LineMonetarySummation>\n<ram:LineTotalAmount>)\d/, '$19'],
    [/(<cac:InvoiceLine>[\s\S]*?<cbc:LineExtensionAmount[^>]*>)\d/, '$19'],
  ],
  [
    /^SCELL-PRICE /,
    'lineDiscount',
    [/(<ram:GrossPriceProductTradePrice>\n<ram:ChargeAmount>)/, '$19'],
    [/(<cac:Price>[\s\S]*?<cbc:BaseAmount[^>]*>)/, '$19'],
  ],
  [
    /^SCELL-PERCENTAGE /,
    'documentAllowanceCharge',
    [/(<ram:CalculationPercent>)/, '$19'],
    [/(<cbc:MultiplierFactorNumeric>)/, '$19'],
  ],
  [
    /^SCELL-VAT-AMOUNT \d+\.\d\d \d+\.\d\d$/,
    'severalRates',
    [/(<ram:CalculatedAmount>\d+\.)\d\d/, '$199'],
    [/(<cac:TaxSubtotal>[\s\S]*?<cbc:TaxAmount[^>]*>\d+\.)\d\d/, '$199'],
  ],
  [
    /^SCELL-VAT-GROUP S /,
    'severalRates',
    [/(<ram:ApplicableTradeTax>\n<ram:CalculatedAmount>[\s\S]*?<\/ram:ApplicableTradeTax>\n)/, '$1$1'],
    [/(<cac:TaxSubtotal>[\s\S]*?<\/cac:TaxSubtotal>\n)/, '$1$1'],
  ],
  [
    'SCELL-LINE-ID 2',
    'severalRates',
    ['<ram:LineID>1<', '<ram:LineID>2<'],
    [/(<cac:InvoiceLine>\n<cbc:ID>)1/, '$12'],
  ],
  [
    /^SCELL-CREDIT-SIGN -/,
    'creditNote',
    ['<ram:GrandTotalAmount>', '<ram:GrandTotalAmount>-'],
    [/(<cbc:TaxInclusiveAmount[^>]*>)/, '$1-'],
  ],
  [
    /^SCELL-PREPAID 9\d*\.\d\d \d+\.\d\d$/,
    'finalAfterDeposit',
    ['<ram:TotalPrepaidAmount>', '<ram:TotalPrepaidAmount>9'],
    [/(<cbc:PrepaidAmount[^>]*>)/, '$19'],
  ],
  [
    'SCELL-BIC AGRIXXPP',
    'severalRates',
    [
      /(<\/ram:PayeePartyCreditorFinancialAccount>\n)(?:<ram:PayeeSpecifiedCreditorFinancialInstitution>[\s\S]*?<\/ram:PayeeSpecifiedCreditorFinancialInstitution>\n)?/,
      '$1<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>AGRIXXPP</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution>\n',
    ],
    [
      /(<cac:PayeeFinancialAccount>\n<cbc:ID>[^<]*<\/cbc:ID>\n(?:<cbc:Name>[^<]*<\/cbc:Name>\n)?)(?:<cac:FinancialInstitutionBranch>[\s\S]*?<\/cac:FinancialInstitutionBranch>\n)?/,
      '$1<cac:FinancialInstitutionBranch><cbc:ID>AGRIXXPP</cbc:ID></cac:FinancialInstitutionBranch>\n',
    ],
  ],
];

describe('the stricter rules', () => {
  it.each(CASES)('see %s', (expected, sample, cii, ubl) => {
    for (const [syntax, change] of [
      ['cii', cii],
      ['ubl', ubl],
    ] as const) {
      const matching = found(sample, syntax, change).filter((told) =>
        typeof expected === 'string' ? told === expected : expected.test(told),
      );
      expect(matching.length, syntax).toBeGreaterThan(0);
    }
  });

  it('are each among these cases', () => {
    const folder = import.meta.dirname;
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
    const ids = sources.flatMap(
      (name) => readFileSync(join(folder, name), 'utf8').match(/SCELL-[A-Z-]+/g) ?? [],
    );
    const tried = CASES.map(([expected]) => /SCELL-[A-Z-]*[A-Z]/.exec(String(expected))?.[0]);
    expect([...new Set(ids)].filter((id) => !tried.includes(id))).toEqual([]);
  });

  it('are silent on good invoices', () => {
    const told = Object.keys(samples).flatMap((name) =>
      (['cii', 'ubl'] as const).flatMap((syntax) => found(name, syntax).map((rule) => `${name} ${rule}`)),
    );
    expect(told).toEqual([]);
  });

  it.each([
    [
      'an establishment of La Poste',
      ['schemeID="0009">73282932000074', 'schemeID="0009">35600000049837'],
      'SCELL-SIRET ',
    ],
    [
      'a VAT number of Monaco, which France gives',
      ['<ram:CountryID>FR<', '<ram:CountryID>MC<'],
      'SCELL-VAT-COUNTRY',
    ],
    [
      'half a cent of rounding',
      [/(LineMonetarySummation>\n<ram:LineTotalAmount>\d+\.\d\d)/, '$14'],
      'SCELL-LINE',
    ],
    [
      'a rate of a foreign seller',
      [
        /(<ram:SellerTradeParty>[\s\S]*?<ram:CountryID>)FR([\s\S]*?<ram:RateApplicablePercent>)[^<]*/,
        '$1DE$27',
      ],
      'SCELL-VAT-RATE-DATE',
    ],
    ['capitals with accents', [/(<ram:SpecifiedTradeProduct>\n<ram:Name>)[^<]*/, '$1NÃO PÂTÉ'], 'SCELL-TEXT'],
    [
      'a company called Null',
      [/(<ram:SellerTradeParty>[\s\S]*?<ram:Name>)[^<]*/, '$1Null'],
      'SCELL-PLACEHOLDER',
    ],
  ] as const)('let %s pass', (_, change, rule) => {
    expect(found('severalRates', 'cii', change).filter((told) => told.startsWith(rule))).toEqual([]);
  });

  it('never speak as errors, nor throw, whatever the document', { timeout: 60_000 }, () => {
    for (const path of hasCorpus ? allRecorded('mutants') : []) {
      const findings = validate(readXml(readFileSync(path)), ['strict']);
      expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
    }
    expect(
      validate(readXml('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'), [
        'strict',
      ]),
    ).toEqual([]);
  });

  it('come with patches: an IBAN in groups of four, VAT to the cent', () => {
    const invoice = samples.severalRates;
    if (invoice === undefined) throw new Error('no sample severalRates');
    const good = writeCii(invoice);
    const bad = good
      .replace(/(<ram:IBANID>\w{4})(\w{4})/, '$1 $2 ')
      .replace(/(<ram:CalculatedAmount>\d+\.\d)\d/, '$19');
    const ids = ['en16931', 'strict'];
    const document = readXml(bad);
    const patched = [...patchesFor(document, validate(document, ids), ids).keys()].map(({ rule }) => rule);
    expect(patched).toEqual(expect.arrayContaining(['SCELL-IBAN', 'SCELL-VAT-AMOUNT']));
    expect(fix(bad, ids).source).toBe(good);
  });
});
