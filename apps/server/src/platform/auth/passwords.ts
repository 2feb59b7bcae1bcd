import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ApiError } from '@scell/contract';

/** The parameters new hashes are made with: argon2id as OWASP advises (19 MiB, two passes, one lane). */
export interface PasswordCost {
  /** KiB. */
  memory: number;
  passes: number;
  parallelism: number;
}

const COST: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

export interface Passwords {
  /** The PHC string of a password. */
  hash(password: string): Promise<string>;
  /**
   * Whether a password is the one of a hash; `null` stands for an account that is not there or has none, and takes the
   * same work. `stale`: right, but under other parameters than those of today.
   */
  verify(password: string, stored: string | null): Promise<{ right: boolean; stale: boolean }>;
}

/** Hashes that are made at the same time, and those that wait: signing in must leave threads to the rest of the API. */
const AT_ONCE = 2;
const MOST_WAITING = 200;

const HASH_BYTES = 32;
const SALT_BYTES = 16;
const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

const derive = promisify(argon2);

/** Passwords under a cost. */
export function passwordsWith(cost: PasswordCost = COST): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING)
        throw new ApiError('SERVICE_UNAVAILABLE', { headers: { 'Retry-After': '2' } });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  const compute = (password: string, nonce: Buffer, { memory, passes, parallelism }: PasswordCost) =>
    // Two ways to type one letter are one letter (NIST SP 800-63B §3.1.1.2).
    inTurn(() =>
      derive('argon2id', {
        message: password.normalize('NFKC'),
        nonce,
        memory,
        passes,
        parallelism,
        tagLength: HASH_BYTES,
      }),
    );

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await compute(password, salt, cost);
      return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`;
    },
    async verify(password, stored) {
      const [, m, t, p, salt, hash] = FORM.exec(stored ?? '') ?? [];
      if (salt === undefined || hash === undefined) {
        await compute(password, randomBytes(SALT_BYTES), cost);
        return { right: false, stale: false };
      }
      const of = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
      const computed = await compute(password, Buffer.from(salt, 'base64'), of);
      const right = timingSafeEqual(computed, Buffer.from(hash, 'base64'));
      const today =
        of.memory === cost.memory && of.passes === cost.passes && of.parallelism === cost.parallelism;
      return { right, stale: right && !today };
    },
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
