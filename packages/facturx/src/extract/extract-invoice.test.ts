import { type Attachment, PdfDocument, PdfReadError, type XmpSchema } from '@scell/pdf';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { buildPdf, flate, withAttachment } from '../../../pdf/test/build-pdf.ts';
import { fonts } from '../../test/fonts.ts';
import { renderFacturX } from '../render-facturx.ts';
import { extractInvoice, NoInvoiceError } from './extract-invoice.ts';

const RAM = 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:';

/** The head of an invoice, enough to tell what it is. */
function cii(guideline: string, countries: [seller: string, buyer: string] = ['FR', 'BE']): string {
  const party = (name: string, country: string) =>
    `<ram:${name}><ram:PostalTradeAddress><ram:CountryID>${country}</ram:CountryID></ram:PostalTradeAddress></ram:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="${RAM}100"><rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext><rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>${party('SellerTradeParty', countries[0])}${party('BuyerTradeParty', countries[1])}</ram:ApplicableHeaderTradeAgreement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`;
}
const EN16931 = 'urn:cen.eu:en16931:2017';
const FACTURX = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
const ZUGFERD1 = 'urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#';

const zugferd1 = (guideline: string) =>
  `<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0" xmlns:ram="${RAM}12"><rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:SpecifiedExchangedDocumentContext></rsm:CrossIndustryDocument>`;
const orderX = (guideline: string) =>
  `<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100" xmlns:ram="${RAM}128"><rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext></rsm:SCRDMCCBDACIOMessageStructure>`;
const ubl = (guideline: string) =>
  `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:CustomizationID>${guideline}</cbc:CustomizationID></Invoice>`;

interface Hybrid {
  xml: string;
  name: string;
  relationship: Attachment['relationship'];
  mimeType: string;
  namespace: string;
  prefix: string;
  /** Properties of the metadata; absent ones are left out, null leaves the whole schema out. */
  properties: {
    DocumentType?: string;
    DocumentFileName?: string;
    Version?: string;
    ConformanceLevel?: string;
  } | null;
  /** Attachments besides. */
  more: { name: string; content: string }[];
}

const sound: Hybrid = {
  xml: cii(EN16931),
  name: 'factur-x.xml',
  relationship: 'Alternative',
  mimeType: 'text/xml',
  namespace: FACTURX,
  prefix: 'fx',
  properties: {
    DocumentType: 'INVOICE',
    DocumentFileName: 'factur-x.xml',
    Version: '1.0',
    ConformanceLevel: 'EN 16931',
  },
  more: [],
};

function hybrid(changes: Partial<Hybrid> = {}): Uint8Array {
  const { xml, name, relationship, mimeType, namespace, prefix, properties, more } = { ...sound, ...changes };
  const attachment = (attached: string, content: string): Attachment => ({
    name: attached,
    bytes: new TextEncoder().encode(content),
    mimeType,
    description: '',
    relationship,
  });
  const schema: XmpSchema = {
    name: 'Schema',
    namespace,
    prefix,
    properties: Object.entries(properties ?? {}).map(([key, value]) => ({
      name: key,
      value,
      description: key,
    })),
  };
  const document = new PdfDocument({
    title: 'T',
    author: 'A',
    language: 'fr-FR',
    creator: 'test',
    creationDate: '2026-05-06T10:00:00+02:00',
    id: 'x',
    attachments: [attachment(name, xml), ...more.map((file) => attachment(file.name, file.content))],
    schemas: properties === null ? [] : [schema],
  });
  document.addPage({ width: 100, height: 100 });
  return document.toBytes();
}

/** Same length, so that every offset of the file stays right. */
function patched(pdf: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  if (from.length !== to.length || !text.includes(from)) throw new Error(`cannot patch ${from}`);
  return Buffer.from(text.replaceAll(from, to), 'latin1');
}

const codes = (pdf: Uint8Array) =>
  extractInvoice(pdf).findings.map(({ severity, code }) => `${severity} ${code}`);

