/** Verifies one export in a process of its own, so that its time and memory are its own: prints what it took as JSON. */
import { performance } from 'node:perf_hooks';
import { type Cryptography, verifyExport } from '@scell/ledger';
import { nodeInflate, withFile } from '../../../apps/server/src/platform/verification/export-file.ts';
import { nodeCryptography } from '../../../apps/server/src/platform/verification/node-cryptography.ts';

/** What the verification of an export took, and what it asked of the cryptography. */
export interface Taken {
  whole: boolean;
  entries: number;
  seconds: number;
  cpuSeconds: number;
  /** Mebibytes: at a tenth of the way, at the end, and at most. */
  rssEarly: number;
  rssLate: number;
  rssMost: number;
  hashes: number;
  hashedBytes: number;
  signatures: number;
}

const [path = '', pin = ''] = process.argv.slice(2);
const counts = { hashes: 0, hashedBytes: 0, signatures: 0 };
const node = nodeCryptography();
const counting: Cryptography = {
  sha256: (bytes) => {
    counts.hashes += 1;
    counts.hashedBytes += bytes.length;
    return node.sha256(bytes);
  },
  startSha256: () => {
    const running = node.startSha256();
    return {
      update: (bytes) => {
        counts.hashedBytes += bytes.length;
        running.update(bytes);
      },
      digest: () => running.digest(),
    };
  },
  verifyEd25519: (messages) => {
    counts.signatures += messages.length;
    return node.verifyEd25519(messages);
  },
};

const mebibytes = () => process.memoryUsage.rss() / 2 ** 20;
let rssEarly = 0;
const start = performance.now();
const verdict = await withFile(path, (source) =>
  verifyExport(
    source,
    { crypto: counting, judgeProof: () => ({ state: 'unjudged' }), inflate: nodeInflate },
    {
      pins: [pin],
      progress: (done, total) => {
        if (rssEarly === 0 && done > total / 10) rssEarly = mebibytes();
      },
    },
  ),
);
const seconds = (performance.now() - start) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const taken: Taken = {
  whole: verdict.whole,
  entries: verdict.chains.reduce((sum, { entries }) => sum + entries, 0),
  seconds,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  rssEarly,
  rssLate: mebibytes(),
  rssMost: maxRSS / 1024,
  ...counts,
};
process.stdout.write(`${JSON.stringify(taken)}\n`);
