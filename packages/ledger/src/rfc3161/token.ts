import { type Algorithm, algorithm, type Certificate, certificateOf, serialOf } from './certificate.ts';
import {
  boolean,
  context,
  type Der,
  Fields,
  flags,
  integer,
  integerHex,
  MalformedAsn1,
  octets,
  oid,
  readDer,
  TAG,
  time,
} from './der.ts';

/** What a time-stamping authority answered: RFC 3161 §2.4.2. */
export interface TimestampReply {
  /** 0 granted, 1 granted with changes; all others refuse. */
  status: number;
  /** What the authority says of it, for people. */
  texts: readonly string[];
  /** Names of the failures it gives. */
  failures: readonly string[];
  token: TimestampToken | null;
}

/** A signed time stamp: the CMS structure (RFC 5652) and the statement in it. */
export interface TimestampToken {
  info: TimestampInfo;
  /** The bytes of the statement, which the signed attributes name by their hash. */
  content: Uint8Array;
  certificates: readonly Certificate[];
  signer: SignerInfo;
}

export interface TimestampInfo {
  policy: string;
  imprint: { algorithm: string; hash: Uint8Array };
  /** In hex. */
  serial: string;
  /** Milliseconds since 1970. */
  time: number;
  /** How far off the time may be, in seconds; `null` where the authority says nothing. */
  accuracy: number | null;
  /** In hex, without leading zeros. */
  nonce: string | null;
  unknownCritical: readonly string[];
}

export interface SignerInfo {
  /** The certificate that signed, by issuer and serial or by key identifier. */
  isSigner: (certificate: Certificate) => boolean;
  digestAlgorithm: string;
  signatureAlgorithm: Algorithm;
  signature: Uint8Array;
  /** As signed: a SET, not the field it is kept in (RFC 5652 §5.4). */
  signedAttributes: Uint8Array;
  contentType: string;
  messageDigest: Uint8Array;
  signingCertificates: readonly CertificateIdentifier[];
}

/** ESSCertID and ESSCertIDv2 (RFC 5035): the first of them names the signer's certificate. */
export interface CertificateIdentifier {
  /** `null` for the SHA-1 of the older form. */
  hashAlgorithm: string | null;
  hash: Uint8Array;
  serial: string | null;
}

/** The identifier octet of a SET. */
const SET = 0x31;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
export const SHA256 = '2.16.840.1.101.3.4.2.1';

/** PKIFailureInfo by its bits. */
const FAILURES: Readonly<Record<number, string>> = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
};

/**
 * Reads a reply (`.tsr`), or a token alone, which counts as granted.
 * @throws {MalformedAsn1}
 */
export function readTimestamp(bytes: Uint8Array): TimestampReply {
  const value = readDer(bytes);
  const first = value.parts[0];
  if (first?.tag === TAG.oid) return { status: 0, texts: [], failures: [], token: readToken(value) };
  const fields = new Fields(value, TAG.sequence, 'a reply');
  const info = new Fields(fields.take(TAG.sequence), TAG.sequence, 'the status of a reply');
  const status = integer(info.take(TAG.integer));
  const texts = info.takeIf(TAG.sequence)?.parts.map(({ content }) => text(content)) ?? [];
  const failure = info.takeIf(TAG.bitString);
  const failures =
    failure === undefined ? [] : [...flags(failure)].map((bit) => FAILURES[bit] ?? `bit ${bit}`);
  const token = fields.takeIf(TAG.sequence);
  return { status, texts, failures, token: token === undefined ? null : readToken(token) };
}

function text(content: Uint8Array): string {
  return new TextDecoder()
    .decode(content)
    .replaceAll(/\p{Cc}|\p{Cf}/gu, ' ')
    .slice(0, 500);
}

function readToken(value: Der): TimestampToken {
  const outer = new Fields(value, TAG.sequence, 'a token');
  if (oid(outer.take(TAG.oid)) !== SIGNED_DATA) throw new MalformedAsn1('a token is not signed data');
  const signed = new Fields(only(outer.take(context(0))), TAG.sequence, 'signed data');
  signed.take(TAG.integer);
  const digests = signed.take(TAG.set).parts.map((part) => algorithm(part).oid);
  const encapsulated = new Fields(signed.take(TAG.sequence), TAG.sequence, 'the content of a token');
  if (oid(encapsulated.take(TAG.oid)) !== TST_INFO)
    throw new MalformedAsn1('what is signed is not a time stamp');
  const content = octets(only(encapsulated.take(context(0))));
  const certificates = (signed.takeIf(context(0))?.parts ?? [])
    // Attribute certificates and other kinds sign no time stamps.
    .filter(({ tag }) => tag === TAG.sequence)
    .map(certificateOf);
  signed.takeIf(context(1));
  const signers = signed.take(TAG.set).parts;
  const [signer] = signers;
  if (signer === undefined || signers.length !== 1) throw new MalformedAsn1('a token has one signature'); // RFC 3161 §2.4.2
  const read = readSigner(signer);
  if (!digests.includes(read.digestAlgorithm))
    throw new MalformedAsn1('a token names another hash function than its signature');
  return { info: readInfo(readDer(content)), content, certificates, signer: read };
}

function only({ parts }: Der): Der {
  const [part] = parts;
  if (part === undefined || parts.length !== 1) throw new MalformedAsn1('one value is expected');
  return part;
}

