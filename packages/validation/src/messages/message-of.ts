/** Which words a rule has, found when it is asked for. */
import { codeListMessage } from './code-lists.ts';
import { CORE_RULES } from './core-rules.ts';
import { decimalsMessage } from './decimals.ts';
import { extensionMessage } from './extension.ts';
import { franceMessage } from './france.ts';
import type { Message } from './message.ts';
import { STOPS } from './stops.ts';
import { ciiMessage } from './structure-cii.ts';
import { ublMessage } from './structure-ubl.ts';
import { vatMessage } from './vat-rules.ts';

/** The families of rules by how their ids begin; of two that fit, the first. */
const FAMILIES: readonly (readonly [prefix: string, find: (rule: string) => Message | undefined])[] = [
  ['BR-FR-', franceMessage],
  ['BR-CL-', codeListMessage],
  ['BR-DEC-', decimalsMessage],
  ['BR-FREXT-', extensionMessage],
  ['BR-FXEXT-', extensionMessage],
  ['BR-', (rule) => CORE_RULES[rule] ?? vatMessage(rule)],
  ['UBL-', (rule) => extensionMessage(rule) ?? ublMessage(rule)],
  ['CII-', (rule) => extensionMessage(rule) ?? ciiMessage(rule)],
  ['?', extensionMessage],
  ['SCELL-', (rule) => STOPS[rule]],
];

/** The words of a rule by its official id, as SVRL gives it ("BR-FR-10_BT-30"); undefined for an id of none of the rule sets. */
export function messageOf(rule: string): Message | undefined {
  return FAMILIES.find(([prefix]) => rule.startsWith(prefix))?.[1](rule);
}
