import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { archiveBacklog } from '../features/fiscal/archive/backlog.ts';
import { countLateTimers } from '../platform/jobs/late-timers.ts';
import type { Command } from './command.ts';
import { withServices } from './with-services.ts';

const LEAST_FREE_BYTES = 1024 ** 3;

export const doctor: Command = {
  summary: 'Check configuration, data directory, databases and waiting work; exit 1 when something is wrong.',
  usage: '',
  async run() {
    let healthy = true;
    const say = (good: boolean, line: string) => {
      healthy &&= good;
      process.stdout.write(`${good ? 'ok  ' : 'FAIL'}  ${line}\n`);
    };
    const config = readConfig();
    say(true, 'configuration can be read');
    await withServices(async (services) => {
      const writable = await access(config.dataDir, constants.W_OK).then(
        () => true,
        () => false,
      );
      say(writable, `data directory ${config.dataDir} can be written`);
      const { bavail, bsize } = await statfs(config.dataDir);
      say(bavail * bsize > LEAST_FREE_BYTES, `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GiB free`);
      say(services.ledgerKey !== null, 'the key of the ledger is there');
      for (const name of ['production', 'sandbox'] as const) {
        const db = services.databases[name];
        const archive = services.archive[name];
        const fault =
          archive === null
            ? null
            : await archive.check().then(
                () => null,
                (error: Error) => error.message,
              );
        say(
          fault === null,
          `${name}: archive ${archive?.place ?? 'off'}${fault === null ? '' : `: ${fault}`}`,
        );
        say(await db.ping(), `${name} database answers`);
        const late = await countLateTimers(db, new Date(services.clock()));
        const backlog = await archiveBacklog(db, services.clock());
        say(
          backlog.late + backlog.failed + backlog.damaged === 0,
          `${name}: archive: ${backlog.late} late, ${backlog.failed} failed, ${backlog.damaged} damaged${backlog.lastError === null ? '' : ` (${backlog.lastError})`}`,
        );
        say(late === 0, `${name}: ${late} timers late by more than five minutes`);
      }
    });
    return healthy ? 0 : 1;
  },
};
