import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endorsementMessage } from '@scell/ledger';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { query } from '../../../test/data/sql.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/database.ts';
import { openDatabase } from '../db/doors.ts';
import type { Databases } from '../environments.ts';
import { createLogger } from '../log.ts';
import { type LedgerKey, newLedgerKeyPem, readLedgerKey } from './ledger-key.ts';
import { openLedgerKey } from './open-ledger-key.ts';
import { rotateLedgerKey } from './rotate-ledger-key.ts';

const logger = createLogger('silent');
let server: TestDatabases;
let databases: Databases;
let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-key-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  server = await createTestDatabases();
  const open = (url: string) => openDatabase({ url, poolSize: 1, ledgerKey: () => null, logger });
  databases = {
    production: open(server.live.appUrl),
    sandbox: open(server.sandbox.appUrl),
  };
  path = join(folder, `${randomBytes(4).toString('hex')}.pem`);
  return async () => {
    await Promise.all([databases.production.close(), databases.sandbox.close()]);
    await server.drop();
  };
});

const holds = (key: LedgerKey, message: Uint8Array, signature: Buffer) =>
  verify(
    null,
    message,
    createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey.toString('base64url') },
      format: 'jwk',
    }),
    signature,
  );

test('is made once, readable by us alone, and is the same for all who start at the same time', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => openLedgerKey(path, databases, logger)));
  expect(new Set(keys.map((key) => key?.id)).size).toBe(1);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await openLedgerKey(path, databases, logger))?.id).toBe(keys[0]?.id);
});

test('is not replaced in silence once a database has known one', async () => {
  const first = await openLedgerKey(path, databases, logger);
  await rm(path);
  expect(await openLedgerKey(path, databases, logger)).toBeNull();
  await writeFile(path, 'no key');
  expect(await openLedgerKey(path, databases, logger)).toBeNull();
  expect(first).not.toBeNull();
});

test('a new one is endorsed by the old one, which stays beside it', async () => {
  const first = await openLedgerKey(path, databases, logger);
  if (first === null) throw new Error('there is a key');
  const old = await readFile(path, 'utf8');
  const second = await rotateLedgerKey(path, first, databases);
  expect((await openLedgerKey(path, databases, logger))?.id).toBe(second.id);
  const kept = (await readdir(folder)).filter((name) => name.endsWith(first.id.slice(0, 16)));
  expect(await readFile(join(folder, kept[0] ?? ''), 'utf8')).toBe(old);
  for (const { ownerUrl } of [server.live, server.sandbox]) {
    const [known] = await query<{ endorsed_by: string; endorsement: Buffer }>(
      ownerUrl,
      'select endorsed_by, endorsement from ledger.keys where id = $1',
      [second.id],
    );
    expect(known?.endorsed_by).toBe(first.id);
    const message = endorsementMessage(second.id, second.publicKey);
    expect(holds(first, message, known?.endorsement ?? Buffer.alloc(0))).toBe(true);
  }
});

test('a rotation that was interrupted goes on with the key it had made', async () => {
  const first = await openLedgerKey(path, databases, logger);
  if (first === null) throw new Error('there is a key');
  const pem = newLedgerKeyPem();
  await writeFile(`${path}.next`, pem);
  expect((await rotateLedgerKey(path, first, databases)).id).toBe(readLedgerKey(pem).id);
});
