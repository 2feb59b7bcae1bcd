/** The first five letters or digits of a tenant's slug, in capitals: what its numbers start with. */
export function numberPrefix(slug: string): string {
  return slug
    .replaceAll(/[^a-z0-9]/gi, '')
    .slice(0, 5)
    .toUpperCase();
}

/** `YYYYMM` of a moment in Paris, where fiscal months begin and end. */
export function fiscalMonth(moment: Date): string {
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(
    'Europe/Paris',
  );
  return `${year}${String(month).padStart(2, '0')}`;
}

/** The day it is in Paris, `YYYY-MM-DD`. */
export function fiscalDay(moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate()
    .toString();
}

/** The legal entity a sequence of numbers belongs to: the SIREN, else the VAT or legal id, else the company itself. */
export function sellerKey(seller: {
  siren: string | null;
  vat_number: string | null;
  legal_id: string | null;
  legal_id_scheme: string | null;
  company_id: string;
}): string {
  if (seller.siren !== null) return `siren:${seller.siren}`;
  if (seller.vat_number !== null) return `vat:${seller.vat_number}`;
  if (seller.legal_id !== null) return `id:${seller.legal_id_scheme ?? ''}:${seller.legal_id}`;
  return `company:${seller.company_id}`;
}
