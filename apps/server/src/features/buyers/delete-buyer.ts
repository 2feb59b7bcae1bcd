import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { requireBuyerToChange } from './find-buyer.ts';
import { updateBuyer } from './store.ts';

/** Takes a buyer off the lists. Its row stays for the invoices that name it. */
export async function deleteBuyer(tx: Tx, actor: Actor, id: string): Promise<void> {
  const buyer = await requireBuyerToChange(tx, actor, id);
  await updateBuyer(tx, actor.scope.tenantId, id, { deleted_at: actor.now, updated_at: actor.now });
  await recordEvent(
    tx,
    actor,
    { subjectType: 'buyer', subjectId: id, type: 'buyer.deleted', details: 'Acheteur retiré', data: {} },
    buyer.sub_tenant_id,
  );
}
