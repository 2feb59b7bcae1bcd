import {
  type BuyerUpdate,
  countryOf,
  type FieldError,
  fieldError,
  identityProblem,
  SIREN_CONTRADICTS,
  sirenContradicts,
  validationError,
} from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { checkPartyIdentifiers } from '../invoices/check-identifiers.ts';
import { refuseMove } from '../tenants/refuse-move.ts';
import { distinctShipping, storedAddress } from './addresses.ts';
import { jsonOrNull } from './create-buyer.ts';
import { requireBuyerToChange } from './find-buyer.ts';
import { type Buyer, updateBuyer as storeUpdate } from './store.ts';

/** Changes the registry only: invoices made before keep the copy they took. */
export async function updateBuyer(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BuyerUpdate,
  spell: (path: string) => string,
): Promise<{ buyer: Buyer; warnings: FieldError[] }> {
  const before = await requireBuyerToChange(tx, actor, id);
  const keep = <T>(sent: T | undefined, stored: T): T => (sent === undefined ? stored : sent);
  refuseMove(before.sub_tenant_id, input.sub_tenant_id, spell);
  // Cleared, the country is again that of the address.
  const country =
    input.country === undefined
      ? before.country
      : countryOf(input.country, input.billing_address ?? before.billing_address);
  const siret = keep(input.siret, before.siret);
  const merged = {
    name: input.name ?? before.name,
    is_individual: input.is_individual ?? before.is_individual,
    siret,
    siren: input.siren === undefined ? (siret?.slice(0, 9) ?? before.siren) : input.siren,
    vat_number: keep(input.vat_number, before.vat_number),
    legal_id: keep(input.legal_id, before.legal_id),
    legal_id_scheme: keep(input.legal_id_scheme, before.legal_id_scheme),
    email: keep(input.email, before.email),
    billing_email: keep(input.billing_email, before.billing_email),
    phone: keep(input.phone, before.phone),
    notes: keep(input.notes, before.notes),
    country,
  };
  const problem = identityProblem({
    individual: merged.is_individual,
    country,
    identifiers: [merged.siret, merged.siren, merged.vat_number, merged.legal_id],
    flagName: 'is_individual',
  });
  if (problem !== undefined) throw validationError([fieldError(spell(problem.field), problem.text)]);
  if (sirenContradicts(merged.siren, merged.siret))
    throw validationError([fieldError(spell('siren'), SIREN_CONTRADICTS)]);
  const electronicAddress = keep(input.electronic_address, before.electronic_address);
  const warnings = checkPartyIdentifiers(
    actor.environment,
    { ...merged, electronic_address: electronicAddress },
    '',
    spell,
  );

  const billing =
    input.billing_address === undefined
      ? before.billing_address
      : storedAddress(input.billing_address, country);
  const shipping =
    input.shipping_address === undefined
      ? before.shipping_address
      : input.shipping_address === null
        ? null
        : storedAddress(input.shipping_address, country);
  const buyer = await storeUpdate(tx, actor.scope.tenantId, id, {
    ...merged,
    billing_address: JSON.stringify(billing),
    shipping_address: jsonOrNull(distinctShipping(shipping, billing)),
    electronic_address: jsonOrNull(electronicAddress),
    metadata: jsonOrNull(keep(input.metadata, before.metadata)),
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'buyer',
      subjectId: id,
      type: 'buyer.updated',
      details: 'Acheteur modifié',
      data: { fields: Object.keys(input).sort() },
    },
    buyer.sub_tenant_id,
  );
  return { buyer, warnings };
}
