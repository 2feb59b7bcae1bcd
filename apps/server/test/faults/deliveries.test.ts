import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replaceCompany } from '../../src/features/companies/store.ts';
import { startWorker } from '../../src/platform/jobs/worker.ts';
import { type Mail, smtpMailer } from '../../src/platform/mail/mailer.ts';
import { tasksOf } from '../../src/tasks.ts';
import { query, superuserUrl } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let invoiceId: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  invoiceId = (await tenant.call('POST', '/invoices', invoiceBody())).body.data.id;
  expect((await tenant.call('POST', `/invoices/${invoiceId}/submit`)).status).toBe(200);
});
afterAll(() => platform.close());

const mailsTo = (recipient: string) =>
  query<{ id: string; status: string; attempts: number; last_error: string | null; sent_at: Date | null }>(
    platform.databases.sandbox.appUrl,
    'select id, status, attempts, last_error, sent_at from mails where recipient = $1',
    [recipient],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );
const jobs = (environment: 'live' | 'sandbox' = 'sandbox') =>
  query<{ payload: Record<string, unknown>; attempts: number; last_error: string | null }>(
    superuserUrl(platform.databases[environment]),
    'select payload, attempts, last_error from graphile_worker._private_jobs where locked_by is null order by id',
  );
const forgetJobs = () =>
  query(superuserUrl(platform.databases.sandbox), 'delete from graphile_worker._private_jobs');
const send = async (email: string) => {
  const answer = await tenant.call('POST', `/invoices/${invoiceId}/send-by-email`, { email });
  expect(answer).toMatchObject({ status: 200, body: { sent_to: email } });
};

