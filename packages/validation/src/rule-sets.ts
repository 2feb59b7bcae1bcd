/**
 * Every rule set by its name. "br-fr" is the newest version; "br-fr@1.4.0.02" is that version, for documents of the time when it was in force: French verdicts
 * have changed from one month to the next.
 */
import type { Syntax } from '@scell/syntax';
import { brFr } from './br-fr/rule-set.ts';
import { en16931Cii } from './en16931-cii/rule-set.ts';
import { en16931Ubl } from './en16931-ubl/rule-set.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { extendedCtcFrCii, extendedCtcFrUbl } from './extended-ctc-fr/rule-set.ts';
import { facturX } from './facturx/rule-sets.ts';
import { strictCii, strictUbl } from './strict/rule-set.ts';

/** Of each set the newest version first. */
const ruleSets: readonly RuleSet[] = [
  en16931Cii,
  en16931Ubl,
  ...brFr,
  extendedCtcFrCii,
  extendedCtcFrUbl,
  ...facturX,
  strictCii,
  strictUbl,
];

/** "en16931", "br-fr", "extended-ctc-fr", "facturx-en16931", "strict": what `validate` can be asked for. */
export const ruleSetIds: readonly string[] = [...new Set(ruleSets.map(({ id }) => id))];

/** The rules on the PDF side of a hybrid invoice: `@scell/facturx` judges them, reports here tell its findings with the others. */
export const HYBRID_RULES = 'hybrid';
/** Of the Factur-X specification, whose annex 3.d lists them. */
const HYBRID_VERSION = '1.09';

/** "br-fr@1.4.0.02" → "br-fr". */
export function idOf(name: string): string {
  return name.split('@')[0] ?? name;
}

/** The versions that bear a name, the newest first. */
function named(name: string): RuleSet[] {
  const [id, version] = name.split('@');
  return ruleSets.filter((set) => set.id === id && (version === undefined || set.version === version));
}

/** Whether a name is one of `ruleSetIds`, or one of them with a version there is: "br-fr@1.4.0.02". */
export function isRuleSet(name: string): boolean {
  return named(name).length > 0;
}

/** Whether a rule set judges documents of a syntax: Factur-X is CII alone. */
export function judges(name: string, syntax: Syntax): boolean {
  return ruleSetOf(name, syntax) !== undefined;
}

/** The newest rule set of that name for a syntax. */
export function ruleSetOf(name: string, syntax: Syntax): RuleSet | undefined {
  return named(name).find((set) => set.syntax === syntax);
}

/**
 * The version of the official artefact whose verdicts a rule set gives: "1.3.16". @throws {RangeError} for a name that is neither a rule set nor
 * `HYBRID_RULES`.
 */
export function versionOf(name: string): string {
  if (name === HYBRID_RULES) return HYBRID_VERSION;
  const [newest] = named(name);
  if (newest === undefined) throw new RangeError(`there are no rules "${name}"`);
  return newest.version;
}

/** The versions there are of a rule set, with the day each was published, the newest first. */
export function versionsOf(id: string): { version: string; from: string }[] {
  const days = new Map(named(id).map(({ version, from }) => [version, from]));
  return [...days].map(([version, from]) => ({ version, from }));
}

/**
 * The rule sets as they stood on a day (ISO 8601): "br-fr" becomes "br-fr@1.4.0.02" for the end of July 2026. Before the first version there is, it is that
 * one. Names that bear a version, and `HYBRID_RULES`, stay.
 */
export function rulesInForce(names: readonly string[], day: string): string[] {
  return names.map((name) => {
    const versions = name.includes('@') ? [] : versionsOf(name);
    const found = versions.find(({ from }) => from <= day) ?? versions.at(-1);
    return found === undefined || found === versions[0] ? name : `${name}@${found.version}`;
  });
}
