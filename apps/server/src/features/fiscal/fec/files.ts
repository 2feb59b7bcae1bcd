import { type FecForm, type FecPeriod, fecFileName } from '@scell/ledger';
import type { BytesReply } from '../../../platform/http/call.ts';
import { zipStream } from '../../../platform/zip/zip-stream.ts';
import type { Fec } from './make-fec.ts';

/** The answer that brings the file of one legal entity. */
export function fecFile({ bytes, fileName }: Fec, { encoding }: FecForm): BytesReply {
  return { status: 200, bytes, mediaType: `text/plain; charset=${encoding}`, filename: fileName };
}

/** The answer that brings the files of one or more legal entities, each with its description. */
export async function fecZip(files: readonly Fec[], period: FecPeriod, now: Date): Promise<BytesReply> {
  const members = async function* () {
    for (const { fileName, bytes, description } of files) {
      yield { path: fileName, content: bytes, modifiedAt: now };
      yield {
        path: fileName.replace(/\.txt$/, '-description.txt'),
        content: Buffer.from(description),
        modifiedAt: now,
      };
    }
  };
  const [only, ...others] = files;
  const name = only !== undefined && others.length === 0 ? only.fileName : fecFileName('', period.end);
  return {
    status: 200,
    bytes: Buffer.concat(await Array.fromAsync(zipStream(members()))),
    mediaType: 'application/zip',
    filename: name.replace(/\.txt$/, '.zip'),
  };
}
