import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { ApiError } from '@scell/contract';
import { type Period, planExport } from '../features/fiscal/export/plan.ts';
import { writeArchive } from '../features/fiscal/export/write-archive.ts';
import { findTenantByReference } from '../features/tenants/create-tenant.ts';
import { operatorFor } from '../features/tenants/operator.ts';
import type { Environment } from '../platform/environments.ts';
import { type Command, required, UsageError } from './command.ts';
import { withServices } from './with-services.ts';

export const exportCommand: Command = {
  summary:
    'Write the ledger of a tenant as one signed archive, which `verify` judges with nothing but the file.',
  usage: '--out FILE --tenant ID|SLUG [--from DAY] [--to DAY] [--environment live|sandbox]',
  run(args) {
    const { out, tenant: reference, period, environment } = read(args);
    return withServices(async (services) => {
      const tenant = await findTenantByReference(services, reference);
      if (tenant === undefined) throw new UsageError(`there is no tenant "${reference}".`);
      const operator = operatorFor(services, tenant, environment);
      const plan = await planExport(services, operator, period, 'archive');
      if (services.ledgerKey === null) throw new ApiError('LEDGER_UNAVAILABLE');
      const bytes = writeArchive(services, operator, services.ledgerKey, plan, period);
      // Under its name only when it is whole.
      const aside = `${out}.part`;
      try {
        await pipeline(Readable.from(bytes), createWriteStream(aside, { flush: true }));
        await rename(aside, out);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
      process.stdout.write(`${out}: ${plan.chains.length} chain(s); key ${services.ledgerKey.id}\n`);
      return 0;
    });
  },
};

interface Options {
  out: string;
  tenant: string;
  period: Period;
  environment: Environment;
}

function read(args: string[]): Options {
  const { values } = parse(args);
  const { from, to, environment = 'live' } = values;
  for (const day of [from, to])
    if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day))
      throw new UsageError('--from and --to are days, YYYY-MM-DD.');
  if (environment !== 'live' && environment !== 'sandbox')
    throw new UsageError('--environment is live or sandbox.');
  return {
    out: required(values.out, 'out'),
    tenant: required(values.tenant, 'tenant'),
    period: { start_date: from, end_date: to },
    environment: environment === 'live' ? 'production' : 'sandbox',
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { out: text, tenant: text, from: text, to: text, environment: text } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
