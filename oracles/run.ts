/**
 * `npm run oracles`: says what this machine cannot judge, then runs the oracle suites with the arguments given.
 * With SCELL_ORACLES=required nothing may be missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mountSmall } from '../apps/server/test/support/tiny-disk.ts';
import { buildJudge } from './build.ts';
import { fecParser, testComptaDemat } from './fec.ts';
import { exampleProofs, publicClient } from './ots.ts';
import { hasPoppler } from './poppler.ts';
import { buildS3Server } from './s3-server.ts';
import { buildStripeMock } from './stripe-mock.ts';
import { keptDocuments } from './support.ts';
import { hasOpenssl } from './tsa.ts';

const missing: string[] = [];
const [build, s3] = await Promise.all([buildJudge(), buildS3Server()]);
const stripe = await buildStripeMock();
if ('unavailable' in build) {
  missing.push(`official rules, veraPDF and Mustang: ${build.unavailable} (JDK 17 and Maven are needed)`);
} else {
  missing.push(...build.notes);
}
if (!(await hasPoppler())) missing.push('PDF text, attachments and pages: poppler-utils is not installed');
const ots = await publicClient();
if ('unavailable' in ots) missing.push(`the public OpenTimestamps client: ${ots.unavailable}`);
if ((await exampleProofs()) === undefined)
  missing.push('example proofs of OpenTimestamps: npm does not deliver them');
if (!(await hasOpenssl())) missing.push('time stamps: openssl is not installed');
const parser = await fecParser();
if ('unavailable' in parser) missing.push(`fec-parser: ${parser.unavailable}`);
const official = await testComptaDemat();
if ('unavailable' in official)
  process.stdout.write(`oracles: no registry delivers Test Compta Demat: ${official.unavailable}\n`);
if (typeof stripe !== 'string') missing.push(`requests to Stripe: ${stripe.unavailable}`);
if (typeof s3 !== 'string') missing.push(`the archive under Object Lock: ${s3.unavailable}`);
if (!(await mayMount()))
  process.stdout.write(
    'oracles: skipped: full disks: a small file system cannot be mounted here (root is needed)\n',
  );
for (const line of missing) process.stdout.write(`oracles: skipped or older: ${line}\n`);
process.stdout.write(`oracles: documents kept by other suites are read from ${keptDocuments}\n`);

if (missing.length > 0 && process.env.SCELL_ORACLES === 'required') {
  process.stdout.write('oracles: SCELL_ORACLES=required, so this is a failure\n');
  process.exit(1);
}

/** Whether a file system in memory can be mounted. */
async function mayMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-mount-'));
  const mounted = mountSmall(folder, '8k');
  mounted?.unmount();
  await rm(folder, { recursive: true });
  return mounted !== null;
}

const config = resolve(import.meta.dirname, 'vitest.config.ts');
const vitest = resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const suite = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: resolve(import.meta.dirname, '..'),
});
process.exit(suite.status ?? 1);
