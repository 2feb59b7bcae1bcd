import { fromHex } from '../hex.ts';
import { endorsementMessage, fingerprint } from '../seal.ts';
import type { Report } from './finding.ts';
import type { Cryptography } from './ports.ts';

/** A key as an export lists it; binary members in hexadecimal. */
export interface ListedKey {
  key_id: string;
  public_key: string;
  introduced_at: string;
  /** Both `null` for the first key. */
  endorsed_by: string | null;
  endorsement: string | null;
}

/** The keys that seals may be made with, and which of them an auditor knows. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #trusted: ReadonlySet<string>;
  /** Whether a key was pinned: without one, all that is proved is that the books agree with themselves. */
  readonly pinned: boolean;

  private constructor(keys: ReadonlyMap<string, Uint8Array>, trusted: ReadonlySet<string>, pinned: boolean) {
    this.#keys = keys;
    this.#trusted = trusted;
    this.pinned = pinned;
  }

  /**
   * Checks that each key bears its fingerprint as name and, but for the first, is endorsed by one before it. `pins` are
   * fingerprints that the auditor knows from elsewhere: they are trusted, and what they endorse.
   */
  static async of(
    listed: readonly ListedKey[],
    pins: readonly string[],
    { sha256, verifyEd25519 }: Pick<Cryptography, 'sha256' | 'verifyEd25519'>,
    report: Report,
    file?: string,
  ): Promise<KeyRing> {
    const keys = new Map<string, Uint8Array>();
    const place = (member: string) => (file === undefined ? { member } : { file, member });
    for (const { key_id: id, public_key: text } of listed) {
      const key = fromHex(text, 32);
      if (key === null || fingerprint(key, sha256) !== id || keys.has(id))
        report({ code: 'key-altered', place: place(id), found: text });
      else keys.set(id, key);
    }
    const endorsed = new Map<string, string>();
    let roots = 0;
    for (const { key_id: id, endorsed_by: by, endorsement } of listed) {
      const key = keys.get(id);
      if (key === undefined) continue;
      if (by === null && endorsement === null) {
        roots += 1;
        if (roots > 1 && !pins.includes(id)) report({ code: 'key-unendorsed', place: place(id) });
        continue;
      }
      const signer = by === null ? undefined : keys.get(by);
      const signature = typeof endorsement === 'string' ? fromHex(endorsement, 64) : null;
      const [holds] =
        signer === undefined || signature === null
          ? [false]
          : await verifyEd25519([{ publicKey: signer, message: endorsementMessage(id, key), signature }]);
      if (holds === true && by !== null) endorsed.set(id, by);
      else report({ code: 'bad-endorsement', place: place(id), ...(by === null ? {} : { found: by }) });
    }
    return new KeyRing(keys, trustedFrom(pins, endorsed), pins.length > 0);
  }

  /** The raw key of that name; undefined when it is not listed, or not what its name says. */
  find(keyId: string): Uint8Array | undefined {
    return this.#keys.get(keyId);
  }

  /** Whether the auditor knows the key, himself or by endorsement. */
  trusts(keyId: string): boolean {
    return this.#trusted.has(keyId);
  }

  get ids(): string[] {
    return [...this.#keys.keys()];
  }
}

/** The pinned keys and all that were endorsed by one of them, directly or not. */
function trustedFrom(pins: readonly string[], endorsed: ReadonlyMap<string, string>): Set<string> {
  const trusted = new Set(pins);
  for (let before = -1; before !== trusted.size; ) {
    before = trusted.size;
    for (const [key, by] of endorsed) if (trusted.has(by)) trusted.add(key);
  }
  return trusted;
}
