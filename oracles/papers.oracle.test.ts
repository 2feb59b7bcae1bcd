/** The fiscal papers, long and with every kind of block: PDF/A-3a by veraPDF, each page inked and its text there for poppler. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAPERS } from '../apps/server/test/support/papers.ts';
import { cacheFolder } from './build.ts';
import { hasPoppler, pdfText, renderPages } from './poppler.ts';
import { fatalFindings, sharedJudge } from './support.ts';

const judge = await sharedJudge();
const poppler = await hasPoppler();

describe.skipIf(judge === undefined && !poppler).each(PAPERS)('%s', (name, make) => {
  it('is a tagged PDF/A that reads as it was written', async () => {
    const { pdf, words } = await make();
    if (judge !== undefined)
      expect(
        await fatalFindings(judge, {
          kind: 'pdf',
          content: pdf,
          rules: ['verapdf', 'verapdf-a', 'verapdf-ua'],
        }),
      ).toEqual([]);
    if (!poppler) return;
    const text = (await pdfText(pdf)).replace(/\s+/g, ' ');
    for (const word of words) expect(text).toContain(word);
    const inked = await renderPages(pdf, join(cacheFolder, 'pages'), `paper-${name}`);
    for (const share of inked) expect(share).toBeGreaterThan(0.01);
  });
});

it.skipIf(judge === undefined)('a paper without its structure is refused', async () => {
  const [, make] = PAPERS[0] ?? [];
  const { pdf } = (await make?.()) ?? {};
  if (pdf === undefined) throw new Error('there are no papers');
  const broken = Buffer.from(
    Buffer.from(pdf).toString('latin1').replace('/Marked true', '/Marked null'),
    'latin1',
  );
  const verdicts = await judge?.judge({ kind: 'pdf', content: broken, rules: ['verapdf-a', 'verapdf-ua'] });
  expect(verdicts?.map(({ ok }) => ok)).toEqual([false, false]);
});
