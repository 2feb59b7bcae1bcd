import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { archiveBacklog } from '../../src/features/fiscal/archive/backlog.ts';
import { copySubject } from '../../src/features/fiscal/archive/copy-subject.ts';
import { type Archive, openArchive } from '../../src/platform/archive/archive.ts';
import { ArchiveFault } from '../../src/platform/archive/fault.ts';
import { localStore } from '../../src/platform/archive/local-store.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { workingUntil } from '../support/background.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { request as send, startProgram } from './program.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let sound: Archive;
let folder: string;
beforeAll(async () => {
  platform = await createTestPlatform({
    archive: (root) => {
      folder = root;
      sound = openArchive(localStore(root), []);
      return sound;
    },
  });
  tenant = await platform.tenant();
});
afterEach(() => {
  platform.now = START;
  use(sound);
});
afterAll(() => platform.close());

function use(archive: Archive): void {
  platform.services.archive = { ...platform.services.archive, sandbox: archive };
}

async function issue(): Promise<string> {
  const { id } = (await tenant.call('POST', '/invoices', invoiceBody())).body.data;
  expect((await tenant.call('POST', `/invoices/${id}/submit`)).status).toBe(200);
  return id;
}
const statusOf = async (id: string) =>
  (await tenant.call('GET', `/invoices/${id}`)).body.data.archive_status as string;
const objectsOf = async (id: string) =>
  (await tenant.call('GET', `/tenant/fiscal/archive?subject_id=${id}`)).body.data;
const copy = (id: string) => copySubject(platform.services, 'sandbox', tenant.summary.id, id);
const rows = <T extends Record<string, unknown>>(sql: string, id: string) =>
  query<T>(platform.databases.sandbox.appUrl, sql, [id], {
    role: 'scell_tenant',
    tenantId: tenant.summary.id,
  });
const timerOf = async (id: string) =>
  (
    await rows<{ due_at: Date; last_error: string | null }>(
      'select due_at, last_error from timers where subject_id = $1',
      id,
    )
  )[0];
const traces = (id: string) =>
  rows(
    `select 1 from ledger.entries where entry_type = 'technical_event' and preimage::json ->> 'event' = 'archive_written'
     and preimage::json -> 'data' ->> 'subject_id' = $1`,
    id,
  );

/** Objects that lie in the archive's folder, whatever the database says. */
async function stored(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('/content'));
}

describe('an archive that does not answer', () => {
  const lost: Archive = {
    place: 'a place',
    check: () => Promise.reject(new ArchiveFault('unavailable', 'the server is away')),
    keep: () => Promise.reject(new ArchiveFault('unavailable', 'the server is away')),
    read: () => Promise.reject(new ArchiveFault('unavailable', 'the server is away')),
    retention: () => Promise.reject(new ArchiveFault('unavailable', 'the server is away')),
  };

  test('holds up nothing, is asked again ever later, and gets everything once it is back', async () => {
    const away = { ...lost, place: sound.place };
    use(away);
    const id = await issue();
    await workingUntil(platform, async () => (await statusOf(id)) === 'error');
    const pdf = await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, {
      headers: { accept: '*/*' },
    });
    expect(pdf.status).toBe(200);
    for (const object of await objectsOf(id)) expect(object).toMatchObject({ status: 'error', attempts: 1 });
    expect(await timerOf(id)).toEqual({
      due_at: new Date(START + 30_000),
      last_error: 'the server is away',
    });
    const { sandbox } = platform.services.databases;
    expect(await archiveBacklog(sandbox, platform.now)).toMatchObject({
      failed: 2,
      lastError: 'the server is away',
    });

    const pauses: number[] = [];
    for (let attempt = 2; attempt <= 8; attempt++) {
      await copy(id);
      pauses.push(((await timerOf(id))?.due_at.getTime() ?? 0) - platform.now);
    }
    expect(pauses.map((pause) => pause / 60_000)).toEqual([5, 15, 60, 240, 720, 720, 720]);

    use(sound);
    platform.now = START + 13 * 3_600_000;
    await workingUntil(platform, async () => (await statusOf(id)) === 'archived');
    expect(await timerOf(id)).toBeUndefined();
    expect(await traces(id)).toHaveLength(1);
    expect(await archiveBacklog(sandbox, platform.now)).toEqual({
      late: 0,
      failed: 0,
      damaged: 0,
      lastError: null,
    });
  });

  test('is no reason to think that anything in it is damaged', async () => {
    const id = await issue();
    await copy(id);
    use({ ...lost, place: sound.place });
    const [object] = await objectsOf(id);
    const answer = await tenant.call('GET', `/tenant/fiscal/archive/${object.id}`, undefined, {
      headers: { accept: '*/*' },
    });
    expect(answer).toMatchObject({ status: 503, body: { error_code: 'ARCHIVE_UNAVAILABLE' } });
    expect(answer.body.message).not.toContain('the server is away');
    expect(await statusOf(id)).toBe('archived');
  });
});

