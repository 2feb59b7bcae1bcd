import { ApiError } from '@scell/contract';
import type { FecForm, FecPeriod } from '@scell/ledger';
import type { BytesReply } from '../../../platform/http/call.ts';
import { type FileLink, linkTo } from '../../../platform/http/signed-links.ts';
import type { Services } from '../../../platform/services.ts';
import { fecFile, fecZip } from './files.ts';
import { type Fec, makeFec } from './make-fec.ts';
import { sellersOf } from './sellers.ts';

/** How the kind of a link to a FEC begins; what it opens follows, as JSON in base64url. */
const KIND = 'fec.';

/** What a link opens: the file is made when it is followed, from the facts as they are then. */
export interface LinkedFec {
  subTenantId: string | null;
  /** The file of one legal entity; null is a ZIP of all. */
  seller: string | null;
  companyName: string | null;
  period: FecPeriod;
  form: FecForm;
}

export function linkToFec(
  services: Services,
  { environment, tenantId }: Pick<FileLink, 'environment' | 'tenantId'>,
  fec: LinkedFec,
  now: Date,
) {
  const kind = `${KIND}${Buffer.from(JSON.stringify(fec)).toString('base64url')}`;
  return linkTo(services, { environment, tenantId, subjectId: tenantId, kind }, now);
}

export function isFecLink({ kind }: FileLink): boolean {
  return kind.startsWith(KIND);
}

/** The file that a valid link opens. */
export async function readLinkedFec(services: Services, link: FileLink, now: Date): Promise<BytesReply> {
  const { environment, tenantId, kind } = link;
  const linked = JSON.parse(Buffer.from(kind.slice(KIND.length), 'base64url').toString()) as LinkedFec;
  const { subTenantId, seller, companyName, period, form } = linked;
  const scope = { tenantId, subTenantId };
  const files = await services.databases[environment].withTenant(scope, async (tx) => {
    const sellers =
      seller === null
        ? await sellersOf(tx, tenantId, subTenantId)
        : [{ seller, companyName: companyName ?? seller }];
    const made: Fec[] = [];
    for (const one of sellers)
      made.push(await makeFec(tx, { tenantId, subTenantId, ...one, period, form }, services.release));
    return made;
  });
  const [file] = files;
  if (file === undefined) throw new ApiError('FILE_NOT_FOUND');
  return seller === null ? fecZip(files, period, now) : fecFile(file, form);
}
