import { parseArgs } from 'node:util';
import { appointAdmin } from '../features/identity/people/appoint-admin.ts';
import { type Command, print, required, UsageError } from './command.ts';
import { withServices } from './with-services.ts';

export const adminGrant: Command = {
  summary:
    'Make somebody who has an account an operator of the platform: their sessions get the right admin.',
  usage: 'EMAIL [--json]',
  run: (args) => appoint(args, true),
};

export const adminRevoke: Command = {
  summary: 'Take that right back. It is gone at once.',
  usage: 'EMAIL [--json]',
  run: (args) => appoint(args, false),
};

function appoint(args: string[], granted: boolean): Promise<number> {
  const { email, json } = read(args);
  return withServices(async (services) => {
    const person = await appointAdmin(services, email, granted);
    if (person === null) throw new UsageError(`nobody registered with the address ${email}.`);
    print({ id: person.id, email: person.email, platform_admin: granted ? 'yes' : 'no' }, json);
    return 0;
  });
}

function read(args: string[]): { email: string; json: boolean | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    return { email: required(positionals[0], 'email'), json: values.json };
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError('the e-mail address of the person is missing.');
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
