import { expect, test } from 'vitest';
import { hashApiKey, keyLabel, newApiKey, parseApiKey } from './api-keys.ts';

test.each([
  ['sk', 'sandbox', 'sk_test'],
  ['sk', 'production', 'sk_live'],
  ['tk', 'sandbox', 'tk_test'],
  ['tk', 'production', 'tk_live'],
  ['pk', 'production', 'pk_live'],
] as const)('a new %s key of %s starts with %s and reads back', (kind, environment, prefix) => {
  const key = newApiKey({ kind, environment });
  expect(key).toMatch(new RegExp(`^${prefix}_[0-9A-Za-z]{38}$`));
  expect(parseApiKey(key)).toEqual({ kind, environment });
  expect(keyLabel(key)).toEqual({ prefix, last4: key.slice(-4) });
});

test('no two keys are the same, nor their hashes', () => {
  const keys = Array.from({ length: 1_000 }, () => newApiKey({ kind: 'sk', environment: 'sandbox' }));
  expect(new Set(keys).size).toBe(1_000);
  expect(new Set(keys.map((key) => hashApiKey(key).toString('hex'))).size).toBe(1_000);
});

test.each([
  '',
  'sk_test_',
  'sk_test_short',
  'sk_prod_0123456789abcdef',
  'ak_test_0123456789abcdef',
  '1|abcdef',
  'sk_test_0123 456789',
])('"%s" has not the form of a key', (text) => {
  expect(parseApiKey(text)).toBeNull();
});
