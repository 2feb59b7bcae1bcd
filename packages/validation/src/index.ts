export { Locator } from './engine/path.ts';
export type { Facts, Report, RuleSet, Severity } from './engine/rule-set.ts';
