/** Patches beside the official schemas: a document that is valid against its schema stays so, whatever is inserted, changed or removed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readXml } from '../packages/syntax/src/index.ts';
import { applyPatches } from '../packages/validation/src/patches/patch.ts';
import { patchesFor } from '../packages/validation/src/patches/patches-for.ts';
import { validate } from '../packages/validation/src/validate.ts';
import { allRecorded, hasCorpus } from '../packages/validation/test/corpus.ts';
import type { Judge } from './judge.ts';
import { sharedJudge } from './support.ts';

const judge = await sharedJudge();

/** Every third mutant: all remedies occur among them, and the JVM is asked a thousand times less. */
const paths = allRecorded('mutants').filter((_, index) => index % 3 === 0);

describe.skipIf(judge === undefined || !hasCorpus)('a patch', () => {
  it('keeps a document valid against its schema', { timeout: 600_000 }, async () => {
    if (judge === undefined) return;
    let asked = 0;
    const spoilt: string[] = [];
    for (const path of paths) {
      const document = readXml(readFileSync(path));
      const rulesets = [document.source.includes('extended-ctc-fr') ? 'extended-ctc-fr' : 'en16931', 'br-fr'];
      const findings = validate(document, rulesets);
      const patches = patchesFor(document, findings, rulesets);
      if (patches.size === 0 || !(await isValid(judge, document.source))) continue;
      for (const [{ rule }, patch] of patches) {
        asked++;
        if (!(await isValid(judge, applyPatches(document.source, [patch])))) spoilt.push(`${path} ${rule}`);
      }
    }
    expect(spoilt).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  });
});

async function isValid(judge: Judge, content: string): Promise<boolean> {
  const kind = /<(?:\w+:)?CrossIndustryInvoice/.test(content) ? 'cii' : 'ubl';
  const [verdict] = await judge.judge({ kind, content, rules: ['xsd'] });
  return verdict?.ok === true;
}