describe('what this package renders', () => {
  it.each(Object.entries(samples))('sample %s comes back byte for byte, without a finding', (_, invoice) => {
    const { pdf, xml } = renderFacturX(invoice, {
      language: 'fr',
      fonts,
      creationDate: '2026-11-20T10:00:00Z',
      documentId: 'test',
    });
    const { pdf: document, xml: bytes, ...extracted } = extractInvoice(pdf);
    expect(Buffer.from(bytes).toString('utf8')).toBe(xml);
    expect(extracted).toEqual({
      filename: 'factur-x.xml',
      format: 'factur-x',
      profile: 'EN 16931',
      guideline: EN16931,
      version: '1.0',
      relationship: 'Alternative',
      findings: [],
    });
    expect(document.pdfA).toEqual({ part: '3', conformance: 'B' });
  });
});

describe('standards are told apart', () => {
  const properties = (DocumentFileName: string, ConformanceLevel: string, more = {}) => ({
    ...sound.properties,
    DocumentFileName,
    ConformanceLevel,
    ...more,
  });
  const formats: [string, Partial<Hybrid>, object][] = [
    [
      'Factur-X MINIMUM',
      {
        xml: cii('urn:factur-x.eu:1p0:minimum'),
        relationship: 'Data',
        properties: properties('factur-x.xml', 'MINIMUM'),
      },
      { format: 'factur-x', profile: 'MINIMUM', version: '1.0', relationship: 'Data', findings: [] },
    ],
    [
      'XRechnung in a PDF',
      {
        xml: cii('urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0', ['DE', 'DE']),
        name: 'xrechnung.xml',
        properties: properties('xrechnung.xml', 'XRECHNUNG', { Version: '3.0' }),
      },
      { format: 'xrechnung', profile: 'XRECHNUNG', version: '3.0', findings: [] },
    ],
    [
      'ZUGFeRD 2.0',
      {
        xml: cii('urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic'),
        name: 'zugferd-invoice.xml',
        namespace: 'urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#',
        properties: properties('zugferd-invoice.xml', 'BASIC', { Version: '2p0' }),
      },
      { format: 'zugferd-2', profile: 'BASIC', version: '2p0', findings: [] },
    ],
    [
      'ZUGFeRD 1',
      {
        xml: zugferd1('urn:ferd:CrossIndustryDocument:invoice:1p0:comfort'),
        name: 'ZUGFeRD-invoice.xml',
        namespace: ZUGFERD1,
        prefix: 'zf',
        properties: properties('ZUGFeRD-invoice.xml', 'COMFORT'),
      },
      { format: 'zugferd-1', profile: 'COMFORT', version: '1.0', findings: [] },
    ],
    [
      'Order-X',
      {
        xml: orderX('urn:order-x.eu:1p0:comfort'),
        name: 'order-x.xml',
        namespace: 'urn:factur-x:pdfa:CrossIndustryDocument:1p0#',
        properties: properties('order-x.xml', 'COMFORT', { DocumentType: 'ORDER' }),
      },
      { format: 'order-x', profile: 'COMFORT', version: '1.0', findings: [] },
    ],
    [
      'CII under another name',
      { name: 'invoice.xml', properties: null },
      { format: 'cii', profile: 'EN 16931', version: null },
    ],
    [
      'UBL under another name',
      { xml: ubl(EN16931), name: 'invoice.xml', properties: null },
      { format: 'ubl', profile: 'EN 16931', version: null },
    ],
  ];
  it.each(formats)('%s', (_, changes, expected) => {
    expect(extractInvoice(hybrid(changes))).toMatchObject(expected);
  });

  it.each([
    ['urn:factur-x.eu:1p0:basicwl', 'BASIC WL'],
    ['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', 'BASIC'],
    ['urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic', 'BASIC'],
    ['urn:cen.eu:en16931:2017', 'EN 16931'],
    ['urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0', 'EN 16931'],
    ['urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended', 'EXTENDED'],
    ['urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr', 'EXTENDED-CTC-FR'],
    ['urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.1', 'XRECHNUNG'],
    ['urn:zugferd.de:2p0:minimum', 'MINIMUM'],
    ['urn:example:own', null],
  ])('BT-24 %s is %s', (guideline, profile) => {
    const extracted = extractInvoice(hybrid({ xml: cii(` ${guideline}\n`) }));
    expect([extracted.guideline, extracted.profile]).toEqual([guideline, profile]);
  });
});

