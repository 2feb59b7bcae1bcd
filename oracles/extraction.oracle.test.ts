/**
 * Reading hybrid PDFs, judged by others: documents that the libraries of the bench make, documents that qpdf rewrites in every file
 * structure, and poppler's own list of attachments. What is not installed is left out.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Invoice } from '@scell/en16931';
import { extractInvoice, loadInvoiceFonts, renderFacturX } from '@scell/facturx';
import { readAttachments } from '@scell/pdf';
import { describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { isInstalled } from './build.ts';
import { attachments, hasPoppler } from './poppler.ts';

const run = promisify(execFile);
const poppler = await hasPoppler();
const qpdf = await isInstalled('qpdf');
const bench = resolve(import.meta.dirname, '..', 'bench', 'node_modules');
const peers = ['node-zugferd', '@stackforge-eu/factur-x', '@e-invoice-eu/core', 'pdfkit'].every((name) =>
  existsSync(join(bench, name)),
);

const inter = (file: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)));
const fonts = loadInvoiceFonts({
  regular: inter('400Regular/Inter_400Regular.ttf'),
  bold: inter('700Bold/Inter_700Bold.ttf'),
});
const render = (invoice: Invoice) =>
  renderFacturX(invoice, {
    language: 'fr',
    fonts,
    creationDate: `${invoice.issueDate}T10:00:00+01:00`,
    documentId: invoice.number,
  });
const services = samples.servicesFrance as Invoice;
const decoded = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');

/** Poppler and this reader see the same files, byte for byte. */
async function expectPopplerAgrees(pdf: Uint8Array): Promise<void> {
  const theirs = [...(await attachments(pdf)).values()].map(decoded).sort();
  const ours = readAttachments(pdf).attachments.map((file) => decoded(file.read()));
  expect(ours.sort()).toEqual(theirs);
}

describe.skipIf(!poppler)('poppler sees the same attachments', () => {
  it.each(Object.entries(samples))('sample %s', async (_, invoice) => {
    await expectPopplerAgrees(render(invoice).pdf);
  });
});

describe.skipIf(!qpdf || !poppler)('what qpdf makes of a hybrid PDF keeps its invoice', () => {
  const weak = ['--allow-weak-crypto'];
  const structures: [string, string[], string | null][] = [
    ['object streams', ['--object-streams=generate'], null],
    ['linearized', ['--linearize'], null],
    ['linearized object streams', ['--linearize', '--object-streams=generate'], null],
    ['nothing compressed', ['--stream-data=uncompress'], null],
    ['RC4 of 40 bits', [...weak, '--encrypt', '', 'owner', '40', '--'], 'RC4'],
    ['RC4 of 128 bits', [...weak, '--encrypt', '', 'owner', '128', '--'], 'RC4'],
    ['AES of 128 bits', [...weak, '--encrypt', '', 'owner', '128', '--use-aes=y', '--'], 'AES-128'],
    [
      'AES of 128 bits, metadata in clear',
      [...weak, '--encrypt', '', 'owner', '128', '--use-aes=y', '--cleartext-metadata', '--'],
      'AES-128',
    ],
    ['AES of 256 bits', ['--encrypt', '', 'owner', '256', '--'], 'AES-256'],
    [
      'AES of 256 bits, extension level 3',
      [...weak, '--encrypt', '', 'owner', '256', '--force-R5', '--'],
      'AES-256',
    ],
  ];
  it.each(structures)('%s', async (_, options, cipher) => {
    const { pdf, xml } = render(services);
    const rewritten = await rewrite(pdf, options);
    const extracted = extractInvoice(rewritten);
    expect(decoded(extracted.xml)).toBe(xml);
    expect(extracted.pdf.encryption?.cipher ?? null).toBe(cipher);
    expect(extracted.pdf.xmp).toContain('ConformanceLevel');
    expect(extracted.findings.map(({ code }) => code)).toEqual(
      cipher === null ? [] : ['SCELL-HYBRID-ENCRYPTED'],
    );
    await expectPopplerAgrees(rewritten);
  });

  it('cut short, with object streams and encrypted, it is repaired', async () => {
    const { pdf, xml } = render(services);
    const rewritten = await rewrite(pdf, [
      '--object-streams=generate',
      '--encrypt',
      '',
      'owner',
      '256',
      '--',
    ]);
    const extracted = extractInvoice(rewritten.subarray(0, rewritten.length - 40));
    expect(decoded(extracted.xml)).toBe(xml);
    expect(extracted.pdf.repaired).toBe(true);
  });
});

describe.skipIf(!peers || !poppler)('hybrid PDFs of other libraries', () => {
  // node-zugferd undeclares a prefix (xmlns:about=""), which Namespaces in XML 1.0 §5 forbids.
  const makers: [string, string, string[]][] = [
    ['node-zugferd', 'nodeZugferd', ['SCELL-HYBRID-XMP']],
    ['stackforge', 'stackforge', []],
    ['e-invoice-eu', 'eInvoiceEu', []],
  ];
  it.each(makers)('%s', async (file, peer, fatal) => {
    // Their packages are not installed everywhere, so nothing of the bench is imported before it is known to be there.
    const source = (name: string) => import(/* @vite-ignore */ resolve(bench, '..', 'src', name));
    const invoice: Invoice = (await source('invoice.ts')).benchInvoice(3);
    const pdf: Uint8Array = await (await source(`peers/${file}.ts`))[peer]
      .prepare(invoice, render(invoice).pdf)
      .hybrid();
    const { xml, format, profile, filename, findings } = extractInvoice(pdf);
    expect({ format, profile, filename }).toEqual({
      format: 'factur-x',
      profile: 'EN 16931',
      filename: 'factur-x.xml',
    });
    expect(decoded(xml)).toContain(invoice.number);
    expect(findings.filter(({ severity }) => severity === 'fatal').map(({ code }) => code)).toEqual(fatal);
    await expectPopplerAgrees(pdf);
  });
});

/** The file as qpdf writes it with the options; its warnings (exit code 3) are none of ours. */
async function rewrite(pdf: Uint8Array, options: string[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-qpdf-'));
  try {
    const [from, to] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
    await writeFile(from, pdf);
    await run('qpdf', ['--warning-exit-0', ...options, from, to]);
    return await readFile(to);
  } finally {
    await rm(folder, { recursive: true });
  }
}
