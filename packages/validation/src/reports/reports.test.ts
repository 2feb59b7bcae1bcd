import { child, readXml, writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { patchesFor } from '../patches/patches-for.ts';
import { validate } from '../validate.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { explain, type FileReport, isValid } from './report.ts';
import { sarifReport } from './sarif.ts';
import { svrlReport } from './svrl.ts';

const invoice = samples.severalRates;
if (invoice === undefined) throw new Error('no sample severalRates');

const rulesets = ['en16931', 'br-fr'];

function reportOn(file: string, xml: string): FileReport {
  const document = readXml(xml);
  const findings = explain(document, validate(document, rulesets));
  return { file, rulesets, syntax: xml.includes('CrossIndustry') ? 'cii' : 'ubl', findings };
}

const good = reportOn('good.xml', writeCii(invoice));
/** Total wrong; an element of a foreign namespace, and one that EN 16931 does not use. */
const ubl = writeUbl(invoice)
  .replace(/(<cbc:TaxInclusiveAmount[^>]*>)[^<]+/, '$11.00')
  .replace(/(<cbc:ID>)/, '<cbc:UUID>é &amp; "x"</cbc:UUID>$1');
const wrong = reportOn('sous dossier/faux & <i>.xml', ubl);
const total = wrong.findings.find(({ rule }) => rule === 'BR-CO-15');
const broken: FileReport = {
  file: 'broken.xml',
  rulesets,
  syntax: null,
  findings: [],
  failure: {
    code: 'wrong-end-tag',
    text: { fr: 'Balise de fin fausse.', en: 'Wrong end tag.' },
    line: 2,
    column: 6,
  },
};

describe('explain', () => {
  it('gives term, words, place and both figures', () => {
    expect(total).toEqual({
      ruleset: 'en16931',
      rule: 'BR-CO-15',
      severity: 'fatal',
      term: 'BT-112',
      explanation: {
        fr: 'Le total TVA comprise (BT-112) n’est pas le total hors TVA plus la TVA.',
        en: 'The total with VAT (BT-112) is not the total without VAT plus the VAT.',
      },
      remedy: {
        fr: 'Corrigez BT-112 : BT-109 + BT-110, dans la devise de la facture.',
        en: 'Correct BT-112: BT-109 + BT-110, in the invoice currency.',
      },
      count: 1,
      places: [
        {
          path: '/ubl:Invoice',
          line: expect.any(Number),
          column: 1,
          figures: { found: '1.00', expected: expect.stringMatching(/^\d+\.\d\d$/) },
        },
      ],
    });
  });

  it('has a place for every hit', () => {
    const document = readXml(writeCii(invoice).replace(/<ram:RateApplicablePercent>/g, '$&-'));
    const findings = validate(document, rulesets);
    const explained = explain(document, findings);
    expect(explained.map(({ places }) => places.length)).toEqual(findings.map(({ hits }) => hits.length));
    const paths = explained.find(({ rule }) => rule === 'BR-S-05')?.places.map(({ path }) => path) ?? [];
    expect(new Set(paths).size).toBe(invoice.lines.length);
  });

  it('gives words to rules that have none', () => {
    const document = readXml('<a/>');
    const [finding] = explain(document, [
      { ruleSet: 'own', rule: 'X-1', severity: 'warning', hits: [{ node: document.root }] },
    ]);
    expect(finding).toMatchObject({
      term: null,
      explanation: { en: 'The rule X-1 (own) is not met.', fr: 'La règle X-1 (own) n’est pas respectée.' },
      count: 1,
      places: [{ path: '/a', line: 1, column: 1 }],
    });
  });

  it('tells the first ten thousand places of a rule, and how often it fails', () => {
    const document = readXml(`<a>${'<b/>'.repeat(12_000)}</a>`);
    const hits = document.root.children.map((node) => ({ node }));
    const [finding] = explain(document, [{ ruleSet: 'own', rule: 'X-1', severity: 'warning', hits }]);
    expect(finding?.count).toBe(12_000);
    expect(finding?.places).toHaveLength(10_000);
    expect(finding?.places[9_999]?.path).toBe('/a/b[10000]');
    const report = {
      file: 'a.xml',
      rulesets: [],
      syntax: null,
      findings: finding === undefined ? [] : [finding],
    };
    expect(JSON.parse(jsonReport(report)).findings[0].count).toBe(12_000);
    expect(htmlReport([report], 'en')).toContain('and 11980 more places');
  });
});

it('is valid without fatal finding, and only when judged', () => {
  expect([good, wrong, broken].map(isValid)).toEqual([true, false, false]);
  const [finding] = wrong.findings;
  if (finding === undefined) throw new Error('no finding');
  expect(isValid({ ...wrong, findings: [{ ...finding, severity: 'warning' }] })).toBe(true);
});

describe('jsonReport', () => {
  it('is one line a file', () => {
    expect(jsonReport(good)).toBe(
      '{"file":"good.xml","syntax":"cii","valid":true,"rulesets":{"en16931":"1.3.16","br-fr":"1.4.0.03"},"findings":[]}',
    );
    expect(JSON.parse(jsonReport(broken))).toEqual({
      file: 'broken.xml',
      syntax: null,
      valid: false,
      rulesets: { en16931: '1.3.16', 'br-fr': '1.4.0.03' },
      findings: [],
      error: {
        code: 'wrong-end-tag',
        text: { fr: 'Balise de fin fausse.', en: 'Wrong end tag.' },
        line: 2,
        column: 6,
      },
    });
  });

  it('gives the first place of a finding, and all where there are several', () => {
    const { findings } = JSON.parse(jsonReport(wrong));
    expect(findings).toContainEqual({
      ruleset: 'en16931',
      rule: 'BR-CO-15',
      severity: 'fatal',
      count: 1,
      term: 'BT-112',
      explanation: total?.explanation,
      remedy: total?.remedy,
      patch: null,
      ...total?.places[0],
    });
    const rates = reportOn('rates.xml', writeCii(invoice).replace(/<ram:RateApplicablePercent>/g, '$&-'));
    const several = JSON.parse(jsonReport(rates)).findings.find(
      ({ rule }: { rule: string }) => rule === 'BR-S-05',
    );
    expect(several.count).toBe(invoice.lines.length);
    expect(several.places).toHaveLength(invoice.lines.length);
  });

  it('gives the patch of a finding that has one', () => {
    const document = readXml(writeCii(invoice).replace('<ram:CountryID>FR<', '<ram:CountryID>fr<'));
    const found = validate(document, ['en16931']);
    const findings = explain(document, found, patchesFor(document, found, ['en16931']));
    const report = jsonReport({ file: 'fr.xml', rulesets: ['en16931'], syntax: 'cii', findings });
    const start = document.source.indexOf('>fr<') + 1;
    expect(JSON.parse(report).findings[0].patch).toEqual({
      edits: [
        {
          op: 'replace-text',
          path: expect.stringMatching(/SellerTradeParty\/ram:PostalTradeAddress\/ram:CountryID$/),
          value: 'FR',
          start,
          end: start + 2,
          was: 'fr',
          becomes: 'FR',
        },
      ],
      silences: 1,
      loses: false,
      lost: [],
    });
  });
});

describe('svrlReport', () => {
  it('is read back with a pattern a rule set and a failed assertion a hit', () => {
    const { root } = readXml(svrlReport(wrong, 'fr'));
    const svrl = (name: string) => `{http://purl.oclc.org/dsdl/svrl}${name}`;
    const attributesOf = (name: string) =>
      root.children
        .filter(({ tag }) => tag === svrl(name))
        .map(({ attributes }) => Object.fromEntries(attributes.map(({ name, value }) => [name, value])));
    expect(attributesOf('active-pattern')).toEqual([
      { document: 'sous dossier/faux & <i>.xml', id: 'en16931', name: 'en16931 1.3.16' },
      { document: 'sous dossier/faux & <i>.xml', id: 'br-fr', name: 'br-fr 1.4.0.03' },
    ]);
    expect(attributesOf('failed-assert')).toEqual(
      wrong.findings.flatMap(({ rule, severity, places }) =>
        places.map(({ path }) => ({ id: rule, flag: severity, role: severity, test: rule, location: path })),
      ),
    );
    const assertion = root.children.find(({ attributes }) =>
      attributes.some(({ value }) => value === 'BR-CO-15'),
    );
    expect(assertion && child(assertion, svrl('text'))?.text).toMatch(
      /^\[BR-CO-15\] Le total TVA comprise .*\. Trouvé 1\.00, attendu \d+\.\d\d\.$/,
    );
    expect(assertion && child(assertion, svrl('diagnostic-reference'))?.text).toBe(total?.remedy.fr);
  });

  it('declares the prefixes of its locations', () => {
    const { root } = readXml(svrlReport(wrong, 'en'));
    const declared = root.children
      .filter(({ tag }) => tag.endsWith('ns-prefix-in-attribute-values'))
      .flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'prefix'))
      .map(({ value }) => value);
    expect(declared).toEqual(['rsm', 'ram', 'qdt', 'udt', 'ubl', 'cn', 'cac', 'cbc', 'ext']);
  });

  it('has the rule sets of a silent document too', () => {
    expect(svrlReport(good, 'en')).toContain('<svrl:active-pattern document="good.xml" id="br-fr"');
    expect(svrlReport(good, 'en')).not.toContain('failed-assert');
  });

  it('tells elements of foreign namespaces by their names', () => {
    const document = readXml('<a xmlns:x="urn:x/y"><x:b/><x:b>1</x:b></a>');
    const node = document.root.children[1];
    if (node === undefined) throw new Error('no node');
    const findings = explain(document, [
      { ruleSet: 'en16931', rule: 'BR-16', severity: 'fatal', hits: [{ node }] },
    ]);
    expect(svrlReport({ ...good, findings }, 'en')).toContain(
      'location="/a/*[local-name()=&#39;b&#39; and namespace-uri()=&#39;urn:x/y&#39;][2]"',
    );
  });

  it('refuses a file that could not be judged', () => {
    expect(() => svrlReport(broken, 'en')).toThrow(new RangeError('Wrong end tag.'));
  });
});