describe('which attachment is the invoice', () => {
  it('the one that the metadata name, others being told', () => {
    const { filename, findings } = extractInvoice(
      hybrid({
        name: 'ZUGFeRD-invoice.xml',
        xml: zugferd1('urn:ferd:CrossIndustryDocument:invoice:1p0:basic'),
        more: [{ name: 'factur-x.xml', content: cii(EN16931) }],
      }),
    );
    expect(filename).toBe('factur-x.xml');
    expect(findings).toEqual([
      {
        code: 'SCELL-HYBRID-SEVERAL',
        severity: 'warning',
        text: {
          en: 'The PDF carries other invoices besides "factur-x.xml": "ZUGFeRD-invoice.xml".',
          fr: 'Le PDF porte d’autres factures que « factur-x.xml » : « ZUGFeRD-invoice.xml ».',
        },
        remedy: { en: 'Keep one invoice in the PDF.', fr: 'Gardez une seule facture dans le PDF.' },
      },
    ]);
  });

  it('not a supporting document in XML', () => {
    const { filename, findings } = extractInvoice(
      hybrid({ more: [{ name: 'annexe.xml', content: '<detail/>' }] }),
    );
    expect([filename, findings]).toEqual(['factur-x.xml', []]);
  });

  it('none, said with the names of what is there', () => {
    const refusal = (pdf: Uint8Array) => {
      try {
        extractInvoice(pdf);
      } catch (error) {
        if (error instanceof NoInvoiceError) return { text: error.text, attachments: error.attachments };
      }
      throw new Error('no NoInvoiceError');
    };
    expect(refusal(hybrid({ name: 'a.xml', xml: '<a/>' }))).toEqual({
      attachments: ['a.xml'],
      text: {
        en: 'No attachment of the PDF is an invoice or an order: "a.xml".',
        fr: 'Aucune pièce jointe du PDF n’est une facture ou une commande : « a.xml ».',
      },
    });
    const bare = patched(patched(hybrid(), '/EmbeddedFiles', '/EmbeddedXiles'), '/AF ', '/XF ');
    expect(refusal(bare).text.fr).toBe('Le PDF n’a aucune pièce jointe.');
  });

  it('a damaged one is an error of the PDF, an ill-formed one a finding with its place', () => {
    expect(() => extractInvoice(patched(hybrid(), 'FlateDecode /Params', 'FlateDecodX /Params'))).toThrow(
      PdfReadError,
    );
    const { format, profile, findings } = extractInvoice(hybrid({ xml: '<rsm:Invoice>\n&nope;' }));
    expect([format, profile]).toEqual(['factur-x', null]);
    expect(findings.map(({ code, text }) => [code, text.fr])).toEqual([
      [
        'SCELL-HYBRID-XML',
        'La pièce jointe « factur-x.xml » n’est pas du XML bien formé : ligne 1, colonne 2 : Le préfixe « rsm » n’est lié à aucun espace de noms.',
      ],
    ]);
  });
});

