import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { inlineMaker } from '../../src/platform/documents/document-maker.ts';
import { startScheduler } from '../../src/platform/jobs/scheduler.ts';
import { localContentStore } from '../../src/platform/storage/content-store.ts';
import { timerHandlersOf } from '../../src/tasks.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { formWithOriginal } from '../support/original-form.ts';
import {
  answerOf,
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { mountTiny } from '../support/tiny-disk.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let usual: Pick<TestPlatform['services'], 'content' | 'documentMaker' | 'documents'>;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  const { content, documentMaker, documents } = platform.services;
  usual = { content, documentMaker, documents };
});
beforeEach(() => {
  Object.assign(platform.services, usual);
  platform.now = START;
});
afterAll(() => platform.close());

async function issue(): Promise<string> {
  const { id } = (await tenant.call('POST', '/invoices', invoiceBody({ output_format: 'ubl' }))).body.data;
  const submitted = await tenant.call('POST', `/invoices/${id}/submit`);
  expect(submitted).toMatchObject({ status: 200, body: { data: { status: 'validated' } } });
  return id;
}

const read = <T extends Record<string, unknown>>(sql: string, id: string) =>
  query<T>(platform.databases.sandbox.appUrl, sql, [id], {
    role: 'scell_tenant',
    tenantId: tenant.summary.id,
  });
const filesOf = (id: string) =>
  read<{ kind: string; name: string; size: number }>(
    "select kind, encode(sha256, 'hex') as name, size from files where subject_id = $1 order by kind",
    id,
  );
const timersOf = (id: string) =>
  read<{ due_at: Date; attempts: number; last_error: string | null }>(
    'select due_at, attempts, last_error from timers where subject_id = $1',
    id,
  );
const pdf = (id: string) =>
  tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, { headers: { accept: '*/*' } });

/** Runs the scheduler of the sandbox until the condition holds. */
async function schedulingUntil(condition: () => Promise<boolean>): Promise<void> {
  const scheduler = startScheduler(platform.services, 'sandbox', timerHandlersOf(platform.services));
  try {
    await until(condition);
  } finally {
    await scheduler.stop();
  }
}

describe('a process that dies between the issue and the files', () => {
  test('leaves a timer by which the worker makes them: all, once, the bytes they would have been', async () => {
    platform.services.documents = 'later';
    const id = await issue();
    expect(await filesOf(id)).toEqual([]);
    expect(await timersOf(id)).toEqual([{ due_at: new Date(START + 30_000), attempts: 0, last_error: null }]);

    platform.now = START + 30_000;
    await schedulingUntil(async () => (await timersOf(id)).length === 0);
    const files = await filesOf(id);
    expect(files.map(({ kind }) => kind)).toEqual(['cii', 'facturx', 'ubl']);
    for (const { name, size } of files)
      expect(await platform.services.content.get(Buffer.from(name, 'hex'))).toHaveLength(size);

    // Made again, now or by somebody who was late, they are the same.
    const again = timerHandlersOf(platform.services)['invoice.files'];
    await again?.('sandbox', {
      tenantId: tenant.summary.id,
      kind: 'invoice.files',
      subjectId: id,
      attempts: 2,
    });
    expect(await filesOf(id)).toEqual(files);
    const elsewhere = await mkdtemp(join(tmpdir(), 'scell-again-'));
    onTestFinished(() => rm(elsewhere, { recursive: true, force: true }));
    platform.services.documentMaker = inlineMaker(platform.services.fonts, elsewhere);
    await again?.('sandbox', {
      tenantId: tenant.summary.id,
      kind: 'invoice.files',
      subjectId: id,
      attempts: 3,
    });
    const made = (await readdir(elsewhere, { recursive: true })).map((path) => path.split('/').at(-1));
    expect(made).toEqual(expect.arrayContaining(files.map(({ name }) => name)));
  });

  test('does not keep the caller waiting: a download makes them', async () => {
    platform.services.documents = 'later';
    const id = await issue();
    const { status, bytes } = await pdf(id);
    expect(status).toBe(200);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await filesOf(id)).map(({ kind }) => kind)).toEqual(['cii', 'facturx', 'ubl']);
    expect(await timersOf(id)).toEqual([]);
  });

  test('and one that issues in peace leaves nothing to look after', async () => {
    const id = await issue();
    expect((await filesOf(id)).map(({ kind }) => kind)).toEqual(['cii', 'facturx', 'ubl']);
    expect(await timersOf(id)).toEqual([]);
  });
});

