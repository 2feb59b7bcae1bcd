import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nestedFields } from './form-fields.ts';

const nested = (...fields: [string, string][]) => nestedFields(fields);

test('names without steps are fields', () => {
  expect(nested(['a', '1'], ['b', ''])).toEqual({ a: '1', b: '' });
});

test.each([
  [['lines[0][description]', 'lines[1][description]']],
  [['lines.0.description', 'lines.1.description']],
  [['lines[0].description', 'lines[1].description']],
  [['lines[7][description]', 'lines[4000000000][description]'.replace('4000000000', '400000000')]],
])('%j are the members of a list', ([first = '', second = '']) => {
  expect(nested([first, 'a'], [second, 'b'])).toEqual({
    lines: [{ description: 'a' }, { description: 'b' }],
  });
});

test('a list is in the order of its numbers, and empty brackets go on where it ends', () => {
  expect(nested(['l[10]', 'c'], ['l[9]', 'b'], ['l[1]', 'a'])).toEqual({ l: ['a', 'b', 'c'] });
  expect(nested(['l[]', 'a'], ['l[]', 'b'])).toEqual({ l: ['a', 'b'] });
});

test('members of an object stand behind a dot or in brackets', () => {
  expect(nested(['buyer_address.city', 'Paris'], ['buyer_address[line1]', '1'])).toEqual({
    buyer_address: { city: 'Paris', line1: '1' },
  });
});

test.each([
  [['a', 'a']],
  [['a', 'a[b]']],
  [['a[b]', 'a']],
  [['']],
  [['[a]']],
  [['.a']],
  [['a.b.c.d.e.f.g.h.i']],
])('%j are refused', (names) => {
  expect(() => nestedFields(names.map((name) => [name, 'x']))).toThrow(
    expect.objectContaining({ errorCode: 'MALFORMED_FORM' }),
  );
});

test('a field named __proto__ is a field', () => {
  const fields = nested(['__proto__[admin]', '1'], ['a.__proto__', '2']);
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  expect(Object.keys(fields)).toEqual(['__proto__', 'a']);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

test('whatever JSON object of texts is written field by field comes back', () => {
  const name = fc.stringMatching(/^[a-z_]{1,8}$/);
  const { object } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      tie('object'),
      fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    ),
    object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 3 }),
  }));
  const written = (value: unknown, path: string): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) =>
          written(inner, path === '' ? key : `${path}[${key}]`),
        );
  fc.assert(
    fc.property(object, (value) => {
      expect(nestedFields(written(value, ''))).toEqual(value);
    }),
  );
});
