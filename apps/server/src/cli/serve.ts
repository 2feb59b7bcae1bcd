import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { type Role, start } from '../main.ts';
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
    const asked = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    const program = await start(config, values.role, logger);
    process.stdout.write(welcome(program));
    await asked;
    process.stdout.write('Stopping…\n');
    await program.stop();
    return 0;
  },
};

function isRole(word: string): word is Role {
  return word === 'api' || word === 'worker' || word === 'all';
}
