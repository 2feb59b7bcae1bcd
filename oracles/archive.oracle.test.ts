/**
 * The archive against a real S3 server with Object Lock: what the server refuses, what we read back, and the program from
 * configuration to the verification, with the server lost on the way. And its ZIP archives, read by Python.
 */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../apps/server/src/platform/archive/archive.ts';
import { type S3Answer, type S3Request, s3Client } from '../apps/server/src/platform/archive/s3-client.ts';
import { s3Store } from '../apps/server/src/platform/archive/s3-store.ts';
import { archiveKey } from '../apps/server/src/platform/archive/sealing.ts';
import { type Program, request, startProgram } from '../apps/server/test/faults/program.ts';
import { invoiceBody } from '../apps/server/test/support/platform.ts';
import { buildS3Server, type S3Server, startS3Server } from './s3-server.ts';

const run = promisify(execFile);
const built = await buildS3Server();
const program = typeof built === 'string' ? built : null;

const retainUntil = new Date('2036-12-31T23:00:00Z');
const facture = () => {
  const bytes = Buffer.from(`facture ${randomBytes(16).toString('hex')}`);
  const sha256 = createHash('sha256').update(bytes).digest();
  return { folder: 'production/tenant', sha256, bytes, mediaType: 'application/pdf', retainUntil };
};

