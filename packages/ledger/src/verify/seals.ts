import type { Step } from '../chain-walk.ts';
import { fromHex } from '../hex.ts';
import { fingerprint, sealMessage } from '../seal.ts';
import { type Finding, type Place, type Report, shown } from './finding.ts';
import type { KeyRing } from './key-ring.ts';
import type { Cryptography, SignedMessage } from './ports.ts';

/** A seal as it is stored beside an entry. */
export interface Seal {
  keyId: string;
  /** 64 bytes; any other length is no signature. */
  signature: Uint8Array;
}

interface Waiting extends SignedMessage {
  chainId: string;
  keyId: string;
  place: Place;
  /** Other hashes the seal may be over: of an entry whose `chain_hash` was altered. */
  others: Uint8Array[];
  position: number;
  /** Whether the key was announced in the chain, or need not be: the chain is not seen from its start. */
  announced: boolean;
}

/** Judges the seals of one chain, many at a time, and which keys made them. */
export class SealCheck {
  readonly #ring: KeyRing;
  readonly #crypto: Cryptography;
  readonly #report: Report;
  readonly #waiting: Waiting[] = [];
  /** Whether the chain is seen from some later entry on, and the key of its first seal then. */
  readonly #midway: boolean;
  #first: string | null = null;
  /** The key in force, and those a `seal_key` entry announced. */
  #current: string | null = null;
  readonly #announced = new Set<string>();
  /** The first entry behind the last seal of a trusted key, and the key that sealed it. */
  #untrusted: { place: Place; keyId: string; count: number } | null = null;
  #sealed = 0;
  #taken = 0;
  /** The first entry that was made before there were keys, until a seal covers it. */
  #before: Finding | null = null;

  constructor(ring: KeyRing, crypto: Cryptography, report: Report, midway: boolean) {
    this.#ring = ring;
    this.#midway = midway;
    this.#crypto = crypto;
    this.#report = report;
  }

  /** How many good seals there were. */
  get sealed(): number {
    return this.#sealed;
  }

  /** Takes the seal of an entry; it is judged with the others of its batch. */
  take(seal: Seal | null, chainId: string, step: Step, place: Place): void {
    if (step.preimage?.entry_type === 'seal_key') this.#announce(step, place);
    if (seal === null) {
      const finding: Finding = { code: 'unsealed', place: { ...place, member: 'seal' } };
      // Version 1 was before there were keys: such entries rest on the first seal behind them.
      if (step.preimage?.schema_version === '1' && this.#taken === 0) this.#before ??= finding;
      else this.#report(finding);
      return;
    }
    this.#taken += 1;
    const publicKey = this.#ring.find(seal.keyId);
    if (publicKey === undefined) {
      this.#report({ code: 'unknown-key', place: { ...place, member: 'seal.key_id' }, found: seal.keyId });
      return;
    }
    if (seal.signature.length !== 64) {
      this.#report({ code: 'bad-seal', place: { ...place, member: 'seal.signature' } });
      return;
    }
    this.#first ??= seal.keyId;
    const [stored = new Uint8Array(32), ...others] = step.hashes;
    this.#waiting.push({
      publicKey,
      signature: seal.signature,
      message: sealMessage(chainId, step.position, stored),
      chainId,
      keyId: seal.keyId,
      place,
      others,
      position: step.position,
      announced: this.#announced.has(seal.keyId) || (this.#first === seal.keyId && this.#midway),
    });
  }

  /** Judges the seals taken since the last time. */
  async judge(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    const verdicts = await this.#crypto.verifyEd25519(waiting);
    for (const [index, item] of waiting.entries()) {
      const good = verdicts[index] === true || (await this.#goodOverAnother(item));
      if (!good) this.#report({ code: 'bad-seal', place: { ...item.place, member: 'seal.signature' } });
      else this.#accept(item);
    }
  }

  /** Ends the chain: entries behind the last seal of a trusted key rest on a key that nobody vouched for. */
  async finish(): Promise<void> {
    await this.judge();
    if (this.#before !== null) this.#report(this.#before);
    const { pinned } = this.#ring;
    if (!pinned || this.#untrusted === null) return;
    const { place, keyId, count } = this.#untrusted;
    this.#report({
      code: this.#ring.precedesTrusted(keyId) ? 'key-older' : 'key-not-pinned',
      place: { ...place, member: 'seal.key_id' },
      found: keyId,
      expected: String(count),
    });
  }

  async #goodOverAnother({ others, chainId, position, publicKey, signature }: Waiting): Promise<boolean> {
    const messages = others.map((hash) => ({
      publicKey,
      signature,
      message: sealMessage(chainId, position, hash),
    }));
    return messages.length > 0 && (await this.#crypto.verifyEd25519(messages)).includes(true);
  }

  #accept({ keyId, place, announced }: Waiting): void {
    this.#sealed += 1;
    this.#before = null;
    if (keyId !== this.#current) this.#change(keyId, announced, { ...place, member: 'seal.key_id' });
    this.#current = keyId;
    if (!this.#ring.pinned) return;
    // A trusted seal covers, by the hashes, all that came before it.
    if (this.#ring.trusts(keyId)) this.#untrusted = null;
    else if (this.#untrusted === null || this.#isWorse(keyId, this.#untrusted.keyId))
      this.#untrusted = { place, keyId, count: 1 };
    else this.#untrusted.count += 1;
  }

  /** A key that nobody vouches for, where one that a trusted key followed stood. */
  #isWorse(keyId: string, other: string): boolean {
    return this.#ring.precedesTrusted(other) && !this.#ring.precedesTrusted(keyId);
  }

  /** Another key than before: an entry announces it, and it is one of the same line. */
  #change(keyId: string, announced: boolean, place: Place): void {
    const before = this.#current;
    if (!announced) this.#report({ code: 'key-unannounced', place, found: keyId });
    else if (before !== null && !this.#ring.mayFollow(keyId, before))
      this.#report({ code: 'key-unendorsed', place, found: keyId });
  }

  /**
   * A `seal_key` entry: the key bears its fingerprint, and was endorsed as the list says. So nobody can endorse the first key by
   * one of his own: that it had no endorsement is sealed.
   */
  #announce({ preimage }: Step, place: Place): void {
    if (preimage === null) return;
    const { key_id: id, public_key: text, endorsement } = preimage;
    if (typeof id !== 'string' || typeof text !== 'string') return;
    const key = fromHex(text, 32);
    if (key === null || fingerprint(key, this.#crypto.sha256) !== id) {
      this.#report({ code: 'key-altered', place: { ...place, member: 'preimage.public_key' }, found: text });
      return;
    }
    this.#announced.add(id);
    // One that is not listed, or falsely, is said to be so by its seals and by the list.
    const listed = this.#ring.endorsementOf(id);
    if (listed !== undefined && endorsement !== listed)
      this.#report({
        code: 'bad-endorsement',
        place: { ...place, member: 'preimage.endorsement' },
        found: shown(endorsement),
        expected: shown(listed),
      });
  }
}
