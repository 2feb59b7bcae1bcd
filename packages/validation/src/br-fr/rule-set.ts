/**
 * BR-FR: what France asks of invoices between companies beyond EN 16931, as FNFE-MPE published it for Flux 2 (XP Z12-012), the variant in which every rule is
 * fatal.
 */
import type { RuleSet } from '../engine/rule-set.ts';
import { calendarDates, dueDate } from './dates.ts';
import { balanceIsNoDeposit, documentType, invoicingFrame } from './document-types.ts';
import { type Edition, edition02, edition03 } from './editions.ts';
import { addressesGiven, addressesInDirectory, addressForm } from './electronic-addresses.ts';
import {
  buyerSiren,
  identifierSchemes,
  privateIdentifiers,
  sellerSiren,
  sirenDigits,
  siretOfSiren,
  vatGroup,
} from './identifiers.ts';
import { invoiceNumbers } from './invoice-numbers.ts';
import { itemAttributeName, itemAttributeValue } from './item-attributes.ts';
import { brFrRuleSet } from './judge.ts';
import { knownTreatment, legalMentions, oneTreatment, uniqueMentions } from './notes.ts';
import { amountForm, priceForm, quantityForm } from './number-forms.ts';
import { paidInFull } from './paid-invoices.ts';
import { correctedInvoice, creditedInvoices, globalRebate } from './preceding-invoices.ts';
import { attachmentDescription, invoicedObjects, oneReadableAttachment } from './referenced-documents.ts';
import type { Pattern } from './rule.ts';
import * as subInvoiceRules from './sub-invoice-rules.ts';
import type { Syntax } from './syntax.ts';
import { vatCategory, vatInEuros, vatRate, vatRateForm } from './vat.ts';

const families: readonly ((syntax: Syntax, edition: Edition) => Pattern[])[] = [
  invoiceNumbers,
  calendarDates,
  documentType,
  legalMentions,
  uniqueMentions,
  invoicingFrame,
  siretOfSiren,
  sellerSiren,
  buyerSiren,
  addressesGiven,
  vatCategory,
  vatRate,
  attachmentDescription,
  oneReadableAttachment,
  knownTreatment,
  addressesInDirectory,
  addressForm,
  privateIdentifiers,
  itemAttributeName,
  itemAttributeValue,
  invoicedObjects,
  oneTreatment,
  sirenDigits,
  globalRebate,
  correctedInvoice,
  creditedInvoices,
  dueDate,
  balanceIsNoDeposit,
  paidInFull,
  identifierSchemes,
  vatInEuros,
  vatGroup,
  amountForm,
  quantityForm,
  priceForm,
  vatRateForm,
];

/** Every pattern of the rules in a syntax: those of all documents, and those of sub-invoices. */
export function patternsOf(syntax: Syntax, edition: Edition = edition03) {
  return {
    always: families.flatMap((family) => family(syntax, edition)),
    subInvoices: Object.values(subInvoiceRules).flatMap((family) => family(syntax)),
  };
}

const ruleSetOf = (syntax: Syntax, edition: Edition): RuleSet =>
  brFrRuleSet(syntax, edition, patternsOf(syntax, edition));

/** BR-FR Flux 2, 1.4.0.03, on CII. */
export const brFrCii: RuleSet = ruleSetOf('cii', edition03);

/** BR-FR Flux 2, 1.4.0.03, on UBL invoices and credit notes. */
export const brFrUbl: RuleSet = ruleSetOf('ubl', edition03);

/** Every version, the newest first. */
export const brFr: readonly RuleSet[] = [
  brFrCii,
  brFrUbl,
  ruleSetOf('cii', edition02),
  ruleSetOf('ubl', edition02),
];
