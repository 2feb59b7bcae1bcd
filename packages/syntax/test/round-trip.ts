/**
 * Official and mutated documents that the CEN rules accept, to the other syntax and back; the corpus lies beside the repository. What is compared are the
 * texts of the two trees, not what our own reader makes of them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Conversion, convertInvoice } from '../src/convert/convert-invoice.ts';
import { type Syntax, syntaxOf } from '../src/read-invoice.ts';
import { attribute, type XmlDocument, type XmlNode } from '../src/xml/node.ts';
import { readXml } from '../src/xml/read-xml.ts';

const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');

interface Entry {
  file: string;
  verdicts: { en16931: Record<string, number | boolean> };
}

/** Every accepted document, by name. */
function documents(folder: string): { name: string; document: XmlDocument }[] {
  const entries: Entry[] = JSON.parse(readFileSync(join(corpus, folder, 'verdicts.json'), 'utf8'));
  return entries.flatMap(({ file, verdicts }) => {
    const refused = Object.keys(verdicts.en16931).some((key) => key === 'aborted' || key.endsWith('[fatal]'));
    if (refused) return [];
    const document = readXml(readFileSync(join(corpus, folder, file)));
    const withLines = document.source.includes('Line');
    return withLines ? [{ name: `${folder}/${file}`, document }] : [];
  });
}

const other = (syntax: Syntax | undefined): Syntax => (syntax === 'cii' ? 'ubl' : 'cii');

/** What both syntaxes write alike: a figure in its shortest form, a day without dashes and time zone, a text without blanks around it. */
function bare(text: string): string {
  const trimmed = text.trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(trimmed) && trimmed.length < 16) return String(Number(trimmed) || 0);
  return trimmed.replace(/^(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?$/, '$1$2$3');
}

/** Elements that say what kind of thing their group is, each syntax in its own way. */
const kinds = new Set(['cbc:ChargeIndicator', 'udt:Indicator', 'cbc:UBLVersionID']);
const isKind = ({ tag, text, parent }: XmlNode) =>
  kinds.has(tag) || (parent?.tag === 'cac:TaxScheme' && text.trim() === 'VAT');

/** How often each text and each telling attribute stands in a document. */
function texts(document: XmlDocument): Map<string, number> {
  const counts = new Map<string, number>();
  const visit = (node: XmlNode): void => {
    const values = [
      ...(node.children.length === 0 && !isKind(node) ? [node.text] : []),
      ...['schemeID', 'unitCode', 'listID', 'mimeCode', 'filename', 'name'].map(
        (name) => attribute(node, name) ?? '',
      ),
    ];
    for (const value of values.map(bare)) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const below of node.children) visit(below);
  };
  visit(document.root);
  return counts;
}

/** What the certificate names: the value of each element, attribute or term that is gone. */
function certified({ unread, homeless, lost }: Conversion): string[] {
  return [
    ...unread.map(({ node, attribute: name }) =>
      name === undefined ? node.text : (attribute(node, name) ?? ''),
    ),
    ...homeless.flatMap(({ value, attributes = {} }) => [value ?? '', ...Object.values(attributes)]),
    ...lost.map(({ value }) => (typeof value === 'string' ? value : value.toBase64())),
  ].map(bare);
}

/** Texts of the source that the document has no more, and no certificate names. */
function vanished(source: XmlDocument, there: Conversion, back: Conversion): string[] {
  const left = texts(readXml(back.xml));
  const named = [...certified(there), ...certified(back)];
  const gone: string[] = [];
  for (const [value, count] of texts(source)) {
    for (let missing = count - (left.get(value) ?? 0); missing > 0; missing--) {
      const at = named.indexOf(value);
      if (at < 0) gone.push(value);
      else named.splice(at, 1);
    }
  }
  return gone;
}

export const hasCorpus = existsSync(corpus);

/** What became of one document there and back. */
export interface RoundTrip {
  name: string;
  syntax: Syntax;
  /** Texts that the certificates name. */
  certified: number;
  /** Texts that are gone and that no certificate names: none, if conversions are what they say. */
  vanished: string[];
}

/** Every accepted document of a folder of the corpus to the other syntax and back. */
export function roundTrips(folder: string): RoundTrip[] {
  return documents(folder).map(({ name, document }) => {
    const syntax = syntaxOf(document) ?? 'cii';
    const there = convertInvoice(document, other(syntax));
    const back = convertInvoice(readXml(there.xml), syntax);
    return {
      name,
      syntax,
      certified: certified(there).length + certified(back).length,
      vanished: vanished(document, there, back),
    };
  });
}
