import { ApiError } from '@scell/contract';
import { readConfig } from '../config.ts';
import { connect } from '../platform/db/connections.ts';
import { migrateAll } from '../platform/db/migrate-all.ts';
import { createLogger } from '../platform/log.ts';
import type { Services } from '../platform/services.ts';
import { closeServices, openServices } from '../services.ts';
import { UsageError } from './command.ts';

/**
 * Runs a command with services over the configured databases: the embedded one is started for it, or shared with the
 * program that runs it already.
 */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig();
  const logger = createLogger('warn');
  const connections = await connect(config, logger, { share: true });
  try {
    if (connections.embedded !== 'of another process') await migrateAll(connections);
    const services = await openServices(config, connections, logger);
    try {
      return await work(services);
    } catch (error) {
      if (error instanceof ApiError)
        throw new UsageError([error.message, ...error.errors.map(({ text }) => text.en)].join('\n  '));
      throw error;
    } finally {
      await closeServices(services);
    }
  } finally {
    await connections.stop();
  }
}
