import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { DELETED_DRAFT_TIMER } from '../../invoices/timers.ts';
import { dayAfter } from './erase-person.ts';
import { keptUntil } from './kept-until.ts';
import {
  eraseDocumentRow,
  erasedFiles,
  erasedMails,
  findErasure,
  findErasureOf,
  isNamed,
  settleTimer,
} from './store.ts';
import { DOCUMENT_ERASURE_TIMER, ERASED_COPIES_TIMER } from './timers.ts';

/** How long to wait for bytes that somebody has just stored again. */
const AGAIN_MS = 15 * 60_000;

/** Takes off what an erasure emptied and the database does not hold: stored files, kept mails. Safe to run again. */
export async function takeOffCopies(
  services: Services,
  environment: Environment,
  tenantId: string,
  erasureId: string,
): Promise<void> {
  const db = services.databases[environment];
  const erasure = await db.withTenant({ tenantId }, (tx) => findErasure(tx, tenantId, erasureId));
  if (erasure === undefined) throw new Error(`there is no erasure ${erasureId}`);
  await takeOff(services, environment, tenantId, ERASED_COPIES_TIMER, erasureId, { at: erasure.created_at });
}

/**
 * Erases an issued document that nothing keeps any longer, for the request that waited for it, and then its files. A company that changed
 * its accounting year meanwhile moves the day, and so do a later term of the archive and a rule the account gave itself.
 */
export async function eraseDocument(
  services: Services,
  environment: Environment,
  tenantId: string,
  documentId: string,
): Promise<void> {
  const now = new Date(services.clock());
  const later = await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const erasure = await findErasureOf(tx, tenantId, documentId);
    const [document] = await keptUntil(tx, tenantId, [documentId]);
    if (erasure === undefined || document === undefined)
      throw new Error(`no erasure waits for document ${documentId}`);
    if (document.kept_until >= fiscalDay(now)) {
      await settleTimer(tx, tenantId, DOCUMENT_ERASURE_TIMER, documentId, dayAfter(document.kept_until));
      return true;
    }
    await eraseDocumentRow(
      tx,
      { tenantId, erasureId: erasure.id, by: `erasure:${erasure.id}`, now },
      documentId,
    );
    return false;
  });
  if (!later)
    await takeOff(services, environment, tenantId, DOCUMENT_ERASURE_TIMER, documentId, { documentId });
}

/** Takes off the file of a draft that was deleted. Safe to run again. */
export function takeOffDraftFile(
  services: Services,
  environment: Environment,
  tenantId: string,
  documentId: string,
): Promise<void> {
  return takeOff(services, environment, tenantId, DELETED_DRAFT_TIMER, documentId, { documentId });
}

/** Takes off the copies, then the timer; what cannot go yet leaves the timer for later. */
async function takeOff(
  services: Services,
  environment: Environment,
  tenantId: string,
  kind: string,
  subjectId: string,
  of: { documentId: string } | { at: Date },
): Promise<void> {
  const db = services.databases[environment];
  const { files, mails } = await db.withTenant({ tenantId }, async (tx) => ({
    files: await erasedFiles(tx, tenantId, of),
    mails: await erasedMails(tx, tenantId, of),
  }));
  await services.mailer.forget(mails);
  let left = false;
  for (const sha256 of files) {
    if (await isNamedAnywhere(services, sha256)) continue;
    if (!(await services.content.drop(sha256))) left = true;
  }
  const later = left ? new Date(services.clock() + AGAIN_MS) : null;
  await db.withTenant({ tenantId }, (tx) => settleTimer(tx, tenantId, kind, subjectId, later));
}

/** Both environments keep their bytes in one store. */
async function isNamedAnywhere(services: Services, sha256: Buffer): Promise<boolean> {
  const { production, sandbox } = services.databases;
  for (const db of [production, sandbox])
    if (await db.withSystem('find content names', (tx) => isNamed(tx, sha256))) return true;
  return false;
}
