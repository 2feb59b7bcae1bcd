import { expect, test } from 'vitest';
import { z } from 'zod';
import { aliased } from './alias.ts';
import { ApiError } from './errors/api-error.ts';
import { field, refuse, withRules } from './field.ts';
import { parse } from './parse.ts';

const word = (raw: unknown) =>
  typeof raw === 'string' ? raw : refuse({ fr: 'texte attendu.', en: 'text expected.' });
const text = field<string>({ type: 'string' }, word);
const amount = field<string, string | number>({ type: 'number' }, (raw) => String(raw));
const address = aliased(z.object({ line1: text, line2: text.optional() }), { line1: ['street'] });
const line = aliased(z.object({ label: text, rate: amount }), { rate: ['tva_rate', 'tax_rate'] });
const schema = withRules(
  aliased(
    z.object({
      date: text,
      end: text.optional(),
      seller_name: text.optional(),
      seller_address: address.optional(),
      note: text.nullable().optional(),
      lines: z.array(line).min(1).max(3),
    }),
    {
      date: ['invoice_date'],
      seller_name: ['seller.name', 'seller.company_name'],
      seller_address: ['seller.address'],
    },
    { number: { fr: 'ignoré.', en: 'ignored.' } },
  ),
  ({ date, end }, refuseField) => {
    if (date !== undefined && end !== undefined && end < date)
      refuseField(['end'], { fr: 'trop tôt.', en: 'too early.' });
    if (date === undefined) refuseField(['date'], { fr: 'règle.', en: 'rule.' });
  },
);

function errorsFor(body: unknown, options = {}): Record<string, string[]> {
  try {
    parse(schema, body, options);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const found: Record<string, string[]> = {};
    for (const { path, text: sentence } of error.errors) found[path] = [...(found[path] ?? []), sentence.en];
    return found;
  }
  throw new Error('accepted');
}

const valid = { date: '2026-05-06', lines: [{ label: 'a', rate: 20 }] };

test('every spelling reaches the canonical name', () => {
  const { value, unknown, warnings } = parse(schema, {
    invoice_date: '2026-05-06',
    seller: { company_name: 'Acme', address: { street: '1 rue' } },
    lines: [
      { label: 'a', tva_rate: 20 },
      { label: 'b', tax_rate: '5.5' },
    ],
  });
  expect(value).toEqual({
    date: '2026-05-06',
    seller_name: 'Acme',
    seller_address: { line1: '1 rue' },
    lines: [
      { label: 'a', rate: '20' },
      { label: 'b', rate: '5.5' },
    ],
  });
  expect([unknown, warnings]).toEqual([[], []]);
});

test('two spellings that agree are one, by value', () => {
  const body = { ...valid, invoice_date: '2026-05-06', lines: [{ label: 'a', rate: 20, tva_rate: '20.00' }] };
  expect(parse(schema, body).value.lines).toEqual([{ label: 'a', rate: '20' }]);
  const addresses = { seller_address: { line1: 'x' }, seller: { address: { street: 'x' } } };
  expect(parse(schema, { ...valid, ...addresses }).value.seller_address).toEqual({ line1: 'x' });
});

test('two spellings that differ are refused, naming both', () => {
  expect(errorsFor({ ...valid, lines: [{ label: 'a', rate: 20, tva_rate: 10 }] })).toEqual({
    'lines.0.tva_rate': [
      'lines.0.rate and lines.0.tva_rate are two spellings of one field and have different values: send only one.',
    ],
  });
});

test('errors use the spelling that was sent, at any depth', () => {
  const body = {
    invoice_date: 7,
    seller: { address: { street: 4 } },
    lines: [{ label: 'a', tva_rate: 20 }, {}],
  };
  expect(errorsFor(body)).toEqual({
    invoice_date: ['invoice_date: text expected.'],
    'seller.address.street': ['seller.address.street: text expected.'],
    'lines.1.label': ['lines.1.label: this field is required.'],
    'lines.1.rate': ['lines.1.rate: this field is required.'],
  });
});

test('a missing field is named by the nested object in use, else by its canonical name', () => {
  const nested = aliased(z.object({ seller_name: text, seller_siret: text }), {
    seller_name: ['seller.name'],
    seller_siret: ['seller.siret'],
  });
  expect(() => parse(nested, { seller: { name: 'Acme' } })).toThrow('seller.siret');
  expect(() => parse(nested, {})).toThrow('seller_siret');
});

test('a rule over several fields runs beside field errors and yields to the field’s own', () => {
  expect(errorsFor({ ...valid, end: '2026-05-01', lines: [{ label: 3, rate: 1 }] })).toEqual({
    end: ['end: too early.'],
    'lines.0.label': ['lines.0.label: text expected.'],
  });
  expect(errorsFor({ lines: valid.lines })).toEqual({ date: ['date: this field is required.'] });
});

