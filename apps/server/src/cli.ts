import { type Command, UsageError } from './cli/command.ts';
import { ConfigError } from './config.ts';
import { ArchiveFault } from './platform/archive/fault.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres/error.ts';

const identity = () => import('./cli/identity.ts');

/** Each command is loaded when it is called: `serve` starts its database while it loads the rest. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.ts')).serve,
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand,
  listen: async () => (await import('./cli/listen.ts')).listenCommand,
  doctor: async () => (await import('./cli/doctor.ts')).doctor,
  validate: async () => (await import('./cli/validate.ts')).validateCommand,
  fix: async () => (await import('./cli/fix.ts')).fixCommand,
  extract: async () => (await import('./cli/extract.ts')).extractCommand,
  convert: async () => (await import('./cli/convert.ts')).convertCommand,
  embed: async () => (await import('./cli/embed.ts')).embedCommand,
  rules: async () => (await import('./cli/rules.ts')).rulesCommand,
  'fec check': async () => (await import('./cli/fec-check.ts')).fecCheckCommand,
  'mail preview': async () => (await import('./cli/mail-preview.ts')).mailPreview,
  'sms send': async () => (await import('./cli/sms.ts')).smsSend,
  'ledger key': async () => (await import('./cli/ledger.ts')).ledgerKey,
  'ledger rotate-key': async () => (await import('./cli/ledger.ts')).ledgerRotateKey,
  'archive verify': async () => (await import('./cli/archive.ts')).archiveVerify,
  'archive export': async () => (await import('./cli/archive.ts')).archiveExport,
  'admin grant': async () => (await import('./cli/admin.ts')).adminGrant,
  'admin revoke': async () => (await import('./cli/admin.ts')).adminRevoke,
  'tenant create': async () => (await identity()).tenantCreate,
  'tenant verify': async () => (await identity()).tenantVerify,
  'kyb waiting': async () => (await import('./cli/kyb.ts')).kybWaiting,
  'kyb open': async () => (await import('./cli/kyb.ts')).kybOpen,
  'kyb review': async () => (await import('./cli/kyb.ts')).kybReview,
  'sub-tenant create': async () => (await identity()).subTenantCreate,
  export: async () => (await import('./cli/export.ts')).exportCommand,
  verify: async () => (await import('./cli/verify.ts')).verifyCommand,
  'company create': async () => (await identity()).companyCreate,
  'company pending': async () => (await identity()).companyPending,
  'company verify': async () => (await identity()).companyVerify,
  'balance credit': async () => (await import('./cli/balance.ts')).balanceCredit,
  'balance debit': async () => (await import('./cli/balance.ts')).balanceDebit,
  'balance charge': async () => (await import('./cli/balance.ts')).balanceCharge,
  'balance price': async () => (await import('./cli/balance.ts')).balancePrice,
  'company refuse': async () => (await identity()).companyRefuse,
  'key create': async () => (await identity()).keyCreate,
  'key revoke': async () => (await identity()).keyRevoke,
};

/** The operator's command line: `npx scell <command>`. */
async function main(words: string[]): Promise<number> {
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((candidate) => candidate in commands) ?? '';
  const load = commands[name];
  if (load !== undefined) return (await load()).run(words.slice(name.split(' ').length));
  const asked = words.length === 0 || words[0] === 'help' || words[0] === '--help';
  (asked ? process.stdout : process.stderr).write(await usage());
  return asked ? 0 : 64;
}

async function usage(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const { summary, usage: options } = await load();
      return `  ${`${name} ${options}`.trimEnd()}\n      ${summary}`;
    }),
  );
  return `Usage: npx scell <command> [options]\n\n${lines.join('\n')}\n`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What an operator can mend is one sentence; anything else keeps its stack.
  const sentence =
    error instanceof ConfigError ||
    error instanceof ArchiveFault ||
    error instanceof EmbeddedPostgresError ||
    error instanceof UsageError;
  process.stderr.write(
    `scell: ${sentence ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = error instanceof UsageError ? 64 : 1;
}
