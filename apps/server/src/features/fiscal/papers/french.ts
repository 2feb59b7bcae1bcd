/** Days, moments and figures as French papers print them. Fiscal moments are those of Paris. */

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** `2026-05-01`: « 1er mai 2026 ». */
export function frenchDay(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.day === 1 ? '1er' : date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** « 6 mai 2026 à 10:00:00 (heure de Paris) ». */
export function frenchMoment(date: Date): string {
  return `${frenchDay(parisDay(date))} à ${parisTime(date)} (heure de Paris)`;
}

/** `2026-05-06 10:00:00`, for columns. */
export function shortMoment(date: Date): string {
  return `${parisDay(date)} ${parisTime(date)}`;
}

/** The day in Paris, `2026-05-06`. */
export function parisDay(date: Date): string {
  return inParis(date).toPlainDate().toString();
}

function parisTime(date: Date): string {
  return inParis(date).toPlainTime().toString({ smallestUnit: 'second' });
}

function inParis(date: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO('Europe/Paris');
}

/** `1234567` as « 1 234 567 ». */
export function frenchCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** `1234.50` and `EUR` as « 1 234,50 EUR »; the figure is taken as it is stored. */
export function frenchAmount(amount: string, currency: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')},${fraction.padEnd(2, '0')}\u00a0${currency}`;
}

/** « 1 facture », « 3 factures ». */
export function counted(count: number, one: string, many: string): string {
  return `${frenchCount(count)} ${count < 2 ? one : many}`;
}

/**
 * French typography: what belongs together is not parted at the end of a line, such as a number and its unit or « art. » and the article.
 */
export function typeset(text: string): string {
  return text
    .replace(/(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))/g, '$1\u202f')
    .replace(/(\d) (?=€|%)/g, '$1\u00a0')
    .replace(/(?<=^|[\s(])(§|n°|art\.|L\.|A\.|BOI|LNE|ex\.|CGI|LPF) (?=\S)/g, '$1\u00a0')
    .replace(
      /(\d{1,2}|1er) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)/g,
      '$1\u00a0',
    );
}
