import { type BodyOf, type eraseFiscalPerson, fieldError, RESOURCES, validationError } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import type { Services } from '../../../platform/services.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { keptUntil } from './kept-until.ts';
import { marksOf, subjectHash, subjectOf } from './person.ts';
import {
  type ErasureRow,
  eraseDocumentRow,
  erasePersonRows,
  findEarlier,
  findErasure,
  findTraces,
  insertErasure,
  lockBuyers,
  lockDocuments,
  namesPerson,
} from './store.ts';

/**
 * Erases a person from everything the law does not keep, and tells what it keeps: all in the caller's transaction, which
 * is narrowed to the caller's own rows. The same request again that finds nothing more answers the report of the one before.
 */
export async function erasePerson(
  tx: Tx,
  actor: Actor,
  services: Services,
  body: BodyOf<typeof eraseFiscalPerson>,
  spell: (path: string) => string,
): Promise<{ erasure: ErasureRow; isNew: boolean }> {
  const { tenantId } = actor.scope;
  const subject = subjectOf(body, spell);
  const hash = subjectHash(subject, tenantId, services.secret);
  const earlier = await findEarlier(tx, tenantId, hash);
  const buyers = await lockBuyers(tx, tenantId, subject);
  if (subject.kind === 'buyer' && buyers.length === 0) throw notFound(RESOURCES.buyer);
  // A business that has the address as its contact is not the person: its other documents are not the person's.
  const whole = subject.kind === 'buyer' ? buyers : buyers.filter(({ is_individual }) => is_individual);
  const documents = await lockDocuments(
    tx,
    tenantId,
    subject,
    whole.map(({ id }) => id),
    earlier.documents,
  );
  const people = [
    ...buyers.map(({ name, is_individual }) => (is_individual ? name : null)),
    ...documents.map(({ buyer_name, individual }) => (individual ? buyer_name : null)),
  ];
  const marks = marksOf({
    emails: [
      body.email,
      ...buyers.flatMap(({ email, billing_email }) => [email, billing_email]),
      ...documents.map(({ buyer_email }) => buyer_email),
    ],
    phones: [
      body.phone,
      ...buyers.map(({ phone }) => phone),
      ...documents.map(({ buyer_phone }) => buyer_phone),
    ],
    names: [body.name, ...people],
  });
  for (const field of ['reason', 'reference'] as const) {
    if (body[field] !== undefined && (await namesPerson(tx, body[field], marks)))
      throw validationError([
        fieldError(spell(field), {
          fr: 'ce texte se garde et nomme la personne à effacer : décrivez la demande sans elle.',
          en: 'this text is kept and names the person to be erased: describe the request without them.',
        }),
      ]);
  }

  const erasing = {
    tenantId,
    erasureId: actor.newId(),
    by: actor.by,
    environment: actor.environment,
    now: actor.now,
  };
  const erased = await erasePersonRows(
    tx,
    erasing,
    buyers.map(({ id }) => id),
    documents.map(({ id }) => id),
    marks,
  );
  const issued = await keptUntil(
    tx,
    tenantId,
    documents.map(({ id }) => id),
  );
  const today = fiscalDay(actor.now);
  const over = issued.filter(({ kept_until, erased_at }) => kept_until < today && erased_at === null);
  for (const { document_id } of over) await eraseDocumentRow(tx, erasing, document_id);
  if (over.length > 0) erased.issued_documents = over.length;

  const { latest } = earlier;
  const known = new Set(earlier.documents);
  const isNew =
    latest === undefined ||
    Object.keys(erased).length > 0 ||
    issued.some(({ document_id }) => !known.has(document_id));
  if (!isNew) return { erasure: latest, isNew };

  const { erasureId: id } = erasing;
  await insertErasure(
    tx,
    {
      tenant_id: tenantId,
      id,
      sub_tenant_id: actor.scope.subTenantId ?? null,
      subject_kind: subject.kind,
      subject_hash: hash,
      reference: body.reference ?? null,
      reason: body.reason,
      report: JSON.stringify({ erased, kept: await findTraces(tx, marks) }),
      requested_by: actor.by,
      created_at: actor.now,
    },
    issued.map(({ document_id, sub_tenant_id, kept_until, kept_by }) => ({
      tenant_id: tenantId,
      erasure_id: id,
      document_id,
      sub_tenant_id,
      kept_until,
      kept_by,
    })),
    issued
      .filter(({ kept_until }) => kept_until >= today)
      .map(({ document_id, kept_until }) => ({ documentId: document_id, due: dayAfter(kept_until) })),
  );
  const erasure = await findErasure(tx, tenantId, id);
  if (erasure === undefined) throw new Error('the erasure was not written');
  return { erasure, isNew };
}

/** Midnight in Paris after a day. */
export function dayAfter(day: string): Date {
  const midnight = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('Europe/Paris');
  return new Date(midnight.epochMilliseconds);
}
