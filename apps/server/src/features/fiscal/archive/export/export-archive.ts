import { createHash } from 'node:crypto';
import type { Actor } from '../../../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../../../platform/ledger/technical-events.ts';
import type { Services } from '../../../../platform/services.ts';
import { zipStream } from '../../../../platform/zip/zip-stream.ts';
import { type ExportCount, exportMembers } from './members.ts';
import { openSpool } from './spool.ts';

/** Who exports, and what: the caller's invoices of these invoice dates, all where no bound is given. */
export interface ArchiveExport {
  actor: Pick<Actor, 'by' | 'environment' | 'scope' | 'now'>;
  tenantName: string;
  from: string | null;
  to: string | null;
}

/**
 * The issued invoices as one ZIP archive, made while it is read: PDF/A-3, XML and JSON of each, an index and a notice. Before the
 * last bytes go out, the export is entered in the journal of technical events with the SHA-256 of the archive (BOI §240): one
 * that could not be entered never becomes whole. `count` is final when the last bytes are out.
 */
export async function* exportArchive(
  services: Services,
  { actor, tenantName, from, to }: ArchiveExport,
  count: ExportCount = { documents: 0, files: 0, missing: 0 },
): AsyncGenerator<Uint8Array> {
  const { environment, scope, now } = actor;
  const spools = { csv: await openSpool(), json: await openSpool() };
  try {
    const notice = {
      tenant: tenantName,
      environment,
      from,
      to,
      exportedAt: now,
      release: services.release.version,
      retentionYears: services.archive.retention.years,
    };
    const request = { environment, scope, from, to, startedAt: now };
    const hash = createHash('sha256');
    let held: Uint8Array | undefined;
    for await (const part of zipStream(exportMembers(services, request, notice, spools, count))) {
      hash.update(part);
      if (held !== undefined) yield held;
      held = part;
    }
    await services.databases[environment].withTenant(scope, (tx) =>
      recordTechnicalEvent(tx, { ...actor, now: new Date(services.clock()) }, 'archive_exported', {
        start_date: from,
        end_date: to,
        documents: String(count.documents),
        files: String(count.files),
        missing: String(count.missing),
        sha256: hash.digest('hex'),
      }),
    );
    if (held !== undefined) yield held;
  } finally {
    await Promise.all([spools.csv.remove(), spools.json.remove()]);
  }
}
