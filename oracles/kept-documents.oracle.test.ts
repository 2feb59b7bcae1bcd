/**
 * Documents made by other suites: with SCELL_KEEP_DOCUMENTS naming oracles/.cache/documents, tests and examples leave there every
 * PDF and XML that the platform handed out. Each is judged like a sample, and `name.pdf` must carry the bytes of a CII `name.xml`
 * kept beside it.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf, rulesFor } from './documents.ts';
import { hybridFaults } from './hybrid.ts';
import { hasPoppler } from './poppler.ts';
import { documentsIn, fatalFindings, keptDocuments, sharedJudge } from './support.ts';

const judge = await sharedJudge();
const poppler = await hasPoppler();
const kept = await documentsIn(keptDocuments);
if (kept.length === 0) process.stdout.write(`oracles: no documents were kept in ${keptDocuments}\n`);

for (const extension of ['.xml', '.pdf']) {
  const names = kept.filter((name) => extname(name) === extension);
  describe.skipIf(judge === undefined || names.length === 0)(`kept ${extension} documents`, () => {
    it.each(names)('%s is accepted', async (name) => {
      const file = join(keptDocuments, name);
      if (extension === '.xml') {
        const facts = factsOf(await readFile(file, 'utf8'));
        expect(await fatalFindings(judge, { kind: facts.kind, file, rules: rulesFor(facts) })).toEqual([]);
      } else {
        expect(await fatalFindings(judge, { kind: 'pdf', file, rules: ['verapdf', 'mustang'] })).toEqual([]);
        const download = await readFile(file.replace(/\.pdf$/, '.xml'), 'utf8').catch(() => undefined);
        const cii = download !== undefined && factsOf(download).kind === 'cii' ? download : undefined;
        if (poppler) expect(await hybridFaults(name, await readFile(file), judge, cii)).toEqual([]);
      }
    });
  });
}
