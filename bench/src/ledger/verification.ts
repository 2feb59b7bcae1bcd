import { execFile } from 'node:child_process';
import { generateKeyPairSync, hash, randomBytes, sign, verify } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { saveResults } from '../report.ts';
import { writeLargeExport } from './large-export.ts';
import type { Taken } from './verify-child.ts';

const ENTRIES = Number(process.env.SCELL_BENCH_ENTRIES ?? 1_000_000);
const SIGNATURES = 20_000;

/** Entries verified a second, and memory, beside SHA-256 and Ed25519 alone over as many bytes and messages. */
export async function benchVerification(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-bench-'));
  try {
    const path = join(folder, 'export.zip');
    const line = (name: string, value: string) => process.stdout.write(`${name.padEnd(52)} ${value}\n`);
    const made = performance.now();
    const pin = await writeLargeExport(path, ENTRIES);
    const { size } = await stat(path);
    line(
      `export of ${ENTRIES} entries`,
      `${(size / 2 ** 20).toFixed(0)} MiB, made in ${((performance.now() - made) / 1000).toFixed(0)} s`,
    );
    const taken = await verifyInChild(path, pin);
    if (!taken.whole || taken.entries !== ENTRIES) throw new Error('the export is not whole');

    const sha = secondsOfHashes(taken);
    const one = await secondsASignature(1);
    const many = await secondsASignature(256);
    const limitOne = sha + one * taken.signatures;
    const limitMany = sha + many * taken.signatures;
    const rate = (seconds: number) => `${Math.round(ENTRIES / seconds)} entries/s`;
    line(
      'verified',
      `${rate(taken.seconds)}   ${taken.seconds.toFixed(1)} s, processor ${taken.cpuSeconds.toFixed(1)} s`,
    );
    line(
      'SHA-256 alone',
      `${sha.toFixed(1)} s   ${taken.hashes} hashes, ${(taken.hashedBytes / 2 ** 20).toFixed(0)} MiB`,
    );
    line(
      'Ed25519 alone, one thread / all threads',
      `${(one * taken.signatures).toFixed(1)} s / ${(many * taken.signatures).toFixed(1)} s`,
    );
    line('limit, signatures on one thread', rate(limitOne));
    line('limit, signatures on all threads', rate(limitMany));
    const share = limitOne / taken.seconds;
    line(
      'verified, of the limit on one thread',
      `${percent(share)}   (aim 50 %: ${share >= 0.5 ? 'met' : 'MISSED'})`,
    );
    line('verified, of the limit on all threads', percent(limitMany / taken.seconds));
    line('processor time, of what it took', percent(limitOne / taken.cpuSeconds));
    line(
      'memory (RSS): a tenth of the way / end / most',
      `${taken.rssEarly.toFixed(0)} / ${taken.rssLate.toFixed(0)} / ${taken.rssMost.toFixed(0)} MiB`,
    );
    await saveResults('ledger-verification', { unit: 'seconds', entries: ENTRIES, taken, sha, one, many });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

async function verifyInChild(path: string, pin: string): Promise<Taken> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'verify-child.ts'),
    path,
    pin,
  ]);
  return JSON.parse(stdout) as Taken;
}

/** SHA-256 over as many messages and bytes as the verification hashed: half of the bytes as whole files, as it does. */
function secondsOfHashes({ hashes, hashedBytes }: Taken): number {
  const small = randomBytes(Math.max(1, Math.round(hashedBytes / 2 / hashes)));
  const large = randomBytes(1 << 20);
  const start = performance.now();
  for (let index = 0; index < hashes; index += 1) hash('sha256', small, 'buffer');
  for (let bytes = 0; bytes < hashedBytes / 2; bytes += large.length) hash('sha256', large, 'buffer');
  return (performance.now() - start) / 1000;
}

/** Seconds to verify one Ed25519 signature, so many at once. */
async function secondsASignature(atOnce: number): Promise<number> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const messages = Array.from({ length: 256 }, () => randomBytes(130));
  const signed = messages.map((message) => ({ message, signature: sign(null, message, privateKey) }));
  const one = ({ message, signature }: (typeof signed)[number]) =>
    verify(null, message, publicKey, signature);
  const onThread = ({ message, signature }: (typeof signed)[number]) =>
    new Promise<void>((resolve, reject) => {
      verify(null, message, publicKey, signature, (error) => (error === null ? resolve() : reject(error)));
    });
  const start = performance.now();
  for (let done = 0; done < SIGNATURES; done += signed.length) {
    if (atOnce === 1) for (const item of signed) one(item);
    else await Promise.all(signed.map(onThread));
  }
  return (performance.now() - start) / 1000 / (Math.ceil(SIGNATURES / signed.length) * signed.length);
}
