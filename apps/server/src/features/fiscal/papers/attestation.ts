import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import type { Services } from '../../../platform/services.ts';
import { parisDay } from './french.ts';
import { findHolder, type Holder } from './holder.ts';
import { type Missing, missingFor } from './missing.ts';
import { printPaper } from './print.ts';
import { SOFTWARE_NAME } from './software.ts';
import { type AttestationRow, findAttestation, insertAttestation } from './store.ts';
import { attestationPaper } from './templates/attestation.ts';
import { TEMPLATES } from './templates/template.ts';

/** An attestation before anybody downloads it: whom it is for, what is missing, and what was issued already. */
export interface AttestationState {
  holder: Holder;
  missing: Missing[];
  /** What was issued with the words it has today. */
  issued: AttestationRow | null;
  statementHash: Buffer;
}

/** How the attestation of a year stands; `year` null: of the version in use. */
export async function attestationState(
  tx: Tx,
  actor: Actor,
  services: Services,
  year: number | null,
  subTenantId: string | null,
): Promise<AttestationState> {
  const holder = await findHolder(tx, actor, subTenantId);
  const { release, editor } = services;
  const missing = missingFor({
    environment: actor.environment,
    release,
    editor,
    hasCompany: holder.company !== null,
    year,
    today: parisDay(actor.now),
  });
  const statementHash = hashStatement(services, holder, year);
  const issued = missing.length > 0 ? undefined : await findAttestation(tx, holder, year, statementHash);
  return { holder, missing, issued: issued ?? null, statementHash };
}

/**
 * The PDF of an attestation. When nothing is missing, the first call issues it: the bytes are stored, the row that names them and the
 * technical event are written in the transaction; whoever asks again for the same words gets the same bytes. Otherwise a draft, which is
 * kept nowhere.
 */
export async function attestationPdf(
  tx: Tx,
  actor: Actor,
  services: Services,
  year: number | null,
  subTenantId: string | null,
): Promise<Uint8Array> {
  const state = await attestationState(tx, actor, services, year, subTenantId);
  const { holder, missing, issued, statementHash } = state;
  if (issued !== null) return services.content.get(issued.sha256);
  const { release, editor } = services;
  const draft = missing.length > 0;
  const id = draft ? null : actor.newId();
  const pdf = printPaper(
    services,
    attestationPaper({ year, editor, release, holder, missing, id, at: actor.now }),
    {
      author: editor.name ?? SOFTWARE_NAME,
      at: actor.now,
      id: id ?? `draft ${holder.tenantId} ${holder.subTenantId} ${year} ${actor.now.toISOString()}`,
    },
  );
  if (id === null) return pdf;
  const sha256 = await services.content.put(pdf);
  const inserted = await insertAttestation(tx, {
    tenant_id: holder.tenantId,
    id,
    sub_tenant_id: holder.subTenantId,
    year,
    template_version: TEMPLATES.attestation.version,
    software_version: release.version,
    statement_hash: statementHash,
    sha256,
    size: pdf.length,
    issued_at: actor.now,
  });
  if (!inserted) {
    const first = await findAttestation(tx, holder, year, statementHash);
    if (first === undefined) throw new Error('an attestation that says the same is there and cannot be read');
    return services.content.get(first.sha256);
  }
  await recordTechnicalEvent(tx, actor, 'attestation_issued', {
    attestation_id: id,
    sub_tenant_id: holder.subTenantId,
    year: year === null ? null : String(year),
    template_version: TEMPLATES.attestation.version,
    software_version: release.version,
    sha256: sha256.toString('hex'),
  });
  return pdf;
}

/** SHA-256 of all that the attestation says but its date and number: when any of it changes, it is another attestation. */
function hashStatement({ release, editor }: Services, holder: Holder, year: number | null): Buffer {
  const paper = attestationPaper({
    year,
    editor,
    release,
    holder,
    missing: [],
    id: null,
    at: new Date(0),
  });
  return createHash('sha256').update(JSON.stringify(paper)).digest();
}
