import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { RECAP_MAIL } from '../../src/features/fiscal/closings/recap-mail.ts';
import { CLOSING_TIMER } from '../../src/features/fiscal/closings/timers.ts';
import { DOCUMENT_TIMER } from '../../src/features/invoices/timers.ts';
import { localContentStore } from '../../src/platform/storage/content-store.ts';
import { tasksOf, timerHandlersOf } from '../../src/tasks.ts';
import { query } from '../data/sql.ts';
import { type LedgerBooks, readBooks, verifyBooks } from '../support/ledger-books.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { mountTiny } from '../support/tiny-disk.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let books: LedgerBooks;
beforeEach(async () => {
  platform = await createTestPlatform({ documents: 'later' });
  tenant = await platform.tenant();
  books = { appUrl: platform.databases.sandbox.appUrl, tenantId: tenant.summary.id };
  await query(platform.databases.live.ownerUrl, 'alter table scell.tenants no force row level security');
  await query(platform.databases.live.ownerUrl, "update scell.tenants set email = 'compta@acme.example'");
  return () => platform.close();
});

async function issue(): Promise<string> {
  const { status, body } = await tenant.call('POST', '/invoices', invoiceBody({ send_immediately: true }));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.id;
}

/** The scheduler delivers a timer; which kind, and about what. */
const deliver = (kind: string, subjectId = tenant.summary.id) =>
  timerHandlersOf(platform.services)[kind]?.('sandbox', {
    tenantId: tenant.summary.id,
    kind,
    subjectId,
    attempts: 1,
  });

const closedDays = async () =>
  (
    await readBooks<{ closing: string }>(
      books,
      "select closing_type || ' ' || day::text as closing from ledger.closings order by period_end, closing_type",
    )
  ).map(({ closing }) => closing);
const mails = () => readBooks<{ id: string; status: string }>(books, 'select id, status from mails');
const unrecorded = () =>
  readBooks(
    books,
    'select c.id from ledger.closings c where not exists (select from closing_records r where r.closing_id = c.id)',
  );

async function expectWhole(): Promise<void> {
  expect((await verifyBooks(books)).findings).toEqual([]);
}

test('the timer of closings, delivered five times at once and again: each day is closed once and told of once', async () => {
  await issue();
  platform.now = Date.parse('2026-05-08T22:05:00Z');
  await Promise.all(Array.from({ length: 5 }, () => deliver(CLOSING_TIMER)));
  await deliver(CLOSING_TIMER);
  expect(await closedDays()).toEqual(['daily 2026-05-06', 'daily 2026-05-07', 'daily 2026-05-08']);
  // Of deliveries at once each tells of the days it closed.
  const told = await readBooks<{ ids: string[] }>(books, "select message -> 'closing_ids' as ids from mails");
  const ids = told.flatMap(({ ids: some }) => some);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(3);
  expect(await unrecorded()).toEqual([]);
  await expectWhole();
});

test('out of order: a delivery of yesterday, on a server whose clock is late, closes nothing twice and loses no day', async () => {
  await issue();
  platform.now = Date.parse('2026-05-08T22:05:00Z');
  await deliver(CLOSING_TIMER);
  platform.now = Date.parse('2026-05-08T22:01:00Z');
  await deliver(CLOSING_TIMER);
  await issue();
  platform.now = Date.parse('2026-05-09T22:05:00Z');
  await deliver(CLOSING_TIMER);
  expect(await closedDays()).toEqual([
    'daily 2026-05-06',
    'daily 2026-05-07',
    'daily 2026-05-08',
    'daily 2026-05-09',
  ]);
  await expectWhole();
});

test('the mail of closings, delivered three times, is sent once', async () => {
  await issue();
  platform.now = Date.parse('2026-05-06T22:05:00Z');
  await deliver(CLOSING_TIMER);
  const [mail] = await mails();
  const job = { tenant_id: tenant.summary.id, mail_id: mail?.id };
  for (let times = 0; times < 3; times += 1)
    await tasksOf(platform.services, 'sandbox')[RECAP_MAIL]?.(job as never);
  expect(platform.mails).toHaveLength(1);
  expect(await mails()).toMatchObject([{ status: 'sent' }]);
});

test('the timer of files, delivered three times at once: each file is entered once', async () => {
  const id = await issue();
  await Promise.all(Array.from({ length: 3 }, () => deliver(DOCUMENT_TIMER, id)));
  const entries = await readBooks(books, "select 1 from ledger.entries where entry_type = 'file_recorded'");
  expect(entries).toHaveLength(2);
  await expectWhole();
});

const tiny = mountTiny();
afterAll(() => tiny?.unmount());
// Mounting a file system of a few kilobytes needs root.
test.skipIf(tiny === null)(
  'a full disk: days are closed all the same, and told of once there is space',
  async () => {
    if (tiny === null) return;
    const content = join(tiny.folder, 'content');
    await mkdir(content);
    await writeFile(join(tiny.folder, 'filler'), Buffer.alloc(64 * 1024)).catch(() => {});
    platform.services.content = localContentStore(content);
    await issue();
    platform.now = Date.parse('2026-05-06T22:05:00Z');
    await expect(deliver(CLOSING_TIMER)).rejects.toThrow(/ENOSPC/);
    expect(await closedDays()).toEqual(['daily 2026-05-06']);
    expect(await mails()).toEqual([]);

    tiny.enlarge();
    await deliver(CLOSING_TIMER);
    expect(await closedDays()).toEqual(['daily 2026-05-06']);
    expect(await mails()).toHaveLength(1);
    expect(await unrecorded()).toEqual([]);
    await expectWhole();
  },
);
