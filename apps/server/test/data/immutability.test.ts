import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { type As, inTransaction, query, superuserUrl } from './sql.ts';

let platform: TestPlatform;
let acme: TestTenant;
let invoiceId: string;
let draftId: string;
let app: string;
let owner: string;
let asTenant: As;
beforeAll(async () => {
  platform = await createTestPlatform();
  acme = await platform.tenant();
  invoiceId = (await acme.call('POST', '/invoices', invoiceBody())).body.data.id;
  expect((await acme.call('POST', `/invoices/${invoiceId}/submit`)).status).toBe(200);
  expect((await acme.call('POST', `/invoices/${invoiceId}/mark-paid`, {})).status).toBe(200);
  draftId = (await acme.call('POST', '/invoices', invoiceBody())).body.data.id;
  app = platform.databases.sandbox.appUrl;
  owner = platform.databases.sandbox.ownerUrl;
  asTenant = { role: 'scell_tenant', tenantId: acme.summary.id };
});
afterAll(() => platform.close());

describe.each(['scell.events', 'scell.payments', 'scell.files', 'scell.issued_documents', 'ledger.entries'])(
  'rows of %s only ever grow',
  (table) => {
    const content = () =>
      query(
        superuserUrl(platform.databases.sandbox),
        `select md5(string_agg(t::text, '|' order by t::text)) from ${table} t`,
      );
    const changes = {
      UPDATE: `update ${table} set tenant_id = tenant_id`,
      DELETE: `delete from ${table}`,
      TRUNCATE: `truncate ${table} cascade`,
    };

    test.each(Object.entries(changes))(
      '%s is refused to the program, the owner and the administrator',
      async (operation, statement) => {
        const before = await content();
        expect(before).not.toEqual([{ md5: null }]);
        const tenantId = acme.summary.id;
        await expect(query(app, statement, [], asTenant)).rejects.toThrow(/permission denied for table/);
        await expect(query(app, statement, [], { tenantId })).rejects.toThrow(/permission denied for schema/);
        const refused = `are append-only: ${operation} is refused`;
        await expect(query(owner, statement, [], { tenantId })).rejects.toThrow(refused);
        await expect(query(superuserUrl(platform.databases.sandbox), statement)).rejects.toThrow(refused);
        expect(await content()).toEqual(before);
      },
    );

    // Row security is forced: the owner has no tenant, so there is nothing there to change.
    test('the owner without a tenant changes nothing', async () => {
      const before = await content();
      await query(owner, changes.UPDATE);
      await query(owner, changes.DELETE);
      expect(await content()).toEqual(before);
    });
  },
);

describe('an issued invoice', () => {
  /** State, and what may be erased: none of it is part of what the document says. */
  const STATE = [
    'archive_enabled',
    'archive_path',
    'archive_status',
    'archive_until',
    'buyer_email',
    'buyer_phone',
    'internal_reference',
    'metadata',
    'paid_at',
    'payment_method',
    'payment_note',
    'payment_reference',
    'rejected_at',
    'rejection_reason',
    'status',
    'transmitted_at',
    'updated_at',
    'warnings',
  ];
  const SPECIAL: Record<string, string> = {
    archive_status: "'error'",
    status: "'completed'",
    direction: "'incoming'",
    output_format: "'ubl'",
    due_date: 'null',
    buyer_siret: 'null',
  };
  const OF_TYPE: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    text: "'autre chose'",
    jsonb: `'{"autre": "chose"}'`,
    numeric: '0.01',
    date: "'2020-02-29'",
    'timestamp with time zone': "'2020-02-29T12:00:00Z'",
    boolean: 'not archive_enabled',
    bytea: "'\\x00'",
  };

  test('keeps every column but its state', async () => {
    const columns = await query<{ name: string; type: string }>(
      owner,
      `select column_name as name, data_type as type from information_schema.columns
       where table_schema = 'scell' and table_name = 'invoices' order by 1`,
    );
    const changed: string[] = [];
    for (const { name, type } of columns) {
      const value = SPECIAL[name] ?? OF_TYPE[type];
      if (value === undefined) throw new Error(`no other value known for ${name} of type ${type}`);
      try {
        const rows = await query(
          app,
          `update invoices set ${name} = ${value} where id = $1 returning id`,
          [invoiceId],
          asTenant,
        );
        expect(rows).toHaveLength(1);
        changed.push(name);
      } catch (error) {
        expect({ name, constraint: (error as { constraint?: string }).constraint }).toEqual({
          name,
          constraint: 'invoice_immutable',
        });
      }
    }
    expect(changed).toEqual(STATE);
  });

  test('that its buyer rejects stays what it is', async () => {
    const reject = "status = 'rejected', rejected_at = now(), rejection_reason = 'x'";
    for (const change of [
      "status = 'draft'",
      "content = '{}'",
      'invoice_number = null, validated_at = null',
    ]) {
      const both = inTransaction(app, asTenant, async (client) => {
        await client.query(`update invoices set ${reject} where id = $1`, [invoiceId]);
        await client.query(`update invoices set ${change} where id = $1`, [invoiceId]);
      });
      await expect(both).rejects.toMatchObject({ constraint: 'invoice_immutable' });
    }
  });

  test('never becomes a draft again', async () => {
    await expect(
      query(app, "update invoices set status = 'draft' where id = $1", [invoiceId], asTenant),
    ).rejects.toMatchObject({ constraint: 'invoice_immutable' });
  });

  test('is never deleted, nor is a draft', async () => {
    for (const id of [invoiceId, draftId]) {
      await expect(query(app, 'delete from invoices where id = $1', [id], asTenant)).rejects.toThrow(
        /permission denied for table invoices/,
      );
      await expect(
        query(owner, 'delete from invoices where id = $1', [id], { tenantId: acme.summary.id }),
      ).rejects.toThrow('invoices are never deleted');
    }
    await expect(query(owner, 'truncate invoices cascade')).rejects.toThrow('TRUNCATE is refused');
  });
});

