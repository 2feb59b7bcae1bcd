import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { Role } from '../main.ts';
import { connect } from '../platform/db/connections.ts';
import { createLogger } from '../platform/log.ts';
import { type Command, UsageError } from './command.ts';
import { welcome } from './welcome.ts';

export const serve: Command = {
  summary: 'Start the API, the worker, or both.',
  usage: '--role api|worker|all',
  async run(args) {
    const { values } = parseArgs({ args, options: { role: { type: 'string', default: 'all' } } });
    if (!isRole(values.role)) throw new UsageError('--role is api, worker or all.');
    const config = readConfig();
    const logger = createLogger(config.logLevel);
    // Asked to stop while still starting, it starts first and then stops: nothing is left half made.
    const asked = new Promise<'asked'>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('asked'));
    });
    // The database starts while the rest of the program is loaded.
    const connecting = connect(config, logger);
    // Who awaits it below is told; until then a failure is not an unhandled one.
    connecting.catch(() => {});
    const { start } = await import('../main.ts').catch(async (error: unknown) => {
      await (await connecting).stop();
      throw error;
    });
    const program = await start(config, values.role, logger, connecting);
    process.stdout.write(welcome(program));
    const end = await Promise.race([asked, program.failed.then(() => 'failed' as const)]);
    process.stdout.write('Stopping…\n');
    await program.stop();
    return end === 'asked' ? 0 : 1;
  },
};

function isRole(word: string): word is Role {
  return word === 'api' || word === 'worker' || word === 'all';
}
