export { indexOfIllegalCharacter } from './characters.ts';
export { checkInvoice } from './check/check-invoice.ts';
export type { Finding } from './check/finding.ts';
export { isAllowanceReason } from './code-lists/allowance-reasons.ts';
export { isChargeReason } from './code-lists/charge-reasons.ts';
export { countryCodes, isCountry } from './code-lists/countries.ts';
export { isCurrency, minorUnits } from './code-lists/currencies.ts';
export { isCreditNoteType, isDocumentType } from './code-lists/document-types.ts';
export { isElectronicAddressScheme } from './code-lists/eas.ts';
export { isIdentifierScheme } from './code-lists/icd.ts';
export { isClassificationScheme } from './code-lists/item-schemes.ts';
export { isAttachmentType } from './code-lists/mime-codes.ts';
export { isNoteSubject } from './code-lists/note-subjects.ts';
export { isObjectScheme } from './code-lists/object-schemes.ts';
export { isPaymentMeans, type PaymentMethod, paymentMeansOf } from './code-lists/payment-means.ts';
export { isUnit } from './code-lists/units.ts';
export { isExemptionReasonCode } from './code-lists/vatex.ts';
export { type OwnRule, ownRulesOn } from './fiscal-rules/own-rule.ts';
export { statutoryRule, statutoryRules } from './fiscal-rules/registry.ts';
export {
  type Certainty,
  type DatedVersion,
  dayBefore,
  RULE_CATEGORIES,
  type RuleCategory,
  type RuleDefinition,
  type StatutoryRule,
  versionOn,
  versionsOf,
} from './fiscal-rules/rule.ts';
export { RuleRefusal, readTightening, type Tightening } from './fiscal-rules/tightening.ts';
export { isFrench } from './france.ts';
export * from './french-identity.ts';
export * from './french-notes.ts';
export * from './identifiers.ts';
export { keepTerms, type Part } from './keep-terms.ts';
export * from './model.ts';
export {
  type CentAdjustment,
  type TaxExcludedAmounts,
  type TaxExcludedLine,
  type TaxIncludedLine,
  withoutTax,
} from './tax-included.ts';
export { type TermValue, termValues } from './term-values.ts';
export * from './totals.ts';
export * from './unit-aliases.ts';
export * from './vat-category.ts';
export * from './vat-rates.ts';
