import { expect, test } from 'vitest';
import { scopeAllows } from './scopes.ts';

test.each([
  [['*'], true],
  [['invoices'], true],
  [['invoices:write'], true],
  [['invoices:read'], false],
  [['buyers:write'], false],
  [['invoice'], false],
  [[], false],
])('a key with %j may write invoices: %j', (granted, allowed) => {
  expect(scopeAllows(granted, 'invoices:write')).toBe(allowed);
});

test.each([
  [['*'], false],
  [['admin:write'], false],
  [['admin'], true],
])('%j administers the platform: %j', (granted, allowed) => {
  expect(scopeAllows(granted, 'admin')).toBe(allowed);
});