function readInfo(value: Der): TimestampInfo {
  const fields = new Fields(value, TAG.sequence, 'a time stamp');
  if (integer(fields.take(TAG.integer)) !== 1) throw new MalformedAsn1('a time stamp is of version 1');
  const policy = oid(fields.take(TAG.oid));
  const imprint = new Fields(fields.take(TAG.sequence), TAG.sequence, 'an imprint');
  const imprintAlgorithm = algorithm(imprint.take(TAG.sequence)).oid;
  const hash = octets(imprint.take(TAG.octetString));
  const serial = serialOf(fields.take(TAG.integer));
  const moment = time(fields.take(TAG.generalizedTime));
  const accuracy = fields.takeIf(TAG.sequence);
  fields.takeIf(TAG.boolean);
  const nonce = fields.takeIf(TAG.integer);
  fields.takeIf(context(0));
  const extensions = fields.takeIf(context(1))?.parts ?? [];
  return {
    policy,
    imprint: { algorithm: imprintAlgorithm, hash },
    serial,
    time: moment,
    accuracy: accuracy === undefined ? null : readAccuracy(accuracy),
    nonce: nonce === undefined ? null : integerHex(nonce),
    unknownCritical: extensions.flatMap((extension) => {
      const parts = new Fields(extension, TAG.sequence, 'an extension');
      const id = oid(parts.take(TAG.oid));
      const flag = parts.takeIf(TAG.boolean);
      return flag !== undefined && boolean(flag) ? [id] : [];
    }),
  };
}

/** Seconds, milliseconds and microseconds: each may be left out. */
function readAccuracy(value: Der): number {
  const fields = new Fields(value, TAG.sequence, 'an accuracy');
  const seconds = fields.takeIf(TAG.integer);
  const [millis, micros] = [fields.takeIf(context(0)), fields.takeIf(context(1))].map((part) =>
    part === undefined ? 0 : integer({ ...part, tag: TAG.integer }),
  );
  return (seconds === undefined ? 0 : integer(seconds)) + (millis ?? 0) / 1e3 + (micros ?? 0) / 1e6;
}

function readSigner(value: Der): SignerInfo {
  const fields = new Fields(value, TAG.sequence, 'a signature');
  fields.take(TAG.integer);
  const isSigner = signerOf(fields.take());
  const digestAlgorithm = algorithm(fields.take(TAG.sequence)).oid;
  const attributes = fields.takeIf(context(0));
  if (attributes === undefined) throw new MalformedAsn1('a time stamp has signed attributes');
  const signatureAlgorithm = algorithm(fields.take(TAG.sequence));
  const signature = octets(fields.take(TAG.octetString));
  const values = readAttributes(attributes);
  const attribute = (id: string) => {
    const found = values.get(id);
    if (found === undefined) throw new MalformedAsn1(`signed attribute ${id} is missing`);
    return found;
  };
  return {
    isSigner,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    signedAttributes: attributes.raw.with(0, SET),
    contentType: oid(attribute(CONTENT_TYPE)),
    messageDigest: octets(attribute(MESSAGE_DIGEST)),
    signingCertificates: signingCertificates(values),
  };
}

function signerOf(identifier: Der): SignerInfo['isSigner'] {
  if (identifier.tag === context(0)) {
    const key = identifier.content.toHex();
    return ({ subjectKeyIdentifier }) => subjectKeyIdentifier === key;
  }
  const fields = new Fields(identifier, TAG.sequence, 'the name of a signer');
  const issuer = fields.take(TAG.sequence).raw.toHex();
  const serial = serialOf(fields.take(TAG.integer));
  return (certificate) => certificate.issuer === issuer && certificate.serial === serial;
}

/** Signed attributes by identifier: each at most once, with one value. */
function readAttributes({ parts }: Der): Map<string, Der> {
  const values = new Map<string, Der>();
  for (const part of parts) {
    const fields = new Fields(part, TAG.sequence, 'an attribute');
    const id = oid(fields.take(TAG.oid));
    const [value, ...more] = fields.take(TAG.set).parts;
    if (value === undefined || values.has(id))
      throw new MalformedAsn1(`attribute ${id} is there twice or empty`);
    if (more.length > 0 && [CONTENT_TYPE, MESSAGE_DIGEST].includes(id))
      throw new MalformedAsn1(`attribute ${id} has several values`);
    values.set(id, value);
  }
  return values;
}

function signingCertificates(attributes: Map<string, Der>): CertificateIdentifier[] {
  const newer = attributes.get(SIGNING_CERTIFICATE_V2);
  const older = attributes.get(SIGNING_CERTIFICATE);
  const value = newer ?? older;
  if (value === undefined) throw new MalformedAsn1('no signed attribute names the certificate that signed');
  const list = new Fields(value, TAG.sequence, 'the certificates that sign').take(TAG.sequence);
  return list.parts.map((part) => {
    const fields = new Fields(part, TAG.sequence, 'the identifier of a certificate');
    const named = newer === undefined ? undefined : fields.takeIf(TAG.sequence);
    const hashAlgorithm = newer === undefined ? null : named === undefined ? SHA256 : algorithm(named).oid;
    const hash = octets(fields.take(TAG.octetString));
    const [, serial] = fields.takeIf(TAG.sequence)?.parts ?? [];
    return { hashAlgorithm, hash, serial: serial === undefined ? null : serialOf(serial) };
  });
}
