import { field, refuse } from '../field.ts';

/** A real calendar date of 2000 to 2099 (BR-FR-03), `YYYY-MM-DD`. */
export const date = field<string>({ type: 'string', format: 'date', examples: ['2026-05-06'] }, (raw) => {
  const text = typeof raw === 'string' ? raw.trim() : '';
  // A time would leave the day to a time zone: at midnight that is another date, another month, another VAT return.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    return refuse({
      fr: 'une date est attendue au format AAAA-MM-JJ, sans heure.',
      en: 'a date is expected as YYYY-MM-DD, without a time.',
    });
  if (!isCalendarDate(text))
    return refuse({
      fr: `le ${text} n’existe pas au calendrier.`,
      en: `${text} is not a day of the calendar.`,
    });
  if (!text.startsWith('20'))
    return refuse({
      fr: 'l’année doit être comprise entre 2000 et 2099 (BR-FR-03).',
      en: 'the year must be between 2000 and 2099 (BR-FR-03).',
    });
  return text;
});

const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** A calendar date, or a moment with its offset (RFC 3339): `2026-05-06` or `2026-05-06T08:42:31+02:00`. */
export const dateOrMoment = field<string>(
  {
    anyOf: [
      { type: 'string', format: 'date' },
      { type: 'string', format: 'date-time' },
    ],
    examples: ['2026-05-06'],
  },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : TIMESTAMP.exec(text)?.[1];
    if (day === undefined || !isCalendarDate(day))
      return refuse({
        fr: 'une date (AAAA-MM-JJ) ou un instant avec son décalage (2026-05-06T08:42:31+02:00) est attendu.',
        en: 'a date (YYYY-MM-DD) or a moment with its offset (2026-05-06T08:42:31+02:00) is expected.',
      });
    return text;
  },
);

/** Whether `YYYY-MM-DD` is a day of the Gregorian calendar. */
function isCalendarDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

/** A day of every year, `MM-DD`. The end of February is that of the year, whether it is written 02-28 or 02-29. */
export const monthDay = field<string>(
  { type: 'string', pattern: '^[0-9]{2}-[0-9]{2}$', examples: ['12-31'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    return /^\d{2}-\d{2}$/.test(text) && isCalendarDate(`2024-${text}`)
      ? text
      : refuse({
          fr: 'un jour de l’année est attendu au format MM-JJ, comme 12-31.',
          en: 'a day of the year is expected as MM-DD, such as 12-31.',
        });
  },
);
