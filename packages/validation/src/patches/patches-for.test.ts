import { readFileSync } from 'node:fs';
import { readXml, writeCii, writeUbl, type XmlDocument } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { allRecorded, hasCorpus } from '../../test/corpus.ts';
import { faultyDocuments } from '../../test/faulty-documents.ts';
import { type Finding, validate } from '../validate.ts';
import { applyPatches, type Patch } from './patch.ts';
import { patchesFor } from './patches-for.ts';

const IDS = ['en16931', 'br-fr'];

/** Hits by rule and severity. */
function counts(source: string, ids: readonly string[]): Map<string, number> {
  return new Map(
    validate(readXml(source), ids).map(({ ruleSet, rule, severity, hits }) => [
      `${ruleSet} ${rule} ${severity}`,
      hits.length,
    ]),
  );
}

/** Applies one patch and judges anew: the hits that it promises are gone, no rule speaks more often, and its edits can be taken back. */
function prove({ source }: XmlDocument, finding: Finding, patch: Patch, ids: readonly string[]): void {
  const mended = applyPatches(source, [patch]);
  const before = counts(source, ids);
  const after = counts(mended, ids);
  const key = `${finding.ruleSet} ${finding.rule} ${finding.severity}`;
  expect((before.get(key) ?? 0) - (after.get(key) ?? 0), key).toBe(patch.silences);
  expect(patch.silences).toBeGreaterThan(0);
  expect([...after].filter(([rule, count]) => count > (before.get(rule) ?? 0))).toEqual([]);
  expect(takenBack(mended, patch)).toBe(source);
  expect(patch.loses).toBe(patch.lost.length > 0);
}

/** The document as it was: each edit undone at the place that it left. */
function takenBack(mended: string, { edits }: Patch): string {
  let text = mended;
  for (const { start, was, becomes } of edits.toReversed()) {
    const shift = edits
      .filter((edit) => edit.start < start)
      .reduce((sum, edit) => sum + edit.becomes.length - edit.was.length, 0);
    const at = start + shift;
    expect(text.slice(at, at + becomes.length)).toBe(becomes);
    text = text.slice(0, at) + was + text.slice(at + becomes.length);
  }
  return text;
}

describe('patchesFor', () => {
  it.each(faultyDocuments.map((fault) => [fault.name, fault] as const))(
    'mends %s',
    (_, { source, rule, mended }) => {
      const document = readXml(source);
      const findings = validate(document, IDS);
      const patches = patchesFor(document, findings, IDS);
      const finding = findings.find((candidate) => candidate.rule === rule);
      const patch = finding && patches.get(finding);
      expect(findings.map((candidate) => candidate.rule)).toContain(rule);
      if (patch === undefined) throw new Error(`no patch for ${rule}`);
      expect(applyPatches(source, [patch])).toMatch(mended);
      for (const [found, offered] of patches) prove(document, found, offered, IDS);
    },
  );

  it.runIf(hasCorpus)('holds what it promises on every mutant', { timeout: 300_000 }, () => {
    let offered = 0;
    for (const path of allRecorded('mutants')) {
      const document = readXml(readFileSync(path));
      const ids = document.source.includes('extended-ctc-fr') ? ['extended-ctc-fr', 'br-fr'] : IDS;
      for (const [finding, patch] of patchesFor(document, validate(document, ids), ids)) {
        prove(document, finding, patch, ids);
        offered++;
      }
    }
    expect(offered).toBeGreaterThan(4_000);
  });

  const good = samples.severalRates;
  if (good === undefined) throw new Error('no sample severalRates');

  /** The rules that are found and have no patch. */
  function unpatched(source: string): string[] {
    const document = readXml(source);
    const findings = validate(document, IDS);
    const patches = patchesFor(document, findings, IDS);
    return findings.filter((finding) => !patches.has(finding)).map(({ rule }) => rule);
  }

  it.each([
    [
      'a line that is missing',
      writeCii(good).replace(
        /<ram:IncludedSupplyChainTradeLineItem>[\s\S]*?<\/ram:IncludedSupplyChainTradeLineItem>\n/,
        '',
      ),
      ['BR-CO-10', 'BR-S-08'],
    ],
    [
      'a line amount that its price does not make',
      writeUbl(good).replace(/(<cac:InvoiceLine>[\s\S]*?<cbc:LineExtensionAmount[^>]*>)\d/, '$19'),
      ['BR-CO-10', 'BR-S-08'],
    ],
    [
      'a number that may be two',
      writeCii(good)
        .replace(/(<ram:DuePayableAmount>)[^<]*/, '$11,234')
        .replace(/<ram:LineTotalAmount>(\d+)\./, '<ram:LineTotalAmount>$1,000'),
      ['SCELL-NUMBER'],
    ],
    [
      'legal notes that are missing',
      writeCii(good).replace(/<ram:IncludedNote>[\s\S]*<\/ram:IncludedNote>\n/, ''),
      ['BR-FR-05_BT-22_PMT', 'BR-FR-05_BT-22_PMD', 'BR-FR-05_BT-22_AAB'],
    ],
    [
      'a party that is empty',
      writeUbl(good).replace(
        /(<cac:AccountingSupplierParty>)[\s\S]*?(<\/cac:AccountingSupplierParty>)/,
        '$1$2',
      ),
      ['BR-06'],
    ],
  ])('leaves %s to a person', (_, source, rules) => {
    expect(unpatched(source)).toEqual(expect.arrayContaining(rules));
  });

  it('bounds the time that a document full of faults takes', () => {
    const line = /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>\n/.exec(writeUbl(good))?.[0] ?? '';
    const bad = line
      .replaceAll('<cbc:Note>', '<cbc:UUID>x</cbc:UUID><cbc:Note>')
      .replaceAll('unitCode="', 'unitCode="?');
    const document = readXml(writeUbl(good).replace(line, bad.repeat(2_200)));
    const findings = validate(document, IDS);
    expect(document.source.length).toBeGreaterThan(4_000_000);
    expect(patchesFor(document, findings, IDS).size).toBeLessThan(6);
  });
});
