import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outbound } from '../outbound/request.ts';
import { segmentsOf } from './segments.ts';

export interface Sms {
  /** E.164: `+33612345678`. */
  to: string;
  text: string;
}

/** Where SMS go. `send` answers when the other side has taken the message, and throws when it has not. */
export interface SmsGateway {
  send(id: string, sms: Sms): Promise<void>;
}

/** What an operator says of a gateway. */
export interface SmsSettings {
  url: string;
  token: string | null;
  sender: string;
  /** A JSON body whose texts name {id}, {from}, {to} and {text}. */
  body: string;
}

/** A message that no gateway would take; the sentence names neither number nor text. */
export class SmsError extends Error {
  override readonly name = 'SmsError';
}

/** Longer ones are refused by some gateways and cut by others. */
const MOST_SEGMENTS = 6;

/**
 * A gateway with an HTTP interface: one POST of JSON a message, a 2xx takes it. The id goes as Idempotency-Key and where the body names it: a
 * gateway that knows either sends a repeat once.
 */
export function httpSmsGateway({ url, token, sender, body }: SmsSettings): SmsGateway {
  const template: unknown = JSON.parse(body);
  return {
    async send(id, sms) {
      check(sms);
      const values: Record<string, string> = { id, from: sender, to: sms.to, text: sms.text };
      const { status } = await outbound(new URL(url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'idempotency-key': id,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: Buffer.from(JSON.stringify(filledIn(template, values))),
        timeoutMs: 15_000,
        maxBytes: 64 * 1024,
      });
      // What it says is not repeated: gateways name the number in it.
      if (status < 200 || status > 299) throw new SmsError(`the SMS gateway answered ${status}`);
    },
  };
}

/** The development gateway: each message a file `{id}.sms.json` in the mailbox. */
export function folderSmsGateway(folder: string): SmsGateway {
  return {
    async send(id, sms) {
      check(sms);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${id}.sms.json`);
      await writeFile(`${path}.part`, `${JSON.stringify({ ...sms, ...segmentsOf(sms.text) })}\n`, {
        mode: 0o600,
      });
      await rename(`${path}.part`, path);
    },
  };
}

function check({ to, text }: Sms): void {
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw new SmsError('the number is not in the form of E.164, as +33612345678');
  if (text.trim() === '') throw new SmsError('the message is empty');
  // A code and a half of UTF-16 is no character.
  if (!text.isWellFormed()) throw new SmsError('the message is not well-formed Unicode');
  const { segments } = segmentsOf(text);
  if (segments > MOST_SEGMENTS)
    throw new SmsError(`the message takes ${segments} segments; ${MOST_SEGMENTS} at most`);
}

/** The template with its names replaced, in texts only: a value cannot become anything else than text. */
function filledIn(template: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof template === 'string')
    return template.replaceAll(/\{(id|from|to|text)\}/g, (_, name: string) => values[name] ?? '');
  if (Array.isArray(template)) return template.map((item) => filledIn(item, values));
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, filledIn(item, values)]));
  return template;
}
