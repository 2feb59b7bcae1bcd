/** French VAT rates that were not in force on any day of the invoice. BR-FR-16 admits each of its rates on every date. */
import { isDecimal } from '@scell/core';
import { isFrench, vatRatePeriods, vatRateStatus } from '@scell/en16931';
import type { XmlNode } from '@scell/syntax';
import { dayOf, isDate } from './dates.ts';
import type { Reading, StrictJudge } from './reading.ts';

const AGREEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement';

export const judgeVatRates: StrictJudge = (reading, warn) => {
  const [country] = reading.at(
    `${AGREEMENT}/ram:SellerTradeParty/ram:PostalTradeAddress/ram:CountryID`,
    'cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode',
  );
  if (country === undefined || !isFrench(country.text.trim())) return;
  const days = daysOf(reading);
  if (days.length === 0) return;
  for (const node of reading.all('ram:RateApplicablePercent', 'cbc:Percent')) {
    const rate = node.text.trim();
    if (!isDecimal(rate) || vatRateStatus(rate, days) !== 'other-date') continue;
    const inForce = vatRatePeriods(rate).map(({ from, until }) => `${from} – ${until ?? ''}`);
    warn('SCELL-VAT-RATE-DATE', node, { found: rate, in_force: inForce.join(', ') });
  }
};

const DUE: ReadonlySet<string> = new Set(['ram:DueDateDateTime', 'cbc:DueDate', 'cbc:PaymentDueDate']);

/** Every day the document names but those of payment: the operation took place on one of them, if it is told at all. */
function daysOf(reading: Reading): string[] {
  const isDue = (node: XmlNode) => DUE.has(node.tag) || (node.parent !== null && DUE.has(node.parent.tag));
  return reading.nodes
    .filter((node) => isDate(node) && !isDue(node))
    .flatMap((node) => dayOf(node)?.text ?? []);
}
