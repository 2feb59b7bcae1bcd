import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { BrandingsTable } from '../../platform/db/schema.ts';

export type BrandingRow = Selectable<BrandingsTable>;

/** What may be set; what is left out stays. */
export type BrandingChanges = Partial<
  Omit<BrandingRow, 'tenant_id' | 'subject_id' | 'sub_tenant_id' | 'updated_at'>
>;

export function findBranding(tx: Tx, tenantId: string, subjectId: string): Promise<BrandingRow | undefined> {
  return tx
    .selectFrom('brandings')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
}

export function saveBranding(
  tx: Tx,
  tenantId: string,
  subTenantId: string | null,
  changes: BrandingChanges,
  now: Date,
): Promise<BrandingRow> {
  return tx
    .insertInto('brandings')
    .values({
      tenant_id: tenantId,
      subject_id: subTenantId ?? tenantId,
      sub_tenant_id: subTenantId,
      logo_url: null,
      logo_sha256: null,
      logo_media_type: null,
      primary_color: null,
      email_footer: null,
      email_signature: null,
      email_enabled: true,
      ...changes,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'subject_id']).doUpdateSet({ ...changes, updated_at: now }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