describe.skipIf(program === null)('S3 with Object Lock', () => {
  let server: S3Server;
  const settings = (bucket: string, prefix = 'scell') => ({ ...server, bucket, prefix });
  // Deleting is what the archive itself has no word for.
  const client = (bucket: string) =>
    s3Client(settings(bucket)) as (
      request: Omit<S3Request, 'method'> & { method: S3Request['method'] | 'DELETE' },
    ) => Promise<S3Answer>;
  const makeBucket = async (name: string, headers: Record<string, string> = {}) => {
    expect(await client(name)({ method: 'PUT', headers })).toMatchObject({ status: 200 });
  };
  const body = (xml: string) => {
    const bytes = Buffer.from(xml);
    return { body: bytes, headers: { 'Content-MD5': createHash('md5').update(bytes).digest('base64') } };
  };
  const retention = (mode: string, until: string) =>
    body(`<Retention><Mode>${mode}</Mode><RetainUntilDate>${until}</RetainUntilDate></Retention>`);

  beforeAll(async () => {
    server = await startS3Server(program ?? '');
    await makeBucket('locked', { 'x-amz-bucket-object-lock-enabled': 'true' });
  });
  afterAll(() => server?.remove());

  test('a bucket with versions and Object Lock will do; any other is named with what it lacks', async () => {
    await s3Store(settings('locked')).check();
    await makeBucket('plain');
    await expect(s3Store(settings('plain')).check()).rejects.toThrow(/the bucket plain keeps no versions/);
    await client('plain')({
      method: 'PUT',
      query: { versioning: '' },
      ...body('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'),
    });
    await expect(s3Store(settings('plain')).check()).rejects.toThrow(
      /the bucket plain has no Object Lock\. Make a bucket with Object Lock/,
    );
    await expect(s3Store(settings('nowhere')).check()).rejects.toThrow(/there is no bucket nowhere/);
    const stranger = s3Store({ ...settings('locked'), secretAccessKey: 'wrong' }).check();
    await expect(stranger).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(stranger).rejects.toThrow(/check the access key/);
  });

  test.each([
    ['in clear', []],
    ['encrypted', [archiveKey(randomBytes(32))]],
  ])('an object %s is read back whole, locked until exactly its term', async (_how, keys) => {
    const archive = openArchive(s3Store(settings('locked')), keys);
    const deposit = facture();
    const receipt = await archive.keep(deposit);
    expect(receipt).toMatchObject({ retainUntil, keyId: keys[0]?.id ?? null });
    expect(await archive.read({ ...receipt, sha256: deposit.sha256 })).toEqual(deposit.bytes);
    const key = `scell/${receipt.position.key}`;
    const version = { versionId: receipt.position.version ?? '' };
    const held = await client('locked')({ method: 'HEAD', key, query: version });
    expect(held.headers.get('x-amz-object-lock-mode')).toBe('COMPLIANCE');
    expect(new Date(held.headers.get('x-amz-object-lock-retain-until-date') ?? '')).toEqual(retainUntil);
    const stored = await client('locked')({ method: 'GET', key, query: version });
    expect(stored.body.equals(deposit.bytes)).toBe(keys.length === 0);
    // Again is the same object.
    expect(await archive.keep(deposit)).toEqual(receipt);
  });

  test('the server refuses to delete a version, to shorten its term and to weaken its lock, to whoever owns it', async () => {
    const archive = openArchive(s3Store(settings('locked')), []);
    const deposit = facture();
    const { position } = await archive.keep(deposit);
    const key = `scell/${position.key}`;
    const version = { versionId: position.version ?? '' };
    const send = client('locked');
    expect(await send({ method: 'DELETE', key, query: version })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
    for (const [mode, until] of [
      ['COMPLIANCE', '2036-12-31T22:59:59Z'],
      ['COMPLIANCE', '2027-01-01T00:00:00Z'],
      ['GOVERNANCE', '2036-12-31T23:00:00Z'],
    ] as const) {
      const change = retention(mode, until);
      const answer = await send({
        method: 'PUT',
        key,
        query: { ...version, retention: '' },
        body: change.body,
        headers: { ...change.headers, 'X-Amz-Bypass-Governance-Retention': 'true' },
      });
      expect({ mode, until, status: answer.status }).toEqual({ mode, until, status: 403 });
    }
    expect(await archive.retention(position)).toEqual(retainUntil);
    expect(await archive.read({ position, sha256: deposit.sha256 })).toEqual(deposit.bytes);
    // Later is allowed, once, and asking for less afterwards changes nothing.
    const later = new Date('2037-12-31T23:00:00Z');
    expect(await archive.keep({ ...deposit, retainUntil: later })).toMatchObject({
      position,
      retainUntil: later,
    });
    expect(await archive.keep(deposit)).toMatchObject({ position, retainUntil: later });
  });

  test('what others put or mark under the name stands beside ours, not before it', async () => {
    const archive = openArchive(s3Store(settings('locked')), []);
    const deposit = facture();
    const { position } = await archive.keep(deposit);
    const send = client('locked');
    const key = `scell/${position.key}`;
    expect(await send({ method: 'PUT', key, ...body('falsified') })).toMatchObject({ status: 200 });
    expect(await archive.read({ position, sha256: deposit.sha256 })).toEqual(deposit.bytes);
    expect(await send({ method: 'DELETE', key })).toMatchObject({ status: 204 });
    expect(await archive.read({ position, sha256: deposit.sha256 })).toEqual(deposit.bytes);
    expect(await archive.retention(position)).toEqual(retainUntil);
    // Who lost the address archives anew, beside the falsified one.
    const again = await archive.keep(deposit);
    expect(again.position.version).not.toBe(position.version);
    expect(await archive.read({ position: again.position, sha256: deposit.sha256 })).toEqual(deposit.bytes);
  });

  describe('behind the program', () => {
    const KEY = 'sk_test_oracle-of-the-archive';
    let dataDir: string;
    let running: Program | undefined;
    const environment = (bucket: string) => ({
      SCELL_DATA_DIR: dataDir,
      SCELL_DEMO_KEY: KEY,
      SCELL_SANDBOX_ARCHIVE: `s3://${bucket}/program`,
      SCELL_ARCHIVE: 'off',
      SCELL_ARCHIVE_S3_ENDPOINT: server.endpoint,
      SCELL_ARCHIVE_S3_ACCESS_KEY_ID: server.accessKeyId,
      SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY: server.secretAccessKey,
      SCELL_ARCHIVE_KEY: '5c'.repeat(32),
    });
    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'scell-oracle-'));
    });
    afterAll(async () => {
      await running?.stop();
      await rm(dataDir, { recursive: true, force: true });
    });

    const call = async (method: 'GET' | 'POST', path: string, sent?: unknown) => {
      const { status, body: answer } = await request(running?.api ?? '', KEY, method, path, { body: sent });
      expect(status, JSON.stringify(answer)).toBeLessThan(300);
      return answer;
    };
    const issue = async (): Promise<string> => {
      const { data } = await call('POST', '/invoices', invoiceBody());
      await call('POST', `/invoices/${data.id}/submit`);
      return data.id;
    };
    const statusIs = async (id: string, status: string) => {
      for (let waited = 0; waited < 120_000; waited += 200) {
        const { data } = await call('GET', `/invoices/${id}`);
        if (data.archive_status === status) return data;
        await pause(200);
      }
      throw new Error(`the archive of ${id} never became ${status}`);
    };
    const scell = (...words: string[]) =>
      run(process.execPath, [join(import.meta.dirname, '../apps/server/bin/scell.js'), ...words], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment('locked') },
      }).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      );

    test('a bucket without Object Lock stops the start with the sentence that mends it', async () => {
      await makeBucket('weak');
      await expect(startProgram(environment('weak'))).rejects.toThrow(
        /scell: the bucket weak keeps no versions.* --object-lock-enabled-for-bucket/,
      );
    });

    test('issued documents get there, through the loss of the server, and are verified and exported', async () => {
      running = await startProgram(environment('locked'));
      const first = await issue();
      const { archive_path: path, archive_until: until } = await statusIs(first, 'archived');
      expect(path).toMatch(/^s3:\/\/locked\/program\/sandbox\/[^?]+\?versionId=/);
      const { data: objects } = await call('GET', `/tenant/fiscal/archive?subject_id=${first}`);
      expect(objects).toHaveLength(2);
      for (const object of objects) {
        expect(object.archive_until).toBe(until);
        expect(object.locked_until).toBe(object.retain_until);
        const [, key = '', versionId = ''] =
          /^s3:\/\/locked\/([^?]+)\?versionId=(.+)$/.exec(object.archive_path) ?? [];
        const held = await client('locked')({ method: 'HEAD', key, query: { versionId } });
        expect(new Date(held.headers.get('x-amz-object-lock-retain-until-date') ?? '')).toEqual(
          new Date(object.retain_until),
        );
        const refused = await client('locked')({ method: 'DELETE', key, query: { versionId } });
        expect(refused.status).toBe(403);
      }

      await server.kill();
      const second = await issue();
      await statusIs(second, 'error');
      const unread = await fetch(`${running.api}/tenant/fiscal/archive/${objects[0].id}`, {
        headers: { 'x-api-key': KEY },
      });
      expect(unread.status).toBe(503);
      await server.start();
      await statusIs(second, 'archived');

      const verified = await scell('archive', 'verify', '--json');
      expect(verified.code, verified.stdout).toBe(0);
      expect(JSON.parse(verified.stdout)).toEqual({ checked: 4, intact: 4, faults: [] });

      const out = join(dataDir, 'export.zip');
      const exported = await scell(
        ...['archive', 'export', '--environment', 'sandbox', '--out', out, '--json'],
      );
      expect(exported.code, exported.stdout).toBe(0);
      expect(JSON.parse(exported.stdout)).toMatchObject({ documents: 2, files: 6, missing: 0 });
      await readByPython(out, 9);
      expect((await scell('archive', 'export', '--environment', 'sandbox', '--out', out)).code).toBe(64);
    });
  });
});

/** Python's zipfile reads an archive whole, and the index says of every file what it is. */
async function readByPython(zip: string, members: number): Promise<void> {
  const code = `
import hashlib, json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
files = json.loads(z.read('index.json'))['files']
for f in files:
    content = z.read(f['path'])
    assert len(content) == f['size'] and hashlib.sha256(content).hexdigest() == f['sha256'], f
assert len(z.read('index.csv').decode().splitlines()) == len(files) + 1
print(len(z.namelist()))`;
  const { stdout } = await run('python3', ['-c', code, zip]);
  expect(Number(stdout)).toBe(members);
}
