/**
 * How the grammar of the profiles is written, one line an element, its children indented below it:
 *
 *     W GlobalID WBE:?#164 X:*; @schemeID !#420 in identifier-schemes W#421 B#494
 *     │ │        │            │           │    └ a list its value is of, by the rule of each profile
 *     │ │        │            │           └ it must be there: rule FX-SCH-A-000420
 *     │ │        │            └ an attribute
 *     │ │        └ how often: 1, ? (at most once), * (any), + (at least once), ..2 (at most twice), with the rule that asks
 *     │ └ the name; `ram:` goes without saying
 *     └ the smallest profile whose schema has it: M, W, B, E or X (profiles.ts); every larger one has it too
 *
 * The schema of a profile has elements that the profile does not use, since its types are shared: `W>E` is used from E on only, `W>-` never,
 * `B<X` no more from X on. What a profile has and does not use is reported under no id. Facts that are not the same in all profiles bear their letters.
 * The rule is left out where the schema alone asks; a code list stands before the rules that ask for it.
 *
 * `Name[variant]` speaks of those elements only (variants.ts) and stands below the plain name, in the order in which the official rules try them.
 * `= shape #649` takes the children of a shape of shapes.ts, whose rules are counted from 649: `+3` is 652 there.
 */
import { rankOf } from '../profiles.ts';

/** Something that holds in the profiles of `letters`, and the number of the rule that says so. */
export interface Fact<T> {
  readonly letters: string;
  readonly value: T;
  readonly rule?: number;
}

/** From which profile on something is in the schema, and from which on (`until`: before which) it is used. */
export interface Use {
  readonly schema: number;
  readonly from: number;
  readonly until: number;
}

export type Occurrence = '1' | '?' | '*' | '+' | '..2';

export interface AttributeEntry {
  readonly name: string;
  readonly use: Use;
  readonly required: readonly Fact<true>[];
  readonly lists: readonly Fact<string>[];
}

/** One element of the grammar, for all profiles. */
export interface Entry {
  readonly tag: string;
  readonly variant: string | undefined;
  readonly use: Use;
  readonly occurrences: readonly Fact<Occurrence>[];
  readonly lists: readonly Fact<string>[];
  readonly attributes: readonly AttributeEntry[];
  readonly children: readonly Entry[];
}

/** The lines below a shape. */
export type Shapes = ReadonlyMap<string, readonly string[]>;

