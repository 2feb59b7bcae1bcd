/** Good invoices of our own with one fault each that a program can mend: the proof of the patches where no corpus lies beside the repository. */
import { writeCii, writeUbl } from '@scell/syntax';
import { samples } from '../../en16931/test/samples.ts';

/** A fault, what finds it, and what the patch makes of the place. */
export interface FaultyDocument {
  readonly name: string;
  readonly source: string;
  readonly rule: string;
  /** A piece of the mended document; of the good one, where the patch restores it. */
  readonly mended: string | RegExp;
}

const written = { cii: writeCii, ubl: writeUbl };

function fault(
  sample: string,
  syntax: 'cii' | 'ubl',
  rule: string,
  [from, to]: readonly [string | RegExp, string],
  mended: string | RegExp,
): FaultyDocument {
  const invoice = samples[sample];
  if (invoice === undefined) throw new Error(`no sample ${sample}`);
  const good = written[syntax](invoice);
  const source = good.replace(from, to);
  if (source === good) throw new Error(`${sample} in ${syntax} does not hold ${from}`);
  return { name: `${rule} in ${syntax} (${to.slice(0, 40)})`, source, rule, mended };
}

export const faultyDocuments: readonly FaultyDocument[] = [
  // What must not be there.
  fault(
    'severalRates',
    'cii',
    'CII-SR-019',
    ['</ram:TypeCode>', '</ram:TypeCode>\n<ram:LanguageID>fr</ram:LanguageID>'],
    /<\/ram:TypeCode>\n<ram:IssueDateTime>/,
  ),
  fault('severalRates', 'cii', 'CII-DT-005', ['<ram:LineID>', '<ram:LineID schemeID="x">'], '<ram:LineID>1<'),
  fault(
    'severalRates',
    'ubl',
    'UBL-CR-010',
    [
      '<cbc:DocumentCurrencyCode>',
      '<cbc:AccountingCostCode>A&amp;B</cbc:AccountingCostCode>\n<cbc:DocumentCurrencyCode>',
    ],
    /<\/cbc:\w+>\n<cbc:DocumentCurrencyCode>/,
  ),
  fault('severalRates', 'ubl', 'UBL-DT-08', ['<cbc:ID>', '<cbc:ID schemeName="Numéro">'], '<cbc:ID>'),
  fault(
    'severalRates',
    'ubl',
    'UBL-CR-412',
    [
      /<cbc:DueDate>([^<]*)<\/cbc:DueDate>\n([\s\S]*<\/cbc:PaymentMeansCode>)/,
      '$2\n<cbc:PaymentDueDate>$1</cbc:PaymentDueDate>',
    ],
    /<cbc:IssueDate>[^<]*<\/cbc:IssueDate>\n<cbc:DueDate>/,
  ),
  // What stands there twice.
  fault(
    'severalRates',
    'cii',
    'CII-SR-482',
    [/(<ram:GrandTotalAmount>[^<]*<\/ram:GrandTotalAmount>\n)/, '$1$1'],
    /TaxTotalAmount>\n<ram:GrandTotalAmount>[^<]*<\/ram:GrandTotalAmount>\n<ram:Due/,
  ),
  fault(
    'severalRates',
    'ubl',
    'UBL-SR-09',
    [/(<cbc:RegistrationName>[^<]*<\/cbc:RegistrationName>\n)/, '$1$1'],
    /<cac:PartyLegalEntity>\n<cbc:RegistrationName>[^<]*<\/cbc:RegistrationName>\n<cbc:CompanyID/,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CO-14',
    [/(<cac:TaxSubtotal>[\s\S]*?<\/cac:TaxSubtotal>\n)/, '$1$1'],
    /<cac:TaxTotal>/,
  ),
  // How it is written.
  fault('severalRates', 'cii', 'BR-CL-04', [/EUR/g, 'eur'], '<ram:InvoiceCurrencyCode>EUR<'),
  fault(
    'severalRates',
    'cii',
    'BR-CL-14',
    ['<ram:CountryID>FR<', '<ram:CountryID>fr<'],
    '<ram:CountryID>FR<',
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CL-14',
    ['<cbc:IdentificationCode>FR<', '<cbc:IdentificationCode>UK<'],
    '<cbc:IdentificationCode>GB<',
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CL-17',
    [/(<cac:TaxCategory>\n<cbc:ID>)S/, '$1s'],
    /<cac:TaxCategory>\n<cbc:ID>S</,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CL-03',
    [/(<cbc:LineExtensionAmount) currencyID="EUR"/, '$1'],
    '<cbc:LineExtensionAmount currencyID="EUR">',
  ),
  fault(
    'severalRates',
    'cii',
    'SCELL-NUMBER',
    [/(<ram:LineTotalAmount>\d+)\./, '$1,'],
    /<ram:LineTotalAmount>\d+\.\d\d</,
  ),
  fault(
    'severalRates',
    'cii',
    'BR-DEC-23',
    [/(<ram:LineTotalAmount>\d+\.\d\d)/, '$1000'],
    /<ram:LineTotalAmount>\d+\.\d\d</,
  ),
  fault(
    'severalRates',
    'cii',
    'BR-FR-03_BT-2',
    [/(<udt:DateTimeString) format="102">(\d{4})(\d\d)(\d\d)/, '$1>$2-$3-$4'],
    /<udt:DateTimeString format="102">\d{8}</,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-FR-03_BT-2',
    [/(<cbc:IssueDate>\d{4})-(\d\d)-/, '$1$2'],
    /<cbc:IssueDate>\d{4}-\d\d-\d\d</,
  ),
  fault(
    'severalRates',
    'cii',
    'BR-FR-10_BT-30',
    [/(<ram:ID schemeID="0002">\d{3})(\d{3})/, '$1 $2 '],
    /<ram:ID schemeID="0002">\d{9}</,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-FR-10_BT-30',
    [/(<cbc:CompanyID) schemeID="0002"/, '$1'],
    /<cbc:CompanyID schemeID="0002">\d{9}</,
  ),
  // What the VAT category leaves no choice about.
  fault(
    'reverseCharge',
    'cii',
    'BR-AE-05',
    [
      /(<ram:CategoryCode>AE<\/ram:CategoryCode>)\n<ram:RateApplicablePercent>[^<]*<\/ram:RateApplicablePercent>/,
      '$1',
    ],
    /AE<\/ram:CategoryCode>\n<ram:RateApplicablePercent>0.00</,
  ),
  fault(
    'reverseCharge',
    'ubl',
    'BR-AE-10',
    [/<cbc:TaxExemptionReason(?:Code)?>[\s\S]*<\/cbc:TaxExemptionReason(?:Code)?>\n/, ''],
    '<cbc:TaxExemptionReasonCode>VATEX-EU-AE<',
  ),
  fault(
    'severalRates',
    'cii',
    'BR-47',
    [/(<ram:CalculatedAmount>[^<]*<\/ram:CalculatedAmount>)\n<ram:TypeCode>VAT<\/ram:TypeCode>/, '$1'],
    /<\/ram:CalculatedAmount>\n<ram:TypeCode>VAT</,
  ),
  // What follows from other figures.
  fault(
    'severalRates',
    'cii',
    'BR-CO-10',
    [/(HeaderMonetarySummation>\n<ram:LineTotalAmount>)\d/, '$19'],
    /<ram:LineTotalAmount>/,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CO-13',
    [/(<cbc:TaxExclusiveAmount[^>]*>)\d/, '$19'],
    /<cbc:TaxExclusiveAmount/,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CO-15',
    [/(<cbc:TaxInclusiveAmount[^>]*>)[^<]*/, '$11.00'],
    /<cbc:TaxInclusiveAmount/,
  ),
  fault(
    'severalRates',
    'cii',
    'BR-CO-16',
    [/(<ram:DuePayableAmount>)[^<]*/, '$10.00'],
    /<ram:DuePayableAmount>/,
  ),
  fault(
    'severalRates',
    'cii',
    'BR-14',
    [/<ram:GrandTotalAmount>[^<]*<\/ram:GrandTotalAmount>\n/, ''],
    /<ram:GrandTotalAmount>/,
  ),
  fault(
    'documentAllowanceCharge',
    'ubl',
    'BR-CO-11',
    [/(<cbc:AllowanceTotalAmount[^>]*>)[^<]*/, '$10.00'],
    /<cbc:AllowanceTotalAmount/,
  ),
  fault(
    'severalRates',
    'ubl',
    'BR-CO-17',
    [/(<cbc:TaxableAmount[^>]*>[^<]*<\/cbc:TaxableAmount>\n<cbc:TaxAmount[^>]*>)[^<]*/, '$11.00'],
    /<cbc:TaxAmount/,
  ),
  // What is empty.
  fault(
    'severalRates',
    'ubl',
    'BR-53',
    ['</cbc:DocumentCurrencyCode>', '</cbc:DocumentCurrencyCode>\n<cbc:TaxCurrencyCode/>'],
    /<\/cbc:DocumentCurrencyCode>\n<c[ab]c:(?!Tax)/,
  ),
];
