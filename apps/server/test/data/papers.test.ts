import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { inTransaction } from './sql.ts';

// What was written around the program, as audit trails and papers tell it.

let platform: TestPlatform;
let acme: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  acme = await platform.tenant();
});
afterAll(() => platform.close());

async function issue(): Promise<{ id: string; number: string }> {
  const { body } = await acme.call('POST', '/invoices', invoiceBody());
  const { body: issued } = await acme.call('POST', `/invoices/${body.data.id}/submit`);
  return { id: body.data.id, number: issued.data.invoice_number };
}

test('an audit trail leads from an invoice to what corrects it, and back', async () => {
  const first = await issue();
  const draft = (await acme.call('POST', '/invoices', invoiceBody())).body.data.id;
  // No operation issues such documents yet: it is written as the program would.
  await inTransaction(
    platform.databases.sandbox.appUrl,
    { role: 'scell_tenant', tenantId: acme.summary.id },
    async (client) => {
      const preceding = { precedingInvoices: [{ number: first.number, issueDate: '2026-05-06' }] };
      await client.query(
        `insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
         select tenant_id, $1, environment, kind, seller, 'CN-1', issue_year, (document::jsonb || $2::jsonb || '{"typeCode":"381"}')::text, rendering, recorded_at
         from issued_documents where id = $3`,
        [draft, JSON.stringify(preceding), first.id],
      );
      // A seal that no key made.
      await client.query(
        `select ledger.seal(chain_id, position, chain_hash, (select id from ledger.keys), $2)
         from ledger.entries where subject_id = $1`,
        [draft, Buffer.alloc(64, 7)],
      );
      await client.query(
        "update invoices set status = 'validated', invoice_number = 'CN-1', validated_at = now() where id = $1",
        [draft],
      );
    },
  );
  const trail = async (id: string) =>
    (await acme.call('GET', `/tenant/fiscal/audit-trail/${id}`)).body.data.related_documents;
  expect(await trail(first.id)).toEqual([
    { relation: 'following', number: 'CN-1', issue_date: '2026-05-06', type_code: '381', id: draft },
  ]);
  expect(await trail(draft)).toEqual([
    { relation: 'preceding', number: first.number, issue_date: '2026-05-06', type_code: '380', id: first.id },
  ]);
  // What was made around the program has no good seal, and the trail says so.
  const { body } = await acme.call('GET', `/tenant/fiscal/audit-trail/${draft}`);
  expect(body.data.ledger_entries).toMatchObject([
    { intact: true, sealed: false, seal_key_id: platform.services.ledgerKey?.id },
  ]);
  expect(body.data.integrity_valid).toBe(false);
});

test('an entry made around the program, without a seal, is counted by the papers', async () => {
  const unsealed = async () =>
    (await acme.call('GET', '/tenant/fiscal/attestation/2026')).body.data.compliance.unsealed_entries;
  expect(await unsealed()).toBe(0);
  await inTransaction(
    platform.databases.sandbox.appUrl,
    { role: 'scell_tenant', tenantId: acme.summary.id },
    (client) =>
      client.query("select ledger.record_technical_event($1, null, 'sandbox', 'x', 'y', '{}', now())", [
        acme.summary.id,
      ]),
  );
  expect(await unsealed()).toBe(1);
});
