import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { OutboundError } from '../platform/outbound/request.ts';
import { segmentsOf } from '../platform/sms/segments.ts';
import { folderSmsGateway, httpSmsGateway, SmsError } from '../platform/sms/sms-gateway.ts';
import { type Command, UsageError } from './command.ts';

/** One message by the configured gateway: shows that its address, token and body are right. */
export const smsSend: Command = {
  summary: 'Sends an SMS through the configured gateway, or puts it in the development mailbox.',
  usage: '--to +33612345678 --text TEXT',
  async run(words) {
    const sms = wishes(words);
    const { sms: settings, dataDir } = readConfig();
    const gateway = settings === null ? folderSmsGateway(join(dataDir, 'mailbox')) : httpSmsGateway(settings);
    const id = randomUUID();
    try {
      await gateway.send(id, sms);
    } catch (error) {
      if (error instanceof SmsError || error instanceof OutboundError) throw new UsageError(error.message);
      throw error;
    }
    const { segments, encoding } = segmentsOf(sms.text);
    const where = settings === null ? 'in the development mailbox' : 'taken by the gateway';
    process.stdout.write(`${id}: ${where}, ${segments} segment(s) of ${encoding}\n`);
    return 0;
  },
};

function wishes(args: string[]): { to: string; text: string } {
  try {
    const options = { to: { type: 'string' }, text: { type: 'string' } } as const;
    const { to, text } = parseArgs({ args, options }).values;
    if (to !== undefined && text !== undefined) return { to, text };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError('--to and --text are needed.');
}
