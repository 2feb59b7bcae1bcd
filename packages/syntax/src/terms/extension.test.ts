import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { documentOf, isFact, sampleAttributes, sampleValue } from '../../test/term-documents.ts';
import type { Unread } from '../projection.ts';
import { readInvoice } from '../read-invoice.ts';
import { writeCii } from '../write-cii.ts';
import { writeUbl } from '../write-ubl.ts';
import type { XmlDocument, XmlNode } from '../xml/node.ts';
import { readXml } from '../xml/read-xml.ts';
import { IllegalCharacterError } from '../xml.ts';
import type { Variant } from './notation.ts';
import { placeExtension } from './place-extension.ts';
import { allEntries, type Entry, type EntryPath, entryOf, variants } from './registry.ts';
import { type ExtensionTerm, takeExtension } from './take-extension.ts';
import { termsOf } from './term-of.ts';

function sample(name: string) {
  const invoice = samples[name];
  if (invoice === undefined) throw new Error(`no sample ${name}`);
  return invoice;
}

const base = sample('servicesFrance');

function entry(id: string): Entry {
  const found = entryOf(id);
  if (found === undefined) throw new Error(`no term ${id}`);
  return found;
}

/** As if the invoice held nothing of the document. */
function allUnread({ root }: XmlDocument): Unread[] {
  const all: Unread[] = [];
  const visit = (node: XmlNode): void => {
    if (node.children.length === 0 && node.text !== '') all.push({ node });
    for (const { name } of node.attributes) all.push({ node, attribute: name });
    for (const child of node.children) visit(child);
  };
  visit(root);
  return all;
}

/** All terms of a document but those that a bare one has. */
function termsIn(xml: string): ExtensionTerm[] {
  const document = readXml(xml);
  const { extension, unread } = takeExtension(document, allUnread(document));
  expect(unread.map(({ node, attribute }) => `${node.tag} ${attribute}`)).toEqual([]);
  return extension.filter(({ term }) => !isFact(term));
}

const syntaxOf = (variant: Variant) => (variant === 'cii' ? 'cii' : 'ubl');

/** The terms of a document put into a bare one. */
function placed(variant: Variant, extension: readonly ExtensionTerm[]) {
  return placeExtension(documentOf(variant), syntaxOf(variant), extension);
}

/** Terms with an element of their own in a syntax, or an attribute that the other syntax has an element for. */
function placedIn(variant: Variant): Entry[] {
  return allEntries().filter(({ term, paths }) => {
    const isValue = term.kind !== 'group' && !isFact(term.id) && !TOLD.has(term.id);
    return isValue && isWritten(paths[variant]) && paths.cii?.attribute === undefined;
  });
}

const isWritten = (path: EntryPath | undefined) => path !== undefined && path.isLater !== true;

/** Types that say nothing beyond what tells the document around them. */
const TOLD: ReadonlySet<string> = new Set(['BT-17-0', 'BT-18-0']);

/** The term that an attribute, or a code before a text, stands with. */
const carriers: Readonly<Record<string, string>> = {
  'BT-18-1': 'BT-18',
  'BT-128-1': 'BT-128',
  'BT-82': 'BT-81',
  'BT-21': 'BT-22',
  'BT-X-10': 'BT-127',
};

function withCarrier(term: Entry): Entry[] {
  const carrier = carriers[term.term.id];
  return carrier === undefined ? [term] : [entry(carrier), term];
}

