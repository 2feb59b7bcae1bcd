/** Whoever owns the database can switch its guards off; the audit trail of an invoice then no longer proves itself. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issue } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let owner: pg.Client;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  owner = new pg.Client({ connectionString: platform.databases.sandbox.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await platform.close();
});

async function paidInvoice(): Promise<string> {
  const { id } = await issue(tenant, invoiceBody());
  const { status } = await tenant.call('POST', `/invoices/${id}/mark-paid`);
  expect(status).toBe(200);
  return id;
}

/** Runs a statement on tables without their triggers and row security. */
async function behindTheGuards(table: string, statement: string, id: string): Promise<void> {
  await owner.query('begin');
  const tables = table.split(', ');
  for (const name of tables)
    await owner.query(`alter table ${name} disable trigger user, no force row level security`);
  const { rowCount } = await owner.query(statement, [id]);
  for (const name of tables)
    await owner.query(`alter table ${name} force row level security, enable trigger user`);
  await owner.query('commit');
  expect(rowCount).toBe(1);
}

async function integrity(id: string): Promise<boolean> {
  const { status, body } = await tenant.call('GET', `/invoices/${id}/audit-trail`);
  expect(status).toBe(200);
  return body.integrity_valid;
}

test('an untouched invoice holds', async () => {
  expect(await integrity(await paidInvoice())).toBe(true);
});

test.each<[string, string, string]>([
  [
    'what an event says is changed',
    'scell.events',
    `update scell.events set details = 'Rien' where subject_id = $1 and type = 'invoice.created'`,
  ],
  [
    'when an event was is changed',
    'scell.events',
    `update scell.events set created_at = created_at - interval '1 day' where subject_id = $1 and type = 'invoice.validated'`,
  ],
  [
    'an event in the middle is removed',
    'scell.events',
    `delete from scell.events where subject_id = $1 and type = 'invoice.validated'`,
  ],
  [
    'the last event is removed',
    'scell.events',
    `delete from scell.events where subject_id = $1 and type = 'invoice.paid'`,
  ],
  [
    'the document is changed',
    'scell.issued_documents',
    `update scell.issued_documents set document = replace(document, 'Globex', 'Initech') where id = $1`,
  ],
  [
    'the number is changed',
    'scell.invoices',
    `update scell.invoices set invoice_number = 'ACMES-202605-99999' where id = $1`,
  ],
  [
    'the totals that are shown are changed',
    'scell.invoices',
    `update scell.invoices set content = jsonb_set(content::jsonb, '{totals,total_ttc}', '"1.00"') where id = $1`,
  ],
  [
    'the fiscal entry is changed',
    'ledger.entries',
    `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00')
     where subject_id = $1 and entry_type = 'invoice_created'`,
  ],
  [
    'the fiscal entry is removed',
    'ledger.seals, ledger.entries',
    `with unsealed as (delete from ledger.seals s using ledger.entries e
       where e.subject_id = $1 and e.entry_type = 'invoice_created' and s.chain_id = e.chain_id and s.position = e.position)
     delete from ledger.entries where subject_id = $1 and entry_type = 'invoice_created'`,
  ],
])('it no longer holds once %s', async (_, table, statement) => {
  const id = await paidInvoice();
  await behindTheGuards(table, statement, id);
  expect(await integrity(id)).toBe(false);
});
