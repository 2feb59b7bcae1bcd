export { Locator } from './engine/path.ts';
export type { Facts, Severity } from './engine/rule-set.ts';
export { type Finding, type Hit, ruleSetIds, validate } from './validate.ts';
