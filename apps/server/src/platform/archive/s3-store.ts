import { createHash } from 'node:crypto';
import { ArchiveFault } from './fault.ts';
import {
  describe,
  elementText,
  type S3Answer,
  type S3Request,
  type S3Settings,
  s3Client,
} from './s3-client.ts';
import type { ArchiveStore, Position } from './store.ts';

/** Everything a bucket must answer before we believe that it keeps things. */
const MAKE_IT =
  'Make a bucket with Object Lock, which brings versioning with it and which most servers allow at creation only: aws s3api create-bucket --bucket NAME --object-lock-enabled-for-bucket';

/** The code for an object that is there and has no lock. */
const NO_LOCK = 'NoSuchObjectLockConfiguration';

/**
 * An archive in a bucket of S3 under Object Lock in compliance mode: until the term no one, the owner of the account
 * included, can delete a version or move its term earlier. Bytes put under a taken name become another version; ours are
 * read by their version, so that neither a later one nor a delete marker stands before them.
 */
export function s3Store(settings: S3Settings): ArchiveStore {
  const send = s3Client(settings);
  const nameOf = (key: string) => (settings.prefix === '' ? key : `${settings.prefix}/${key}`);
  const pathOf = ({ key, version }: Position) =>
    `s3://${settings.bucket}/${nameOf(key)}${version === null ? '' : `?versionId=${version}`}`;

  const atPosition = async (
    { key, version }: Position,
    request: Omit<S3Request, 'key'>,
  ): Promise<S3Answer> => {
    const query = { ...request.query, ...(version === null ? {} : { versionId: version }) };
    const answer = await send({ ...request, key: nameOf(key), query });
    // The answer to HEAD has no body, so 404 is all it says.
    if (answer.status === 404) throw missing(pathOf({ key, version }));
    if (answer.status >= 300) throw refused(request.method, pathOf({ key, version }), answer);
    return answer;
  };
  /** What the lock itself answers; the headers of the object are not asked, since some servers forget them on older versions. */
  const retention = async (position: Position): Promise<Date> => {
    const answer = await send({
      method: 'GET',
      key: nameOf(position.key),
      query: { retention: '', ...(position.version === null ? {} : { versionId: position.version }) },
    });
    const path = pathOf(position);
    if (answer.status === 404 && answer.code !== NO_LOCK) throw missing(path);
    if (answer.status >= 300 && answer.code !== NO_LOCK) throw refused('GET', path, answer);
    const mode = elementText(answer.body, 'Mode');
    const until = new Date(elementText(answer.body, 'RetainUntilDate') ?? Number.NaN);
    if (mode !== 'COMPLIANCE' || Number.isNaN(until.getTime()))
      throw new ArchiveFault(
        'retention_too_short',
        `${path} is not locked in compliance mode (the server answers ${mode ?? 'no lock'}): it was put by somebody else, or the server does not keep its locks`,
      );
    return until;
  };

  return {
    place: `s3://${[settings.bucket, settings.prefix].filter((part) => part !== '').join('/')} at ${settings.endpoint}`,
    versioned: true,
    pathOf,
    async check() {
      const versioning = await send({ method: 'GET', query: { versioning: '' } });
      if (versioning.status >= 300) throw unusable(settings, versioning);
      if (elementText(versioning.body, 'Status') !== 'Enabled')
        throw new ArchiveFault(
          'misconfigured',
          `the bucket ${settings.bucket} keeps no versions, so it cannot lock them. ${MAKE_IT}`,
        );
      const lock = await send({ method: 'GET', query: { 'object-lock': '' } });
      if (lock.status >= 300 && lock.code !== 'ObjectLockConfigurationNotFoundError')
        throw unusable(settings, lock);
      if (elementText(lock.body, 'ObjectLockEnabled') !== 'Enabled')
        throw new ArchiveFault(
          'misconfigured',
          `the bucket ${settings.bucket} has no Object Lock. ${MAKE_IT}`,
        );
    },
    async find(key) {
      try {
        const { headers } = await atPosition({ key, version: null }, { method: 'HEAD' });
        const position = { key, version: headers.get('x-amz-version-id') };
        return { position, retainUntil: await retention(position) };
      } catch (error) {
        // Nothing there, or nothing that is locked as ours are: ours goes beside it.
        if (error instanceof ArchiveFault && error.kind !== 'unavailable') return null;
        throw error;
      }
    },
    async put(key, bytes, { mediaType, retainUntil }) {
      const { headers } = await atPosition(
        { key, version: null },
        {
          method: 'PUT',
          body: bytes,
          headers: {
            'Content-Type': mediaType,
            // Servers want it with a lock. What protects the content is the SHA-256 in the signature.
            'Content-MD5': createHash('md5').update(bytes).digest('base64'),
            'X-Amz-Object-Lock-Mode': 'COMPLIANCE',
            'X-Amz-Object-Lock-Retain-Until-Date': retainUntil.toISOString(),
          },
        },
      );
      const version = headers.get('x-amz-version-id');
      if (version === null || version === 'null')
        throw new ArchiveFault(
          'misconfigured',
          `the bucket ${settings.bucket} gave no version to what was put: its versioning was suspended. Enable it again.`,
        );
      return { key, version };
    },
    get: async (position) => (await atPosition(position, { method: 'GET' })).body,
    retention,
    async extend(position, retainUntil) {
      const now = await retention(position);
      if (now >= retainUntil) return now;
      const body = Buffer.from(
        `<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>COMPLIANCE</Mode><RetainUntilDate>${retainUntil.toISOString()}</RetainUntilDate></Retention>`,
      );
      await atPosition(position, {
        method: 'PUT',
        query: { retention: '' },
        body,
        headers: {
          'Content-Type': 'application/xml',
          'Content-MD5': createHash('md5').update(body).digest('base64'),
        },
      });
      return retention(position);
    },
  };
}

function missing(path: string): ArchiveFault {
  return new ArchiveFault('missing', `${path} is not there`);
}

function refused(method: string, path: string, answer: S3Answer): ArchiveFault {
  return new ArchiveFault('unavailable', `${method} of ${path} was refused: ${describe(answer)}`);
}

/** The bucket cannot even be asked: a sentence for each reason that an operator can mend. */
function unusable(settings: S3Settings, answer: S3Answer): ArchiveFault {
  const { bucket, endpoint } = settings;
  const sentence =
    answer.code === 'NoSuchBucket' || answer.status === 404
      ? `there is no bucket ${bucket} at ${endpoint}. ${MAKE_IT}`
      : answer.status === 403
        ? `${endpoint} does not let us look at the bucket ${bucket} (${describe(answer)}): check the access key, its secret, and that it may do s3:GetBucketVersioning and s3:GetBucketObjectLockConfiguration.`
        : `the bucket ${bucket} cannot be looked at (${describe(answer)}): check SCELL_ARCHIVE_S3_ENDPOINT and SCELL_ARCHIVE_S3_REGION.`;
  return new ArchiveFault('misconfigured', sentence);
}
