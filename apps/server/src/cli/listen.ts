import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { requestHeaders } from '../features/webhooks/request.ts';
import { newSecret, SECRET_PREFIX } from '../features/webhooks/secrets.ts';
import type { SignatureFormat } from '../features/webhooks/signatures.ts';
import type { Environment } from '../platform/environments.ts';
import { type Command, required, UsageError } from './command.ts';

const POLL_MS = 1_000;
const PATIENCE_MS = 30_000;
const LIMIT = 100;

export const listenCommand: Command = {
  summary:
    'Forward events to a server of yours as webhooks, signed, while you develop; no endpoint is needed.',
  usage:
    '--forward-to URL --key KEY [--server URL] [--secret whsec_…] [--format sha256|t_v1] [--events NAME,…]',
  async run(args) {
    const stopping = new AbortController();
    process.once('SIGINT', () => stopping.abort());
    process.once('SIGTERM', () => stopping.abort());
    await forwardEvents(read(args), stopping.signal, (line) => process.stdout.write(`${line}\n`));
    return 0;
  },
};

export interface Forwarding {
  /** Where the API is, without a trailing slash. */
  server: string;
  key: string;
  to: string;
  secret: string;
  format: SignatureFormat;
  /** Names or families (`invoice.*`); empty: every event. */
  events: readonly string[];
}

function read(args: string[]): Forwarding {
  const { values } = parseArgs({
    args,
    options: {
      'forward-to': { type: 'string' },
      key: { type: 'string' },
      server: { type: 'string' },
      secret: { type: 'string' },
      format: { type: 'string', default: 'sha256' },
      events: { type: 'string', default: '' },
    },
  });
  const to = required(values['forward-to'], 'forward-to');
  if (!/^https?:\/\//.test(to) || !URL.canParse(to))
    throw new UsageError('--forward-to is an http or https address.');
  const secret = values.secret ?? newSecret();
  if (!secret.startsWith(SECRET_PREFIX)) throw new UsageError('--secret starts with whsec_.');
  const { format } = values;
  if (format !== 'sha256' && format !== 't_v1') throw new UsageError('--format is sha256 or t_v1.');
  return {
    server: (values.server ?? readConfig().publicUrl).replace(/\/+$/, ''),
    key: required(values.key, 'key'),
    to,
    secret,
    format,
    events: values.events.split(',').filter((name) => name !== ''),
  };
}

interface PulledEvent {
  id: string;
  type: string;
  environment: Environment;
}

/** Forwards what happens from now on, in order, until told to stop. What the server does not take is said and passed over. */
export async function forwardEvents(
  forwarding: Forwarding,
  stopping: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  let place = (await pull(forwarding, 'now')).next_after;
  say(`Forwarding events to ${forwarding.to}; their secret is ${forwarding.secret}`);
  let away = false;
  while (!stopping.aborted) {
    try {
      const page = await pull(forwarding, place);
      if (away) say('The API answers again.');
      away = false;
      for (const event of page.data) {
        if (wanted(forwarding.events, event.type)) say(await forward(forwarding, event));
      }
      place = page.next_after ?? place;
      if (page.has_more) continue;
    } catch (error) {
      if (error instanceof UsageError) throw error;
      if (!away) say(`The API does not answer (${reasonOf(error)}); trying on.`);
      away = true;
    }
    await pause(POLL_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

async function pull({ server, key }: Forwarding, after: string | null) {
  const query = new URLSearchParams({ limit: String(LIMIT), ...(after === null ? {} : { after }) });
  const response = await fetch(`${server}/api/v1/events?${query}`, {
    headers: { 'x-api-key': key, accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const body = (await response.json()) as {
    message?: string;
    data: PulledEvent[];
    next_after: string | null;
    has_more: boolean;
  };
  // A key that will not do never will; a server in trouble may recover.
  if (response.status >= 400 && response.status < 500 && response.status !== 429)
    throw new UsageError(`${server} answered ${response.status}: ${body.message ?? ''}`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return body;
}

async function forward({ to, secret, format }: Forwarding, event: PulledEvent): Promise<string> {
  const id = randomUUID();
  const body = JSON.stringify({ ...event, delivery_id: id });
  const outgoing = { id, eventName: event.type, sequence: null, body };
  const signing = { format, secrets: [secret] } as const;
  const started = performance.now();
  const told = `${event.type} ${event.id}`;
  try {
    const response = await fetch(to, {
      method: 'POST',
      headers: requestHeaders(outgoing, event.environment, signing, {}, Date.now()),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    return `${told} → ${response.status} (${Math.round(performance.now() - started)} ms)`;
  } catch (error) {
    return `${told} → ${reasonOf(error)}`;
  }
}

function wanted(events: readonly string[], type: string): boolean {
  return (
    events.length === 0 ||
    events.some(
      (name) => name === '*' || name === type || (name.endsWith('.*') && type.startsWith(name.slice(0, -1))),
    )
  );
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
