import { INVOICE_STATUSES } from '@scell/contract';
import { expect, test } from 'vitest';
import { statusFor } from './client-status.ts';

/** What the strict client can read without stopping. */
const KNOWN = [
  'draft',
  'processing',
  'converting',
  'converted',
  'validated',
  'transmitted',
  'accepted',
  'rejected',
  'paid',
  'error',
];

test('the strict client is never told a status it does not know, and the true one where it knows it', () => {
  for (const status of INVOICE_STATUSES) {
    const told = statusFor('Scell-PHP-SDK/1.2.0', status);
    expect(KNOWN).toContain(told);
    if (KNOWN.includes(status)) expect(told).toBe(status);
  }
});

test.each(['Scell-PHP-SDK/2.27.1', 'Scell-PHP-SDK/10.0', 'node', '', 'curl Scell-PHP-SDK/1.2.0'])(
  '%j is told the true status',
  (userAgent) => {
    expect(INVOICE_STATUSES.map((status) => statusFor(userAgent, status))).toEqual([...INVOICE_STATUSES]);
  },
);
