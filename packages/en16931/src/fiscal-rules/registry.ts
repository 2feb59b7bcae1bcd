/** The whole statute this release knows, by key. It changes by release only. */
import type { StatutoryRule } from './rule.ts';
import { bookRules } from './statute/books.ts';
import { exemptionRules } from './statute/exemptions.ts';
import { invoicingRules } from './statute/invoicing.ts';
import { mandatoryNotes, termMentions } from './statute/mentions.ts';
import { thresholdRules } from './statute/thresholds.ts';
import { acceptedRates, noVat, vatRateRules } from './statute/vat-rates.ts';

/** Every rule of the law, in order of key. */
export const statutoryRules: readonly StatutoryRule[] = [
  ...vatRateRules,
  acceptedRates,
  noVat,
  ...Object.values(exemptionRules),
  ...mandatoryNotes,
  ...termMentions,
  ...thresholdRules,
  ...invoicingRules,
  ...bookRules,
].sort((a, b) => (a.key < b.key ? -1 : 1));

const byName = new Map(
  statutoryRules.flatMap((rule) => [rule.key, ...(rule.aliases ?? [])].map((name) => [name, rule] as const)),
);

/** The rule a key or another of its names means. */
export function statutoryRule(name: string): StatutoryRule | undefined {
  return byName.get(name);
}
