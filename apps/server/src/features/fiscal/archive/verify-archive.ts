import type { Archive } from '../../../platform/archive/archive.ts';
import { ArchiveFault } from '../../../platform/archive/fault.ts';
import type { Environment } from '../../../platform/environments.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import { idMaker } from '../../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import type { Services } from '../../../platform/services.ts';
import { archiveDocument } from './archive-document.ts';
import { moveTimer, refreshInvoice } from './store.ts';
import { ARCHIVE_VERIFY } from './timers.ts';
import {
  type CopyToVerify,
  type Finding,
  insertVerification,
  noteVerdicts,
  selectArchived,
  selectDueForVerification,
  selectForgotten,
  selectSample,
  selectUnentered,
  setCopyTimers,
} from './verification/store.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Everything is read back at least this often. */
const ROTATION_DAYS = 30;
/** Read back each day besides, by chance: what an attacker knows to have been verified yesterday is no safer. */
const SAMPLE = 20;
/** Objects of one run; when more are due the next run follows at once. */
const RUN = 500;
/** Faults named in one report; more are counted. */
const MOST_NAMED = 100;
/** Subjects seen to in one run that the archive should have and nothing looks after. */
const STRAYS = 500;

/** An object that is not as it was archived. */
export interface ArchiveFaultReport {
  object_id: string;
  subject_id: string;
  kind: string;
  sha256: string;
  path: string;
  verdict: Exclude<Finding['verdict'], 'intact'>;
  reason: string;
}

export interface VerificationReport {
  checked: number;
  intact: number;
  faults: ArchiveFaultReport[];
}

/**
 * The daily verification of one tenant's archive: reads back what was not read for thirty days, and some objects by chance, and
 * sees to what the archive should have and nothing looks after. It sets its own next hour.
 */
export async function verifyDaily(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const archive = services.archive[environment];
  if (archive === null) return;
  const db = services.databases[environment];
  const startedAt = services.clock();
  const before = new Date(startedAt - ROTATION_DAYS * DAY_MS);
  const { due, sample } = await db.withTenant({ tenantId }, async (tx) => ({
    due: await selectDueForVerification(tx, tenantId, archive.place, before, RUN),
    sample: await selectSample(tx, tenantId, archive.place, services.random(32), SAMPLE),
  }));
  const copies = [...new Map([...due, ...sample].map((copy) => [copy.id, copy])).values()];
  await verifyCopies(services, environment, tenantId, archive, copies, 'daily');
  const next = due.length === RUN ? services.clock() + MINUTE_MS : startedAt + DAY_MS;
  await db.withTenant({ tenantId }, async (tx) => {
    for (const id of await selectUnentered(tx, tenantId, STRAYS))
      await archiveDocument(tx, services, environment, tenantId, id);
    await setCopyTimers(
      tx,
      tenantId,
      await selectForgotten(tx, tenantId, archive.place, STRAYS),
      new Date(services.clock()),
    );
    await moveTimer(tx, tenantId, ARCHIVE_VERIFY, tenantId, new Date(next));
  });
}

