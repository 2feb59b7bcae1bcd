import { expect, test } from 'vitest';
import { readQuery } from './query.ts';

test.each([
  ['', {}],
  ['page=2&q=caf%C3%A9+noir', { page: '2', q: 'café noir' }],
  ['status=draft,paid', { status: 'draft,paid' }],
  ['status=draft&status=paid', { status: ['draft', 'paid'] }],
  ['status[]=draft', { status: ['draft'] }],
  ['status%5B0%5D=draft&status%5B1%5D=paid', { status: ['draft', 'paid'] }],
  ['filter[status]=draft', { 'filter[status]': 'draft' }],
  ['q=%ZZ', { q: '%ZZ' }],
])('%s is read', (text, query) => {
  expect({ ...readQuery(text) }).toEqual(query);
});

test('a parameter named like an inherited member is a parameter', () => {
  const query = readQuery('__proto__=x&constructor=y');
  expect(Object.keys(query)).toEqual(['__proto__', 'constructor']);
});

test('a long list takes no more than its length', () => {
  const text = Array.from({ length: 5_000 }, (_, i) => `s[]=${i}`).join('&');
  expect(readQuery(text).s).toHaveLength(5_000);
});