describe('a process that dies', () => {
  test('between the upload and the row finds what it had put, and puts nothing twice', async () => {
    const before = (await stored()).length;
    const id = await issue();
    use({
      ...sound,
      async keep(deposit) {
        await sound.keep(deposit);
        throw new Error('killed here');
      },
    });
    await copy(id);
    expect(await stored()).toHaveLength(before + 2);
    expect(await statusOf(id)).toBe('error');
    use(sound);
    await copy(id);
    expect(await statusOf(id)).toBe('archived');
    expect(await stored()).toHaveLength(before + 2);
    expect(await traces(id)).toHaveLength(1);
  });

  test('before it noted anything leaves the timer that does it again', async () => {
    const id = await issue();
    use({
      ...sound,
      // The process never comes back from here: nothing after it runs.
      keep: () => new Promise<never>(() => {}),
    });
    void copy(id);
    expect(await timerOf(id)).toMatchObject({ due_at: new Date(START) });
    use(sound);
    await workingUntil(platform, async () => (await statusOf(id)) === 'archived');
  });
});

test('many at once that copy one document make one copy, and one that comes meanwhile is not forgotten', async () => {
  const before = (await stored()).length;
  const id = await issue();
  await Promise.all(Array.from({ length: 6 }, () => copy(id)));
  expect(await statusOf(id)).toBe('archived');
  expect(await stored()).toHaveLength(before + 2);

  const other = await issue();
  let ubl: Promise<unknown> | undefined;
  use({
    ...sound,
    async keep(deposit) {
      // Another file is named, and the timer set anew, while this copy is under way.
      ubl ??= tenant.call('GET', `/invoices/${other}/download/ubl`, undefined, {
        headers: { accept: '*/*' },
      });
      await ubl;
      return sound.keep(deposit);
    },
  });
  await copy(other);
  expect(await statusOf(other)).toBe('pending');
  await workingUntil(platform, async () => (await statusOf(other)) === 'archived');
  expect(await objectsOf(other)).toHaveLength(3);
});

test('content that is lost before it was copied is told, and copied once it is back', async () => {
  const id = await issue();
  const { content } = platform.services;
  platform.services.content = { ...content, get: () => Promise.reject(new Error('content cannot be read')) };
  onTestFinished(() => {
    platform.services.content = content;
  });
  await copy(id);
  expect(await timerOf(id)).toMatchObject({ last_error: 'content cannot be read' });
  platform.services.content = content;
  await copy(id);
  expect(await statusOf(id)).toBe('archived');
});

const tiny = mountTiny();
afterAll(() => tiny?.unmount());
// Mounting a file system of a few kilobytes needs root.
test.skipIf(tiny === null)('a full disk is told, leaves nothing half written, and is got over', async () => {
  if (tiny === null) return;
  const full = join(tiny.folder, 'archive');
  await mkdir(full);
  use(openArchive(localStore(full), []));
  const id = await issue();
  await copy(id);
  expect(await statusOf(id)).toBe('error');
  expect((await timerOf(id))?.last_error).toMatch(/ENOSPC/);
  const left = (await readdir(full, { recursive: true })).filter((name) => /\/\.[0-9a-f]{64}\./.test(name));
  expect(left).toEqual([]);
  tiny.enlarge();
  await copy(id);
  expect(await statusOf(id)).toBe('archived');
});

test('the program, killed while documents wait for their archive, gets every one there', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'scell-archive-kill-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const key = 'sk_test_killed-while-archiving';
  const environment = { SCELL_DATA_DIR: dataDir, SCELL_DEMO_KEY: key };
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    const program = await startProgram(environment);
    for (let i = 0; i < 4; i++) {
      const { data } = (await send(program.api, key, 'POST', '/invoices', { body: invoiceBody() })).body;
      expect((await send(program.api, key, 'POST', `/invoices/${data.id}/submit`)).status).toBe(200);
      ids.push(data.id);
    }
    // Somewhere in the second in which the timers come due and the jobs run.
    await new Promise((resolve) => setTimeout(resolve, 300 + 500 * round));
    await program.kill();
  }
  const program = await startProgram(environment);
  try {
    const archived = async (id: string) =>
      (await send(program.api, key, 'GET', `/invoices/${id}`)).body.data.archive_status === 'archived';
    for (const id of ids) await until(() => archived(id));
    const { meta } = (await send(program.api, key, 'GET', '/tenant/fiscal/archive?status=archived')).body;
    expect(meta.total).toBe(ids.length * 2);
  } finally {
    await program.stop();
  }
}, 180_000);

/** A file system of 8 kB in memory, or `null` where we may not mount one. */
function mountTiny(): { folder: string; enlarge(): void; unmount(): void } | null {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    execFileSync('rmdir', [folder]);
    return null;
  }
  return {
    folder,
    enlarge: () => {
      execFileSync('mount', ['-o', 'remount,size=8m', folder], { stdio: 'ignore' });
    },
    unmount: () => {
      execFileSync('umount', [folder], { stdio: 'ignore' });
      execFileSync('rmdir', [folder]);
    },
  };
}
