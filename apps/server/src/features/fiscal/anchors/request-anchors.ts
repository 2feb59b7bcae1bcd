import { uuidv7 } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Services } from '../../../platform/services.ts';
import { insertAnchors } from './store.ts';

/** A hash of the ledger, and what it is the hash of. */
export interface AnchorSource {
  tenantId: string;
  subTenantId: string | null;
  /** As `type` of the API: `daily_closing`. */
  sourceType: string;
  sourceId: string;
  /** SHA-256, 32 bytes. */
  hash: Uint8Array;
}

/**
 * Asks every service the operator has switched on to date hashes: rows and timers in the transaction of what has those hashes. Nothing
 * leaves this machine here. Asked again for the same source, it changes nothing.
 */
export async function requestAnchors(
  tx: Tx,
  services: Services,
  sources: readonly AnchorSource[],
): Promise<void> {
  const { openTimestamps, timestamps } = services.anchoring;
  const types = [
    ...(openTimestamps === null ? [] : ['opentimestamps' as const]),
    ...(timestamps === null ? [] : ['rfc3161' as const]),
  ];
  if (types.length === 0 || sources.length === 0) return;
  const now = services.clock();
  await insertAnchors(
    tx,
    sources.flatMap((source) =>
      types.map((anchor_type) => ({
        tenant_id: source.tenantId,
        id: uuidv7(now, services.random),
        sub_tenant_id: source.subTenantId,
        anchor_type,
        source_type: source.sourceType,
        source_id: source.sourceId,
        source_hash: Buffer.from(source.hash),
        created_at: new Date(now),
      })),
    ),
  );
}