describe('issue and document stand or fall together', () => {
  test('a draft does not become issued by its status alone', async () => {
    const half = query(
      app,
      "update invoices set status = 'validated', invoice_number = 'ACME-1', validated_at = now() where id = $1",
      [draftId],
      asTenant,
    );
    await expect(half).rejects.toMatchObject({ constraint: 'invoice_issue' });
  });

  test('a number is had by issuing only, and issuing gives one', async () => {
    for (const change of [
      "invoice_number = 'ACME-1'",
      'validated_at = now()',
      "status = 'validated'",
      "status = 'paid', validated_at = now()",
    ]) {
      await expect(
        query(app, `update invoices set ${change} where id = $1`, [draftId], asTenant),
      ).rejects.toMatchObject({ constraint: 'invoice_number_is_of_issue' });
    }
  });

  test('nor does one that was rejected, which is dated', async () => {
    const rejected = "update invoices set status = 'rejected', rejected_at = now() where id = $1";
    const issued =
      "update invoices set status = 'validated', invoice_number = 'ACME-1', validated_at = now() where id = $1";
    const both = inTransaction(app, asTenant, async (client) => {
      await client.query(rejected, [draftId]);
      await client.query(issued, [draftId]);
    });
    await expect(both).rejects.toMatchObject({ constraint: 'invoice_issue' });
    await expect(
      query(app, "update invoices set status = 'rejected' where id = $1", [draftId], asTenant),
    ).rejects.toMatchObject({ constraint: 'invoice_rejection_is_dated' });
  });

  test('an invoice is not born issued without its document', async () => {
    const born = inTransaction(app, asTenant, (client) =>
      client.query(
        `insert into invoices select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'invoice_number', 'ACME-2', 'draft_number', 'x'))).*
         from invoices i where id = $1`,
        [invoiceId],
      ),
    );
    await expect(born).rejects.toMatchObject({ constraint: 'invoice_issue' });
  });

  test('a document is not written beside a draft, nor under another number than the invoice bears', async () => {
    const write = (number: string, then: string) =>
      inTransaction(app, asTenant, async (client) => {
        await client.query(
          `insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
           select tenant_id, $1, environment, kind, seller, $2, issue_year, document, rendering, now() from issued_documents where id = $3`,
          [draftId, number, invoiceId],
        );
        await client.query(then);
      });
    await expect(write('ACME-3', 'select 1')).rejects.toMatchObject({ constraint: 'invoice_issue' });
    await expect(
      write(
        'ACME-3',
        `update invoices set status = 'validated', invoice_number = 'ACME-4', validated_at = now() where id = '${draftId}'`,
      ),
    ).rejects.toMatchObject({ constraint: 'invoice_issue' });
    const documents = await query(app, 'select id from issued_documents', [], asTenant);
    expect(documents).toEqual([{ id: invoiceId }]);
    // The key of the chain, the invoice and its payment.
    expect(
      await query(app, "select last_position from ledger.chains where kind = 'fiscal'", [], asTenant),
    ).toEqual([{ last_position: '3' }]);
  });
});