describe('sarifReport', () => {
  it('proposes the patch of a finding as a fix, once', () => {
    const good = writeCii(invoice);
    const document = readXml(good.replaceAll('<ram:CountryID>FR<', '<ram:CountryID>fr<'));
    const found = validate(document, ['en16931']);
    const findings = explain(document, found, patchesFor(document, found, ['en16931']));
    const log = JSON.parse(
      sarifReport([{ file: 'fr.xml', rulesets: ['en16931'], syntax: 'cii', findings }], 'en', '1'),
    );
    const [first, second] = log.runs[0].results;
    expect(second.fixes).toBeUndefined();
    const [{ artifactLocation, replacements }] = first.fixes[0].artifactChanges;
    expect(artifactLocation).toEqual({ uri: 'fr.xml' });
    let text = document.source;
    for (const { deletedRegion, insertedContent } of replacements.toReversed()) {
      const { charOffset, charLength } = deletedRegion;
      text = text.slice(0, charOffset) + insertedContent.text + text.slice(charOffset + charLength);
    }
    expect(text).toBe(good);
  });

  const log = JSON.parse(sarifReport([good, wrong, broken], 'en', '1.2.3'));
  const [run] = log.runs;

  it('has a result a hit, which points to its rule, file and place', () => {
    expect(log.version).toBe('2.1.0');
    expect(run.tool).toMatchObject({
      driver: { name: 'Scell', version: '1.2.3', language: 'en-US' },
      extensions: [
        { name: 'en16931', version: '1.3.16' },
        { name: 'br-fr', version: '1.4.0.03' },
      ],
    });
    const hits = wrong.findings.flatMap(({ rule, places }) => places.map(() => rule));
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(hits);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const found = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'BR-CO-15');
    expect(found).toMatchObject({
      level: 'error',
      message: { text: expect.stringMatching(/^The total .*\. Found 1\.00, expected .*\. Correct BT-112/) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'sous%20dossier/faux%20%26%20%3Ci%3E.xml' },
            region: { startLine: total?.places[0].line, startColumn: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: '/ubl:Invoice', kind: 'element' }],
        },
      ],
      properties: { ruleset: 'en16931', figures: total?.places[0].figures },
    });
  });

  it('describes each rule once', () => {
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...new Set(wrong.findings.map(({ rule }) => rule))]);
    expect(run.tool.driver.rules).toContainEqual({
      id: 'UBL-CR-005',
      shortDescription: {
        text: 'The element cbc:UUID is no business term of EN 16931: its content will be ignored.',
      },
      help: { text: expect.stringMatching(/^Remove cbc:UUID;/) },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['en16931'] },
    });
  });

  it('lists a file once that was judged twice', () => {
    const { artifacts } = JSON.parse(sarifReport([good, good], 'fr', '1.2.3')).runs[0];
    expect(artifacts).toEqual([{ location: { uri: 'good.xml' }, roles: ['analysisTarget'] }]);
  });

  it('names what could not be judged', () => {
    expect(run.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            descriptor: { id: 'wrong-end-tag' },
            level: 'error',
            message: { text: 'Wrong end tag.' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'broken.xml' },
                  region: { startLine: 2, startColumn: 6 },
                },
              },
            ],
          },
        ],
      },
    ]);
    expect(JSON.parse(sarifReport([good], 'fr', '1.2.3')).runs[0].invocations[0].executionSuccessful).toBe(
      true,
    );
  });
});

