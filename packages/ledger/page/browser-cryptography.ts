import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Cryptography, SignedMessage } from '../src/index.ts';

/** The cryptography of a verification in a browser: its own Ed25519 where it has one, a library's otherwise. */
export async function browserCryptography(): Promise<Cryptography> {
  return {
    sha256: (bytes) => sha256(bytes),
    startSha256: () => {
      const running = sha256.create();
      return { update: (bytes) => void running.update(bytes), digest: () => running.digest() };
    },
    verifyEd25519: (await hasNativeEd25519()) ? nativeVerifier() : verifyByLibrary,
  };
}

/** RFC 8032, example 1 of section 7.1: a signature over nothing. */
const EXAMPLE = {
  publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  signature:
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
};

/** Older browsers lack the algorithm, and some have no cryptography in a page opened from a disk. */
async function hasNativeEd25519(): Promise<boolean> {
  const bytes = (text: string) =>
    Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const { publicKey, signature } = EXAMPLE;
  const example = { publicKey: bytes(publicKey), signature: bytes(signature), message: new Uint8Array(0) };
  try {
    return (await nativeVerifier()([example]))[0] === true;
  } catch {
    return false;
  }
}

function nativeVerifier(): (messages: readonly SignedMessage[]) => Promise<boolean[]> {
  const keys = new Map<string, Promise<CryptoKey>>();
  const keyOf = (raw: Uint8Array): Promise<CryptoKey> => {
    const name = raw.join();
    const key = keys.get(name) ?? crypto.subtle.importKey('raw', owned(raw), 'Ed25519', true, ['verify']);
    keys.set(name, key);
    return key;
  };
  const holds = async ({ publicKey, message, signature }: SignedMessage) =>
    crypto.subtle.verify('Ed25519', await keyOf(publicKey), owned(signature), owned(message));
  return (messages) => Promise.all(messages.map(holds));
}

function verifyByLibrary(messages: readonly SignedMessage[]): boolean[] {
  return messages.map(({ publicKey, message, signature }) => {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  });
}

/** Browsers take bytes in memory of their own only. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
