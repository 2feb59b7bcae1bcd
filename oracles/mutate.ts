/**
 * Invoices changed at random, reproducible from a seed: what the rules must judge as the official engines do, whatever stands in a document.
 * Works on the lines of what `writeCii` and `writeUbl` write: one element a line, no indentation.
 */
import { writeCii, writeUbl } from '@scell/syntax';
import { samples } from '../packages/en16931/test/samples.ts';
import { type Random, randomFrom } from './random.ts';

export interface Mutant {
  /** Seed, sample and changes: enough to make it again. */
  name: string;
  kind: 'cii' | 'ubl';
  content: string;
}

const codes = (
  'S Z E AE K G O L M B s X 380 381 384 386 389 326 999 EUR USD eur XXX FR DE ES XI EL fr VAT TAX VA FC 0002 0009 0088 0225 EM 9930 ' +
  'C62 HUR XPP ZZZ 30 48 58 59 1 102 203 VATEX-EU-O VATEX-EU-AE VATEX-FR-FRANCHISE PMT PMD AAB TXD BAR AFL AVV 130 50 916 5 35 432 true false yes ' +
  '95 104 FC ABL SEPA B1 S2 M4 B7 S8 M8 S9'
).split(' ');
/** No NaN and no negative zero: XPath engines disagree on how they compare with 0. */
const numbers = [
  '0',
  '-1',
  '0.01',
  '19.999',
  '1e3',
  '1,00',
  'abc',
  '+5',
  '.5',
  '5.',
  'INF',
  '20.00',
  '5.5',
  '100000000000000000000.01',
];
const dates = [
  '20261131',
  '20260229',
  '2026-02-30',
  '2026-13-01',
  '20261120',
  '2026-12-01',
  '202611',
  '2026-11-20Z',
];
const texts = [
  '',
  ' ',
  '  ',
  '\t',
  ' 1 ',
  'NA',
  '#PMT#a',
  'é',
  '732829320',
  '73282932000074',
  'a b',
  'FR44732829320',
];

const LEAF = /^<([\w:]+)([^>]*)>([^<]*)<\/\1>$/;
const OPEN = /^<([\w:]+)([^>/]*)>$/;

/** Endless mutants of the samples, in both syntaxes. */
export function* mutants(seed: number): Generator<Mutant> {
  const bases = Object.entries(samples).flatMap(([name, invoice]) => [
    { name, kind: 'cii' as const, lines: writeCii(invoice).trimEnd().split('\n') },
    { name, kind: 'ubl' as const, lines: writeUbl(invoice).trimEnd().split('\n') },
  ]);
  for (let count = 0; ; count++) {
    const random = randomFrom(seed * 1_000_003 + count);
    const base = bases[random(bases.length)];
    if (base === undefined) return;
    let { lines } = base;
    const changes: string[] = [];
    for (let left = 1 + random(3); left > 0; left--) {
      const [changed, what] = change(lines, random);
      lines = changed;
      changes.push(what);
    }
    yield {
      name: `${seed}/${count} ${base.name} ${base.kind}: ${changes.join(' + ')}`,
      kind: base.kind,
      content: `${lines.join('\n')}\n`,
    };
  }
}

