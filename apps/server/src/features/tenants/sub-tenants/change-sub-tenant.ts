import {
  type FieldError,
  fieldError,
  SIREN_CONTRADICTS,
  type SubTenantUpdate,
  sirenContradicts,
  validationError,
} from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { jsonOrNull } from '../../buyers/create-buyer.ts';
import { checkPartyIdentifiers } from '../../invoices/check-identifiers.ts';
import { mergedAddress } from '../address.ts';
import { requireSubTenant } from '../require-sub-tenant.ts';
import { requireWholeTenant } from '../whole-tenant.ts';
import { taken } from './add-sub-tenant.ts';
import { claimExternalId, lockSubTenant, type SubTenant, updateSubTenant } from './store.ts';

/** Changes what a tenant says of a sub-tenant. Documents that were issued keep what they say. */
export async function changeSubTenant(
  tx: Tx,
  actor: Actor,
  id: string,
  input: SubTenantUpdate,
  spell: (path: string) => string,
): Promise<{ subTenant: SubTenant; warnings: FieldError[] }> {
  const { tenantId } = actor.scope;
  await requireSubTenant(tx, actor, id);
  requireWholeTenant(actor);
  if (typeof input.external_id === 'string') {
    const known = await claimExternalId(tx, tenantId, input.external_id);
    if (known !== undefined && known.id !== id) throw taken(input.external_id, known.id);
  }
  const before = (await lockSubTenant(tx, tenantId, id)) ?? (await requireSubTenant(tx, actor, id));
  const keep = <T>(sent: T | undefined, stored: T): T => (sent === undefined ? stored : sent);
  const siret = keep(input.siret, before.siret);
  const siren = input.siren === undefined ? (siret?.slice(0, 9) ?? before.siren) : input.siren;
  if (sirenContradicts(siren, siret)) throw validationError([fieldError(spell('siren'), SIREN_CONTRADICTS)]);
  const country = input.country === undefined ? before.country : (input.country ?? 'FR');
  const vatNumber = keep(input.vat_number, before.vat_number);
  const warnings = checkPartyIdentifiers(
    actor.environment,
    { siret, siren, vat_number: vatNumber, country },
    '',
    spell,
  );
  const subTenant = await updateSubTenant(tx, tenantId, id, {
    external_id: keep(input.external_id, before.external_id),
    name: input.name ?? before.name,
    email: keep(input.email, before.email),
    contact_email: keep(input.contact_email, before.contact_email),
    contact_person: keep(input.contact_person, before.contact_person),
    phone: keep(input.phone, before.phone),
    siret,
    siren,
    vat_number: vatNumber,
    country,
    address: jsonOrNull(mergedAddress(before.address, { ...input, country }, spell)),
    is_active: input.is_active ?? (input.status === undefined ? before.is_active : input.status === 'active'),
    metadata: jsonOrNull(keep(input.metadata, before.metadata)),
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'sub_tenant',
      subjectId: id,
      type: 'sub_tenant.updated',
      details: 'Sous-compte modifié',
      data: { fields: Object.keys(input).sort(), is_active: subTenant.is_active },
    },
    id,
  );
  return { subTenant, warnings };
}
