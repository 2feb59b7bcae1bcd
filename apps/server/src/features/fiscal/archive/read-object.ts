import { ApiError, RESOURCES } from '@scell/contract';
import { ArchiveFault } from '../../../platform/archive/fault.ts';
import type { Actor, BytesReply } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import type { Services } from '../../../platform/services.ts';
import { type ArchivedObject, findObject } from './store.ts';

/** An object as the archive gives it back, held against the SHA-256 it was archived under. */
export async function readObject(services: Services, actor: Actor, id: string): Promise<BytesReply> {
  const { environment, scope } = actor;
  const object = await services.databases[environment].withTenant(scope, (tx) =>
    findObject(tx, scope.tenantId, id),
  );
  if (object === undefined) throw notFound(RESOURCES.archive_object);
  const archive = services.archive[environment];
  if (archive === null || object.key === null || object.place !== archive.place)
    throw new ApiError('ARCHIVE_NOT_READY');
  const position = { key: object.key, version: object.version };
  try {
    const bytes = await archive.read({ position, sha256: object.sha256 });
    return { status: 200, bytes, mediaType: object.media_type, filename: filenameOf(object) };
  } catch (cause) {
    if (!(cause instanceof ArchiveFault)) throw cause;
    // What is wrong is for the operator, who finds it in the log.
    if (cause.kind === 'unavailable' || cause.kind === 'misconfigured')
      throw new ApiError('ARCHIVE_UNAVAILABLE', { cause });
    throw new ApiError('ARCHIVE_DAMAGED', { cause });
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/json': 'json',
  'text/csv': 'csv',
  'application/timestamp-reply': 'tsr',
  'application/vnd.opentimestamps.v1': 'ots',
};

function filenameOf({ number, subject_id: subject, kind, media_type: type }: ArchivedObject): string {
  const stem = (number ?? subject).replaceAll('/', '_');
  const extension = EXTENSIONS[type.split(';')[0] ?? ''] ?? 'bin';
  return `${stem}-${kind}.${extension}`;
}
