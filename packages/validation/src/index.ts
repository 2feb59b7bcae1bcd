export { announcedRuleSets, specificationOf } from './announced-rule-sets.ts';
export { Locator } from './engine/path.ts';
export type { Facts, Severity } from './engine/rule-set.ts';
export {
  type LeftOut,
  leftOutOf,
  type ProfileUse,
  profileGrammar,
} from './facturx/profile-grammar.ts';
export { PROFILES, type Profile } from './facturx/profiles.ts';
export type { Message } from './messages/message.ts';
export { messageOf } from './messages/message-of.ts';
export { nameOf } from './messages/terms.ts';
export { type AppliedPatch, type Fixed, fix } from './patches/fix.ts';
export { applyPatches, type Edit, type Patch } from './patches/patch.ts';
export { patchesFor } from './patches/patches-for.ts';
export { figuresText } from './reports/figures.ts';
export { htmlReport } from './reports/html.ts';
export { jsonReport } from './reports/json.ts';
export {
  type ExplainedFinding,
  explain,
  type Failure,
  type FileReport,
  isValid,
  type Place,
} from './reports/report.ts';
export { sarifReport } from './reports/sarif.ts';
export { svrlReport } from './reports/svrl.ts';
export {
  HYBRID_RULES,
  idOf,
  isRuleSet,
  judges,
  ruleSetIds,
  rulesInForce,
  versionOf,
  versionsOf,
} from './rule-sets.ts';
export { type Finding, type Hit, validate } from './validate.ts';