describe('a content store that cannot be written', () => {
  /** Moves documents to a folder for the test. */
  function keepIn(root: string): void {
    platform.services.content = localContentStore(root);
    platform.services.documentMaker = inlineMaker(platform.services.fonts, root);
  }

  /** Issues while nothing can be kept, and proves that no row names bytes that are not there; then it can, and all is made. */
  async function expectIssueToSurvive(
    reason: RegExp,
    refusal: { status: number; error_code: string },
    mend: () => void | Promise<void>,
  ): Promise<void> {
    const id = await issue();
    expect(await filesOf(id)).toEqual([]);
    const refused = await pdf(id);
    expect({ status: refused.status, error_code: refused.body.error_code }).toEqual(refusal);
    expect(await filesOf(id)).toEqual([]);

    platform.now = START + 30_000;
    await schedulingUntil(async () => (await timersOf(id))[0]?.last_error != null);
    const [timer] = await timersOf(id);
    expect(timer).toMatchObject({ attempts: 1, due_at: new Date(START + 90_000) });
    expect(timer?.last_error).toMatch(reason);
    expect(await filesOf(id)).toEqual([]);

    await mend();
    platform.now = START + 90_000;
    await schedulingUntil(async () => (await timersOf(id)).length === 0);
    for (const { name, size } of await filesOf(id))
      expect(await platform.services.content.get(Buffer.from(name, 'hex'))).toHaveLength(size);
    expect((await pdf(id)).status).toBe(200);
  }

  test('for want of a folder: the invoice is issued, its files come later', async () => {
    const root = await mkdtemp(join(tmpdir(), 'scell-nowhere-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const blocked = join(root, 'content');
    await writeFile(blocked, 'a file where the folder should be');
    keepIn(blocked);
    await expectIssueToSurvive(/ENOTDIR|EEXIST/, { status: 500, error_code: 'INTERNAL_ERROR' }, () =>
      rm(blocked),
    );
  });

  const tiny = mountTiny();
  afterAll(() => tiny?.unmount());
  // Mounting a file system of a few kilobytes needs root.
  test.skipIf(tiny === null)('for want of space: the invoice is issued, its files come later', async () => {
    if (tiny === null) return;
    const content = join(tiny.folder, 'content');
    await mkdir(content);
    await writeFile(join(tiny.folder, 'filler'), Buffer.alloc(64 * 1024)).catch(() => {});
    keepIn(content);
    // What comes with a draft cannot be made again: it is refused, and there is no draft.
    const createWithOriginal = async () =>
      answerOf(
        await platform.app.inject({
          method: 'POST',
          url: '/api/v1/invoices',
          headers: { 'x-api-key': tenant.key },
          payload: formWithOriginal(),
        }),
      );
    const drafts = async () => (await tenant.call('GET', '/invoices')).body.meta.total;
    const before = await drafts();
    const refused = await createWithOriginal();
    expect(refused).toMatchObject({ status: 503, body: { error_code: 'SERVICE_UNAVAILABLE' } });
    expect(refused.headers['retry-after']).toBe('30');
    expect(await drafts()).toBe(before);
    await expectIssueToSurvive(/ENOSPC/, { status: 503, error_code: 'SERVICE_UNAVAILABLE' }, () =>
      tiny.enlarge(),
    );
    expect((await createWithOriginal()).status).toBe(201);
    // Nothing half written stays beside the files.
    const names = (await readdir(content, { recursive: true })).map((path) => path.split('/').at(-1) ?? '');
    expect(names.filter((name) => !/^[0-9a-f]{2}$|^[0-9a-f]{64}$/.test(name))).toEqual([]);
  });
});
