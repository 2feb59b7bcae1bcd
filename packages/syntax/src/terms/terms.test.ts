import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { documentOf } from '../../test/term-documents.ts';
import { writeCii } from '../write-cii.ts';
import { writeUbl } from '../write-ubl.ts';
import type { XmlNode } from '../xml/node.ts';
import { readXml } from '../xml/read-xml.ts';
import { rankOf } from './order.ts';
import { allEntries, entryOf, variants } from './registry.ts';
import { allTerms, termById, termOf, termsOf } from './term-of.ts';

const kinds = [
  'group',
  'text',
  'code',
  'identifier',
  'amount',
  'quantity',
  'number',
  'date',
  'percent',
  'binary',
  'indicator',
];

/** "BT-1" to the last number, without those that name nothing. */
const range = (prefix: string, last: number, ...unused: number[]): string[] =>
  Array.from({ length: last }, (_, at) => at + 1)
    .filter((number) => !unused.includes(number))
    .map((number) => `${prefix}${number}`);

describe('the tables', () => {
  it('have every term and group of EN 16931', () => {
    const known = new Set(allTerms().map(({ id }) => id));
    // EN 16931-1 has no BT-4.
    const wanted = [...range('BT-', 165, 4), ...range('BG-', 32)];
    expect(wanted.filter((id) => !known.has(id))).toEqual([]);
  });

  it('have each number once', () => {
    const ids = allTerms().map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const french = allTerms().flatMap((term) => (term.french === undefined ? [] : [term.french]));
    expect(french.filter((id, at) => french.indexOf(id) !== at)).toEqual([]);
  });

  it('are written as they should be', () => {
    const wrong = allTerms().filter(
      ({ id, name, kind, cardinality }) =>
        !/^(BT|BG)-(X-)?\d+(-\d+)?$|^\/rsm:/.test(id) ||
        name.fr.includes('undefined') ||
        !/\S/.test(name.fr) ||
        !/\S/.test(name.en) ||
        !kinds.includes(kind) ||
        !/^[01]\.\.[1n]$/.test(cardinality),
    );
    expect(wrong).toEqual([]);
  });

  it('name the group of every term', () => {
    const groups = new Set(
      allTerms()
        .filter(({ kind }) => kind === 'group')
        .map(({ id }) => id),
    );
    expect(allTerms().filter(({ group }) => group !== '' && !groups.has(group))).toEqual([]);
  });

  it('know the order of all elements that stand beside others', () => {
    const beside = new Map<string, Set<string>>();
    const roots = { cii: 'rsm:CrossIndustryInvoice', invoice: 'ubl:Invoice', creditNote: 'cn:CreditNote' };
    for (const { paths } of allEntries())
      for (const variant of variants) {
        if (paths[variant]?.isLater) continue;
        let parent = roots[variant];
        for (const { tag, predicate } of paths[variant]?.segments ?? []) {
          beside.set(parent, (beside.get(parent) ?? new Set()).add(tag));
          parent = tag;
          const [first] = predicate?.path ?? [];
          if (first !== undefined) beside.set(tag, (beside.get(tag) ?? new Set()).add(first));
        }
      }
    const unknown = [...beside].flatMap(([parent, tags]) =>
      tags.size === 1
        ? []
        : [...tags].filter((tag) => rankOf(parent, tag) === undefined).map((tag) => `${parent} ${tag}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('termById', () => {
  it('knows a term by both its numbers', () => {
    expect(termById('BT-X-304')).toBe(termById('EXT-FR-FE-162'));
    expect(termById('BT-X-304')).toEqual({
      id: 'BT-X-304',
      french: 'EXT-FR-FE-162',
      name: { fr: 'numéro de la ligne parente', en: 'parent line identifier' },
      group: 'BG-25',
      cardinality: '0..1',
      kind: 'identifier',
      cii: '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument/ram:ParentLineID',
      ubl: {
        invoice:
          "/ubl:Invoice/cac:InvoiceLine/cac:BillingReference[cac:InvoiceDocumentReference/cbc:ID='$BT-1']/cac:BillingReferenceLine/cbc:ID",
        creditNote:
          "/cn:CreditNote/cac:CreditNoteLine/cac:BillingReference[cac:InvoiceDocumentReference/cbc:ID='$BT-1']/cac:BillingReferenceLine/cbc:ID",
      },
    });
    expect(termById('BT-X-9999')).toBeUndefined();
  });
});

/** The first element of that tag, in document order. */
function find(node: XmlNode, tag: string): XmlNode {
  const queue = [node];
  for (const one of queue) {
    if (one.tag === tag) return one;
    queue.push(...one.children);
  }
  throw new Error(`no ${tag}`);
}

describe('termOf', () => {
  // A type that tells the document around it has no other value than that.
  const leaves = allEntries().filter(
    ({ term }) => term.kind !== 'group' && !['BT-17-0', 'BT-18-0'].includes(term.id),
  );

  it.each(variants)('names every term of %s in a document that holds it', (variant) => {
    const wrong = leaves.flatMap((entry) => {
      const path = entry.paths[variant];
      if (path === undefined || path.subject || path.attribute !== undefined) return [];
      let node: XmlNode | undefined = readXml(documentOf(variant, entry)).root;
      for (const { tag } of path.segments) node = node?.children.findLast((child) => child.tag === tag);
      const found = node === undefined ? undefined : termOf(node);
      return found?.id === entry.term.id ? [] : [`${entry.term.id} is ${found?.id}`];
    });
    expect(wrong).toEqual([]);
  });

  it('tells elements of the same name apart', () => {
    const cii = readXml(
      documentOf('cii', ...['BT-17', 'BT-18', 'BT-92', 'BT-99', 'BT-590'].flatMap((id) => entryOf(id) ?? [])),
    ).root;
    const agreement = find(cii, 'ram:ApplicableHeaderTradeAgreement');
    expect(agreement.children.map((node) => termOf(node)?.id)).toEqual(['BT-17-00', 'BT-18-00']);
    const settlement = find(cii, 'ram:ApplicableHeaderTradeSettlement');
    const charges = settlement.children.filter(({ tag }) => tag === 'ram:SpecifiedTradeAllowanceCharge');
    expect(charges.map((node) => termOf(node)?.id)).toEqual(['BG-20', 'BG-21']);
  });

  it('names what an element belongs to where it is no term', () => {
    const document = readXml(
      writeUbl(sample('documentAllowanceCharge')).replace(
        '<cac:Item>',
        '<cac:Item><cbc:Keyword>x</cbc:Keyword>',
      ),
    );
    const line = find(document.root, 'cac:InvoiceLine');
    expect(termOf(line)?.id).toBe('BG-25');
    expect(termOf(find(line, 'cbc:Keyword'))?.id).toBe('BG-31');
    expect(termOf(find(line, 'cbc:LineExtensionAmount'), 'currencyID')?.id).toBe('BT-131');
    expect(termOf(find(line, 'cbc:InvoicedQuantity'), 'unitCode')?.id).toBe('BT-130');
    expect(termOf(find(document.root, 'cac:AllowanceCharge'))?.id).toBe('BG-20');
    expect(termOf(document.root)).toBeUndefined();
  });

  it('names nothing in another document', () => {
    const order = readXml('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>');
    expect(termOf(order.root)).toBeUndefined();
    expect([...termsOf(order)]).toEqual([]);
  });
});

describe('termsOf', () => {
  it.each([
    ['CII', writeCii],
    ['UBL', writeUbl],
  ])('lists the terms of a document in %s with their occurrences', (_, write) => {
    const invoice = sample('lineDiscount');
    const found = [...termsOf(readXml(write(invoice)))];
    const values = (id: string) =>
      found
        .filter(({ term }) => term.id === id)
        .map(({ place, value }) => [place.map(({ group, index }) => `${group} ${index}`).join(', '), value]);
    expect(values('BT-126')).toEqual(invoice.lines.map(({ id }, at) => [`BG-25 ${at + 1}`, id]));
    expect(values('BT-136')).toEqual(
      invoice.lines.flatMap(({ allowances = [] }, line) =>
        allowances.map(({ amount }, at) => [`BG-25 ${line + 1}, BG-27 ${at + 1}`, amount]),
      ),
    );
    expect(values('BT-130')).toEqual(invoice.lines.map(({ unitCode }, at) => [`BG-25 ${at + 1}`, unitCode]));
  });

  it('tells the subject of a note from its text in either syntax', () => {
    const said = (xml: string) =>
      [...termsOf(readXml(xml))]
        .flatMap(({ term, value }) => (/^BT-2[12]$/.test(term.id) ? [value] : []))
        .sort();
    const notes = sample('notes').notes ?? [];
    const wanted = notes.flatMap(({ subjectCode, text }) =>
      subjectCode === undefined ? [text] : [subjectCode, text],
    );
    expect(said(writeCii(sample('notes')))).toEqual(wanted.sort());
    expect(said(writeUbl(sample('notes')))).toEqual(wanted.sort());
  });

  it('is lazy', () => {
    const terms = termsOf(readXml(writeCii(sample('hundredLines'))));
    expect(terms.next().value?.term.id).toMatch(/^BT-2[34]$/);
  });
});

function sample(name: string) {
  const invoice = samples[name];
  if (invoice === undefined) throw new Error(`no sample ${name}`);
  return invoice;
}
