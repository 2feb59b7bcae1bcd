/**
 * The worker as a process of its own: two fresh databases, a few tenants with one endpoint each, webhooks delivered from
 * when it is told to. One command a line on standard input, one JSON answer a line.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildApp } from '../../../apps/server/src/app.ts';
import { readConfig } from '../../../apps/server/src/config.ts';
import { createApiKey } from '../../../apps/server/src/features/api-keys/create-api-key.ts';
import { createTenant } from '../../../apps/server/src/features/tenants/create-tenant.ts';
import {
  startWebhookPump,
  type WebhookPump,
} from '../../../apps/server/src/features/webhooks/deliveries/pump.ts';
import { connect } from '../../../apps/server/src/platform/db/connections.ts';
import { migrateAll } from '../../../apps/server/src/platform/db/migrate-all.ts';
import { createLogger } from '../../../apps/server/src/platform/log.ts';
import { closeServices, openServices } from '../../../apps/server/src/services.ts';

const [tenants = '10', receiver = ''] = process.argv.slice(2);
const dataDir = await mkdtemp(join(tmpdir(), 'scell-bench-'));
const config = readConfig({
  SCELL_DATA_DIR: dataDir,
  PORT: '0',
  SCELL_RATE_LIMITS: 'off',
  SCELL_LOG_LEVEL: 'error',
  SCELL_OUTBOUND_ALLOW: '127.0.0.1/32',
});
const logger = createLogger('error');
const connections = await connect(config, logger);
await migrateAll(connections);
const services = await openServices(config, connections, logger);
const app = buildApp(services);

const ids: string[] = [];
for (let n = 1; n <= Number(tenants); n++) {
  const tenant = await createTenant(services, { name: `Bench ${n}`, slug: `bench${n}`, email: null });
  const { key } = await createApiKey(services, tenant.id, {
    kind: 'sk',
    environment: 'sandbox',
    name: 'bench',
    scopes: ['*'],
    subTenantId: null,
    companyId: null,
    expiresAt: null,
  });
  const made = await app.inject({
    method: 'POST',
    url: '/api/v1/webhooks',
    headers: { 'x-api-key': key },
    payload: { url: receiver, events: ['*'] },
  });
  if (made.statusCode !== 201) throw new Error(made.body);
  ids.push(tenant.id);
}

let pump: WebhookPump | null = null;
const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
answer({ tenants: ids, database: connections.sandbox.app });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'deliver') pump = startWebhookPump(services, 'sandbox');
  if (line === 'rest') await pump?.stop();
  const { user, system } = process.cpuUsage();
  answer((user + system) / 1e6);
}
await pump?.stop();
await app.close();
await closeServices(services);
await connections.stop();
await rm(dataDir, { recursive: true, force: true });
