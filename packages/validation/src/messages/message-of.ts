/** Which words a rule has, found when it is asked for. */
import { codeListMessage } from './code-lists.ts';
import { CORE_RULES } from './core-rules.ts';
import { decimalsMessage } from './decimals.ts';
import { extensionMessage } from './extension.ts';
import { facturxMessage } from './facturx.ts';
import { franceMessage } from './france.ts';
import type { Message } from './message.ts';
import { STOPS } from './stops.ts';
import { STRICT } from './strict.ts';
import { ciiMessage } from './structure-cii.ts';
import { ublMessage } from './structure-ubl.ts';
import { vatMessage } from './vat-rules.ts';

/** The families of rules by how their ids begin; of two that fit, the first. */
const FAMILIES: readonly (readonly [prefix: string, find: (rule: string) => Message | undefined])[] = [
  ['BR-FR-', franceMessage],
  ['BR-CL-', codeListMessage],
  ['BR-DEC-', decimalsMessage],
  ['BR-FREXT-', extensionMessage],
  ['BR-FXEXT-', (rule) => facturxMessage(rule) ?? extensionMessage(rule)],
  ['BR-', (rule) => CORE_RULES[rule] ?? vatMessage(rule)],
  ['UBL-', (rule) => extensionMessage(rule) ?? ublMessage(rule)],
  ['CII-', (rule) => extensionMessage(rule) ?? ciiMessage(rule)],
  ['?', extensionMessage],
  ['FX-SCH-A-', facturxMessage],
  ['PEPPOL-', facturxMessage],
  ['SCELL-', (rule) => STOPS[rule] ?? STRICT[rule]],
];

/** Two rules of CEN that changed their numbers in the profiles of Factur-X. */
const RENUMBERED: Readonly<Record<string, string>> = {
  'CII-SR-471': 'CII-SR-472',
  'CII-SR-472': 'CII-SR-471',
};

/**
 * The words of a rule by its official id, as SVRL gives it ("BR-FR-10_BT-30"); undefined for an id of none of the rule sets.
 * @param ruleSet the set that speaks: a few ids, and "?" for what has none, mean another thing in the profiles of Factur-X.
 */
export function messageOf(rule: string, ruleSet?: string): Message | undefined {
  const isProfile = ruleSet?.startsWith('facturx-') === true;
  if (isProfile && rule === '?') return facturxMessage(rule);
  const id = isProfile ? (RENUMBERED[rule] ?? rule) : rule;
  return FAMILIES.find(([prefix]) => id.startsWith(prefix))?.[1](id);
}
