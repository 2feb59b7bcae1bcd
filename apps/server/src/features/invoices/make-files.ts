import { ApiError } from '@scell/contract';
import type { TenantScope } from '../../platform/db/doors.ts';
import type { Rendering } from '../../platform/documents/render-files.ts';
import type { Environment } from '../../platform/environments.ts';
import type { Services } from '../../platform/services.ts';
import { archiveDocument } from '../fiscal/archive/archive-document.ts';
import {
  type FileKind,
  findFile,
  findIssuedDocument,
  type IssuedDocument,
  insertFiles,
  insertFilesAndTakeTimer,
} from './store.ts';

/** An issued document as its files need it. */
export interface DocumentToFile {
  invoiceId: string;
  subTenantId: string | null;
  number: string;
  document: string;
  rendering: Rendering;
  recordedAt: Date;
}

/**
 * Makes and names the files of an issued invoice that are not there yet, and takes its timer off. The bytes are synced
 * to the content store before the rows that name them. Safe to run again, by anyone: the same document gives the same
 * bytes.
 */
export async function makeFiles(
  services: Services,
  environment: Environment,
  tenantId: string,
  invoiceId: string,
  known?: DocumentToFile,
): Promise<void> {
  const db = services.databases[environment];
  const source =
    known ??
    (await db.withTenant({ tenantId }, async (tx) =>
      toFile(await findIssuedDocument(tx, tenantId, invoiceId)),
    ));
  if (source === undefined) throw new Error(`invoice ${invoiceId} is not issued`);
  const { output_format: format } = source.rendering;
  const rows = await make(
    services,
    tenantId,
    source,
    format === 'ubl' ? ['facturx', 'cii', 'ubl'] : ['facturx', 'cii'],
  );
  await db.withTenant({ tenantId }, async (tx) => {
    await insertFilesAndTakeTimer(tx, tenantId, invoiceId, rows);
    await archiveDocument(tx, services, environment, tenantId, invoiceId);
  });
}

/** The bytes of one file, made now when nothing has made them yet. `null` for an invoice that is not issued. */
export async function readFile(
  services: Services,
  environment: Environment,
  scope: TenantScope,
  invoiceId: string,
  kind: FileKind,
): Promise<Uint8Array | null> {
  const db = services.databases[environment];
  const find = () => db.withTenant(scope, (tx) => findFile(tx, scope.tenantId, invoiceId, kind));
  const file = await find();
  if (file?.erased_at != null) throw new ApiError('DOCUMENT_ERASED');
  if (file !== undefined) return services.content.get(file.sha256);

  const source = await db.withTenant(scope, async (tx) =>
    toFile(await findIssuedDocument(tx, scope.tenantId, invoiceId)),
  );
  if (source === undefined) return null;
  if (kind === 'ubl' && source.rendering.output_format !== 'ubl') {
    const rows = await make(services, scope.tenantId, source, ['ubl']);
    await db.withTenant(scope, async (tx) => {
      await insertFiles(tx, rows);
      await archiveDocument(tx, services, environment, scope.tenantId, invoiceId);
    });
  } else {
    await makeFiles(services, environment, scope.tenantId, invoiceId, source);
  }
  const made = await find();
  if (made === undefined) throw new Error(`file ${kind} of invoice ${invoiceId} was made and is not there`);
  return services.content.get(made.sha256);
}

/** Makes and stores files, and answers the rows that name them. */
async function make(
  services: Services,
  tenantId: string,
  source: DocumentToFile,
  kinds: readonly FileKind[],
) {
  const { logo_sha256: name } = source.rendering;
  const logo = name === null ? null : await services.content.get(Buffer.from(name, 'hex'));
  const stored = await services.documentMaker.make({ ...source, kinds, logo });
  return stored.map(({ kind, sha256, size }) => ({
    tenant_id: tenantId,
    subject_id: source.invoiceId,
    sub_tenant_id: source.subTenantId,
    kind,
    sha256: Buffer.from(sha256),
    size,
    made_by: services.release.version,
    created_at: new Date(services.clock()),
  }));
}

function toFile(document: IssuedDocument | undefined): DocumentToFile | undefined {
  if (document === undefined) return undefined;
  if (document.erased_at !== null) throw new ApiError('DOCUMENT_ERASED');
  return {
    invoiceId: document.id,
    subTenantId: document.sub_tenant_id,
    number: document.number,
    document: document.document,
    rendering: document.rendering as Rendering,
    recordedAt: document.recorded_at,
  };
}
