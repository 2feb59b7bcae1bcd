import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { openKeyDirectory } from '../../src/platform/auth/key-directory.ts';
import { openDatabase } from '../../src/platform/db/doors.ts';
import { memoryLogger } from '../support/log.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

// What the program logs at its most talkative level, while callers send what must never be read there.

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const IBAN = 'FR7630006000011234567890189';

test('requests are logged with their ids, and neither keys, accounts, names nor link tokens', async () => {
  const { logger, lines } = memoryLogger();
  const open = (url: string) =>
    openDatabase({ url, poolSize: 2, ledgerKey: () => platform.services.ledgerKey, logger });
  const databases = {
    production: open(platform.databases.live.appUrl),
    sandbox: open(platform.databases.sandbox.appUrl),
  };
  const keys = openKeyDirectory(databases.production, platform.services.clock, logger);
  const app = buildApp({ ...platform.services, logger, databases, keys });
  const ask = (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) =>
    app.inject({
      method,
      url,
      headers: { 'x-api-key': tenant.key, 'x-request-id': 'logged-1', ...headers },
      ...(payload === undefined ? {} : { payload }),
    });

  const unknownKey = 'sk_live_4242424242424242424242424242';
  await ask('GET', '/api/v1/buyers', undefined, { 'x-api-key': unknownKey });
  await ask('GET', '/api/v1/buyers', undefined, { 'x-api-key': '', authorization: `Bearer ${tenant.key}` });
  await ask('GET', `/api/v1/buyers?q=Confidentiel&key=${tenant.key}`);
  const draft = await ask(
    'POST',
    '/api/v1/invoices',
    invoiceBody({ bank_details: { iban: IBAN }, buyer_name: 'Confidentiel' }),
  );
  expect(draft.statusCode).toBe(201);
  const id = draft.json().data.id;
  expect((await ask('POST', `/api/v1/invoices/${id}/submit`)).statusCode).toBe(200);
  const link = await ask('GET', `/api/v1/invoices/${id}/download/pdf`, undefined, {
    accept: 'application/json',
  });
  const { pathname } = new URL(link.json().url);
  expect((await app.inject(pathname)).statusCode).toBe(200);

  // A row that the database refuses comes back inside its error.
  const failing = new Error('new row violates check constraint');
  Object.assign(failing, {
    code: '23514',
    detail: `Failing row contains (Confidentiel, ${IBAN}).`,
    where: `row ${IBAN}`,
  });
  logger.error({ err: failing }, 'request failed');
  await app.close();
  await keys.close();
  await Promise.all([databases.production.close(), databases.sandbox.close()]);

  const log = lines.join('');
  for (const secret of [tenant.key, tenant.key.slice(8), unknownKey, IBAN, 'Confidentiel', pathname.slice(7)])
    expect(log).not.toContain(secret);
  const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  expect(requests).toHaveLength(7);
  expect(requests.at(0)).toMatchObject({
    level: 30,
    request_id: 'logged-1',
    method: 'GET',
    path: '/api/v1/buyers',
    status: 401,
  });
  expect(requests.at(-1)).toMatchObject({ path: '/files/[redacted]', status: 200 });
  expect(lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request failed').err).toMatchObject(
    {
      type: 'Error',
      code: '23514',
      message: 'new row violates check constraint',
    },
  );
});
