/**
 * Embedding into PDFs of other makers, judged by others: veraPDF and Mustang accept every result, and veraPDF finds in every refused PDF the clause
 * that it was refused for. The PDFs are made on the spot, by programs (ghostscript, cairo, Chromium, qpdf) and by libraries of the bench; what is not
 * installed is left out.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Invoice } from '@scell/en16931';
import {
  embedInvoice,
  extractInvoice,
  loadInvoiceFonts,
  NotEmbeddableError,
  type Reason,
  renderFacturX,
} from '@scell/facturx';
import { writeCii } from '@scell/syntax';
import { beforeAll, describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { mendedPdfs, refusedPdfs } from '../packages/pdf/test/foreign-pdfs.ts';
import { isInstalled } from './build.ts';
import { fatalFindings, sharedJudge } from './support.ts';

const run = promisify(execFile);
const judge = await sharedJudge();
const bench = resolve(import.meta.dirname, '..', 'bench', 'node_modules');
const inBench = (name: string) => existsSync(join(bench, name));
/** The packages of the bench are not installed everywhere, so they are imported by path when they are there. */
const fromBench = async (path: string) => import(/* @vite-ignore */ pathToFileURL(join(bench, path)).href);

const inter = (file: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`));
const interPath = inter('400Regular/Inter_400Regular.ttf');
const fonts = loadInvoiceFonts({
  regular: readFileSync(interPath),
  bold: readFileSync(inter('700Bold/Inter_700Bold.ttf')),
});
const invoice = samples.servicesFrance as Invoice;
const xml = writeCii(invoice);

/** Our own page, for programs that rewrite PDFs. */
const page = renderFacturX(invoice, {
  language: 'fr',
  fonts,
  creationDate: '2026-05-06T10:00:00+02:00',
  documentId: 'page',
}).pdf;

const options = { date: '2026-11-20T10:00:00+01:00', documentId: 'embedded', replace: true };

function reasonsOf(pdf: Uint8Array): Reason[] {
  try {
    embedInvoice(pdf, xml, options);
    return [];
  } catch (error) {
    if (error instanceof NotEmbeddableError) return error.reasons;
    throw error;
  }
}

async function expectAccepted(pdf: Uint8Array): Promise<void> {
  expect(reasonsOf(pdf).map(({ text }) => text.en)).toEqual([]);
  const embedded = embedInvoice(pdf, xml, options);
  expect(
    await fatalFindings(judge, { kind: 'pdf', content: embedded.pdf, rules: ['verapdf', 'mustang'] }),
  ).toEqual([]);
  const extracted = extractInvoice(embedded.pdf);
  expect(Buffer.from(extracted.xml).toString()).toBe(xml);
  // Pages of the fixtures show no amounts, which is a note and no fault.
  expect(extracted.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code)).toEqual(
    [],
  );
}

/** Each clause that was a reason is one that veraPDF names for the PDF as it came. */
async function expectRefusedByBoth(pdf: Uint8Array, code: Reason['code']): Promise<void> {
  const reasons = reasonsOf(pdf);
  expect(reasons.map((reason) => reason.code)).toContain(code);
  const clause = reasons.find((reason) => reason.code === code)?.clause ?? '';
  const [verdict] = (await judge?.judge({ kind: 'pdf', content: pdf, rules: ['verapdf'] })) ?? [];
  expect(verdict?.fatal.map(({ id }) => id)).toEqual(
    expect.arrayContaining([expect.stringMatching(`^${clause}[.-]`)]),
  );
}

/** What a program makes of files in a folder of its own. */
async function made(
  inputs: Record<string, string | Uint8Array>,
  output: string,
  program: string,
  ...args: string[]
) {
  const folder = await mkdtemp(join(tmpdir(), 'scell-embed-'));
  try {
    for (const [name, content] of Object.entries(inputs)) await writeFile(join(folder, name), content);
    await run(program, args, { cwd: folder });
    return new Uint8Array(await readFile(join(folder, output)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.skipIf(judge === undefined)('small documents', () => {
  it.each(Object.entries(mendedPdfs))('%s is mended', async (_, { pdf }) => {
    await expectAccepted(pdf);
  });

  // veraPDF follows actions from their triggers only, and so misses scripts that a viewer runs by their names; content that breaks off
  // it reads as far as it goes.
  const unseen = ['named scripts', 'a string that never ends'];
  const seen = Object.entries(refusedPdfs).filter(([name]) => !unseen.includes(name));
  it.each(seen)('%s is refused', async (_, { pdf, code }) => {
    await expectRefusedByBoth(pdf, code);
  });
});

describe.skipIf(judge === undefined)('every sample as its own foreign PDF', () => {
  it.each(Object.entries(samples))('%s', async (_, sample) => {
    const own = writeCii(sample);
    const { pdf } = renderFacturX(sample, {
      language: 'fr',
      fonts,
      creationDate: `${sample.issueDate}T10:00:00+01:00`,
      documentId: sample.number,
    });
    const embedded = embedInvoice(pdf, own, options);
    expect(
      await fatalFindings(judge, { kind: 'pdf', content: embedded.pdf, rules: ['verapdf', 'mustang'] }),
    ).toEqual([]);
    expect(extractInvoice(embedded.pdf).findings).toEqual([]);
  });
});

const ghostscript = (...args: string[]) =>
  made(
    { 'in.pdf': page },
    'out.pdf',
    'gs',
    '-q',
    '-dBATCH',
    '-dNOPAUSE',
    '-sDEVICE=pdfwrite',
    '-sOutputFile=out.pdf',
    ...args,
    'in.pdf',
  );

describe.skipIf(judge === undefined || !(await isInstalled('gs')))('ghostscript', () => {
  it.each([
    ['as it comes', []],
    ['PDF 1.3', ['-dCompatibilityLevel=1.3']],
    ['PDF 1.4', ['-dCompatibilityLevel=1.4']],
    ['nothing compressed', ['-dCompressPages=false', '-dCompressFonts=false']],
    ['whole fonts', ['-dSubsetFonts=false']],
    ['grey', ['-sColorConversionStrategy=Gray', '-dProcessColorModel=/DeviceGray']],
  ])('%s is taken', async (_, args) => {
    await expectAccepted(await ghostscript(...args));
  });

  it('CMYK is refused', async () => {
    await expectRefusedByBoth(
      await ghostscript('-sColorConversionStrategy=CMYK', '-dProcessColorModel=/DeviceCMYK'),
      'device_colour',
    );
  });

  it('PostScript with a standard font', async () => {
    const program = '/Helvetica findfont 20 scalefont setfont 72 700 moveto (Facture) show showpage';
    const make = (...args: string[]) =>
      made(
        { 'in.ps': program },
        'out.pdf',
        'gs',
        '-q',
        '-dBATCH',
        '-dNOPAUSE',
        '-sDEVICE=pdfwrite',
        '-sOutputFile=out.pdf',
        ...args,
        'in.ps',
      );
    await expectAccepted(await make('-dEmbedAllFonts=true', '-dPDFSETTINGS=/prepress'));
  });
});

describe.skipIf(judge === undefined || !(await isInstalled('pdftocairo')))('cairo', () => {
  it('is taken', async () => {
    await expectAccepted(
      await made({ 'in.pdf': page }, 'out.pdf', 'pdftocairo', '-pdf', 'in.pdf', 'out.pdf'),
    );
  });
});

describe.skipIf(judge === undefined || !(await isInstalled('qpdf')))('qpdf', () => {
  it.each([
    ['object streams', ['--object-streams=generate']],
    ['linearized', ['--linearize']],
    ['nothing compressed', ['--qdf']],
    ['PDF 2.0', ['--force-version=2.0']],
  ])('%s is taken', async (_, args) => {
    await expectAccepted(await made({ 'in.pdf': page }, 'out.pdf', 'qpdf', ...args, 'in.pdf', 'out.pdf'));
  });

  it('encryption is refused', async () => {
    const pdf = await made(
      { 'in.pdf': page },
      'out.pdf',
      'qpdf',
      '--encrypt',
      '',
      'owner',
      '256',
      '--',
      'in.pdf',
      'out.pdf',
    );
    expect(reasonsOf(pdf).map(({ code }) => code)).toEqual(['encrypted']);
  });
});

const browser = (await isInstalled('chromium')) ? 'chromium' : undefined;
describe.skipIf(judge === undefined || browser === undefined)('a browser', () => {
  it('prints what is taken, links and all', async () => {
    const html = `<!DOCTYPE html><html lang="fr"><title>Facture</title><body style="font-family:sans-serif"><h1>Facture ${invoice.number}</h1>
      <p style="opacity:.5">Total TTC <b>${invoice.totals.withVat}</b> <a href="https://example.org">conditions</a></p></body></html>`;
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--print-to-pdf=out.pdf',
      '--no-pdf-header-footer',
      'in.html',
    ];
    await expectAccepted(await made({ 'in.html': html }, 'out.pdf', browser ?? '', ...args));
  });
});

describe.skipIf(judge === undefined || !inBench('pdfkit'))('pdfkit', () => {
  let PDFDocument: new (
    options: object,
  ) => {
    on(event: string, listener: (chunk: Uint8Array) => void): unknown;
    text(text: string): unknown;
    end(): void;
  };
  beforeAll(async () => {
    ({ default: PDFDocument } = await fromBench('pdfkit/js/pdfkit.js'));
  });
  const draw = (settings: object) =>
    new Promise<Uint8Array>((done) => {
      const document = new PDFDocument(settings);
      const chunks: Uint8Array[] = [];
      document.on('data', (chunk) => chunks.push(chunk));
      document.on('end', () => done(new Uint8Array(Buffer.concat(chunks))));
      document.text(`Facture ${invoice.number}`);
      document.end();
    });

  it.each(['1.3', '1.7'])('PDF %s with an embedded font is taken', async (pdfVersion) => {
    await expectAccepted(await draw({ font: interPath, pdfVersion }));
  });

  it('a standard font is refused', async () => {
    await expectRefusedByBoth(await draw({}), 'font_not_embedded');
  });
});

describe.skipIf(judge === undefined || !inBench('@cantoo/pdf-lib'))('@cantoo/pdf-lib', () => {
  it('a copied page with a drawing is taken, a standard font refused', async () => {
    const { PDFDocument, StandardFonts } = await fromBench('@cantoo/pdf-lib/cjs/index.js');
    const document = await PDFDocument.create();
    const [copied] = await document.copyPages(await PDFDocument.load(page), [0]);
    document.addPage(copied).drawRectangle({ x: 20, y: 20, width: 50, height: 5, opacity: 0.5 });
    await expectAccepted(await document.save());
    document.addPage().drawText('Total', { font: await document.embedFont(StandardFonts.Helvetica) });
    await expectRefusedByBoth(await document.save(), 'font_not_embedded');
  });
});
