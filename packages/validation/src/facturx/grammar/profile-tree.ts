/** The grammar as one profile has it. */
import { letterOf, PROFILES, type Profile } from '../profiles.ts';
import { AGREEMENT } from './agreement.ts';
import { CODE_LISTS } from './code-lists.ts';
import { DELIVERY } from './delivery.ts';
import { DOCUMENT } from './document.ts';
import { LINES } from './lines.ts';
import {
  type AttributeEntry,
  type Entry,
  type Fact,
  type Occurrence,
  readGrammar,
  readShapes,
  type Use,
} from './notation.ts';
import { SETTLEMENT } from './settlement.ts';
import { SHAPES } from './shapes.ts';

/** A list that a value must be of, by a rule. */
export interface CodeCheck {
  readonly rule: string;
  readonly isListed: (code: string) => boolean;
}

export interface ProfileAttribute {
  readonly name: string;
  /** Whether the profile uses it; what its schema does not even have is not here at all. */
  readonly isUsed: boolean;
  /** The rule that asks for it. */
  readonly requiredBy: string | undefined;
  readonly codes: readonly CodeCheck[];
}

/** An element that the schema of a profile has, in one place. */
export interface ProfileElement {
  readonly tag: string;
  /** Only elements of this variant (variants.ts) are meant. */
  readonly variant: string | undefined;
  readonly isUsed: boolean;
  readonly atLeast: number;
  readonly atMost: number;
  /** The rule that counts it; undefined where the schema alone does. */
  readonly countedBy: string | undefined;
  readonly codes: readonly CodeCheck[];
  readonly attributes: readonly ProfileAttribute[];
  readonly children: readonly ProfileElement[];
  /** The children by their tags, a plain one before its variants. */
  readonly byTag: ReadonlyMap<string, readonly ProfileElement[]>;
  /** The children that a rule counts, with the rule. */
  readonly counted: readonly { readonly child: ProfileElement; readonly rule: string }[];
  /** Whether the official rules have something to say of it, which keeps later entries that match the same element from speaking. */
  readonly speaks: boolean;
}

const known = new Map<Profile, ProfileElement>();

/** The root element as a profile has it. */
export function profileTree(profile: Profile): ProfileElement {
  const tree = known.get(profile) ?? elementOf(wholeGrammar(), profile);
  known.set(profile, tree);
  return tree;
}

let whole: Entry | undefined;

/** The root element for all profiles. */
export function wholeGrammar(): Entry {
  whole ??= readWhole();
  return whole;
}

function readWhole(): Entry {
  const shapes = readShapes(SHAPES);
  const read = (text: string) => readGrammar(text, shapes);
  const transaction = group(
    'rsm:SupplyChainTradeTransaction',
    [LINES, AGREEMENT, DELIVERY, SETTLEMENT].flatMap(read),
  );
  return group('rsm:CrossIndustryInvoice', [...read(DOCUMENT), transaction]);
}

/** An element that every profile has exactly once. */
function group(tag: string, children: readonly Entry[]): Entry {
  const use = { schema: 0, from: 0, until: Number.POSITIVE_INFINITY };
  const occurrences = [{ letters: 'MWBEX', value: '1' as const }];
  return { tag, variant: undefined, use, occurrences, lists: [], attributes: [], children };
}

const BOUNDS: Readonly<Record<Occurrence, readonly [number, number]>> = {
  '1': [1, 1],
  '?': [0, 1],
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '..2': [0, 2],
};

function elementOf(entry: Entry, profile: Profile): ProfileElement {
  const isUsed = uses(entry.use, profile);
  const [occurrence] = inProfile(entry.occurrences, profile);
  const [atLeast, atMost] = BOUNDS[occurrence?.value ?? '*'];
  const children = isUsed
    ? entry.children.filter(({ use }) => has(use, profile)).map((child) => elementOf(child, profile))
    : [];
  const codes = isUsed ? codesOf(entry.lists, profile) : [];
  const attributes = isUsed
    ? entry.attributes
        .filter(({ use }) => has(use, profile))
        .map((attribute) => attributeOf(attribute, profile))
    : [];
  const counted = children.flatMap((child) =>
    child.countedBy === undefined ? [] : [{ child, rule: child.countedBy }],
  );
  return {
    tag: entry.tag,
    variant: entry.variant,
    isUsed,
    atLeast,
    atMost,
    countedBy: isUsed ? ruleOf(occurrence) : undefined,
    codes,
    attributes,
    children,
    byTag: Map.groupBy(children, ({ tag }) => tag),
    counted,
    speaks: !isUsed || codes.length > 0 || counted.length > 0 || attributes.some(isJudged),
  };
}

/** Whether a rule speaks of an attribute. */
function isJudged({ isUsed, requiredBy, codes }: ProfileAttribute): boolean {
  return !isUsed || requiredBy !== undefined || codes.length > 0;
}

function attributeOf({ name, use, required, lists }: AttributeEntry, profile: Profile): ProfileAttribute {
  return {
    name,
    isUsed: uses(use, profile),
    requiredBy: ruleOf(inProfile(required, profile)[0]),
    codes: codesOf(lists, profile),
  };
}

function codesOf(lists: readonly Fact<string>[], profile: Profile): CodeCheck[] {
  return inProfile(lists, profile).map((fact) => {
    const isListed = CODE_LISTS.get(fact.value);
    const rule = ruleOf(fact);
    if (isListed === undefined || rule === undefined)
      throw new RangeError(`no list "${fact.value}" with a rule`);
    return { rule, isListed };
  });
}

function has(use: Use, profile: Profile): boolean {
  return use.schema <= PROFILES.indexOf(profile);
}

function uses(use: Use, profile: Profile): boolean {
  const rank = PROFILES.indexOf(profile);
  return use.from <= rank && rank < use.until;
}

function inProfile<T>(facts: readonly Fact<T>[], profile: Profile): Fact<T>[] {
  return facts.filter(({ letters }) => letters.includes(letterOf(profile)));
}

/** The official id of the rule that asks for a fact: "FX-SCH-A-000020". */
export function ruleOf(fact: Fact<unknown> | undefined): string | undefined {
  return fact?.rule === undefined ? undefined : `FX-SCH-A-${String(fact.rule).padStart(6, '0')}`;
}
