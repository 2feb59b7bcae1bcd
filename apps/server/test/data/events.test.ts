import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { query, superuserUrl } from './sql.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let invoiceId: string;
beforeAll(async () => {
  platform = await createTestPlatform({ documents: 'later' });
  tenant = await platform.tenant();
  invoiceId = (await tenant.call('POST', '/invoices', invoiceBody())).body.data.id;
  await tenant.call('PUT', `/invoices/${invoiceId}`, { notes: 'Été "60 %" \\ €' });
  expect((await tenant.call('POST', `/invoices/${invoiceId}/submit`)).status).toBe(200);
  expect((await tenant.call('POST', `/invoices/${invoiceId}/mark-paid`, {})).status).toBe(200);
});
afterAll(() => platform.close());

interface EventText {
  [column: string]: string | null | Buffer | number;
  sequence: number;
  previous_hash: Buffer;
  hash: Buffer;
}

const events = () =>
  query<EventText>(
    platform.databases.sandbox.appUrl,
    `select tenant_id::text, id::text, sub_tenant_id::text, subject_type, subject_id::text, sequence, type, details, data::text as data, actor,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment, previous_hash, hash
     from events where subject_id = $1 order by sequence`,
    [invoiceId],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );

test('an outsider recomputes the chain of a subject from its rows', async () => {
  const trail = await events();
  expect(trail.map(({ sequence, type }) => `${sequence} ${type}`)).toEqual([
    '1 invoice.created',
    '2 invoice.updated',
    '3 invoice.validated',
    '4 invoice.paid',
  ]);
  let previous: Buffer = Buffer.alloc(32);
  for (const event of trail) {
    const text = (name: string) => JSON.stringify(event[name]);
    const preimage = `[${[
      text('tenant_id'),
      text('id'),
      text('sub_tenant_id'),
      text('subject_type'),
      text('subject_id'),
      event.sequence,
      text('type'),
      text('details'),
      event.data,
      text('actor'),
      text('moment'),
    ].join(', ')}]`;
    expect(event.previous_hash).toEqual(previous);
    previous = createHash('sha256').update(previous).update(preimage).digest();
    expect(event.hash).toEqual(previous);
  }
});

test('the address of the actor and the request are outside the hash: they may be erased', async () => {
  const intact = async () =>
    (await tenant.call('GET', `/invoices/${invoiceId}/audit-trail`)).body.integrity_valid;
  expect(await intact()).toBe(true);
  await query(
    superuserUrl(platform.databases.sandbox),
    `do $$ begin
       set local session_replication_role = 'replica';
       update scell.events set actor_ip = null, request_id = null;
     end $$`,
  );
  expect(await intact()).toBe(true);
});

test('what a program says of number and hash is not believed', async () => {
  await query(
    platform.databases.sandbox.appUrl,
    `insert into events (tenant_id, id, subject_type, subject_id, sequence, type, details, data, actor, created_at, previous_hash, hash)
     values ($1, gen_random_uuid(), 'invoice', $2, 1, 'invoice.note', 'x', '{}', 'x', now(), '\\x00', '\\x00')`,
    [tenant.summary.id, invoiceId],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );
  const last = (await events()).at(-1);
  expect(last).toMatchObject({ sequence: 5, type: 'invoice.note' });
  expect((await tenant.call('GET', `/invoices/${invoiceId}/audit-trail`)).body.integrity_valid).toBe(true);
});