/** One change of the lines, and its name. The first two lines open the document, the last closes it. */
function change(lines: string[], random: Random): [string[], string] {
  const at = 2 + random(lines.length - 3);
  const line = lines[at] ?? '';
  const end = endOf(lines, at);
  // A closing tag: nothing to take hold of.
  if (end === undefined) return change(lines, random);
  const element = lines.slice(at, end);
  const [, tag = ''] = /^<([\w:]+)/.exec(line) ?? [];
  const leaf = LEAF.exec(line);
  switch (leaf === null ? random(4) : random(10)) {
    case 0:
      return [lines.toSpliced(at, end - at), `delete ${tag}`];
    case 1:
      return [lines.toSpliced(end, 0, ...element), `double ${tag}`];
    case 2: {
      const other = 2 + random(lines.length - 3);
      const place = other > at && other < end ? end : other;
      return [lines.toSpliced(place, 0, ...element), `copy ${tag} to ${place}`];
    }
    case 3: {
      const foreign = line
        .replace(/^<([\w:]+)/, '<x:$1')
        .replace('x:ram:', 'x:')
        .replace('x:cbc:', 'x:')
        .replace('x:cac:', 'x:');
      if (leaf === null) return [lines.toSpliced(at, 1, withAttribute(line, random)), `attribute on ${tag}`];
      const local = tag.slice(tag.indexOf(':') + 1);
      const text = foreign
        .replace(/^<x:[\w:]+/, `<x:${local} xmlns:x="urn:x"`)
        .replace(/<\/[\w:]+>$/, `</x:${local}>`);
      return [lines.toSpliced(at, 1, text), `foreign ${tag}`];
    }
    case 4:
      return [lines.toSpliced(at, 1, withAttribute(line, random)), `attribute on ${tag}`];
    default: {
      const [, name, attributes, text = ''] = leaf ?? [];
      const value = otherText(text, lines, random);
      return [
        lines.toSpliced(at, 1, `<${name}${attributes}>${value}</${name}>`),
        `${tag} = ${JSON.stringify(value)}`,
      ];
    }
  }
}

/** The line after the element that begins at a line; undefined where none begins. */
function endOf(lines: string[], at: number): number | undefined {
  const line = lines[at] ?? '';
  if (LEAF.test(line) || /^<[^/][^>]*\/>$/.test(line)) return at + 1;
  const [, tag] = OPEN.exec(line) ?? [];
  if (tag === undefined) return undefined;
  let depth = 0;
  for (let index = at; index < lines.length; index++) {
    const [, opened] = OPEN.exec(lines[index] ?? '') ?? [];
    if (opened === tag) depth++;
    if (lines[index] === `</${tag}>` && --depth === 0) return index + 1;
  }
  return undefined;
}

/** Another value for an attribute that is there, none, or one more. */
function withAttribute(line: string, random: Random): string {
  const attribute = / ([\w]+)="([^"]*)"/.exec(line.slice(0, line.indexOf('>')));
  if (attribute === null || random(3) === 0) {
    const names = [
      'schemeID',
      'currencyID',
      'unitCode',
      'listID',
      'languageID',
      'schemeName',
      'format',
      'mimeCode',
    ];
    const name = names[random(names.length)] ?? 'schemeID';
    if (line.includes(` ${name}=`)) return line;
    return line.replace(/^<[\w:]+/, `$& ${name}="${codes[random(codes.length)]}"`);
  }
  if (random(2) === 0) return line.replace(attribute[0], '');
  const values = [...codes, '', ' ', `${attribute[2]} `];
  return line.replace(attribute[0], ` ${attribute[1]}="${values[random(values.length)]}"`);
}

function otherText(text: string, lines: string[], random: Random): string {
  const pick = (list: readonly string[]) => list[random(list.length)] ?? '';
  const amount = /^-?\d+(?:\.\d+)?$/.test(text);
  switch (random(amount ? 12 : 8)) {
    case 0:
      return pick(codes);
    case 1:
      return pick(numbers);
    case 2:
      return pick(dates);
    case 3:
      return pick(texts);
    case 4:
      return LEAF.exec(pick(lines))?.[3] ?? text;
    case 5:
      return ` ${text}\n`;
    case 6:
      return text.toLowerCase();
    case 7:
      return `<!-- c -->${text}<?p i?>`;
    default: {
      // An amount off by little: where tolerances and roundings lie.
      const decimals = text.split('.')[1]?.length ?? 0;
      const steps = [0.01, -0.01, 0.02, -0.02, 1, -1, 0.005, -2 * Number(text)];
      const sum = (Number(text) + (steps[random(steps.length)] ?? 0)).toFixed(Math.max(decimals, random(4)));
      return sum.replace(/^-(0(?:\.0+)?)$/, '$1');
    }
  }
}
