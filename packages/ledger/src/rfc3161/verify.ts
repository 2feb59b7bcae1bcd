import { type Certificate, KEY_USAGE, readCertificate } from './certificate.ts';
import { findPath } from './chain.ts';
import { hexOfInteger, MalformedAsn1 } from './der.ts';
import { hashName, type SignatureCrypto, signatureHolds, UnsupportedAlgorithm } from './signature.ts';
import { readTimestamp, SHA256, type TimestampToken, TST_INFO } from './token.ts';

/** What a token says, once its signature holds. */
export interface TimestampFacts {
  /** Milliseconds since 1970. */
  time: number;
  /** How far off the time may be, in seconds; `null` where the authority says nothing. */
  accuracy: number | null;
  /** In hex. */
  serial: string;
  policy: string;
  /** Who signed, as the certificate says. */
  authority: string;
  /** SHA-256 of that certificate, in hex. */
  certificate: string;
}

export type TimestampFault =
  /** It stamps another hash. */
  | 'wrong-imprint'
  /** It answers another request. */
  | 'wrong-nonce'
  /** It was made under another policy than the one asked for. */
  | 'wrong-policy'
  /** The statement is not the one that was signed. */
  | 'altered'
  /** The signature does not hold, or nobody's certificate goes with it. */
  | 'bad-signature'
  /** The signed attributes name another certificate (ESSCertID). */
  | 'wrong-certificate'
  /** The certificate is not one for time stamps: extended key usage timeStamping, alone and critical. */
  | 'wrong-purpose'
  /** A certificate was not valid when the stamp was made. */
  | 'not-valid-then'
  /** A certificate in the path may not issue others. */
  | 'not-an-authority';

/**
 * What a time stamp shows of a hash.
 *
 *   trusted      it existed at `time`, says an authority whose certificate leads to one of the roots
 *   untrusted    the signature holds, and no root given vouches for who signed
 *   refused      something in it is wrong: `fault`
 *   rejected     it is the reply of an authority that made no stamp
 *   unsupported  it is signed in a way that is broken or not known here: nothing can be said
 *   malformed    it is no time stamp
 */
export type TimestampVerdict =
  | ({ outcome: 'trusted'; path: string[] } & TimestampFacts)
  | ({ outcome: 'untrusted'; detail: string } & TimestampFacts)
  | { outcome: 'refused'; fault: TimestampFault; detail: string }
  | { outcome: 'rejected'; status: number; failures: readonly string[]; texts: readonly string[] }
  | { outcome: 'unsupported' | 'malformed'; detail: string };

export interface TimestampCheck {
  /** SHA-256 of what the stamp is said to be about. */
  imprint: Uint8Array;
  /** Certificates (DER) that are trusted to vouch for authorities. */
  roots: readonly Uint8Array[];
  crypto: SignatureCrypto;
  /** What the request said, where the reply to it is checked. */
  nonce?: Uint8Array;
  policy?: string | null;
}

/** A check that failed: caught where verdicts are made. */
class Refusal extends Error {
  readonly fault: TimestampFault;

