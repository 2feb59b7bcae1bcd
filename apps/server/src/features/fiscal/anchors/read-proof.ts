import { ApiError } from '@scell/contract';
import type { BytesReply } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';
import type { AnchorFile } from './store.ts';

/** The file of a proof, as public tools read it: what says most, or what was given first. */
export async function readProof(
  services: Services,
  { anchor, proofs }: AnchorFile,
  version: 'latest' | 'original',
): Promise<BytesReply> {
  const proof = version === 'latest' ? proofs.at(-1) : proofs[0];
  if (proof === undefined) throw new ApiError('FILE_NOT_FOUND');
  const bitcoin = anchor.anchor_type === 'opentimestamps';
  return {
    status: 200,
    bytes: await services.content.get(proof.sha256),
    mediaType: bitcoin ? 'application/vnd.opentimestamps.v1' : 'application/timestamp-reply',
    filename: `${anchor.source_type}-${anchor.source_id}.${bitcoin ? 'ots' : 'tsr'}`,
  };
}
