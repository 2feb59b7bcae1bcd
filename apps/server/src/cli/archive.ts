import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { tenantsWithArchive } from '../features/fiscal/archive/backlog.ts';
import { exportArchive } from '../features/fiscal/archive/export/export-archive.ts';
import { type ArchiveFaultReport, verifyAll } from '../features/fiscal/archive/verify-archive.ts';
import { findTenantByReference, type TenantSummary } from '../features/tenants/create-tenant.ts';
import { ArchiveFault } from '../platform/archive/fault.ts';
import type { Environment } from '../platform/environments.ts';
import type { Services } from '../platform/services.ts';
import { type Command, print, required, UsageError } from './command.ts';
import { withServices } from './with-services.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

export const archiveVerify: Command = {
  summary:
    'Read the whole archive back and hold it against what was archived; exit 1 when anything is not as it was.',
  usage: '[--tenant ID|SLUG] [--environment sandbox|live] [--json]',
  async run(args) {
    const { values } = read(args, { tenant: text, environment: text, json: flag });
    const environments: Environment[] =
      values.environment === undefined ? ['production', 'sandbox'] : [environmentOf(values.environment)];
    return withServices(async (services) => {
      const result = { checked: 0, intact: 0 };
      const faults: (ArchiveFaultReport & { environment: Environment })[] = [];
      for (const environment of environments) {
        const tenants = await tenantsOf(services, environment, values.tenant);
        for (const tenantId of tenants) {
          const report = await verifyAll(services, environment, tenantId).catch(asUsageError);
          result.checked += report.checked;
          result.intact += report.intact;
          faults.push(...report.faults.map((fault) => ({ environment, ...fault })));
        }
      }
      if (values.json) process.stdout.write(`${JSON.stringify({ ...result, faults })}\n`);
      else {
        for (const { verdict, reason, environment } of faults)
          process.stdout.write(`FAIL  ${environment}: ${verdict}: ${reason}\n`);
        process.stdout.write(`${result.intact} of ${result.checked} objects are as they were archived\n`);
      }
      return faults.length === 0 ? 0 : 1;
    });
  },
};

export const archiveExport: Command = {
  summary:
    'Write all issued invoices of a tenant (live ones unless --environment sandbox) into a ZIP archive: PDF/A-3, XML and JSON of each, an index with hashes, a notice; exit 1 when a file is lost.',
  usage:
    '--out FILE.zip [--tenant ID|SLUG] [--from 2026-01-01] [--to 2026-12-31] [--environment sandbox|live] [--json]',
  async run(args) {
    const { values } = read(args, {
      out: text,
      tenant: text,
      from: text,
      to: text,
      environment: text,
      json: flag,
    });
    const out = required(values.out, 'out');
    const [from, to] = [day(values.from, 'from'), day(values.to, 'to')];
    const environment = environmentOf(values.environment ?? 'live');
    return withServices(async (services) => {
      const tenant = await oneTenant(services, environment, values.tenant);
      const count = { documents: 0, files: 0, missing: 0 };
      const now = new Date(services.clock());
      const actor = { by: 'operator', environment, scope: { tenantId: tenant.id }, now };
      const zip = exportArchive(services, { actor, tenantName: tenant.name, from, to }, count);
      try {
        // A file that is there is never written over.
        await pipeline(zip, createWriteStream(out, { flags: 'wx', mode: 0o600, flush: true }));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
          throw new UsageError(`${out} is there already: choose another name.`);
        await rm(out, { force: true });
        throw error;
      }
      print({ out, tenant_id: tenant.id, environment, ...count }, values.json);
      return count.missing === 0 ? 0 : 1;
    });
  },
};

async function tenantsOf(
  services: Services,
  environment: Environment,
  reference: string | undefined,
): Promise<string[]> {
  if (reference === undefined) return tenantsWithArchive(services.databases[environment]);
  return [(await requireTenant(services, reference)).id];
}

/** The tenant named, or the only one that has an archive. */
async function oneTenant(
  services: Services,
  environment: Environment,
  reference: string | undefined,
): Promise<TenantSummary> {
  if (reference !== undefined) return requireTenant(services, reference);
  const [only, another] = await tenantsWithArchive(services.databases[environment]);
  if (only === undefined || another !== undefined) throw new UsageError('say whose invoices with --tenant.');
  return requireTenant(services, only);
}

async function requireTenant(services: Services, reference: string): Promise<TenantSummary> {
  const tenant = await findTenantByReference(services, reference);
  if (tenant === undefined) throw new UsageError(`there is no tenant "${reference}".`);
  return tenant;
}

function day(value: string | undefined, option: string): string | null {
  if (value === undefined) return null;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString();
  } catch {
    throw new UsageError(`--${option} is a date such as 2026-12-31.`);
  }
}

function environmentOf(word: string): Environment {
  if (word === 'sandbox') return 'sandbox';
  if (word === 'live' || word === 'production') return 'production';
  throw new UsageError('--environment is sandbox or live.');
}

/** An archive that does not answer is for the operator to mend: a sentence, no stack. */
function asUsageError(error: unknown): never {
  if (error instanceof ArchiveFault) throw new UsageError(error.message);
  throw error;
}

function read<O extends Record<string, typeof text | typeof flag>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