  constructor(fault: TimestampFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

/**
 * What a reply (`.tsr`) or a token alone shows of a hash. Takes any bytes; throws for roots that are no certificates, and
 * nothing else. Certificates are judged as of the moment of the stamp; revocation is not looked up.
 */
export async function verifyTimestampToken(
  bytes: Uint8Array,
  check: TimestampCheck,
): Promise<TimestampVerdict> {
  const roots = check.roots.map(readCertificate);
  try {
    const { status, texts, failures, token } = readTimestamp(bytes);
    if (status > 1) return { outcome: 'rejected', status, failures, texts };
    if (token === null) return { outcome: 'malformed', detail: 'the reply grants a stamp and brings none' };
    return await judge(token, roots, check);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', fault: error.fault, detail: error.message };
    if (error instanceof MalformedAsn1) return { outcome: 'malformed', detail: error.message };
    if (error instanceof UnsupportedAlgorithm) return { outcome: 'unsupported', detail: error.message };
    throw error;
  }
}

async function judge(
  token: TimestampToken,
  roots: readonly Certificate[],
  check: TimestampCheck,
): Promise<TimestampVerdict> {
  const { crypto } = check;
  const { info } = token;
  answersTheQuestion(token, check);
  const signer = await signerOf(token, roots, crypto);
  isForTimestamps(signer);
  const facts: TimestampFacts = {
    time: info.time,
    accuracy: info.accuracy,
    serial: info.serial,
    policy: info.policy,
    authority: signer.name,
    certificate: (await hash(crypto, 'SHA-256', signer.raw)).toHex(),
  };
  const path = await findPath(signer, { roots, others: token.certificates, at: info.time, crypto });
  if (path.found) return { outcome: 'trusted', path: path.certificates.map(({ name }) => name), ...facts };
  if (path.why === 'unsupported') throw new UnsupportedAlgorithm(path.detail);
  if (path.why === 'no-path') return { outcome: 'untrusted', detail: path.detail, ...facts };
  throw new Refusal(path.why, path.detail);
}

function answersTheQuestion({ info }: TimestampToken, { imprint, nonce, policy }: TimestampCheck): void {
  if (info.imprint.algorithm !== SHA256 || info.imprint.hash.toHex() !== imprint.toHex())
    throw new Refusal('wrong-imprint', `it stamps ${info.imprint.hash.toHex()}`);
  if (nonce !== undefined && info.nonce !== hexOfInteger(nonce))
    throw new Refusal('wrong-nonce', `its nonce is ${info.nonce ?? 'missing'}`);
  if (policy != null && info.policy !== policy)
    throw new Refusal('wrong-policy', `it was made under policy ${info.policy}`);
  const [unknown] = info.unknownCritical;
  if (unknown !== undefined) throw new UnsupportedAlgorithm(`the stamp has a critical extension ${unknown}`);
}

/** The certificate by which the signature holds. */
async function signerOf(
  { signer, content, certificates }: TimestampToken,
  roots: readonly Certificate[],
  crypto: SignatureCrypto,
): Promise<Certificate> {
  const digest = hashName(signer.digestAlgorithm);
  if (signer.contentType !== TST_INFO)
    throw new Refusal('altered', `the signed attributes speak of content ${signer.contentType}`);
  if ((await hash(crypto, digest, content)).toHex() !== signer.messageDigest.toHex())
    throw new Refusal('altered', 'the statement has another hash than the signed attributes say');
  const certificate = [...certificates, ...roots].find(signer.isSigner);
  if (certificate === undefined)
    throw new Refusal('bad-signature', 'the certificate of the signer is not in the token');
  const holds = await signatureHolds(crypto, {
    algorithm: signer.signatureAlgorithm,
    digest,
    publicKey: certificate.publicKey,
    publicKeyAlgorithm: certificate.publicKeyAlgorithm,
    signature: signer.signature,
    data: signer.signedAttributes,
  });
  if (!holds) throw new Refusal('bad-signature', `the signature is not that of ${certificate.name}`);
  const [named] = signer.signingCertificates;
  const expected =
    named &&
    (await hash(
      crypto,
      named.hashAlgorithm === null ? 'SHA-1' : hashName(named.hashAlgorithm),
      certificate.raw,
    ));
  const same =
    named?.hash.toHex() === expected?.toHex() &&
    (named?.serial === null || named?.serial === certificate.serial);
  if (named === undefined || !same)
    throw new Refusal('wrong-certificate', `the signed attributes do not name ${certificate.name}`);
  return certificate;
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** RFC 3161 §2.3: a key for this alone, and said so in a way that cannot be overlooked. */
function isForTimestamps({ name, extendedKeyUsage, keyUsage }: Certificate): void {
  const purposes = extendedKeyUsage?.purposes ?? [];
  if (purposes.length !== 1 || purposes[0] !== TIME_STAMPING)
    throw new Refusal('wrong-purpose', `${name} is not a certificate for time stamps`);
  if (extendedKeyUsage?.critical !== true)
    throw new Refusal('wrong-purpose', `the extended key usage of ${name} is not critical`);
  const signing: readonly number[] = [KEY_USAGE.digitalSignature, KEY_USAGE.contentCommitment];
  if (keyUsage !== null && (keyUsage.size === 0 || [...keyUsage].some((bit) => !signing.includes(bit))))
    throw new Refusal('wrong-purpose', `the key usage of ${name} is not to sign alone`);
}

async function hash(crypto: SignatureCrypto, name: string, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.digest(name, Uint8Array.from(bytes)));
}
