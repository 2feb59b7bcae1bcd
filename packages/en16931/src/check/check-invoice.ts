/** The pre-flight of a document of ours: what would make an official judge refuse it, found before it is sealed. */
import { checkOwnRules, type OwnRule } from '../fiscal-rules/own-rule.ts';
import type { Invoice } from '../model.ts';
import { checkCore } from './check-core.ts';
import { checkDecimals, checkForm } from './check-form.ts';
import { checkFrench } from './check-french.ts';
import { checkTotals } from './check-totals.ts';
import { checkVat } from './check-vat.ts';
import type { Finding, Report } from './finding.ts';

/**
 * The findings of an invoice, in the order of the checks: form and codes, presence, arithmetic, VAT categories, and with
 * `french` the rules of BR-FR for invoices between French businesses. Numbers that are no decimals end the check early,
 * since nothing can be computed from them. `ownRules` are what the account asks for beyond the law. It covers the fatal rules a writer of ours could break; it is not the complete
 * rule engine, and does not look at check digits (see `identifiers`).
 */
export function checkInvoice(
  invoice: Invoice,
  options: { french: boolean; ownRules?: readonly OwnRule[] },
): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (rule, term, path, fr, en, severity = 'fatal') => {
    findings.push({ rule, severity, term, path, text: { fr, en } });
  };
  if (!checkDecimals(invoice, report)) return findings;
  checkForm(invoice, report);
  checkCore(invoice, report);
  checkTotals(invoice, report);
  checkVat(invoice, report);
  if (options.french) checkFrench(invoice, report);
  checkOwnRules(invoice, options.ownRules ?? [], report);
  return findings;
}
