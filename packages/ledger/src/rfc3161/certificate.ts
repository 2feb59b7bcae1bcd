import {
  bits,
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

/** What the checks need of an X.509 certificate (RFC 5280). */
export interface Certificate {
  raw: Uint8Array;
  /** The part its issuer signed. */
  signed: Uint8Array;
  signatureAlgorithm: Algorithm;
  signature: Uint8Array;
  /** In hex, without leading zeros. */
  serial: string;
  /** Names as they were written, in hex: the same name is the same bytes. */
  issuer: string;
  subject: string;
  /** The subject for people: `CN=…, O=…, C=…`. */
  name: string;
  notBefore: number;
  notAfter: number;
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  publicKeyAlgorithm: Algorithm;
  /** `null` where the extension is absent. */
  basicConstraints: { isAuthority: boolean; pathLength: number | null } | null;
  keyUsage: ReadonlySet<number> | null;
  extendedKeyUsage: { purposes: readonly string[]; critical: boolean } | null;
  subjectKeyIdentifier: string | null;
  /** Critical extensions that nobody here knows how to honour. */
  unknownCritical: readonly string[];
}

export interface Algorithm {
  oid: string;
  parameters: Der | null;
}

/** Bits of the key usage. */
export const KEY_USAGE = { digitalSignature: 0, contentCommitment: 1, certificateSigning: 5 } as const;

const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;

/** Critical or not, these are read here, or ask nothing of a path that wants no policy and no name. */
const KNOWN: ReadonlySet<string> = new Set(Object.values(EXTENSION));

/**
 * Reads a certificate.
 * @throws {MalformedAsn1}
 */
export function readCertificate(bytes: Uint8Array): Certificate {
  return certificateOf(readDer(bytes));
}

export function certificateOf(value: Der): Certificate {
  const outer = new Fields(value, TAG.sequence, 'a certificate');
  const signed = outer.take(TAG.sequence);
  const signatureAlgorithm = algorithm(outer.take(TAG.sequence));
  const signature = bits(outer.take(TAG.bitString));

  const fields = new Fields(signed, TAG.sequence, 'the signed part of a certificate');
  fields.takeIf(context(0));
  const serial = serialOf(fields.take(TAG.integer));
  const inner = algorithm(fields.take(TAG.sequence));
  if (inner.oid !== signatureAlgorithm.oid)
    throw new MalformedAsn1('a certificate names two algorithms of its signature');
  const issuer = fields.take(TAG.sequence);
  const validity = new Fields(fields.take(TAG.sequence), TAG.sequence, 'a validity');
  const notBefore = time(validity.take());
  const notAfter = time(validity.take());
  const subject = fields.take(TAG.sequence);
  const publicKey = fields.take(TAG.sequence);
  fields.takeIf(context(1));
  fields.takeIf(context(2));
  const extensions = readExtensions(fields.takeIf(context(3)));
  return {
    raw: value.raw,
    signed: signed.raw,
    signatureAlgorithm,
    signature,
    serial,
    issuer: issuer.raw.toHex(),
    subject: subject.raw.toHex(),
    name: nameOf(subject),
    notBefore,
    notAfter,
    publicKey: publicKey.raw,
    publicKeyAlgorithm: algorithm(new Fields(publicKey, TAG.sequence, 'a public key').take(TAG.sequence)),
    ...understood(extensions),
  };
}

export function algorithm(value: Der): Algorithm {
  const fields = new Fields(value, TAG.sequence, 'an algorithm');
  return { oid: oid(fields.take(TAG.oid)), parameters: fields.rest()[0] ?? null };
}

/** Serial numbers of old certificates may be negative: they are only compared. */
export function serialOf(value: Der): string {
  return (value.content[0] ?? 0) >= 0x80 ? `-${value.content.toHex()}` : integerHex(value);
}

interface Extension {
  id: string;
  critical: boolean;
  value: Der;
}

function readExtensions(tagged: Der | undefined): Extension[] {
  const list = tagged?.parts[0];
  if (list === undefined) return [];
  const extensions = new Fields(list, TAG.sequence, 'the extensions').rest().map((part) => {
    const fields = new Fields(part, TAG.sequence, 'an extension');
    const id = oid(fields.take(TAG.oid));
    const flag = fields.takeIf(TAG.boolean);
    const critical = flag !== undefined && boolean(flag);
    const bytes = octets(fields.take(TAG.octetString));
    // What is not read here may be of any form.
    return { id, critical, bytes };
  });
  const ids = extensions.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw new MalformedAsn1('a certificate has an extension twice');
  return extensions.flatMap(({ id, critical, bytes }) =>
    KNOWN.has(id)
      ? [{ id, critical, value: readDer(bytes) }]
      : critical
        ? [{ id, critical, value: list }]
        : [],
  );
}

function understood(extensions: readonly Extension[]) {
  const find = (id: string) => extensions.find((extension) => extension.id === id);
  const usage = find(EXTENSION.keyUsage);
  const purposes = find(EXTENSION.extendedKeyUsage);
  const constraints = find(EXTENSION.basicConstraints);
  const identifier = find(EXTENSION.subjectKeyIdentifier);
  return {
    keyUsage: usage === undefined ? null : flags(usage.value),
    extendedKeyUsage:
      purposes === undefined
        ? null
        : {
            purposes: new Fields(purposes.value, TAG.sequence, 'an extended key usage').rest().map(oid),
            critical: purposes.critical,
          },
    basicConstraints: constraints === undefined ? null : basicConstraints(constraints.value),
    subjectKeyIdentifier: identifier === undefined ? null : octets(identifier.value).toHex(),
    unknownCritical: extensions.filter(({ id, critical }) => critical && !KNOWN.has(id)).map(({ id }) => id),
  };
}

function basicConstraints(value: Der): NonNullable<Certificate['basicConstraints']> {
  const fields = new Fields(value, TAG.sequence, 'the basic constraints');
  const flag = fields.takeIf(TAG.boolean);
  const length = fields.takeIf(TAG.integer);
  return {
    isAuthority: flag !== undefined && boolean(flag),
    pathLength: length === undefined ? null : integer(length),
  };
}

/** Attributes of a name that people look at. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.97': 'organizationIdentifier',
};

/** The known attributes of a name, the last one first, as people write them. */
function nameOf(name: Der): string {
  const parts = name.parts.flatMap((set) =>
    set.parts.flatMap((attribute) => {
      const fields = new Fields(attribute, TAG.sequence, 'a name');
      const label = ATTRIBUTES[oid(fields.take(TAG.oid))];
      return label === undefined ? [] : [`${label}=${printable(fields.take())}`];
    }),
  );
  return parts.toReversed().join(', ');
}

/** The text of a name, without what could spoil a line. */
function printable({ content }: Der): string {
  return new TextDecoder()
    .decode(content)
    .replaceAll(/\p{Cc}|\p{Cf}/gu, ' ')
    .slice(0, 200);
}
