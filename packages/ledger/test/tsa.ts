/**
 * A time-stamping authority for tests, whose every part can be made wrong. It signs with keys of its own, made anew each time; its
 * structures are written here byte by byte, apart from the code that reads them.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const set = (...parts: Uint8Array[]) => der(0x31, ...parts);
const explicit = (n: number, ...parts: Uint8Array[]) => der(0xa0 | n, ...parts);
const octetString = (bytes: Uint8Array) => der(0x04, bytes);
const bitString = (bytes: Uint8Array) => der(0x03, Buffer.from([0]), bytes);
const yes = () => der(0x01, Buffer.from([0xff]));
const nothing = () => der(0x05);
const text = (value: string) => der(0x0c, Buffer.from(value));
const integer = (bytes: Uint8Array | number) => {
  const digits = typeof bytes === 'number' ? Buffer.from([bytes]) : bytes;
  return der(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), digits);
};
const generalizedTime = (at: number) =>
  der(0x18, Buffer.from(new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '')));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = [40 * first + second, ...others].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      digits.unshift((rest & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.from(bytes));
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
const KEYS = {
  rsa: { make: () => generateKeyPairSync('rsa', { modulusLength: 2048 }), oid: '1.2.840.113549.1.1.11' },
  ec: { make: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), oid: '1.2.840.10045.4.3.2' },
  ed25519: { make: () => generateKeyPairSync('ed25519'), oid: '1.3.101.112' },
} as const;
export type KeyKind = keyof typeof KEYS;

export interface Party {
  certificate: Buffer;
  kind: KeyKind;
  key: KeyObject;
  name: Buffer;
  issuerName: Buffer;
  serial: Uint8Array;
}

export interface PartyWish {
  name: string;
  kind?: KeyKind;
  issuer?: Party;
  notBefore?: number;
  notAfter?: number;
  authority?: boolean;
  pathLength?: number;
  /** Extended key usage; none when absent. */
  purposes?: string[];
  purposesCritical?: boolean;
  /** The byte of the key usage: 0x80 signs documents, 0x04 certificates. */
  keyUsage?: number;
  criticalExtension?: string;
}

const signedBy = (kind: KeyKind, key: KeyObject, data: Uint8Array) =>
  sign(kind === 'ed25519' ? null : 'sha256', data, key);
const signatureAlgorithm = (kind: KeyKind) =>
  sequence(oid(KEYS[kind].oid), ...(kind === 'rsa' ? [nothing()] : []));

let serials = 0x80;

export function makeParty(wish: PartyWish): Party {
  const kind = wish.kind ?? 'ec';
  const { publicKey, privateKey } = KEYS[kind].make();
  const name = sequence(
    set(sequence(oid('2.5.4.10'), text('Test SA'))),
    set(sequence(oid('2.5.4.3'), text(wish.name))),
  );
  serials += 1;
  const serial = Buffer.from([serials >> 8, serials & 0xff]).subarray(serials < 0x100 ? 1 : 0);
  const extension = (id: string, value: Buffer, critical = true) =>
    sequence(oid(id), ...(critical ? [yes()] : []), octetString(value));
  const extensions = [
    ...(wish.authority === undefined
      ? []
      : [
          extension(
            '2.5.29.19',
            sequence(
              ...(wish.authority ? [yes()] : []),
              ...(wish.pathLength === undefined ? [] : [integer(wish.pathLength)]),
            ),
          ),
        ]),
    ...(wish.keyUsage === undefined
      ? []
      : [extension('2.5.29.15', der(0x03, Buffer.from([0, wish.keyUsage])))]),
    ...(wish.purposes === undefined
      ? []
      : [extension('2.5.29.37', sequence(...wish.purposes.map(oid)), wish.purposesCritical ?? true)]),
    ...(wish.criticalExtension === undefined ? [] : [extension(wish.criticalExtension, nothing())]),
  ];
  const issuer = wish.issuer ?? { name, kind, key: privateKey };
  const signed = sequence(
    explicit(0, integer(2)),
    integer(serial),
    signatureAlgorithm(issuer.kind),
    issuer.name,
    sequence(
      generalizedTime(wish.notBefore ?? Date.parse('2020-01-01T00:00:00Z')),
      generalizedTime(wish.notAfter ?? Date.parse('2040-01-01T00:00:00Z')),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions))]),
  );
  const certificate = sequence(
    signed,
    signatureAlgorithm(issuer.kind),
    bitString(signedBy(issuer.kind, issuer.key, signed)),
  );
  return { certificate, kind, key: privateKey, name, issuerName: issuer.name, serial };
}

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

