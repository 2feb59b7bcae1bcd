/** Milliseconds to write an invoice, ours beside other makers' in the same run: XML with 1 and 100 lines, and the hybrid PDF. */
import type { Invoice } from '@scell/en16931';
import { benchInvoice } from './invoice.ts';
import { measure, type Timing } from './measure.ts';
import { eInvoiceEu } from './peers/e-invoice-eu.ts';
import { nodeZugferd } from './peers/node-zugferd.ts';
import { drawPage, pdfkit } from './peers/pdfkit.ts';
import type { Job, Peer } from './peers/peer.ts';
import { scell } from './peers/scell.ts';
import { stackforge } from './peers/stackforge.ts';
import { milliseconds, printTable, saveResults } from './report.ts';

const peers: Peer[] = [scell, stackforge, eInvoiceEu, nodeZugferd, pdfkit];

const jobs: Record<Job, string> = {
  cii: 'CII XML',
  ciiWithTotals: 'CII XML, totals and VAT breakdown computed from the lines (peers: totals given)',
  ubl: 'UBL XML',
  ciiToUbl: 'CII converted to UBL, reading and certificate included',
  ublToCii: 'UBL converted to CII, reading and certificate included',
  embed: 'hybrid PDF from a page drawn before',
  hybrid: 'hybrid PDF from the invoice (peers: page drawn by pdfkit)',
};

interface Result {
  job: Job;
  lines: number;
  peer: string;
  timing?: Timing;
  /** Size of what was written. */
  bytes?: number;
  /** Why there is no timing. */
  cannot?: string;
  /** Median divided by ours. */
  ratio?: number;
}

/** Runs every job of every library, prints one table a job and saves bench/results/documents.json. */
export async function bench(): Promise<void> {
  const results: Result[] = [];
  for (const lines of [1, 100]) {
    const invoice = benchInvoice(lines);
    const page = await drawPage(invoice);
    for (const job of Object.keys(jobs) as Job[]) {
      const round = [];
      for (const peer of peers) {
        const result = await run(peer, job, invoice, page);
        if (result !== undefined) round.push(result);
      }
      const ours = round.find(({ peer }) => peer === scell.name)?.timing?.median;
      for (const result of round) {
        if (ours !== undefined && result.timing !== undefined) result.ratio = result.timing.median / ours;
      }
      print(`${jobs[job]}, ${lines === 1 ? '1 line' : `${lines} lines`}`, round);
      results.push(...round);
    }
  }
  await saveResults('documents', { unit: 'milliseconds', results });
}

/** Undefined for a library that is not asked: it neither does the job nor is known for not doing it. */
async function run(peer: Peer, job: Job, invoice: Invoice, page: Uint8Array): Promise<Result | undefined> {
  const of = { job, lines: invoice.lines.length, peer: peer.name };
  const call = peer.prepare(invoice, page)[job];
  if (call === undefined) {
    const cannot = peer.cannot[job];
    return cannot === undefined ? undefined : { ...of, cannot };
  }
  try {
    const output = await call();
    const bytes = typeof output === 'string' ? new TextEncoder().encode(output) : output;
    const fault = faultOf(job, bytes, invoice);
    if (fault !== undefined) return { ...of, cannot: fault };
    return { ...of, timing: await measure(call), bytes: bytes.length };
  } catch (error) {
    return { ...of, cannot: `it failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** What shows that the output is not the document asked for, if anything. */
function faultOf(job: Job, bytes: Uint8Array, invoice: Invoice): string | undefined {
  const text = new TextDecoder('latin1').decode(bytes);
  if (job === 'embed' || job === 'hybrid') {
    if (!text.startsWith('%PDF-')) return 'the output is no PDF';
    return /factur-x\.xml|EmbeddedFile|ObjStm/.test(text) ? undefined : 'the PDF carries no attachment';
  }
  const cii = job === 'cii' || job === 'ciiWithTotals' || job === 'ublToCii';
  const root = cii ? 'CrossIndustryInvoice' : 'Invoice';
  const due = invoice.totals.due.replace(/\.?0+$/, '');
  const complete = text.includes(root) && text.includes(invoice.number) && text.includes(due);
  const lines = text.match(cii ? /:LineID>/g : /:InvoicedQuantity /g)?.length ?? 0;
  const expected = invoice.lines.length * (cii ? 2 : 1);
  return complete && lines === expected ? undefined : 'the XML lacks the number, the amount due or lines';
}

function print(title: string, round: Result[]): void {
  process.stdout.write(`\n${title}\n`);
  printTable([
    ['library', 'median ms', 'p95 ms', 'bytes', 'ours x'],
    ...round.map(({ peer, timing, bytes, ratio }) => [
      peer,
      timing === undefined ? '-' : milliseconds(timing.median),
      timing === undefined ? '-' : milliseconds(timing.p95),
      bytes === undefined ? '-' : String(bytes),
      ratio === undefined ? '-' : ratio.toFixed(2),
    ]),
  ]);
  for (const { peer, cannot } of round) {
    if (cannot !== undefined) process.stdout.write(`  ${peer}: ${cannot}\n`);
  }
}
