import { expect, test } from 'vitest';
import { readAddress } from './addresses.ts';

test.each([
  ['/api/v1/invoices', '/invoices', false],
  ['/v1/invoices?page=2', '/invoices?page=2', false],
  ['/invoices/1/submit', '/invoices/1/submit', false],
  ['/api/health', '/health', false],
  ['/api/v1/sandbox/invoices', '/invoices', true],
  ['/v1/sandbox?x=1', '/?x=1', true],
  ['/sandbox/invoices', '/invoices', true],
  ['/v1beta/invoices', '/v1beta/invoices', false],
  ['/apiary', '/apiary', false],
  ['/api/v1', '/', false],
  ['/sandboxes', '/sandboxes', false],
])('%s leads to %s', (asked, url, sandbox) => {
  expect(readAddress(asked)).toEqual({ url, sandbox });
});