describe('an invoice by mail', () => {
  test('is one mail with its PDF, however often the job is delivered', async () => {
    await send('une@globex.example');
    const [job] = await jobs();
    const [mail] = await mailsTo('une@globex.example');
    expect(job?.payload).toEqual({ tenant_id: tenant.summary.id, mail_id: mail?.id });
    expect(mail).toMatchObject({ status: 'queued', attempts: 0, last_error: null, sent_at: null });

    const deliver = tasksOf(platform.services, 'sandbox')['invoice.mail'];
    for (let times = 0; times < 3; times++) await deliver?.(job?.payload ?? {});
    await forgetJobs();
    expect(platform.mails).toHaveLength(1);
    expect(platform.mails[0]).toMatchObject({ to: 'une@globex.example' } satisfies Partial<Mail>);
    expect(platform.mails[0]?.attachments?.map(({ contentType }) => contentType)).toEqual([
      'application/pdf',
    ]);
    expect(platform.mails[0]?.attachments?.[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await mailsTo('une@globex.example')).toMatchObject([
      { status: 'sent', attempts: 1, last_error: null, sent_at: new Date(platform.now) },
    ]);
  });

  test('for a mail or a tenant nobody knows is nothing to do', async () => {
    const before = platform.mails.length;
    const deliver = tasksOf(platform.services, 'sandbox')['invoice.mail'];
    await deliver?.({ tenant_id: tenant.summary.id, mail_id: randomUUID() });
    const [mail] = await mailsTo('une@globex.example');
    await deliver?.({ tenant_id: randomUUID(), mail_id: mail?.id });
    expect(platform.mails).toHaveLength(before);
  });

  test('refused by the server says why, is tried again, and arrives', async () => {
    const taken: { to: string[]; size: number }[] = [];
    let refusals = 0;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo({ address }, _session, callback) {
        if (address !== 'plus.tard@globex.example' || refusals >= 2) return callback();
        refusals += 1;
        callback(Object.assign(new Error('Greylisted, come again'), { responseCode: 451 }));
      },
      onData(stream, { envelope }, callback) {
        let size = 0;
        stream.on('data', (part: Buffer) => {
          size += part.length;
        });
        stream.on('end', () => {
          taken.push({ to: envelope.rcptTo.map(({ address }) => address), size });
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    const mailer = smtpMailer(`smtp://127.0.0.1:${port}`, 'Scell <factures@scell.example>');
    const worker = startWorker(
      platform.databases.sandbox.appUrl,
      tasksOf({ ...platform.services, mailer }, 'sandbox'),
      platform.services.logger,
    );
    try {
      await send('plus.tard@globex.example');
      for (const attempts of [1, 2]) {
        await until(async () => (await jobs())[0]?.attempts === attempts);
        expect(await mailsTo('plus.tard@globex.example')).toMatchObject([
          {
            status: 'failed',
            attempts,
            last_error: expect.stringContaining('451 Greylisted, come again'),
            sent_at: null,
          },
        ]);
        expect((await jobs())[0]?.last_error).toContain('451 Greylisted, come again');
        // Its next hour is brought forward.
        await query(
          superuserUrl(platform.databases.sandbox),
          'update graphile_worker._private_jobs set run_at = now()',
        );
      }
      await until(() => taken.length === 1);
      await until(async () => (await mailsTo('plus.tard@globex.example'))[0]?.status === 'sent');
      expect(await mailsTo('plus.tard@globex.example')).toMatchObject([
        { status: 'sent', attempts: 3, last_error: null, sent_at: new Date(platform.now) },
      ]);
      await until(async () => (await jobs()).length === 0);
    } finally {
      await worker.stop();
      mailer.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
    expect(taken).toEqual([{ to: ['plus.tard@globex.example'], size: expect.any(Number) }]);
    expect(taken[0]?.size).toBeGreaterThan(10_000);
  });
});

describe('a live company', () => {
  const companies = (environment: 'production' | 'sandbox', id: string) =>
    platform.services.databases[environment].withTenant({ tenantId: tenant.summary.id }, (tx) =>
      tx
        .selectFrom('companies')
        .selectAll()
        .where('tenant_id', '=', tenant.summary.id)
        .where('id', '=', id)
        .execute(),
    );

  test('is the same in the sandbox however often, and however many at once, it is mirrored', async () => {
    const key = await tenant.newKey({ environment: 'production' });
    const made = await tenant.call(
      'POST',
      '/companies',
      {
        name: 'Miroir SARL',
        siret: '73282932000074',
        address_line1: '2 rue Deux',
        postal_code: '75002',
        city: 'Paris',
        country: 'FR',
        electronic_address: { scheme: '0225', value: '732829320' },
        metadata: { ref: ['a', 1] },
      },
      { key },
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const { id } = made.body.data;
    const [job] = (await jobs('live')).filter(({ payload }) => payload.company_id === id);
    expect(job?.payload).toEqual({ tenant_id: tenant.summary.id, company_id: id });
    const mirror = tasksOf(platform.services, 'production')['company.mirror'];
    await Promise.all(Array.from({ length: 5 }, () => mirror?.(job?.payload ?? {})));
    const [live] = await companies('production', id);
    const copies = await companies('sandbox', id);
    expect(copies).toEqual([{ ...live, status: 'active' }]);
    await mirror?.(job?.payload ?? {});
    expect(await companies('sandbox', id)).toEqual(copies);
  });

  test('that changed while a mirroring was late ends as it is in live', async () => {
    const { sandbox } = platform.services.databases;
    const [before] = await companies('production', tenant.companyId);
    if (before === undefined) throw new Error('the company is there');
    const after = { ...before, city: 'Lyon', updated_at: new Date(before.updated_at.getTime() + 1) };
    const scope = { tenantId: tenant.summary.id };
    // The later one is done first: the earlier one, read before the change, must not undo it.
    for (const company of [after, before])
      await sandbox.withTenant(scope, (tx) => replaceCompany(tx, { ...company, status: 'active' }));
    expect(await companies('sandbox', tenant.companyId)).toEqual([{ ...after, status: 'active' }]);
  });
});
