import type { Tx } from '../db/client-dialect.ts';

/** Has a timer wait anew, in the transaction of what was done when it was due. */
export async function moveTimer(
  tx: Tx,
  timer: { tenantId: string; kind: string; subjectId: string },
  dueAt: Date,
): Promise<void> {
  await tx
    .updateTable('timers')
    .set({ due_at: dueAt, attempts: 0, last_error: null })
    .where('tenant_id', '=', timer.tenantId)
    .where('kind', '=', timer.kind)
    .where('subject_id', '=', timer.subjectId)
    .execute();
}
