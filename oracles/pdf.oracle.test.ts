/** Every sample as hybrid PDF: PDF/A-3b by veraPDF, accepted by Mustang, readable and complete by poppler. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { type FacturX, loadInvoiceFonts, renderFacturX } from '@scell/facturx';
import { describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { hybridFaults } from './hybrid.ts';
import { hasPoppler } from './poppler.ts';
import type { RuleSet } from './rule-sets.ts';
import { fatalFindings, sharedJudge } from './support.ts';

const judge = await sharedJudge();
const poppler = await hasPoppler();

const inter = (file: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)));
const fonts = loadInvoiceFonts({
  regular: inter('400Regular/Inter_400Regular.ttf'),
  bold: inter('700Bold/Inter_700Bold.ttf'),
});

/** An 8-bit RGBA pixel, to bring transparency into the page. */
const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

function render(invoice: Invoice, language: Language): FacturX {
  return renderFacturX(invoice, {
    language,
    fonts,
    logo,
    colors: { primary: '#0b5d4e', accent: '#e0a100' },
    creationDate: `${invoice.issueDate}T10:00:00+01:00`,
    documentId: invoice.number,
  });
}

describe.skipIf(judge === undefined && !poppler).each(Object.entries(samples))(
  'sample %s',
  (name, invoice) => {
    it.each<Language>(['fr', 'en'])('is a sound hybrid PDF (%s)', async (language) => {
      const { xml, pdf } = render(invoice, language);
      if (judge !== undefined) {
        expect(
          await fatalFindings(judge, { kind: 'pdf', content: pdf, rules: ['verapdf', 'mustang'] }),
        ).toEqual([]);
      }
      if (poppler) expect(await hybridFaults(`${name}-${language}`, pdf, judge, xml)).toEqual([]);
    });
  },
);

/** Same length, so that every offset of the file stays right. */
function patched(pdf: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  if (from.length !== to.length || !text.includes(from)) throw new Error(`cannot patch ${from}`);
  return Buffer.from(text.replaceAll(from, to), 'latin1');
}

const breakages: [string, string, string, RuleSet, RegExp][] = [
  ['XMP says part 2', '<pdfaid:part>3<', '<pdfaid:part>2<', 'verapdf', /^6\.6\.4-/],
  ['the catalog has no /AF', '/AF ', '/XX ', 'verapdf', /^6\.8-/],
  ['the catalog has no output intent', '/OutputIntents', '/OutputXntents', 'verapdf', /^6\.2\.4/],
  ['the attachment has no relationship', '/AFRelationship', '/XFRelationship', 'verapdf', /^6\.8-/],
  [
    'XMP names another file',
    '<fx:DocumentFileName>factur-x.xml',
    '<fx:DocumentFileName>factur-y.xml',
    'mustang',
    /^mustang-/,
  ],
];

describe.skipIf(judge === undefined)('a broken hybrid PDF is refused', () => {
  it.each(breakages)('%s', async (_, from, to, rules, id) => {
    const [invoice] = Object.values(samples);
    if (invoice === undefined) throw new Error('there are no samples');
    const content = patched(render(invoice, 'fr').pdf, from, to);
    const [verdict] = (await judge?.judge({ kind: 'pdf', content, rules: [rules] })) ?? [];
    expect(verdict?.fatal.map((finding) => finding.id)).toEqual(
      expect.arrayContaining([expect.stringMatching(id)]),
    );
  });
});
