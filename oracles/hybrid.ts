/** What a reader of a hybrid invoice sees with poppler, compared with the XML it carries. */
import { join } from 'node:path';
import { cacheFolder } from './build.ts';
import { factsOf, rulesFor } from './documents.ts';
import type { Judge } from './judge.ts';
import { attachments, pdfText, renderPages } from './poppler.ts';
import { fatalFindings } from './support.ts';

/** Pages rendered by the oracles, to be looked at. */
const pagesFolder = join(cacheFolder, 'pages');

/**
 * Faults of a hybrid PDF as sentences: no factur-x.xml, XML that differs from `xml` or that the rules refuse, number or total
 * missing from the page, a page that renders blank. The pages are kept as oracles/.cache/pages/<name>-<page>.png.
 */
export async function hybridFaults(
  name: string,
  pdf: Uint8Array,
  judge: Judge | undefined,
  xml?: string,
): Promise<string[]> {
  const attached = (await attachments(pdf)).get('factur-x.xml');
  if (attached === undefined) return ['pdfdetach finds no factur-x.xml'];
  const content = new TextDecoder('utf-8', { fatal: true }).decode(attached);
  const facts = factsOf(content);
  const faults: string[] = [];
  if (xml !== undefined && content !== xml) faults.push('the attachment differs from the XML');
  if (judge !== undefined) {
    faults.push(...(await fatalFindings(judge, { kind: facts.kind, content, rules: rulesFor(facts) })));
  }

  const text = (await pdfText(pdf)).replace(/\s/gu, '');
  if (!text.includes(facts.number.replace(/\s/gu, ''))) faults.push(`the text lacks number ${facts.number}`);
  const total = facts.totalWithVat.replace(/\D/g, '');
  if (!text.replace(/[.,]/g, '').includes(total)) faults.push(`the text lacks total ${facts.totalWithVat}`);

  const pages = await renderPages(pdf, pagesFolder, name.replace(/[^\w-]/g, '_'));
  if (pages.length === 0) faults.push('no page renders');
  pages.forEach((share, index) => {
    if (share < 0.002) faults.push(`page ${index + 1} renders blank`);
  });
  return faults;
}
