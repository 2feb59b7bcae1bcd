import { readConfig } from '../config.ts';
import { connect } from '../platform/db/connections.ts';
import { migrateAll } from '../platform/db/migrate-all.ts';
import { createLogger } from '../platform/log.ts';
import { type Command, UsageError } from './command.ts';

export const migrateCommand: Command = {
  summary: 'Bring both databases to the schema of this release.',
  usage: '',
  async run() {
    const config = readConfig();
    if (
      config.databases !== null &&
      (config.databases.live.owner === null || config.databases.sandbox.owner === null)
    ) {
      throw new UsageError(
        'set DATABASE_OWNER_URL and SANDBOX_DATABASE_OWNER_URL: the program’s own login cannot change the schema.',
      );
    }
    const connections = await connect(config, createLogger('warn'), { share: true });
    try {
      await migrateAll(connections);
      process.stdout.write('Both databases are up to date.\n');
      return 0;
    } finally {
      await connections.stop();
    }
  },
};
