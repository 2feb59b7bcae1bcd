import { type Command, UsageError } from './cli/command.ts';
import { doctor } from './cli/doctor.ts';
import {
  companyCreate,
  companyVerify,
  keyCreate,
  keyRevoke,
  subTenantCreate,
  tenantCreate,
  tenantVerify,
} from './cli/identity.ts';
import { migrateCommand } from './cli/migrate.ts';
import { serve } from './cli/serve.ts';
import { ConfigError } from './config.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres/error.ts';

const commands: Record<string, Command> = {
  serve,
  migrate: migrateCommand,
  doctor,
  'tenant create': tenantCreate,
  'tenant verify': tenantVerify,
  'sub-tenant create': subTenantCreate,
  'company create': companyCreate,
  'company verify': companyVerify,
  'key create': keyCreate,
  'key revoke': keyRevoke,
};

/** The operator's command line: `npx scell <command>`. */
async function main(words: string[]): Promise<number> {
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((candidate) => candidate in commands) ?? '';
  const command = commands[name];
  if (command === undefined) {
    const out =
      words.length === 0 || words[0] === 'help' || words[0] === '--help' ? process.stdout : process.stderr;
    out.write(
      `Usage: npx scell <command> [options]\n\n${Object.entries(commands)
        .map(([key, { summary, usage }]) => `  ${`${key} ${usage}`.trimEnd()}\n      ${summary}`)
        .join('\n')}\n`,
    );
    return out === process.stdout ? 0 : 64;
  }
  return command.run(words.slice(name.split(' ').length));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What an operator can mend is one sentence; anything else keeps its stack.
  const sentence =
    error instanceof ConfigError || error instanceof EmbeddedPostgresError || error instanceof UsageError;
  process.stderr.write(
    `scell: ${sentence ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = error instanceof UsageError ? 64 : 1;
}