describe('findings of the PDF side', () => {
  const { properties } = sound;
  const changed: [string, Partial<Hybrid>, string[]][] = [
    ['no metadata of the standard', { properties: null }, ['fatal BR-HYBRID-03']],
    ['metadata of another standard', { namespace: ZUGFERD1 }, ['fatal BR-HYBRID-04']],
    ['another prefix', { prefix: 'factur' }, ['fatal BR-HYBRID-05']],
    [
      'a document type of its own',
      { properties: { ...properties, DocumentType: 'Invoice' } },
      ['fatal BR-HYBRID-06'],
    ],
    [
      'a level in lower case',
      { properties: { ...properties, ConformanceLevel: 'en16931' } },
      ['fatal BR-HYBRID-07'],
    ],
    [
      'no properties but one',
      { properties: { Version: '1.0' } },
      ['fatal BR-HYBRID-06', 'fatal BR-HYBRID-07', 'fatal BR-HYBRID-08'],
    ],
    [
      'a file name that is not the attachment’s',
      { properties: { ...properties, DocumentFileName: 'facture.xml' } },
      ['fatal BR-HYBRID-08', 'warning BR-HYBRID-14'],
    ],
    ['a version that is none', { properties: { ...properties, Version: 'one' } }, ['fatal BR-HYBRID-09']],
    [
      'a version of the release',
      { properties: { ...properties, Version: '1.09' } },
      ['warning BR-HYBRID-10'],
    ],
    ['a relationship that is none of the XML', { relationship: 'Supplement' }, ['warning BR-HYBRID-11']],
    [
      'Alternative where the XML is no invoice',
      {
        xml: cii('urn:factur-x.eu:1p0:basicwl'),
        properties: { ...properties, ConformanceLevel: 'BASIC WL' },
      },
      ['warning BR-HYBRID-11'],
    ],
    [
      'Data between Germans',
      { relationship: 'Data', xml: cii(EN16931, ['DE', 'DE']) },
      ['warning BR-HYBRID-11'],
    ],
    ['Data elsewhere', { relationship: 'Data' }, []],
    ['another MIME type', { mimeType: 'application/xml' }, ['warning BR-HYBRID-12']],
    [
      'another name',
      { name: 'Factur-X.xml', properties: { ...properties, DocumentFileName: 'Factur-X.xml' } },
      ['fatal BR-HYBRID-08', 'fatal BR-HYBRID-13'],
    ],
    [
      'a level that is not the XML’s',
      { properties: { ...properties, ConformanceLevel: 'EXTENDED' } },
      ['warning BR-HYBRID-15'],
    ],
    [
      'MINIMUM between Germans',
      {
        xml: cii('urn:factur-x.eu:1p0:minimum', ['DE', 'DE']),
        relationship: 'Data',
        properties: { ...properties, ConformanceLevel: 'MINIMUM' },
      },
      ['fatal BR-HYBRID-DE-01'],
    ],
    [
      'XRechnung between French parties',
      {
        xml: cii('urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0', ['FR', 'FR']),
      },
      ['fatal BR-HYBRID-FR-01'],
    ],
    ['no BT-24', { xml: cii('') }, ['fatal SCELL-HYBRID-GUIDELINE']],
    ['an unknown BT-24', { xml: cii('urn:example:own') }, ['warning SCELL-HYBRID-GUIDELINE']],
    [
      'the French extension inside a PDF',
      {
        xml: cii('urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr'),
        properties: { ...properties, ConformanceLevel: 'EXTENDED' },
      },
      ['warning SCELL-HYBRID-GUIDELINE'],
    ],
    ['CII without any standard', { name: 'a.xml', properties: null }, ['fatal BR-HYBRID-13']],
  ];
  it.each(changed)('%s', (_, changes, expected) => {
    expect(codes(hybrid(changes))).toEqual(expected);
  });

  const patches: [string, string, string, string[]][] = [
    [
      'no claim of PDF/A',
      'http://www.aiim.org/pdfa/ns/id/',
      'http://www.aiim.org/pdfa/ns/ix/',
      ['fatal BR-HYBRID-02'],
    ],
    ['PDF/A-2', '<pdfaid:part>3<', '<pdfaid:part>2<', ['fatal BR-HYBRID-02']],
    ['no extension schema', 'pdfaSchema:namespaceURI', 'pdfaSchema:namespaceURX', ['fatal BR-HYBRID-03']],
    ['metadata that are no XML', '<rdf:RDF', '<rdf:RDX', ['fatal SCELL-HYBRID-XMP']],
    ['no AF array', '/AF ', '/XF ', ['fatal BR-HYBRID-12']],
    ['no name tree', '/EmbeddedFiles', '/EmbeddedXiles', ['fatal BR-HYBRID-12']],
    ['no UF', '/UF (', '/UX (', ['fatal BR-HYBRID-12']],
    ['no MIME type', '/Subtype /text#2fxml', '/Subtypx /text#2fxml', ['fatal BR-HYBRID-12']],
    ['no date', '/ModDate (', '/ModDatx (', ['warning BR-HYBRID-12']],
    ['no relationship', '/AFRelationship', '/AFRelationshix', ['fatal BR-HYBRID-12']],
    ['a damaged cross-reference', 'startxref', 'startxxxx', ['warning SCELL-HYBRID-REPAIRED']],
  ];
  it.each(patches)('%s', (_, from, to, expected) => {
    expect(codes(patched(hybrid(), from, to))).toEqual(expected);
  });

  it('a size that is not the attachment’s', () => {
    const size = new TextEncoder().encode(sound.xml).length;
    expect(codes(patched(hybrid(), `/Params <</Size ${size}`, `/Params <</Size ${size + 1}`))).toEqual([
      'warning SCELL-HYBRID-CHECKSUM',
    ]);
  });

  it('says where metadata stop being XML', () => {
    const [finding] = extractInvoice(patched(hybrid(), '</rdf:RDF>', '</rdf:RDX>')).findings;
    expect(finding?.text.fr).toMatch(
      /^Les métadonnées XMP ne peuvent être lues : ligne \d+, colonne 1 : La balise de fin ne correspond pas à l’élément ouvert, « rdf:RDF »\.$/,
    );
  });

  it('says both values, in both languages', () => {
    const texts = (changes: Partial<Hybrid>) =>
      extractInvoice(hybrid(changes)).findings.map(({ text }) => text);
    expect(texts({ properties: { ...properties, ConformanceLevel: 'EXTENDED' } })).toEqual([
      {
        en: 'The XMP property ConformanceLevel says "EXTENDED", the XML (BT-24) is of profile EN 16931.',
        fr: 'La propriété XMP ConformanceLevel indique « EXTENDED », le XML (BT-24) est du profil EN 16931.',
      },
    ]);
    expect(texts({ relationship: 'Supplement' })).toEqual([
      {
        en: 'AFRelationship is Supplement; expected for EN 16931: Alternative, Source, Data.',
        fr: 'AFRelationship vaut Supplement ; attendu pour EN 16931 : Alternative, Source, Data.',
      },
    ]);
    expect(texts({ properties: { ...properties, DocumentType: 'FACTURE' } })).toEqual([
      {
        en: 'The XMP property DocumentType is "FACTURE"; it can be: "INVOICE".',
        fr: 'Propriété XMP DocumentType : « FACTURE » ; les valeurs admises sont « INVOICE ».',
      },
    ]);
  });
});

