/**
 * The platform as a process of its own, for the load to be made from another: two fresh databases, a few tenants, the
 * API on a free port. Takes one JSON command a line on standard input and answers one line each.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { buildApp } from '../../../apps/server/src/app.ts';
import { readConfig } from '../../../apps/server/src/config.ts';
import { createApiKey } from '../../../apps/server/src/features/api-keys/create-api-key.ts';
import { registerCompany } from '../../../apps/server/src/features/companies/register-company.ts';
import { createTenant } from '../../../apps/server/src/features/tenants/create-tenant.ts';
import { connect } from '../../../apps/server/src/platform/db/connections.ts';
import { migrateAll } from '../../../apps/server/src/platform/db/migrate-all.ts';
import { createLogger } from '../../../apps/server/src/platform/log.ts';
import { closeServices, openServices } from '../../../apps/server/src/services.ts';

/** One statement as it went over the wire. */
export interface Recorded {
  text: string;
  values: unknown[];
}

const dataDir = await mkdtemp(join(tmpdir(), 'scell-bench-'));
const config = readConfig({
  SCELL_DATA_DIR: dataDir,
  PORT: '0',
  SCELL_RATE_LIMITS: 'off',
  SCELL_LOG_LEVEL: 'error',
  SCELL_DB_POOL: '10',
});
const logger = createLogger('error');
const connections = await connect(config, logger);
await migrateAll(connections);
const services = await openServices(config, connections, logger);

const keys: string[] = [];
for (let n = 1; n <= Number(process.argv[2] ?? 8); n++) {
  const tenant = await createTenant(services, { name: `Bench ${n}`, slug: `bench${n}`, email: null });
  await registerCompany(services, tenant, {
    name: `Bench ${n}`,
    siret: `${123456000 + n}01234`,
    address_line1: '1 Rue de la Paix',
    postal_code: '75001',
    city: 'Paris',
    iban: 'FR7630006000011234567890189',
    operation_category: 'services',
  });
  const wish = {
    kind: 'sk',
    environment: 'sandbox',
    name: 'bench',
    scopes: ['*'],
    subTenantId: null,
    companyId: null,
    expiresAt: null,
  } as const;
  keys.push((await createApiKey(services, tenant.id, { ...wish, scopes: ['*'] })).key);
}

let recording: Recorded[] | null = null;
const query = pg.Client.prototype.query;
// biome-ignore lint/suspicious/noExplicitAny: `query` has a dozen overloads, all of which pass through unchanged
pg.Client.prototype.query = function (this: pg.Client, ...args: any[]): any {
  const [first] = args;
  // What the program does aside, by the system door (it notes requests once a second), is no part of an issuance.
  const aside = (
    this as unknown as { connectionParameters: { options?: string } }
  ).connectionParameters.options?.includes('scell_system');
  if (aside) return Reflect.apply(query, this, args);
  if (recording !== null && typeof first === 'string') recording.push({ text: first, values: [] });
  else if (recording !== null && typeof first?.text === 'string')
    recording.push({ text: first.text, values: first.values ?? [] });
  return Reflect.apply(query, this, args);
};

const app = buildApp(services);
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;

const commands: Record<string, (argument: never) => unknown> = {
  documents: (mode: 'at-once' | 'later') => {
    services.documents = mode;
    return mode;
  },
  record: () => {
    recording = [];
    return null;
  },
  recorded: () => {
    const taken = recording;
    recording = null;
    return taken;
  },
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};

const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
answer({ url: `http://127.0.0.1:${port}`, keys, database: connections.sandbox.app });
for await (const line of createInterface({ input: process.stdin })) {
  const { name, argument } = JSON.parse(line) as { name: string; argument: never };
  answer(commands[name]?.(argument) ?? null);
}
await app.close();
await closeServices(services);
await connections.stop();
await rm(dataDir, { recursive: true, force: true });
