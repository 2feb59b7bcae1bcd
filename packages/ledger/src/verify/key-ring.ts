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
  readonly #pins: readonly string[];
  /** Which key endorsed which, and how; only what holds. A key that none endorsed has `null`. */
  readonly #followed: ReadonlyMap<string, Endorsement | null>;

  private constructor(
    keys: ReadonlyMap<string, Uint8Array>,
    pins: readonly string[],
    followed: ReadonlyMap<string, Endorsement | null>,
  ) {
    this.#keys = keys;
    this.#pins = pins;
    this.#followed = followed;
  }

  /**
   * Checks that each key bears its fingerprint as name and, but for the first, is endorsed by one before it. `pins` are
   * fingerprints that the auditor knows from elsewhere: they are trusted, and what they endorse. With them, the first key is
   * one of those, or one that they follow: anybody can put another at the start of a list. `predecessors` are let stand there too.
   */
  static async of(
    listed: readonly ListedKey[],
    pins: readonly string[],
    { sha256, verifyEd25519 }: Pick<Cryptography, 'sha256' | 'verifyEd25519'>,
    report: Report,
    { file, predecessors = [] }: { file?: string; predecessors?: readonly string[] } = {},
  ): Promise<KeyRing> {
    const keys = new Map<string, Uint8Array>();
    const place = (member: string) => (file === undefined ? { member } : { file, member });
    for (const { key_id: id, public_key: text } of listed) {
      const key = fromHex(text, 32);
      if (key === null || fingerprint(key, sha256) !== id || keys.has(id))
        report({ code: 'key-altered', place: place(id), found: text });
      else keys.set(id, key);
    }
    const followed = new Map<string, Endorsement | null>();
    for (const { key_id: id, endorsed_by: by, endorsement } of listed) {
      const key = keys.get(id);
      if (key === undefined) continue;
      if (by === null && endorsement === null) {
        followed.set(id, null);
        continue;
      }
      const signer = by === null ? undefined : keys.get(by);
      const signature = typeof endorsement === 'string' ? fromHex(endorsement, 64) : null;
      const [holds] =
        signer === undefined || signature === null
          ? [false]
          : await verifyEd25519([{ publicKey: signer, message: endorsementMessage(id, key), signature }]);
      if (holds === true && by !== null && endorsement !== null) followed.set(id, { by, endorsement });
      else report({ code: 'bad-endorsement', place: place(id), ...(by === null ? {} : { found: by }) });
    }
    const ring = new KeyRing(keys, pins, followed);
    const roots = [...followed].filter(([, endorsement]) => endorsement === null).map(([id]) => id);
    for (const root of ring.pinned ? roots : roots.slice(1)) {
      const known = pins.some((pin) => pin === root || ring.#descends(pin, root));
      if (!known && !predecessors.includes(root)) report({ code: 'key-unendorsed', place: place(root) });
    }
    return ring;
  }

  /** Whether a key was pinned: without one, all that is proved is that the books agree with themselves. */
  get pinned(): boolean {
    return this.#pins.length > 0;
  }

  /** The raw key of that name; undefined when it is not listed, or not what its name says. */
  find(keyId: string): Uint8Array | undefined {
    return this.#keys.get(keyId);
  }

  /** The endorsement of a listed key, `null` for one that none endorsed; undefined where it does not hold. */
  endorsementOf(keyId: string): string | null | undefined {
    const followed = this.#followed.get(keyId);
    return followed === null ? null : followed?.endorsement;
  }

  /** Whether the auditor knows the key, himself or by endorsement. */
  trusts(keyId: string): boolean {
    return this.#pins.some((pin) => pin === keyId || this.#descends(keyId, pin));
  }

  /** Whether a key that the auditor knows followed this one. */
  precedesTrusted(keyId: string): boolean {
    return this.#pins.some((pin) => this.#descends(pin, keyId));
  }

  /**
   * Whether one key may seal a chain behind another: it followed that one, or that one it (a process that was not yet started
   * again), or it is pinned and took the place of a key that was lost.
   */
  mayFollow(keyId: string, before: string): boolean {
    const anew = this.#pins.includes(keyId) && this.#followed.get(keyId) === null;
    return anew || this.#descends(keyId, before) || this.#descends(before, keyId);
  }

  get ids(): string[] {
    return [...this.#keys.keys()];
  }

  /** Whether a key was endorsed by another, directly or not. */
  #descends(keyId: string, ancestor: string): boolean {
    const seen = new Set<string>();
    for (let at = this.#followed.get(keyId)?.by; at !== undefined && !seen.has(at); ) {
      if (at === ancestor) return true;
      seen.add(at);
      at = this.#followed.get(at)?.by;
    }
    return false;
  }
}

interface Endorsement {
  by: string;
  endorsement: string;
}
