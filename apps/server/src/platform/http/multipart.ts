import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { ApiError, type Text } from '@scell/contract';

/** One part of a form (RFC 7578), whole. */
export interface FormPart {
  name: string;
  /** Without a path; empty where the part is no file. */
  filename: string;
  bytes: Buffer;
}

/** An invoice of a thousand lines sent field by field; more goes as JSON in one part. */
const MOST_PARTS = 10_000;
const LONGEST_NAME = 200;

/** The parts of a form. Throws MALFORMED_FORM, or PAYLOAD_TOO_LARGE beyond `limit` bytes of the whole. */
export function readMultipart(stream: Readable, contentType: string, limit: number): Promise<FormPart[]> {
  return new Promise((resolve, reject) => {
    const parts: FormPart[] = [];
    let open = 0;
    let received = 0;
    let ended = false;
    const fail = (error: ApiError) => {
      stream.unpipe(busboy);
      stream.off('data', count);
      // The rest is not read: the connection closes with the answer.
      stream.pause();
      reject(error);
    };
    const done = () => {
      if (ended && open === 0) resolve(parts);
    };
    const count = (chunk: Buffer) => {
      received += chunk.length;
      if (received > limit) fail(new ApiError('PAYLOAD_TOO_LARGE', { params: { limit } }));
    };
    const busboy = parserFor(contentType);
    busboy.on('file', (name, file, filename) => {
      if (name === undefined || name === '' || name.length >= LONGEST_NAME) {
        file.resume();
        return fail(
          malformed({
            fr: 'une partie n’a pas de nom ou en a un trop long',
            en: 'a part has no name or too long a one',
          }),
        );
      }
      open += 1;
      const chunks: Buffer[] = [];
      file.on('data', (chunk: Buffer) => chunks.push(chunk));
      file.on('error', (cause) => fail(broken(cause)));
      file.on('end', () => {
        parts.push({ name, filename: filename ?? '', bytes: Buffer.concat(chunks) });
        open -= 1;
        done();
      });
    });
    for (const event of ['partsLimit', 'filesLimit'] as const) {
      busboy.on(event, () =>
        fail(
          malformed({ fr: `il a plus de ${MOST_PARTS} parties`, en: `it has more than ${MOST_PARTS} parts` }),
        ),
      );
    }
    busboy.on('error', (cause) => fail(broken(cause)));
    busboy.on('finish', () => {
      ended = true;
      done();
    });
    stream.on('data', count);
    stream.on('error', (cause) => fail(broken(cause)));
    stream.on('aborted', () => fail(broken(undefined)));
    stream.pipe(busboy);
  });
}

function parserFor(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // Every part as bytes: what is text is decoded by us, strictly.
      isPartAFile: () => true,
      limits: {
        fieldNameSize: LONGEST_NAME,
        files: MOST_PARTS,
        parts: MOST_PARTS,
        headerPairs: 20,
        headerSize: 8_192,
      },
    });
  } catch (cause) {
    throw broken(cause);
  }
}

function broken(cause: unknown): ApiError {
  const reason = {
    fr: 'il n’a pas de boundary, ou finit avant sa dernière',
    en: 'it has no boundary, or ends before its last one',
  };
  return malformed(reason, cause);
}

/** The 400 of a form that cannot be read. */
export function malformed(reason: Text, cause?: unknown): ApiError {
  return new ApiError('MALFORMED_FORM', { params: { reason }, cause });
}
