import type { Archive } from '../../../platform/archive/archive.ts';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import {
  countAnchors,
  countArchive,
  countUnsealed,
  findActiveKillSwitch,
  findLastCheck,
  findLastExport,
  type HolderKey,
  listChains,
  listKeys,
  listLastClosings,
} from './store.ts';

/**
 * The state of this installation that papers print: everything comes from stored rows, read in one transaction. `null` stands for what is
 * not there yet.
 */
export interface InstallationFacts {
  chains: readonly ChainFact[];
  keys: readonly KeyFact[];
  /** Entries of this holder without a seal: made around the program, or before entries were sealed. */
  unsealed: number;
  killSwitch: { since: Date } | null;
  /** The latest closing of each type there is. */
  closings: readonly ClosingFact[];
  integrity: IntegrityFact | null;
  /** The latest export of the ledger: the archive of BOI §220 is due once a year at least. */
  lastExportAt: Date | null;
  anchors: AnchorFact;
  archive: ArchiveFact;
}

export interface ChainFact {
  id: string;
  kind: 'fiscal' | 'archive' | 'reprint' | 'technical';
  seller: string;
  entries: number;
  headHash: string;
  lastRecordedAt: Date | null;
}

/** A public key that seals or sealed the ledger. */
export interface KeyFact {
  id: string;
  introducedAt: Date;
  endorsedBy: string | null;
}

export interface ClosingFact {
  type: 'daily' | 'monthly' | 'annual';
  /** The period, in Paris: `2026-05-06`, `2026-05`, or the last day of the accounting year. */
  day: string;
  closedAt: Date;
}

/** The latest check of the chains. */
export interface IntegrityFact {
  checkedAt: Date;
  valid: boolean;
  entries: number;
}

/** Proofs of date by others, each opt-in. */
export interface AnchorFact {
  openTimestamps: boolean;
  timestampAuthority: boolean;
  confirmed: number;
  pending: number;
  failed: number;
}

export interface ArchiveFact {
  place: 'off' | 'folder' | 's3';
  encrypted: boolean;
  /** Whole years after the end of the accounting year. */
  years: number;
  kept: number;
  waiting: number;
  lastVerifiedAt: Date | null;
}

/** Reads what the stored rows say of a holder; what is switched on is the process's to say. */
export async function readFacts(
  tx: Tx,
  holder: HolderKey,
  { anchoring, archive }: Pick<Services, 'anchoring' | 'archive'>,
  environment: Environment,
): Promise<InstallationFacts> {
  const chains = await listChains(tx, holder);
  const keys = await listKeys(tx);
  const unsealed = await countUnsealed(tx, holder);
  const stoppedSince = await findActiveKillSwitch(tx, holder.tenantId);
  const closings = await listLastClosings(tx, holder);
  const check = await findLastCheck(tx, holder);
  const anchors = await countAnchors(tx, holder);
  return {
    chains: chains.map(({ id, kind, seller, last_position, head_hash, last_recorded_at }) => ({
      id,
      kind,
      seller,
      entries: Number(last_position),
      headHash: head_hash.toString('hex'),
      lastRecordedAt: last_recorded_at,
    })),
    keys: keys.map(({ id, introduced_at, endorsed_by }) => ({
      id,
      introducedAt: introduced_at,
      endorsedBy: endorsed_by,
    })),
    unsealed,
    killSwitch: stoppedSince === null ? null : { since: stoppedSince },
    closings: closings.map(({ closing_type: type, day, closed_at: closedAt }) => ({
      type,
      day: type === 'monthly' ? day.slice(0, 'YYYY-MM'.length) : day,
      closedAt,
    })),
    integrity:
      check === undefined
        ? null
        : {
            checkedAt: check.created_at,
            valid: check.is_valid,
            entries: Number(check.entries_checked),
          },
    lastExportAt: await findLastExport(tx, holder),
    anchors: {
      openTimestamps: anchoring.openTimestamps !== null,
      timestampAuthority: anchoring.timestamps !== null,
      ...anchors,
    },
    archive: {
      place: placeOf(archive[environment]),
      years: archive.retention.years,
      ...(await countArchive(tx, holder)),
    },
  };
}

/** What kind of place it is; where it is, is the operator's to know. */
function placeOf(archive: Archive | null): ArchiveFact['place'] {
  if (archive === null) return 'off';
  return archive.place.startsWith('s3://') ? 's3' : 'folder';
}