describe('the markers of PDF/A besides the claim', () => {
  const rendered = renderFacturX(Object.values(samples)[0] as NonNullable<(typeof samples)[string]>, {
    language: 'fr',
    fonts,
    creationDate: '2026-11-20T10:00:00Z',
    documentId: 'x',
  }).pdf;

  it.each([
    ['no file identifier', patched(hybrid(), '/ID [', '/IX ['), 'warning SCELL-HYBRID-ID'],
    [
      'device colours and no output intent',
      patched(rendered, '/OutputIntents', '/OutputXntents'),
      'warning SCELL-HYBRID-INTENT',
    ],
    ['Info and XMP that differ', patched(hybrid(), '/Title (T)', '/Title (X)'), 'warning SCELL-HYBRID-INFO'],
  ])('%s', (_, pdf, code) => {
    expect(codes(pdf)).toEqual([code]);
  });

  it('a checksum written in digits', () => {
    const pdf = buildPdf({
      ...withAttachment('factur-x.xml', cii(EN16931)),
      5: flate(
        `/Type /EmbeddedFile /Subtype /text#2Fxml /Params <</CheckSum (${'0'.repeat(32)})>>`,
        cii(EN16931),
      ),
    });
    const texts = extractInvoice(pdf).findings.filter(({ code }) => code === 'SCELL-HYBRID-CHECKSUM');
    expect(texts.map(({ text }) => text.en)).toEqual([
      'The attachment "factur-x.xml" does not have the size or checksum that its parameters give: it may have been altered.',
      'The CheckSum of the attachment is not the 16 bytes of an MD5 digest.',
    ]);
  });
});