export function makeRoot(wish: Partial<PartyWish> = {}): Party {
  return makeParty({ name: 'Test root', authority: true, keyUsage: 0x04, ...wish });
}

export function makeAuthority(issuer: Party, wish: Partial<PartyWish> = {}): Party {
  return makeParty({ name: 'Test TSA', issuer, purposes: [TIME_STAMPING], keyUsage: 0x80, ...wish });
}

export interface StampWish {
  imprint: Uint8Array;
  at: number;
  nonce?: Uint8Array;
  policy?: string;
  /** What the statement says is hashed how. */
  hashAlgorithm?: string;
  /** The certificates that go with it; the signer's unless said. */
  certificates?: Party[];
  /** The certificate the signed attributes name; the signer's unless said. */
  named?: Party;
  /** No signed attribute names a certificate. */
  unnamed?: boolean;
  /** The older attribute, by SHA-1. */
  namedBySha1?: boolean;
  /** Changes the statement after it was signed. */
  alter?: (statement: Buffer) => Buffer;
  /** Changes the signature. */
  breakSignature?: boolean;
  criticalExtension?: string;
}

export const POLICY = '1.2.3.4.1';

/** A token, signed by an authority. */
export function makeToken(tsa: Party, wish: StampWish): Buffer {
  const statement = sequence(
    integer(1),
    oid(wish.policy ?? POLICY),
    sequence(sequence(oid(wish.hashAlgorithm ?? SHA256), nothing()), octetString(wish.imprint)),
    integer(Buffer.from([0x01, 0xe2])),
    generalizedTime(wish.at),
    sequence(integer(1), der(0x80, Buffer.from([0x01, 0xf4]))),
    ...(wish.nonce === undefined ? [] : [integer(trimmed(wish.nonce))]),
    ...(wish.criticalExtension === undefined
      ? []
      : [explicit(1, sequence(oid(wish.criticalExtension), yes(), octetString(nothing())))]),
  );
  const { certificate: named } = wish.named ?? tsa;
  const namedAttribute = wish.namedBySha1
    ? attribute(
        '1.2.840.113549.1.9.16.2.12',
        sequence(sequence(sequence(octetString(createHash('sha1').update(named).digest())))),
      )
    : attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octetString(sha256(named))))));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', octetString(sha256(statement))),
    ...(wish.unnamed ? [] : [namedAttribute]),
  ];
  const signature = signedBy(tsa.kind, tsa.key, set(...attributes));
  if (wish.breakSignature) signature[signature.length - 3] = (signature.at(-3) ?? 0) ^ 1;
  const signer = sequence(
    integer(1),
    sequence(tsa.issuerName, integer(tsa.serial)),
    sequence(oid(SHA256), nothing()),
    explicit(0, ...attributes),
    signatureAlgorithm(tsa.kind),
    octetString(signature),
  );
  const certificates = (wish.certificates ?? [tsa]).map(({ certificate }) => certificate);
  return sequence(
    oid('1.2.840.113549.1.7.2'),
    explicit(
      0,
      sequence(
        integer(3),
        set(sequence(oid(SHA256), nothing())),
        sequence(
          oid('1.2.840.113549.1.9.16.1.4'),
          explicit(0, octetString(wish.alter === undefined ? statement : wish.alter(statement))),
        ),
        explicit(0, ...certificates),
        set(signer),
      ),
    ),
  );
}

function attribute(id: string, value: Buffer): Buffer {
  return sequence(oid(id), set(value));
}

function trimmed(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === -1 ? Buffer.from([0]) : bytes.subarray(start);
}

/** The reply that grants a token. */
export function grant(token: Buffer): Buffer {
  return sequence(sequence(integer(0)), token);
}

/** A reply without a token: status 2 is "rejection"; bit 25 of the failures is "system failure". */
export function reject(status: number, words: string): Buffer {
  return sequence(
    sequence(integer(status), sequence(text(words)), der(0x03, Buffer.from([6, 0, 0, 0, 0x40]))),
  );
}
