import {
  type BlockHeader,
  commitmentOf,
  type DetachedProof,
  NONCE_LENGTH,
  type OpenTimestampsVerdict,
  parseProof,
  pendingMessages,
  serializeProof,
  stampOf,
  upgradeProof,
  verifyOpenTimestamps,
} from '@scell/ledger';
import { OutboundError } from '../../../platform/outbound/request.ts';
import type { Anchoring } from '../../../platform/services.ts';
import { fetchBlockHeader } from './block-headers.ts';
import { CalendarError, collect, hashes, mayFollow, submit } from './calendars.ts';
import type { Problem, Step } from './step.ts';

type OpenTimestamps = NonNullable<Anchoring['openTimestamps']>;

/** Tries for which two promises are wanted: a calendar may vanish with the only one. */
const TRIES_FOR_TWO = 4;
/** A calendar may answer what it likes: no more promises and blocks than this are followed at a time. */
const MOST_REQUESTS = 16;

/**
 * Hands a hash to every calendar at once, under a nonce. Pending once two have promised (one, where only one is configured or has
 * answered for a while).
 */
export async function submitToCalendars(
  { calendars }: OpenTimestamps,
  hash: Uint8Array,
  attempts: number,
  random: (size: number) => Uint8Array,
): Promise<Step> {
  const nonce = Uint8Array.from(random(NONCE_LENGTH));
  const commitment = commitmentOf(hash, nonce, hashes.sha256);
  const { answers, problem } = await settle(
    calendars.map((calendar) => submit(calendar, commitment, calendars)),
  );
  const enough = attempts < TRIES_FOR_TWO ? Math.min(2, calendars.length) : 1;
  if (answers.length < enough) return withProblem({ status: 'submitted' }, problem);
  const proof = stampOf(Uint8Array.from(hash), nonce, answers);
  const asked = pendingMessages(proof, hashes).map(({ uri }) => new URL(uri).host);
  return withProblem(
    { status: 'pending', proof: serializeProof(proof), provider: [...new Set(asked)].join(', ') },
    problem,
  );
}

/** Asks the calendars of a proof for the rest of it, and checks the block they name where headers can be had. */
export async function collectFromCalendars(
  settings: OpenTimestamps,
  file: Uint8Array,
  status: 'pending' | 'attested',
): Promise<Step> {
  const kept = parseProof(file);
  if (status === 'attested') return judge(settings, kept, null);

  const owed = pendingMessages(kept, hashes)
    .filter(({ uri }) => mayFollow(uri, settings.calendars))
    .slice(0, MOST_REQUESTS);
  const { answers, problem } = await settle(
    owed.map(async (pending) => {
      const answer = await collect(pending);
      return answer === null ? null : { message: pending.message, answer };
    }),
  );
  const news = answers.filter((answer) => answer !== null);
  const grown = news.reduce<DetachedProof>(
    (proof, { message, answer }) => upgradeProof(proof, message, answer, hashes),
    kept,
  );
  return judge(settings, grown, problem, file);
}

/** What a proof shows by now. `before`: the file it grew out of; a proof that did not grow is not kept again. */
async function judge(
  { blocks }: OpenTimestamps,
  proof: DetachedProof,
  problem: Problem | null,
  before?: Uint8Array,
): Promise<Step> {
  const file = serializeProof(proof);
  const grown = before !== undefined && !Buffer.from(file).equals(before) ? { proof: file } : {};
  const check = { digest: proof.digest, hashes };
  const first = verifyOpenTimestamps(file, check);
  if (first.outcome !== 'attested') return withProblem({ status: 'pending' }, problem);
  const height = Math.min(...first.heights);
  const attested: Step = {
    status: 'attested',
    blockHeight: height,
    reference: `BITCOIN:${height}`,
    ...grown,
  };
  if (blocks === null) return attested;

  const headers = new Map<number, BlockHeader>();
  let verdict: OpenTimestampsVerdict = first;
  try {
    for (const wanted of [...new Set(first.heights)].slice(0, MOST_REQUESTS))
      headers.set(wanted, await fetchBlockHeader(blocks, wanted));
    verdict = verifyOpenTimestamps(file, { ...check, blockHeader: (wanted) => headers.get(wanted) });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return withProblem(attested, { code: 'unreachable', detail: error.message });
  }
  if (verdict.outcome === 'confirmed')
    return {
      ...attested,
      status: 'confirmed',
      blockHeight: verdict.height,
      reference: `BITCOIN:${verdict.height}`,
      anchoredAt: new Date(verdict.time * 1_000),
    };
  // What is contradicted is not kept: the promises in the proof before are still good.
  const contradicted = `block ${[...headers.keys()].join(', ')} has another Merkle root`;
  return {
    status: 'pending',
    reference: null,
    blockHeight: null,
    problem: { code: 'contradicted', detail: contradicted },
  };
}

/** What several requests came to: their answers, and one of the problems. */
async function settle<T>(
  requests: readonly Promise<T>[],
): Promise<{ answers: T[]; problem: Problem | null }> {
  const outcomes = await Promise.allSettled(requests);
  const problems = outcomes.flatMap((outcome): Problem[] => {
    if (outcome.status === 'fulfilled') return [];
    const { reason } = outcome;
    if (reason instanceof CalendarError) return [{ code: reason.code, detail: reason.message }];
    throw reason;
  });
  const [first] = problems;
  return {
    answers: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    problem:
      first === undefined ? null : { ...first, detail: problems.map(({ detail }) => detail).join('; ') },
  };
}

function withProblem(step: Step, problem: Problem | null): Step {
  return problem === null ? step : { ...step, problem };
}