/** Reads a tenant's whole archive back, for the operator who asks. */
export async function verifyAll(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<VerificationReport> {
  const archive = services.archive[environment];
  const total: VerificationReport = { checked: 0, intact: 0, faults: [] };
  if (archive === null) return total;
  for (let after = ''; ; ) {
    const copies = await services.databases[environment].withTenant({ tenantId }, (tx) =>
      selectArchived(tx, tenantId, archive.place, after, RUN),
    );
    if (copies.length === 0) return total;
    const report = await verifyCopies(services, environment, tenantId, archive, copies, 'operator');
    total.checked += report.checked;
    total.intact += report.intact;
    total.faults.push(...report.faults);
    after = copies.at(-1)?.id ?? '';
  }
}

/**
 * Reads copies back and holds bytes and term against what was archived. The report is kept; a fault is an event, an entry in
 * the journal of technical events, and a reason to copy the subject anew. Throws `unavailable` when the archive does not
 * answer: that says nothing about what is in it, so nothing is noted.
 */
async function verifyCopies(
  services: Services,
  environment: Environment,
  tenantId: string,
  archive: Archive,
  copies: readonly CopyToVerify[],
  reason: 'daily' | 'operator',
): Promise<VerificationReport> {
  const startedAt = new Date(services.clock());
  const findings: Finding[] = [];
  const faults: ArchiveFaultReport[] = [];
  for (const copy of copies) {
    const fault = await examine(archive, copy);
    findings.push({ object_id: copy.id, verdict: fault?.verdict ?? 'intact' });
    if (fault !== null) faults.push(fault);
  }
  const report = { checked: copies.length, intact: copies.length - faults.length, faults };
  await keepReport(services, environment, tenantId, report, findings, { reason, startedAt });
  return report;
}

async function keepReport(
  services: Services,
  environment: Environment,
  tenantId: string,
  { checked, intact, faults }: VerificationReport,
  findings: readonly Finding[],
  { reason, startedAt }: { reason: 'daily' | 'operator'; startedAt: Date },
): Promise<void> {
  const newId = idMaker(services);
  const id = newId();
  const now = new Date(services.clock());
  const named = faults.slice(0, MOST_NAMED);
  const actor = { by: 'worker', environment, scope: { tenantId }, now, newId, ip: null, requestId: null };
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    await noteVerdicts(tx, tenantId, findings, now);
    await insertVerification(tx, {
      tenant_id: tenantId,
      id,
      sub_tenant_id: null,
      reason,
      started_at: startedAt,
      finished_at: now,
      checked,
      intact,
      faults: JSON.stringify(named),
    });
    if (faults.length === 0) return;
    const subjects = [...new Set(faults.map(({ subject_id: subject }) => subject))];
    for (const subject of subjects) await refreshInvoice(tx, tenantId, subject);
    await setCopyTimers(tx, tenantId, subjects, now);
    await recordEvent(
      tx,
      actor,
      {
        subjectType: 'archive',
        subjectId: id,
        type: 'archive.integrity_failed',
        details: `Vérification de l’archive : ${faults.length} objet(s) sur ${checked} ne sont pas tels qu’ils ont été archivés.`,
        data: { verification_id: id, checked, faults_count: faults.length, faults: named },
      },
      null,
    );
    await recordTechnicalEvent(tx, actor, 'archive_verification_failed', {
      verification_id: id,
      checked: String(checked),
      faults_count: String(faults.length),
      faults: named.map(({ verdict, sha256 }) => `${verdict} sha256:${sha256}`).join(', '),
    });
  });
  if (faults.length > 0)
    services.logger.error(
      { environment, tenant_id: tenantId, verification_id: id, checked, faults: named },
      'the archive is not whole',
    );
}

/** What is wrong with a copy; `null` when nothing is. */
async function examine(archive: Archive, copy: CopyToVerify): Promise<ArchiveFaultReport | null> {
  const position = { key: copy.key, version: copy.version };
  const faulty = (verdict: ArchiveFaultReport['verdict'], reason: string): ArchiveFaultReport => ({
    object_id: copy.id,
    subject_id: copy.subject_id,
    kind: copy.kind,
    sha256: copy.sha256.toString('hex'),
    path: copy.path,
    verdict,
    reason,
  });
  try {
    await archive.read({ position, sha256: copy.sha256 });
    const until = await archive.retention(position);
    return until < copy.retain_until
      ? faulty(
          'retention_too_short',
          `${copy.path} is kept until ${until.toISOString()}, not until ${copy.retain_until.toISOString()}`,
        )
      : null;
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error;
    if (error.kind === 'unavailable' || error.kind === 'misconfigured') throw error;
    return faulty(error.kind, error.message);
  }
}