/** What taking a document of sample values gives. */
function expected({ term, repeats, ...rest }: Entry): ExtensionTerm {
  const one = { term, repeats, ...rest };
  const attributes = sampleAttributes(one);
  return {
    term: term.id,
    place: repeats.map((group) => ({ group, index: 1 })),
    value: sampleValue(one),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

const sorted = (extension: readonly ExtensionTerm[]) =>
  extension.toSorted((one, other) => one.term.localeCompare(other.term));

describe.each(variants)('every term of %s', (variant) => {
  const terms = placedIn(variant);

  it('is taken, placed and taken again', () => {
    const wrong = terms.filter((term) => {
      const wanted = sorted(withCarrier(term).map(expected));
      const taken = sorted(termsIn(documentOf(variant, ...withCarrier(term))));
      const { xml, homeless } = placed(variant, taken);
      const again = sorted(termsIn(xml));
      return homeless.length > 0 || !same(taken, wanted) || !same(again, wanted);
    });
    expect(wrong.map(({ term }) => term.id)).toEqual([]);
    expect(terms.length).toBeGreaterThan(variant === 'cii' ? 1000 : 300);
  });

  it('crosses to the other syntax and back where it has a place there', () => {
    const others = variants.filter((other) => syntaxOf(other) !== syntaxOf(variant));
    const wrong = others.flatMap((other) =>
      terms
        .filter((term) => isWritten(term.paths[other]))
        .filter((term) => {
          const wanted = sorted(withCarrier(term).map(expected));
          const there = termsIn(placed(other, termsIn(documentOf(variant, ...withCarrier(term)))).xml);
          return !same(sorted(termsIn(placed(variant, there).xml)), wanted);
        })
        .map(({ term }) => term.id),
    );
    expect(wrong).toEqual([]);
  });

  it('has no home in the other syntax where the table has none', () => {
    const other = variant === 'cii' ? 'invoice' : 'cii';
    for (const term of terms.filter(({ paths }) => !isWritten(paths[other]))) {
      const taken = termsIn(documentOf(variant, term));
      expect(placed(other, taken)).toEqual({ xml: documentOf(other), homeless: taken });
    }
  });
});

function same(one: readonly ExtensionTerm[], other: readonly ExtensionTerm[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

describe('any terms', () => {
  const homeless = (extension: readonly ExtensionTerm[], gone: readonly ExtensionTerm[]) =>
    extension
      .filter((term) => !gone.includes(term))
      .map(({ term, value }) => `${term} ${value}`)
      .sort();

  it.each(variants)('in %s come back with their places and values', (variant) => {
    const terms = placedIn(variant).filter(({ term }) => carriers[term.id] === undefined);
    const one = fc.record({
      term: fc.constantFrom(...terms),
      indices: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
      text: fc.string({ unit: fc.constantFrom('a', 'é', '<', '&', '"', ' ', '\n', '€', '😀'), minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (given) => {
        const extension = given.map(({ term, indices, text }): ExtensionTerm => {
          const wanted = expected(term);
          const place = term.repeats.map((group, at) => ({ group, index: indices[at] ?? 1 }));
          return { ...wanted, place, ...(term.term.kind === 'text' ? { value: `x${text}` } : {}) };
        });
        const first = placed(variant, extension);
        expect(placed(variant, extension)).toEqual(first);
        const taken = termsIn(first.xml);
        // Occurrences are counted without gaps when they are read; nothing else changes.
        expect(taken.map(({ term, value }) => `${term} ${value}`).sort()).toEqual(
          expect.arrayContaining(homeless(extension, first.homeless)),
        );
        const second = placed(variant, taken);
        expect(second.homeless).toEqual([]);
        expect(second.xml).toBe(first.xml);
        expect(termsIn(second.xml)).toEqual(taken);
      }),
      { numRuns: 300, interruptAfterTimeLimit: 10_000 },
    );
  });
});

describe('a damaged document', () => {
  /** One of every term that a syntax has, twice what repeats. */
  const whole = (variant: 'cii' | 'invoice', xml: string) => {
    const extension = placedIn(variant).flatMap((term) =>
      (term.repeats.length === 0 ? [1] : [1, 2]).map((index) => ({
        ...expected(term),
        place: term.repeats.map((group) => ({ group, index })),
      })),
    );
    return placeExtension(xml, syntaxOf(variant), extension).xml;
  };
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    kind: fc.constantFrom('drop', 'repeat', 'blank', 'bare'),
  });

  it.each([
    ['CII', 'cii', writeCii, whole('cii', writeCii(sample('documentAllowanceCharge')))],
    ['UBL', 'ubl', writeUbl, whole('invoice', writeUbl(sample('documentAllowanceCharge')))],
  ] as const)('in %s loses nothing but what is said to be homeless', (_, syntax, write, xml) => {
    const lines = xml.split('\n');
    const leaves = lines.flatMap((line, at) => (/^<[^/].*<\//.test(line) ? [at] : []));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const damaged = [...lines];
        for (const { at, kind } of changes) {
          const index = leaves[Math.floor(at * leaves.length)] ?? 0;
          const line = lines[index] ?? '';
          const blank = line.replace(/>.*<\//, '></');
          const bare = line.replace(/^<([^ >]+) [^>]*>/, '<$1>');
          damaged[index] = { drop: '', repeat: `${line}\n${line}`, blank, bare }[kind];
        }
        const document = readXml(damaged.join('\n'));
        const { invoice, extension } = taken(document);
        const after = placeExtension(write(invoice), syntax, extension);
        const values = new Set([...termsOf(readXml(after.xml))].map(({ value }) => value.trim()));
        const basic = (value: string) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3');
        const gone = extension.filter(
          (term) =>
            term.value !== undefined &&
            !after.homeless.includes(term) &&
            !values.has(term.value.trim()) &&
            !values.has(basic(term.value)),
        );
        expect(gone).toEqual([]);
        expect(() =>
          placeExtension(
            syntax === 'cii' ? writeUbl(invoice) : writeCii(invoice),
            syntax === 'cii' ? 'ubl' : 'cii',
            extension,
          ),
        ).not.toThrow();
      }),
      { numRuns: 20, interruptAfterTimeLimit: 8_000 },
    );
  });
});

/** A document of a sample, after replacing parts of it; each must be there. */
function changed(xml: string, ...changes: [string | RegExp, string][]): XmlDocument {
  let text = xml.replaceAll('>\n', '>');
  for (const [from, to] of changes) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  return readXml(text);
}

function taken(document: XmlDocument) {
  const { invoice, unread } = readInvoice(document);
  return { invoice, ...takeExtension(document, unread) };
}

const flat = (xml: string): string => xml.replaceAll('>\n', '>');

describe('takeExtension', () => {
  it('leaves what is no term unread', () => {
    const document = changed(writeUbl(base), [
      '<cbc:ID>',
      '<cbc:UBLVersionID>1.0</cbc:UBLVersionID><x xmlns="urn:x"><y z="1">2</y></x><cbc:ID>',
    ]);
    const { extension, unread } = taken(document);
    expect(extension).toEqual([]);
    expect(unread.map(({ node, attribute }) => `${node.tag} ${attribute ?? ''}`.trim())).toEqual([
      'cbc:UBLVersionID',
      '{urn:x}y',
      '{urn:x}y z',
    ]);
    const order = readXml(
      '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"><a>1</a></Order>',
    );
    const all = allUnread(order);
    expect(takeExtension(order, all)).toEqual({ extension: [], unread: all });
  });

  it('counts what the invoice holds before what it does not', () => {
    const terms = (text: string) =>
      `<ram:SpecifiedTradePaymentTerms><ram:Description>${text}</ram:Description><ram:PartialPaymentAmount>1</ram:PartialPaymentAmount></ram:SpecifiedTradePaymentTerms>`;
    const document = changed(writeCii(base), [
      /<ram:SpecifiedTradePaymentTerms>.*<\/ram:SpecifiedTradePaymentTerms>/,
      terms('a') + terms('b'),
    ]);
    const { invoice, extension, unread } = taken(document);
    expect(unread).toEqual([]);
    expect(invoice.paymentTerms).toBe('a');
    expect(extension.map(({ term, place: [one], value }) => [term, one?.index, value])).toEqual([
      ['BT-X-275', 1, '1'],
      ['BT-20', 2, 'b'],
      ['BT-X-275', 2, '1'],
    ]);
    const { xml, homeless } = placeExtension(writeCii(invoice), 'cii', extension);
    expect(homeless).toEqual([]);
    expect(taken(readXml(xml))).toMatchObject({ invoice, extension });
    expect(flat(xml)).toContain(terms('a') + terms('b'));
  });

  it('gives an attribute of what the invoice holds without its value', () => {
    const document = changed(writeUbl(sample('documentAllowanceCharge')), [
      /(<cbc:ChargeIndicator>true<\/cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode)>/,
      '$1 listID="5153">',
    ]);
    const { invoice, extension, unread } = taken(document);
    expect([extension, unread]).toEqual([
      [{ term: 'BT-105', place: [{ group: 'BG-21', index: 1 }], attributes: { listID: '5153' } }],
      [],
    ]);
    expect(placeExtension(writeCii(invoice), 'cii', extension).xml).toMatch(/<ram:ReasonCode listID="5153">/);
  });

  it('counts an attachment of another type after those the invoice holds', () => {
    const other =
      '<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>BL-1</ram:IssuerAssignedID><ram:TypeCode>270</ram:TypeCode></ram:AdditionalReferencedDocument>';
    const document = changed(writeCii(sample('supportingDocuments')), [
      '<ram:AdditionalReferencedDocument>',
      `${other}<ram:AdditionalReferencedDocument>`,
    ]);
    const { invoice, extension, unread } = taken(document);
    const held = invoice.supportingDocuments?.length ?? 0;
    const place = [{ group: 'BG-24', index: held + 1 }];
    expect([extension, unread]).toEqual([
      [
        { term: 'BT-122', place, value: 'BL-1' },
        { term: 'BT-122-0', place, value: '270' },
      ],
      [],
    ]);
    const { xml, homeless } = placeExtension(writeCii(invoice), 'cii', extension);
    expect(homeless).toEqual([]);
    expect(taken(readXml(xml))).toEqual({ invoice, extension, unread: [] });
  });

  it('gives dates that CII says in another format as they stand', () => {
    const extension: ExtensionTerm[] = [
      {
        term: 'BT-X-85',
        place: [{ group: 'BG-25', index: 1 }],
        value: '202603',
        attributes: { format: '610' },
      },
    ];
    const { xml } = placeExtension(writeCii(base), 'cii', extension);
    expect(taken(readXml(xml)).extension).toEqual(extension);
    expect(placeExtension(writeUbl(base), 'ubl', extension).homeless).toEqual(extension);
  });

  it('reads what a later UBL has and writes it in CII alone', () => {
    const document = changed(writeUbl(base), [
      /(<cbc:LineExtensionAmount currencyID="EUR">[^<]*<\/cbc:LineExtensionAmount>)(<cac:Item>)/,
      '$1<cbc:TaxInclusiveLineExtensionAmount currencyID="EUR">120</cbc:TaxInclusiveLineExtensionAmount>$2',
    ]);
    const { invoice, extension, unread } = taken(document);
    expect([extension, unread]).toEqual([
      [{ term: 'BT-X-330', place: [{ group: 'BG-25', index: 1 }], value: '120' }],
      [],
    ]);
    expect(placeExtension(writeUbl(invoice), 'ubl', extension).homeless).toEqual(extension);
    expect(placeExtension(writeCii(invoice), 'cii', extension).homeless).toEqual([]);
  });
});

describe('placeExtension', () => {
  it.each(Object.entries(samples))(
    'changes nothing of the sample %s without terms, and nothing else with some',
    (_, invoice) => {
      const extension: ExtensionTerm[] = [
        { term: 'BT-X-204', place: [], value: 'V' },
        { term: 'BT-X-145', place: [], value: 'EXW' },
      ];
      for (const [syntax, xml] of [
        ['cii', writeCii(invoice)],
        ['ubl', writeUbl(invoice)],
      ] as const) {
        expect(placeExtension(xml, syntax, [])).toEqual({ xml, homeless: [] });
        const { xml: more } = placeExtension(xml, syntax, extension);
        const less = more
          .replace('<ram:InvoiceIssuerReference>V</ram:InvoiceIssuerReference>\n', '')
          .replace(/<(ram:ApplicableTradeDeliveryTerms|cac:DeliveryTerms)>\n.*\n<\/\1>\n/, '');
        expect(less).toBe(xml);
      }
    },
  );

  it('puts a sub-line below its line by a reference to the invoice itself in UBL', () => {
    const line = (index: number) => [{ group: 'BG-25', index }];
    const extension: ExtensionTerm[] = [
      { term: 'BT-X-8', place: line(2), value: 'DETAIL' },
      { term: 'BT-X-304', place: line(2), value: '1' },
      { term: 'BT-X-331', place: line(2), value: 'F-0' },
    ];
    const invoice = sample('severalRates');
    const { xml, homeless } = placeExtension(writeUbl(invoice), 'ubl', extension);
    expect(homeless).toEqual([]);
    const lines = flat(xml).split('<cac:InvoiceLine>');
    expect(lines[1]).not.toContain('BillingReference');
    expect(lines[2]).toContain(
      `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${invoice.number}</cbc:ID><cbc:DocumentStatusCode>DETAIL</cbc:DocumentStatusCode>` +
        '</cac:InvoiceDocumentReference><cac:BillingReferenceLine><cbc:ID>1</cbc:ID></cac:BillingReferenceLine></cac:BillingReference>' +
        '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-0</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>',
    );
    expect(taken(readXml(xml))).toEqual({ invoice, extension, unread: [] });
  });

  it('writes the subject of a line note before its text in UBL, and takes it from there in CII', () => {
    const place = [
      { group: 'BG-25', index: 1 },
      { group: 'BT-127-00', index: 1 },
    ];
    const extension: ExtensionTerm[] = [{ term: 'BT-X-10', place, value: 'AAI' }];
    const [line, ...lines] = base.lines;
    const invoice = { ...base, lines: [{ ...line, note: 'Note' }, ...lines] } as typeof base;
    const ubl = placeExtension(writeUbl(invoice), 'ubl', extension).xml;
    expect(ubl).toContain('<cbc:Note>#AAI#Note</cbc:Note>');
    const read = taken(readXml(ubl));
    expect(read.extension).toEqual(extension);
    expect(placeExtension(writeUbl(read.invoice), 'ubl', read.extension).xml).toBe(ubl);
    const cii = placeExtension(writeCii(read.invoice), 'cii', read.extension).xml;
    expect(flat(cii)).toContain('<ram:Content>Note</ram:Content><ram:SubjectCode>AAI</ram:SubjectCode>');
    expect(taken(readXml(cii))).toEqual({ invoice, extension, unread: [] });
    const alone = placeExtension(writeUbl(base), 'ubl', extension);
    expect(alone.homeless).toEqual(extension);
  });

  it('fills in what the schema of UBL wants', () => {
    const line = [{ group: 'BG-25', index: 1 }];
    const extension: ExtensionTerm[] = [
      { term: 'BT-X-86', place: line, value: 'BL-1' },
      { term: 'BT-X-11', place: [...line, { group: 'BG-32', index: 1 }], value: 'COLOUR' },
    ];
    const { xml } = placeExtension(writeUbl(base), 'ubl', extension);
    expect(flat(xml)).toContain(
      '<cac:DespatchLineReference><cbc:LineID>NA</cbc:LineID><cac:DocumentReference><cbc:ID>BL-1</cbc:ID></cac:DocumentReference></cac:DespatchLineReference>',
    );
    expect(flat(xml)).toContain(
      '<cac:AdditionalItemProperty><cbc:Name>COLOUR</cbc:Name><cbc:NameCode>COLOUR</cbc:NameCode></cac:AdditionalItemProperty>',
    );
    expect(taken(readXml(xml)).extension).toEqual(extension);
  });

  it('overwrites nothing that the invoice says', () => {
    const extension: ExtensionTerm[] = [
      { term: 'BT-126', place: [{ group: 'BG-25', index: 1 }], value: '99' },
      { term: 'BT-10', place: [], value: 'X' },
    ];
    const invoice = { ...base, buyerReference: 'R' };
    const xml = writeCii(invoice);
    expect(placeExtension(xml, 'cii', extension)).toEqual({ xml, homeless: extension });
  });

  it('says the name of a project instead of the words for one without', () => {
    const extension: ExtensionTerm[] = [{ term: 'BT-11-0', place: [], value: 'Tour' }];
    const invoice = { ...base, projectReference: 'P' };
    const { xml } = placeExtension(writeCii(invoice), 'cii', extension);
    expect(flat(xml)).toContain('<ram:ID>P</ram:ID><ram:Name>Tour</ram:Name>');
    expect(taken(readXml(xml))).toEqual({ invoice, extension, unread: [] });
  });

  it('translates the code of a tax point', () => {
    const place = [
      { group: 'BG-25', index: 1 },
      { group: 'BG-30', index: 1 },
    ];
    const extension: ExtensionTerm[] = [{ term: 'BT-X-589', place, value: '72' }];
    expect(placeExtension(writeUbl(base), 'ubl', extension).xml).toContain('<cbc:DescriptionCode>432<');
    expect(placeExtension(writeCii(base), 'cii', extension).xml).toContain('<ram:DueDateTypeCode>72<');
  });

  it('does not make another term of an attachment', () => {
    const place = [{ group: 'BG-24', index: 1 }];
    const extension: ExtensionTerm[] = [{ term: 'BT-122-0', place, value: '130' }];
    expect(placeExtension(writeCii(sample('supportingDocuments')), 'cii', extension).homeless).toEqual(
      extension,
    );
  });

  it('has no place for a sub-line in UBL without a number to refer to, nor for VAT in a currency there is not', () => {
    const line = [{ group: 'BG-25', index: 1 }];
    const subLine: ExtensionTerm[] = [{ term: 'BT-X-8', place: line, value: 'GROUP' }];
    expect(placeExtension(writeUbl({ ...base, number: '' }), 'ubl', subLine).homeless).toEqual(subLine);
    const vat: ExtensionTerm[] = [{ term: 'BT-X-590', place: line, value: '1' }];
    expect(placeExtension(writeUbl(base), 'ubl', vat).homeless).toEqual(vat);
    expect(placeExtension(writeCii(base), 'cii', vat).homeless).toEqual(vat);
  });

  it('puts a second identifier of the payee beside that of the SEPA creditor', () => {
    const place = [{ group: 'BT-60-0', index: 2 }];
    const extension: ExtensionTerm[] = [
      { term: 'BT-60-0', place, value: '2', attributes: { schemeID: '0088' } },
    ];
    const payee = { name: 'P', identifier: { value: '1', scheme: '0009' } };
    const { xml, homeless } = placeExtension(writeUbl({ ...sample('directDebit'), payee }), 'ubl', extension);
    expect(homeless).toEqual([]);
    expect(taken(readXml(xml)).extension).toEqual(extension);
  });

  it('names the term with a character that XML cannot carry', () => {
    const extension: ExtensionTerm[] = [{ term: 'BT-X-204', place: [], value: 'a\u0007' }];
    const place = () => placeExtension(writeCii(base), 'cii', extension);
    expect(place).toThrow(IllegalCharacterError);
    expect(place).toThrow(expect.objectContaining({ term: 'BT-X-204', codePoint: 7 }));
  });

  it('refuses a document of another kind, and has no place for what is no term', () => {
    expect(() => placeExtension(writeUbl(base), 'cii', [])).toThrow(RangeError);
    const extension = [{ term: 'BT-X-9999', place: [], value: '1' }];
    expect(placeExtension(writeCii(base), 'cii', extension).homeless).toEqual(extension);
  });
});
