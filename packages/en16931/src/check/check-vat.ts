/** What each VAT category asks of rates, identifiers, delivery and reasons: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG. */
import { isNegative, isZero } from '@scell/core';
import type { Invoice, VatCategory } from '../model.ts';
import { RULE_PREFIX } from './check-totals.ts';
import type { Report } from './finding.ts';
import { type Taxed, taxed } from './terms.ts';

/** The number of the rule that asks for the parties' identifiers, and of the one about the rate, by what bears the VAT. */
const PARTY_RULE = { line: '02', allowance: '03', charge: '04' } as const;
const RATE_RULE = { line: '05', allowance: '06', charge: '07' } as const;

/** Categories of Spanish and Italian taxes, whose rate may be zero or more. */
const TAXED_ELSEWHERE: ReadonlySet<VatCategory> = new Set(['L', 'M', 'B']);

/** The invoice holds decimals only. */
export function checkVat(invoice: Invoice, report: Report): void {
  const uses = taxed(invoice);
  for (const use of uses) checkRate(use, report);
  for (const category of new Set(uses.map(({ value }) => value))) {
    const first = uses.find(({ value, kind }) => value === category && kind !== 'group');
    if (first && first.kind !== 'group')
      checkParties(invoice, category, `${RULE_PREFIX[category]}-${PARTY_RULE[first.kind]}`, first, report);
  }
  checkReasons(invoice, report);
  checkDelivery(invoice, uses, report);
  const scope = uses.find(({ value }) => value === 'O');
  const other = uses.find(({ value }) => value !== 'O');
  if (scope && other)
    report(
      'BR-O-11',
      other.term,
      other.path,
      'Une facture hors du champ de la TVA (O) n’a pas d’autre catégorie.',
      'An invoice that is not subject to VAT (O) has no other category.',
    );
}

function checkRate({ value: category, rate, rateTerm, ratePath, kind }: Taxed, report: Report): void {
  const prefix = RULE_PREFIX[category];
  if (kind === 'group') {
    if (category !== 'O' && rate === undefined)
      report('BR-48', rateTerm, ratePath, 'Le taux de TVA manque.', 'The VAT rate is missing.');
    return;
  }
  const rule = `${prefix}-${RATE_RULE[kind]}`;
  if (category === 'O') {
    if (rate !== undefined)
      report(
        rule,
        rateTerm,
        ratePath,
        'Une opération hors du champ de la TVA (O) n’a pas de taux.',
        'An operation not subject to VAT (O) has no rate.',
      );
  } else if (category === 'S') {
    if (rate === undefined || isZero(rate) || isNegative(rate))
      report(
        rule,
        rateTerm,
        ratePath,
        'La catégorie S demande un taux supérieur à zéro.',
        'Category S asks for a rate above zero.',
      );
  } else if (TAXED_ELSEWHERE.has(category)) {
    if (rate === undefined || isNegative(rate))
      report(
        rule,
        rateTerm,
        ratePath,
        `La catégorie ${category} demande un taux, zéro compris.`,
        `Category ${category} asks for a rate, zero included.`,
      );
  } else if (rate === undefined || !isZero(rate)) {
    report(
      rule,
      rateTerm,
      ratePath,
      `La catégorie ${category} demande le taux zéro.`,
      `Category ${category} asks for the rate zero.`,
    );
  }
}

function checkParties(
  invoice: Invoice,
  category: VatCategory,
  rule: string,
  { term, path }: Taxed,
  report: Report,
): void {
  const { seller, buyer, taxRepresentative } = invoice;
  const sellerVat = seller.vatId ?? taxRepresentative?.vatId;
  if (category === 'O') {
    if (sellerVat !== undefined || buyer.vatId !== undefined)
      report(
        rule,
        term,
        path,
        'Une facture hors du champ de la TVA (O) ne porte aucun numéro de TVA (BT-31, BT-48, BT-63).',
        'An invoice that is not subject to VAT (O) carries no VAT number (BT-31, BT-48, BT-63).',
      );
    return;
  }
  const strict = category === 'K' || category === 'G';
  if (sellerVat === undefined && (strict || seller.taxRegistrationId === undefined))
    report(
      rule,
      term,
      path,
      `La catégorie ${category} demande le numéro de TVA du vendeur (BT-31) ou de son représentant fiscal (BT-63)${strict ? '' : ', ou un identifiant fiscal (BT-32)'}.`,
      `Category ${category} asks for the VAT number of the seller (BT-31) or of its tax representative (BT-63)${strict ? '' : ', or a tax registration (BT-32)'}.`,
    );
  if (category === 'K' && buyer.vatId === undefined)
    report(
      rule,
      term,
      path,
      'Une livraison intracommunautaire (K) demande le numéro de TVA de l’acheteur (BT-48).',
      'An intra-Community supply (K) asks for the VAT number of the buyer (BT-48).',
    );
  if (category === 'AE' && buyer.vatId === undefined && buyer.legalId === undefined)
    report(
      rule,
      term,
      path,
      'L’autoliquidation (AE) demande le numéro de TVA (BT-48) ou l’identifiant légal (BT-47) de l’acheteur.',
      'Reverse charge (AE) asks for the VAT number (BT-48) or the legal identifier (BT-47) of the buyer.',
    );
}

function checkReasons(invoice: Invoice, report: Report): void {
  for (const [i, group] of invoice.vatBreakdown.entries()) {
    const given = group.exemptionReason !== undefined || group.exemptionReasonCode !== undefined;
    const taxable = group.category === 'S' || group.category === 'Z' || TAXED_ELSEWHERE.has(group.category);
    if (given === taxable)
      report(
        `${RULE_PREFIX[group.category]}-10`,
        'BT-120',
        `vatBreakdown[${i}].exemptionReason`,
        taxable
          ? `La catégorie ${group.category} n’a pas de motif d’exonération.`
          : `La catégorie ${group.category} demande un motif d’exonération (BT-120 ou BT-121).`,
        taxable
          ? `Category ${group.category} has no exemption reason.`
          : `Category ${group.category} asks for an exemption reason (BT-120 or BT-121).`,
      );
  }
}

function checkDelivery(invoice: Invoice, uses: readonly Taxed[], report: Report): void {
  if (!uses.some(({ value }) => value === 'K')) return;
  if (invoice.delivery?.date === undefined && invoice.period === undefined)
    report(
      'BR-IC-11',
      'BT-72',
      'delivery.date',
      'Une livraison intracommunautaire demande une date de livraison (BT-72) ou une période (BG-14).',
      'An intra-Community supply asks for a delivery date (BT-72) or a period (BG-14).',
    );
  if (invoice.delivery?.address === undefined)
    report(
      'BR-IC-12',
      'BT-80',
      'delivery.address.country',
      'Une livraison intracommunautaire demande le pays de livraison (BT-80).',
      'An intra-Community supply asks for the country of delivery (BT-80).',
    );
}