const LINE =
  /^(?<from>\S+) (?<tag>[^\s[]+)(?:\[(?<variant>[^\]]+)\])?(?<occurs>(?: (?:[MWBEX]+:)?(?:1|\?|\*|\+|\.\.2)(?:[#+]\d+)?)*)(?<more>.*?)(?: = (?<shape>\S+)(?: (?<start>[#+]\d+))?)?$/;

/** Reads the shapes: lines `shape name`, each before its body. */
export function readShapes(text: string): Shapes {
  const shapes = new Map<string, string[]>();
  let body: string[] = [];
  for (const line of linesOf(text)) {
    if (line.startsWith('shape ')) {
      body = [];
      shapes.set(line.slice('shape '.length), body);
    } else body.push(line);
  }
  return shapes;
}

/** Reads a part of the grammar. @throws {SyntaxError} for a line that is not of the notation. */
export function readGrammar(text: string, shapes: Shapes): Entry[] {
  return entries(linesOf(text), 0, shapes);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The entries of lines of the same depth; what is deeper belongs to the line above. */
function entries(lines: readonly string[], base: number, shapes: Shapes): Entry[] {
  const found: Entry[] = [];
  const depth = lines.length === 0 ? 0 : depthOf(lines[0] ?? '');
  for (let at = 0; at < lines.length; ) {
    let end = at + 1;
    while (end < lines.length && depthOf(lines[end] ?? '') > depth) end++;
    found.push(entry((lines[at] ?? '').trim(), lines.slice(at + 1, end), base, shapes));
    at = end;
  }
  return found;
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}

function entry(line: string, below: readonly string[], base: number, shapes: Shapes): Entry {
  const { from, tag = '', variant, occurs = '', more = '', shape, start } = LINE.exec(line)?.groups ?? {};
  if (from === undefined) throw new SyntaxError(`no line of the grammar: ${line}`);
  const body = shape === undefined ? below : shapes.get(shape);
  if (body === undefined) throw new SyntaxError(`no shape of the grammar: ${line}`);
  const use = useOf(from);
  const segments = more.split('; ').filter((segment) => segment !== '');
  const own = segments.find((segment) => segment.startsWith('in '));
  return {
    tag: tag.includes(':') ? tag : `ram:${tag}`,
    variant,
    use,
    occurrences: occurrencesOf(occurs.trim(), base),
    lists: own === undefined ? [] : listsOf(own.slice('in '.length), base),
    attributes: segments
      .filter((segment) => segment !== own)
      .map((segment) => attributeOf(segment, use, base)),
    children: entries(body, start === undefined ? base : numberOf(start, base), shapes),
  };
}

/** `W`, `W>E`, `W>-`, `B<X`. */
function useOf(text: string): Use {
  const schema = rankOf(text.charAt(0));
  const bound = text.charAt(2) === '-' ? Number.POSITIVE_INFINITY : rankOf(text.charAt(2));
  if (text.charAt(1) === '>') return { schema, from: bound, until: Number.POSITIVE_INFINITY };
  if (text.charAt(1) === '<') return { schema, from: schema, until: bound };
  return { schema, from: schema, until: Number.POSITIVE_INFINITY };
}

const ALL = 'MWBEX';

/** `1#20`, or `WBE:?#164 X:*`. */
function occurrencesOf(text: string, base: number): Fact<Occurrence>[] {
  if (text === '') return [];
  return text.split(' ').map((part) => {
    const [, letters = ALL, value, rule] = /^(?:([MWBEX]+):)?(1|\?|\*|\+|\.\.2)([#+]\d+)?$/.exec(part) ?? [];
    return fact(letters, value as Occurrence, rule, base);
  });
}

/** `countries M#36 W#443, other-list #12`. */
function listsOf(text: string, base: number): Fact<string>[] {
  return text.split(', ').flatMap((part) => {
    const [list = '', ...rules] = part.split(' ');
    return rulesOf(rules).map(({ letters, rule }) => fact(letters, list, rule, base));
  });
}

/** `@schemeID W>E !#420 in countries M#36`. */
function attributeOf(text: string, owner: Use, base: number): AttributeEntry {
  const [head = '', lists] = text.split(' in ');
  const [name = '', ...words] = head.split(' ');
  const asked = words.findIndex((word) => word.startsWith('!'));
  const use = words.length > 0 && asked !== 0 ? words[0] : undefined;
  const required = asked < 0 ? [] : words.slice(asked).map((word) => word.replace('!', ''));
  return {
    name: name.slice(1),
    use: use === undefined ? { ...owner, schema: owner.from } : useOf(use),
    required: rulesOf(required).map(({ letters, rule }) => fact(letters, true as const, rule, base)),
    lists: lists === undefined ? [] : listsOf(lists, base),
  };
}

/** `#24`, or `M#36 WB#443`. */
function rulesOf(words: readonly string[]): { letters: string; rule: string }[] {
  return words.map((word) => {
    const at = word.search(/[#+]/);
    return { letters: at > 0 ? word.slice(0, at) : ALL, rule: word.slice(at) };
  });
}

function fact<T>(letters: string, value: T, rule: string | undefined, base: number): Fact<T> {
  return rule === undefined ? { letters, value } : { letters, value, rule: numberOf(rule, base) };
}

/** `#649` as it stands, `+3` from the number at which the shape begins. */
function numberOf(text: string, base: number): number {
  const value = Number(text.slice(1));
  return text.startsWith('#') ? value : base + value;
}
