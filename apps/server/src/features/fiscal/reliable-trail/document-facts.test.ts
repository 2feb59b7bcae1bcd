import { expect, test } from 'vitest';
import { samples } from '../../../../../../packages/en16931/test/samples.ts';
import { factsOfDocument, factsOfEntry } from './document-facts.ts';

const [sample] = Object.values(samples);

test('what an entry keeps of a document is what its text says, without names and references', () => {
  if (sample === undefined) throw new Error('there are no samples');
  const kept = factsOfDocument(JSON.stringify({ ...sample, purchaseOrderReference: 'PO-1' }));
  expect(kept?.references).toMatchObject([{ term: 'BT-13', value: 'PO-1', line: null }]);
  expect(kept?.buyer?.name).toBe(sample.buyer.name);
  const entry = {
    type_code: sample.typeCode,
    issue_date: sample.issueDate,
    due_date: sample.dueDate ?? null,
    currency: sample.currency,
    totals: sample.totals,
    preceding_invoices: sample.precedingInvoices ?? [],
  };
  expect(factsOfEntry(JSON.stringify(entry))).toEqual({
    ...kept,
    references: [],
    seller: null,
    buyer: null,
  });
});

test('references of lines name their line', () => {
  if (sample === undefined) throw new Error('there are no samples');
  const [line] = sample.lines;
  const facts = factsOfDocument(JSON.stringify({ ...sample, lines: [{ ...line, purchaseOrderLine: '7' }] }));
  expect(facts?.references.at(-1)).toMatchObject({ term: 'BT-132', value: '7', line: line?.id });
});

test.each(['', 'x', 'null', '[]', '{}', '{"totals":null}', '{"totals":{"withVat":"1"}}'])(
  'a text that is no document has no facts (%s)',
  (text) => {
    expect(factsOfDocument(text)).toBeNull();
  },
);