test('unknown fields are warned about once a name, or refused when strict', () => {
  const body = {
    ...valid,
    colour: 1,
    seller: { name: 'A', mood: 2 },
    lines: [1, 2].map(() => ({ label: 'a', rate: 1, x: 0 })),
  };
  const { unknown, warnings } = parse(schema, body);
  expect(unknown).toEqual(['lines.*.x', 'colour', 'seller.mood']);
  expect(warnings.map(({ text: sentence }) => sentence.en)).toContain(
    'colour: this field does not exist here and was not read.',
  );
  expect(Object.keys(errorsFor(body, { strict: true })).sort()).toEqual([
    'colour',
    'lines.0.x',
    'lines.1.x',
    'seller.mood',
  ]);
});

test('a field accepted and ignored on purpose is a warning, also when strict', () => {
  const { unknown, warnings } = parse(schema, { ...valid, number: 'F-1' }, { strict: true });
  expect(unknown).toEqual([]);
  expect(warnings).toEqual([{ path: 'number', text: { fr: 'number : ignoré.', en: 'number: ignored.' } }]);
});

test('blank and null mean absent, and clear what can be cleared', () => {
  const body = { ...valid, seller_name: '', seller: { name: 'Acme' }, end: null, note: ' ' };
  expect(parse(schema, body).value).toEqual({
    ...valid,
    lines: [{ label: 'a', rate: '20' }],
    seller_name: 'Acme',
    note: null,
  });
  expect(errorsFor({ ...valid, date: '' })).toEqual({ date: ['date: this field is required.'] });
});

test.each([{ body: undefined }, { body: null }, { body: '' }, { body: [] }])(
  '$body means no body',
  ({ body }) => {
    expect(parse(z.object({ a: text.optional() }), body).value).toEqual({});
  },
);

test.each([[[1]], ['text'], [4], [true]])('%j is not an object', (body) => {
  expect(errorsFor(body)).toEqual({ body: ['body: a JSON object is expected.'] });
});

test('lists and nested objects of the wrong kind or size are named', () => {
  expect(errorsFor({ ...valid, lines: {} })).toEqual({ lines: ['lines: a JSON array is expected.'] });
  expect(errorsFor({ ...valid, lines: [] })).toEqual({ lines: ['lines: at least 1 item is expected.'] });
  expect(errorsFor({ ...valid, lines: Array(4).fill(valid.lines[0]) })).toEqual({
    lines: ['lines: at most 3 items are accepted.'],
  });
  expect(errorsFor({ ...valid, lines: [null] })).toEqual({
    'lines.0': ['lines.0: a JSON object is expected.'],
  });
  expect(errorsFor({ ...valid, seller: 'Acme' })).toEqual({ seller: ['seller: a JSON object is expected.'] });
  expect(errorsFor({ ...valid, seller_address: 'x' })).toEqual({
    seller_address: ['seller_address: a JSON object is expected.'],
  });
});

test('members named like object internals are ordinary unknown fields', () => {
  const body = JSON.parse(
    '{"date":"a","lines":[{"label":"a","rate":1}],"__proto__":{"end":"b"},"constructor":1}',
  );
  const { value, unknown } = parse(schema, body);
  expect(unknown).toEqual(['__proto__', 'constructor']);
  expect(value.end).toBeUndefined();
});

test('the caller’s spelling of a canonical path can be asked for later', () => {
  const { spell } = parse(schema, { invoice_date: 'x', lines: [{ label: 'a', tva_rate: 1 }] });
  expect([spell('date'), spell('lines.0.rate'), spell('lines.0.label'), spell('end')]).toEqual([
    'invoice_date',
    'lines.0.tva_rate',
    'lines.0.label',
    'end',
  ]);
});

test('an alias that is a field, or stands for two, is a mistake of the schema', () => {
  const two = z.object({ a: text, b: text });
  expect(() => aliased(two, { a: ['b'] })).toThrow(TypeError);
  expect(() => aliased(two, { a: ['c'], b: ['c'] })).toThrow(TypeError);
  expect(() => aliased(two, { a: ['c.d.e'] })).toThrow(TypeError);
});

test('what was left out is filled, whatever it would have been called; what was said stays', () => {
  const given: unknown[] = [];
  const { value, spell } = parse(
    schema,
    { invoice_date: '2026-01-02', seller: { name: 'Ours' }, lines: [{ label: 'a', tva_rate: 1 }], end: '' },
    {
      fill: (fields) => {
        given.push(fields);
        return { date: '2025-01-01', end: '2026-12-31', seller_name: 'Theirs', note: 'n', lines: [] };
      },
    },
  );
  expect(given).toEqual([{ date: '2026-01-02', seller_name: 'Ours', lines: [{ label: 'a', rate: 1 }] }]);
  expect(value).toEqual({
    date: '2026-01-02',
    end: '2026-12-31',
    seller_name: 'Ours',
    note: 'n',
    lines: [{ label: 'a', rate: '1' }],
  });
  expect(spell('date')).toBe('invoice_date');
  expect(errorsFor({ lines: [{ label: 'a', rate: 1 }] }, { fill: () => ({ date: 3 }) })).toHaveProperty(
    'date',
  );
});
