import type { Archive } from '../../../platform/archive/archive.ts';
import type { Environment } from '../../../platform/environments.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import type { Services } from '../../../platform/services.ts';
import { type CopyOutcome, type ObjectToCopy, selectObjectsToCopy, settleCopies } from './store.ts';

const MINUTE_MS = 60_000;
/** After each failure in a row the next try comes later; it never stops coming. */
const PAUSES = [0.5, 5, 15, 60, 240, 720].map((minutes) => minutes * MINUTE_MS);

/**
 * Copies what is entered of a subject and not in the archive yet. The archive is asked outside any transaction; what came of
 * it is written in one, with the trace in the journal of technical events (BOI-TVA-DECLA-30-10-30 §240) and the timer. Killed
 * at any line it is done again by the timer, and finds what it had put.
 */
export async function copySubject(
  services: Services,
  environment: Environment,
  tenantId: string,
  subjectId: string,
): Promise<void> {
  const archive = services.archive[environment];
  const db = services.databases[environment];
  // Switched off since: the timer, moved a while ahead when it started this, finds it on again one day.
  if (archive === null) return;
  const { objects, timer } = await db.withTenant({ tenantId }, (tx) =>
    selectObjectsToCopy(tx, tenantId, subjectId, archive.place),
  );
  const outcomes: CopyOutcome[] = [];
  for (const object of objects)
    outcomes.push(await copyOne(services, archive, environment, tenantId, object));

  const now = new Date(services.clock());
  const failed = outcomes.filter((outcome) => outcome.status === 'failed');
  for (const { object_id: id, last_error: reason } of failed)
    services.logger.warn({ environment, subject_id: subjectId, object_id: id, reason }, 'not archived yet');
  // What is left though nothing failed was entered meanwhile: it is copied at once.
  const attempts = Math.max(0, ...failed.map((outcome) => outcome.attempts));
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? 0;
  const settlement = { place: archive.place, timer, next: new Date(now.getTime() + pause) };
  const archived = objects.filter(({ id }) =>
    outcomes.some((outcome) => outcome.object_id === id && outcome.status === 'archived'),
  );
  await db.withTenant({ tenantId }, async (tx) => {
    await settleCopies(tx, tenantId, subjectId, outcomes, settlement);
    const [first] = archived;
    if (first === undefined) return;
    const scope = { tenantId, subTenantId: first.sub_tenant_id };
    await recordTechnicalEvent(tx, { by: 'worker', environment, scope, now }, 'archive_written', {
      subject_type: first.subject_type,
      subject_id: subjectId,
      objects: archived.map(({ kind, sha256 }) => `${kind} sha256:${sha256.toString('hex')}`).join(', '),
      place: archive.place,
      retain_until: first.retain_until.toISOString(),
    });
  });
}

async function copyOne(
  services: Services,
  archive: Archive,
  environment: Environment,
  tenantId: string,
  object: ObjectToCopy,
): Promise<CopyOutcome> {
  const attempts = object.attempts + 1;
  const common = { object_id: object.id, sub_tenant_id: object.sub_tenant_id, attempts };
  try {
    const { position, path, retainUntil, keyId } = await archive.keep({
      folder: `${environment}/${tenantId}`,
      sha256: object.sha256,
      bytes: await services.content.get(object.sha256),
      mediaType: object.media_type,
      retainUntil: object.retain_until,
    });
    return {
      ...common,
      status: 'archived',
      last_error: null,
      place: archive.place,
      key: position.key,
      version: position.version,
      path,
      key_id: keyId,
      archived_at: new Date(services.clock()),
      locked_until: retainUntil,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...common, status: 'failed', last_error: reason.slice(0, 1_000) };
  }
}
