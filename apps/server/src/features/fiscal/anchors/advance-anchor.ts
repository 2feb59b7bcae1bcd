import type { Environment } from '../../../platform/environments.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Services } from '../../../platform/services.ts';
import { archiveProof } from '../archive/archive-proof.ts';
import { nextTry, SAFETY_NET_MS } from './schedule.ts';
import { stampByAuthority } from './stamp-by-authority.ts';
import { collectFromCalendars, submitToCalendars } from './stamp-by-calendars.ts';
import type { Step } from './step.ts';
import { type AnchorFile, findAnchor, noteStep, setTimer, takeTimer } from './store.ts';
import { ADVANCE_ANCHOR } from './timers.ts';

/** The timer of an anchor is due: enters the job, and a later hour for the timer should the job die. */
export function startAnchorStep(
  services: Services,
  environment: Environment,
  tenantId: string,
  anchorId: string,
): Promise<void> {
  return services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const found = await findAnchor(tx, tenantId, anchorId);
    if (found === undefined || isOver(found)) return takeTimer(tx, tenantId, anchorId);
    await setTimer(tx, tenantId, anchorId, new Date(services.clock() + SAFETY_NET_MS));
    await enqueue(tx, ADVANCE_ANCHOR, { tenant_id: tenantId, anchor_id: anchorId }, `anchor ${anchorId}`);
  });
}

/**
 * Brings an anchor one step further: asks the service outside, keeps its proof, notes what came of it. Safe to run again, and twice
 * at once: the proof is on the disk before the row that names it, and only one of two steps is noted.
 */
export async function advanceAnchor(
  services: Services,
  environment: Environment,
  tenantId: string,
  anchorId: string,
): Promise<void> {
  const db = services.databases[environment];
  const found = await db.withTenant({ tenantId }, (tx) => findAnchor(tx, tenantId, anchorId));
  if (found === undefined || isOver(found)) return;
  const step = await take(services, found);
  const { state, proofs } = found;
  const proof =
    step.proof === undefined
      ? null
      : {
          version: (proofs.at(-1)?.version ?? 0) + 1,
          sha256: await services.content.put(step.proof),
          size: step.proof.length,
        };
  const now = new Date(services.clock());
  const attempts = step.status === state.status ? state.attempts + 1 : 0;
  const dueAt = nextTry({ status: step.status, attempts }, now);
  const givenUp = dueAt === null && step.status !== 'confirmed';
  await db.withTenant({ tenantId }, async (tx) => {
    const noted = await noteStep(
      tx,
      state,
      {
        status: givenUp ? 'failed' : step.status,
        attempts,
        problem: step.problem?.code ?? null,
        problem_detail: step.problem?.detail.slice(0, 1_000) ?? null,
        provider: step.provider ?? state.provider,
        reference: step.reference === undefined ? state.reference : step.reference,
        block_height: step.blockHeight === undefined ? state.block_height : step.blockHeight,
        anchored_at: step.anchoredAt ?? null,
        updated_at: now,
      },
      proof,
      dueAt,
    );
    if (!noted || proof === null) return;
    const { sub_tenant_id: subTenantId, source_id: sourceId, anchor_type: anchorType } = found.anchor;
    const { version, sha256 } = proof;
    await archiveProof(tx, services, environment, {
      tenantId,
      subTenantId,
      anchorId,
      sourceId,
      anchorType,
      version,
      sha256,
    });
  });
}

function isOver({ state: { status } }: AnchorFile): boolean {
  return status === 'confirmed' || status === 'failed';
}

async function take(services: Services, { anchor, state, proofs }: AnchorFile): Promise<Step> {
  const { openTimestamps, timestamps } = services.anchoring;
  const { source_hash: hash } = anchor;
  const { status } = state;
  if (anchor.anchor_type === 'rfc3161')
    return timestamps === null ? switchedOff(status) : stampByAuthority(timestamps, hash, services.random);
  if (openTimestamps === null) return switchedOff(status);
  const last = proofs.at(-1);
  if (last === undefined || (status !== 'pending' && status !== 'attested'))
    return submitToCalendars(openTimestamps, hash, state.attempts, services.random);
  return collectFromCalendars(openTimestamps, await services.content.get(last.sha256), status);
}

function switchedOff(status: Step['status']): Step {
  return { status, problem: { code: 'switched_off', detail: 'no such service is configured any more' } };
}
