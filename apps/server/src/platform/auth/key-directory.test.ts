import { expect, test } from 'vitest';
import type { Database } from '../db/doors.ts';
import { createLogger } from '../log.ts';
import { type KeyDirectory, openKeyDirectory } from './key-directory.ts';

// A database in the hands of the test: what matters here is the order in which its answers and its notifications come.
function directoryOver(row: { revoked_at: Date | null }) {
  let notify = () => {};
  let lose = () => {};
  const reads: (() => void)[] = [];
  const found = {
    id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001',
    tenant_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0002',
    sub_tenant_id: null,
    company_id: null,
    kind: 'sk',
    environment: 'sandbox',
    scopes: ['*'],
    expires_at: null,
    allowed_ips: [],
    tenant_slug: 'acme',
    tenant_name: 'Acme',
    kyb_status: 'pending',
    default_company_id: null,
  };
  const database: Database = {
    withTenant: () => Promise.reject(new Error('keys are read through the system door')),
    async withSystem<T>(reason: string): Promise<T> {
      if (reason !== 'find api key') return undefined as T;
      const asRead = { ...found, ...row };
      await new Promise<void>((resolve) => reads.push(resolve));
      return asRead as T;
    },
    async listen(_channel, handlers) {
      notify = handlers.onNotify;
      lose = handlers.onLost;
      return async () => {};
    },
    ping: async () => true,
    close: async () => {},
  };
  const directory = openKeyDirectory(database, () => 1_000_000, createLogger('silent'));
  return { directory, reads, notify: () => notify(), lose: () => lose() };
}

const KEY = 'sk_test_0123456789abcdef';

async function lookUp(directory: KeyDirectory, reads: (() => void)[]): Promise<string> {
  const looking = directory.find(KEY);
  await expect.poll(() => reads.length).toBe(1);
  reads.shift()?.();
  return (await looking).status;
}

test('a key is read once, and again after a notification or a word of this process', async () => {
  const row = { revoked_at: null };
  const { directory, reads, notify } = directoryOver(row);
  expect(await lookUp(directory, reads)).toBe('valid');
  expect((await directory.find(KEY)).status).toBe('valid');
  expect(reads).toEqual([]);
  notify();
  expect(await lookUp(directory, reads)).toBe('valid');
  directory.forget();
  expect(await lookUp(directory, reads)).toBe('valid');
});

test('what was read before a revocation is not remembered when the notification overtakes the answer', async () => {
  const row: { revoked_at: Date | null } = { revoked_at: null };
  const { directory, reads, notify } = directoryOver(row);
  const looking = directory.find(KEY);
  await expect.poll(() => reads.length).toBe(1);
  row.revoked_at = new Date(0);
  notify();
  reads.shift()?.();
  expect((await looking).status).toBe('valid');
  expect(await lookUp(directory, reads)).toBe('revoked');
});

test('what was remembered goes with the line to the database', async () => {
  const { directory, reads, lose } = directoryOver({ revoked_at: null });
  expect(await lookUp(directory, reads)).toBe('valid');
  lose();
  expect(await lookUp(directory, reads)).toBe('valid');
});
