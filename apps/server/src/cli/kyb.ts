import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ApiError } from '@scell/contract';
import { isUuid } from '@scell/core';
import {
  openKybDocument,
  type ReviewDecision,
  reviewKybDocument,
  waitingKybDocuments,
} from '../features/tenants/kyb/review-kyb-document.ts';
import type { Environment } from '../platform/environments.ts';
import { type Command, print, required, UsageError } from './command.ts';
import { withServices } from './with-services.ts';

const OPERATOR = { by: 'operator' };
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const kybWaiting: Command = {
  summary: 'List the documents of tenants that wait for a review.',
  usage: '[--environment live|sandbox] [--json]',
  async run(args) {
    const { values } = read(args, { environment: text, json: flag });
    return withServices(async (services) => {
      for (const document of await waitingKybDocuments(services, environmentOf(values.environment)))
        print({ ...document, created_at: document.created_at.toISOString() }, values.json);
      return 0;
    });
  },
};

export const kybOpen: Command = {
  summary: 'Write a document to a file, to look at it. That it was opened is recorded.',
  usage: 'ID --to FILE [--environment live|sandbox]',
  async run(args) {
    const { values, positionals } = read(args, { to: text, environment: text });
    const [id, to] = [documentId(positionals), required(values.to, 'to')];
    return withServices((services) =>
      plainly(async () => {
        const { bytes } = await openKybDocument(services, environmentOf(values.environment), id, OPERATOR);
        // Nobody else on this machine reads an identity card.
        await writeFile(to, bytes, { mode: 0o600, flag: 'wx' });
      }),
    );
  },
};

export const kybReview: Command = {
  summary: 'Review a document: take it up, approve it, or reject it with a reason.',
  usage: 'ID --decision take|approve|reject [--reason TEXT] [--environment live|sandbox] [--json]',
  async run(args) {
    const options = { decision: text, reason: text, environment: text, json: flag };
    const { values, positionals } = read(args, options);
    const id = documentId(positionals);
    const decision = DECISIONS.find((each) => each === values.decision);
    if (decision === undefined) throw new UsageError('--decision is take, approve or reject.');
    const reason = values.reason ?? null;
    return withServices((services) =>
      plainly(async () => {
        const environment = environmentOf(values.environment);
        const reviewed = await reviewKybDocument(services, environment, id, { decision, reason }, OPERATOR);
        const { document, state } = reviewed;
        print({ id, status: document.status, kyb_status: state?.status ?? 'pending' }, values.json);
      }),
    );
  },
};

const DECISIONS: readonly ReviewDecision[] = ['take', 'approve', 'reject'];

/** What the commands refuse, as a sentence. */
async function plainly(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (error instanceof ApiError) throw new UsageError(error.errors[0]?.text.en ?? error.message);
    throw error;
  }
}

function documentId(positionals: readonly string[]): string {
  const [id = ''] = positionals;
  if (!isUuid(id)) throw new UsageError('name a document by its id.');
  return id;
}

function environmentOf(word = 'live'): Environment {
  if (word === 'sandbox') return 'sandbox';
  if (word === 'live' || word === 'production') return 'production';
  throw new UsageError('--environment is live or sandbox.');
}

function read<O extends Record<string, { type: 'string' | 'boolean' }>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
