/** The same value as the rule wants it written: case and blanks of codes, numbers, dates. What it means does not change. */
import type { XmlNode } from '@scell/syntax';
import type { Finding } from '../../validate.ts';
import { type Change, type Editor, together } from '../edits.ts';
import { plainNumber, withDecimals } from './numbers.ts';
import { descendants, isLeaf, type Remedy } from './remedy.ts';

/** Another spelling of a text, or undefined where there is none. */
type Respell = (text: string) => string | undefined;

const trimmed = (text: string) => text.replace(/^[\s\u00a0]+|[\s\u00a0]+$/gu, '');

/** In capitals, as all lists of codes are; a URN is no code. */
const upper: Respell = (text) =>
  /^[\w-]{1,20}$/.test(trimmed(text)) ? trimmed(text).toUpperCase() : undefined;

/** Codes that name the same thing elsewhere: countries as the European Union writes them, types of files as browsers do. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['IMAGE/JPG', 'image/jpeg'],
  ...['application/pdf', 'image/png', 'image/jpeg', 'text/csv'].map(
    (type) => [type.toUpperCase(), type] as const,
  ),
  ['APPLICATION/X-PDF', 'application/pdf'],
]);

/** As XML Schema writes truth values. */
const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['false', 'false'],
]);

/** BT-8: the codes of UNTDID 2475 (CII) and those of UNTDID 2005 (UBL). */
const TAX_POINTS = [
  ['5', '3'],
  ['29', '35'],
  ['72', '432'],
] as const;
const TAX_POINT: ReadonlyMap<string, string> = new Map([
  ...TAX_POINTS,
  ...TAX_POINTS.map(([cii, ubl]) => [ubl, cii] as const),
]);

/** "20261120", "2026-11-20" and a time behind it. */
function dayOf(text: string): RegExpExecArray | null {
  return /^(\d{4})(-?)(\d{2})\2(\d{2})(?:$|T|[Z+-])/.exec(trimmed(text));
}
const dashed: Respell = (text) => {
  const day = dayOf(text);
  return day === null ? undefined : `${day[1]}-${day[3]}-${day[4]}`;
};
const compact: Respell = (text) => dashed(text)?.replaceAll('-', '');

const VALUE = /(?:Code|ID|Indicator|Percent|Amount|Quantity|Numeric|Date|DateString|DateTimeString)$/;
/** Elements that hold a code, or a country in front (a VAT number). */
const CODE =
  /(?:Code|CountryID|TaxCategory\/cbc:ID|Parameter\/ram:ID|cbc:ProfileID|SpecifiedTaxRegistration\/ram:ID|PartyTaxScheme\/cbc:CompanyID)$/;
const NUMBER = /(?:Amount|Quantity|Percent|Numeric)$/;
const DATE = /(?:Date|DateString|DateTimeString)$/;

/** A spelling, and what it is tried on: elements by "parent/name", and whether attributes too. */
interface Spelling {
  readonly respell: Respell;
  readonly elements: RegExp;
  readonly attributes?: boolean;
}

const SPELLINGS: readonly Spelling[] = [
  { respell: trimmed, elements: VALUE, attributes: true },
  { respell: upper, elements: CODE, attributes: true },
  { respell: (text) => BOOLEANS.get(trimmed(text).toLowerCase()), elements: /Indicator$/ },
  { respell: (text) => SYNONYMS.get(trimmed(text).toUpperCase()), elements: CODE, attributes: true },
  { respell: (text) => TAX_POINT.get(trimmed(text)), elements: /(?:DueDateTypeCode|DescriptionCode)$/ },
  { respell: plainNumber, elements: NUMBER },
  ...[6, 4, 2, 0].map((decimals) => ({
    respell: (text: string) => withDecimals(text, decimals),
    elements: NUMBER,
  })),
];

/** A hit on more elements than that is one on the document as a whole, and says nothing of a value in it. */
const MOST_NODES = 60;

export const otherSpelling: Remedy = (finding, editor) => {
  const nodes = valuesOf(finding);
  const dates: Spelling = { respell: isCii(editor) ? compact : dashed, elements: DATE };
  return [...SPELLINGS, dates].flatMap((spelling) => {
    const change = together(nodes.flatMap((node) => respelt(node, spelling, editor)));
    if (change.edits.length === 0) return [];
    if (spelling === dates && isCii(editor)) return [together([change, formats(nodes, editor)])];
    return CURRENCIES.has(finding.rule) ? [change, everyCurrency(finding, spelling, editor)] : [change];
  });
};

function isCii(editor: Editor): boolean {
  return editor.document.root.tag === 'rsm:CrossIndustryInvoice';
}

/** The elements with a text of their own at and below the hits. */
function valuesOf({ hits }: Finding): XmlNode[] {
  const values = new Set<XmlNode>();
  for (const { node } of hits) {
    const below: XmlNode[] = [];
    for (const inner of descendants(node)) if (below.push(inner) > MOST_NODES) break;
    if (below.length <= MOST_NODES) for (const inner of below) if (isLeaf(inner)) values.add(inner);
  }
  return [...values];
}

function respelt(
  node: XmlNode,
  { respell, elements, attributes = false }: Spelling,
  editor: Editor,
): Change[] {
  const changes: Change[] = [];
  const text = elements.test(`${node.parent?.tag}/${node.tag}`) ? respell(node.text) : undefined;
  if (text !== undefined && text !== node.text) changes.push(editor.replaceText(node, text));
  for (const { name, value } of attributes ? node.attributes : []) {
    const other = name.startsWith('{') ? undefined : respell(value);
    if (other !== undefined && other !== value) changes.push(editor.setAttribute(node, name, other));
  }
  return changes;
}

/** CII says of a date how it is written: 102 is YYYYMMDD. */
function formats(nodes: readonly XmlNode[], editor: Editor): Change {
  return together(
    nodes
      .filter(({ tag, text }) => DATE.test(tag) && dayOf(text) !== null)
      .map((node) => editor.setAttribute(node, 'format', '102')),
  );
}

/** Rules on the code of a currency: all amounts say it, and must say it alike. */
const CURRENCIES: ReadonlySet<string> = new Set(['BR-CL-03', 'BR-CL-04', 'BR-CL-05']);

function everyCurrency({ hits }: Finding, { respell }: Spelling, editor: Editor): Change {
  const found = new Set(hits.map(({ facts }) => facts?.found));
  const other = (text: string) => (found.has(text) ? respell(text) : undefined);
  const spelling: Spelling = { respell: other, elements: /CurrencyCode$/, attributes: true };
  return together([...descendants(editor.document.root)].flatMap((node) => respelt(node, spelling, editor)));
}
