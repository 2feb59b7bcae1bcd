/** What exemption codes (BT-121, the CEF VATEX list) mean, for invoices that give the code alone. */
import type { Language } from '@scell/core';
import type { VatBreakdown } from '@scell/en16931';

const REASONS: Record<string, Record<Language, string>> = {
  'VATEX-EU-AE': {
    fr: 'Autoliquidation : TVA due par le preneur (directive 2006/112/CE, art. 194 à 199).',
    en: 'Reverse charge: VAT is due by the customer (Directive 2006/112/EC, art. 194 to 199).',
  },
  'VATEX-EU-IC': {
    fr: 'Livraison intracommunautaire exonérée (directive 2006/112/CE, art. 138 ; CGI, art. 262 ter I).',
    en: 'Exempt intra-Community supply (Directive 2006/112/EC, art. 138).',
  },
  'VATEX-EU-G': {
    fr: 'Exportation exonérée (directive 2006/112/CE, art. 146 ; CGI, art. 262 I).',
    en: 'Exempt export (Directive 2006/112/EC, art. 146).',
  },
  'VATEX-EU-O': { fr: 'Opération hors du champ d’application de la TVA.', en: 'Not subject to VAT.' },
  'VATEX-FR-FRANCHISE': {
    fr: 'TVA non applicable, article 293 B du CGI.',
    en: 'VAT not applicable, article 293 B of the French tax code (small business scheme).',
  },
  'VATEX-FR-AE': {
    fr: 'Autoliquidation : TVA due par le preneur (CGI, art. 283).',
    en: 'Reverse charge: VAT is due by the customer (French tax code, art. 283).',
  },
};

/** Why no VAT is charged: the reason given, else what the code says, and the code itself. Undefined when neither is given. */
export function exemptionText(entry: VatBreakdown, language: Language): string | undefined {
  const { exemptionReason, exemptionReasonCode } = entry;
  const reason = exemptionReason ?? REASONS[exemptionReasonCode ?? '']?.[language];
  if (exemptionReasonCode === undefined) return reason;
  return reason === undefined ? exemptionReasonCode : `${reason} (${exemptionReasonCode})`;
}
