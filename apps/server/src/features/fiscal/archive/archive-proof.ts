import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { archiveObjects } from './archive-objects.ts';
import { findAccountingYear } from './store.ts';

/** A proof of date, whose bytes are in the content store. */
export interface ProofToArchive {
  tenantId: string;
  subTenantId: string | null;
  anchorId: string;
  /** The closing it dates. */
  sourceId: string;
  anchorType: 'opentimestamps' | 'rfc3161';
  version: number;
  sha256: Uint8Array;
}

const CALENDAR_YEAR_END = '12-31';

/** Enters a proof of date for the archive, as long as the closing it dates: each version, the first as the last. */
export async function archiveProof(
  tx: Tx,
  services: Pick<Services, 'archive' | 'clock' | 'random'>,
  environment: Environment,
  { tenantId, subTenantId, anchorId, sourceId, anchorType, version, sha256 }: ProofToArchive,
): Promise<void> {
  if (services.archive[environment] === null) return;
  const year = await findAccountingYear(tx, tenantId, sourceId);
  const stamp = anchorType === 'rfc3161';
  await archiveObjects(tx, services, environment, [
    {
      tenantId,
      subTenantId,
      subjectType: 'proof',
      subjectId: anchorId,
      kind: `${stamp ? 'tsr' : 'ots'}_${version}`,
      sha256,
      mediaType: stamp ? 'application/timestamp-reply' : 'application/vnd.opentimestamps.v1',
      retainFrom: year ?? fiscalDay(new Date(services.clock())),
      yearEnd: year?.slice(5) ?? CALENDAR_YEAR_END,
    },
  ]);
}
