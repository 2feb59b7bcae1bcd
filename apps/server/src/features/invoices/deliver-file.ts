import type { TenantScope } from '../../platform/db/doors.ts';
import type { Environment } from '../../platform/environments.ts';
import { type Delivery, recordReprint } from '../../platform/ledger/reprints.ts';
import type { Services } from '../../platform/services.ts';
import { readFile } from './make-files.ts';
import type { FileKind } from './store.ts';

/**
 * The bytes of a file that is about to leave, `null` for an invoice that is not issued. A page (the PDF) is entered in the reprint
 * chain first, in a transaction of its own: data (XML) is no reprint, and `by: null` is no delivery. Where the ledger cannot
 * record, nothing leaves.
 */
export async function deliverFile(
  services: Services,
  environment: Environment,
  scope: TenantScope,
  invoiceId: string,
  kind: FileKind,
  { by, now }: { by: Delivery | null; now: Date },
): Promise<Uint8Array | null> {
  const bytes = await readFile(services, environment, scope, invoiceId, kind);
  if (bytes !== null && kind === 'facturx' && by !== null)
    await services.databases[environment].withTenant(scope, (tx) =>
      recordReprint(tx, scope.tenantId, invoiceId, by, now),
    );
  return bytes;
}
