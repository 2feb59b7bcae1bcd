import { parseArgs } from 'node:util';
import { ledgerKeyPath, readConfig } from '../config.ts';
import { rotateLedgerKey } from '../platform/ledger/rotate-ledger-key.ts';
import { type Command, print, UsageError } from './command.ts';
import { withServices } from './with-services.ts';

export const ledgerKey: Command = {
  summary: 'Show the fingerprint of the key that seals the ledger: what `verify --key` pins.',
  usage: '[--json]',
  run: (args) =>
    withServices(async ({ ledgerKey }) => {
      if (ledgerKey === null)
        throw new UsageError('there is no key: see the log for the file it is missing from.');
      print({ fingerprint: ledgerKey.id, public_key: ledgerKey.publicKey.toString('hex') }, json(args));
      return 0;
    }),
};

export const ledgerRotateKey: Command = {
  summary: 'Make a new key for the ledger, endorsed by the current one. Restart every process afterwards.',
  usage: '[--json]',
  run: (args) =>
    withServices(async ({ ledgerKey, databases }) => {
      if (ledgerKey === null)
        throw new UsageError('the current key is missing: only it can endorse the next.');
      const next = await rotateLedgerKey(ledgerKeyPath(readConfig()), ledgerKey, databases);
      print({ fingerprint: next.id, endorsed_by: ledgerKey.id }, json(args));
      return 0;
    }),
};

function json(args: string[]): boolean {
  return parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values.json;
}