describe('htmlReport', () => {
  it('speaks the language asked for, and lets no text of a document or name become markup', () => {
    const page = htmlReport([good, wrong, broken], 'fr');
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/);
    expect(page).toContain('3 fichiers, 2 refusés.');
    expect(page).toContain('CII · Règles en16931 1.3.16, br-fr 1.4.0.03');
    expect(page).toContain('<h2>sous dossier/faux &amp; &lt;i&gt;.xml</h2>');
    expect(page).not.toContain('<i>');
    expect(page).toContain(
      '<h3><span class="severity">Erreur</span> BR-CO-15 <span class="term">BT-112 total TVA comprise</span></h3>',
    );
    expect(page).toContain(total?.explanation.fr);
    expect(page).toContain('<span class="figures">Trouvé 1.00, attendu ');
    expect(page).toContain('Balise de fin fausse. (ligne 2, colonne 6)');
    expect(htmlReport([wrong], 'en')).toContain('1 file, 1 refused.');
  });

  it('puts what refuses a document first', () => {
    const severities = Array.from(
      htmlReport([wrong], 'en').matchAll(/<article class="(\w+)"/g),
      ([, name]) => name,
    );
    expect(severities).toEqual(severities.toSorted());
    expect(new Set(severities)).toEqual(new Set(['fatal', 'warning']));
  });

  it('fetches nothing', () => {
    expect(htmlReport([good, wrong], 'en')).not.toMatch(/<(?:script|link|img)|src=|href=|url\(/);
  });

  it('stays readable where a rule fails very often', () => {
    const [finding] = wrong.findings;
    if (finding === undefined) throw new Error('no finding');
    const { places } = finding;
    const often = {
      ...finding,
      count: 100,
      places: [places[0], ...Array.from({ length: 99 }, () => places[0])] as const,
    };
    const page = htmlReport([{ ...wrong, findings: [often] }], 'en');
    expect(page.match(/<li>/g)).toHaveLength(21);
    expect(page).toContain('<li>and 80 more places</li>');
  });
});
