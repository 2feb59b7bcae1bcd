import { compare, type Decimal, decimal, decimalPlaces } from '@scell/core';
import { field, type Refusal, refuse } from '../field.ts';

interface DecimalUse {
  /** Decimals allowed (trailing zeros do not count). */
  places: number;
  /** The rule that sets them, named in the error. */
  rule: string;
  min?: Decimal;
  /** Lowest value, itself excluded. */
  above?: Decimal;
  max?: Decimal;
}

/** BR-FR-DEC counts digits on both sides of the point. */
const MAX_DIGITS = 19;
/** A JSON number is read as a binary double: only fifteen significant digits are sure to survive. */
const SAFE_NUMBER_DIGITS = 15;

/** An exact decimal, sent as a JSON number or as text ("12.50"); read as canonical text without trailing zeros. */
function decimalField(use: DecimalUse, example: number) {
  const { places, min, above, max } = use;
  const bounds = {
    ...(min === undefined ? {} : { minimum: Number(min) }),
    ...(above === undefined ? {} : { exclusiveMinimum: Number(above) }),
    ...(max === undefined ? {} : { maximum: Number(max) }),
  };
  const schema = {
    anyOf: [
      { type: 'number', ...bounds },
      { type: 'string', pattern: `^-?\\d+(\\.\\d{1,${places}}0*)?$` },
    ],
    examples: [example],
  };
  return field<Decimal, number | string>(schema, (raw) => readDecimal(raw, use));
}

function readDecimal(raw: unknown, use: DecimalUse): Decimal | Refusal {
  if (typeof raw !== 'number' && typeof raw !== 'string') return notANumber();
  // JSON.parse reads 1e999 as Infinity.
  if (typeof raw === 'number' && !Number.isFinite(raw)) return notANumber();
  if (typeof raw === 'string' && !/^\s*-?\d{1,40}(?:\.\d{1,40})?\s*$/.test(raw)) return notANumber();
  const value = decimal(typeof raw === 'string' ? raw.trim() : raw);
  if (decimalPlaces(value) > use.places) return tooPrecise(use);
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '').length;
  if (typeof raw === 'number' && digits > SAFE_NUMBER_DIGITS) return unsafeNumber();
  if (digits > MAX_DIGITS) return tooLong(use);
  return outOfBounds(value, use) ?? value;
}

function notANumber(): Refusal {
  return refuse({
    fr: 'un nombre est attendu, au format JSON (12.5) ou en texte avec un point ("12.50").',
    en: 'a number is expected, as JSON (12.5) or as text with a point ("12.50").',
  });
}

function tooPrecise({ places, rule }: DecimalUse): Refusal {
  return refuse({
    fr: `au plus ${places} décimales sont acceptées (${rule}) : arrondissez la valeur avant de l’envoyer.`,
    en: `at most ${places} decimals are accepted (${rule}): round the value before you send it.`,
  });
}

function unsafeNumber(): Refusal {
  return refuse({
    fr: 'ce nombre a trop de chiffres pour un nombre JSON, qui l’arrondirait : envoyez-le en texte, entre guillemets.',
    en: 'this number has too many digits for a JSON number, which would round it: send it as text, in quotes.',
  });
}

function tooLong({ rule }: DecimalUse): Refusal {
  return refuse({
    fr: `au plus ${MAX_DIGITS} chiffres sont acceptés (${rule}).`,
    en: `at most ${MAX_DIGITS} digits are accepted (${rule}).`,
  });
}

function outOfBounds(value: Decimal, { min, above, max }: DecimalUse): Refusal | undefined {
  if (above !== undefined && compare(value, above) <= 0)
    return refuse({
      fr: `la valeur doit être supérieure à ${above} ; une correction se fait par un avoir.`,
      en: `the value must be greater than ${above}; a correction is made by a credit note.`,
    });
  if (min !== undefined && compare(value, min) < 0)
    return refuse({ fr: `la valeur doit être au moins ${min}.`, en: `the value must be at least ${min}.` });
  if (max !== undefined && compare(value, max) > 0)
    return refuse({ fr: `la valeur doit être au plus ${max}.`, en: `the value must be at most ${max}.` });
  return undefined;
}

/** A monetary amount: BR-FR-DEC-01, two decimals, any sign. */
export const amount = decimalField({ places: 2, rule: 'BR-FR-DEC-01' }, 1000);

/** A monetary amount that cannot be negative. */
export const positiveAmount = decimalField({ places: 2, rule: 'BR-FR-DEC-01', min: '0' }, 50);

/** A top-up in euros: 10 to 10 000, by the cent. */
export const topUpAmount = decimalField({ places: 2, rule: 'EUR', min: '10', max: '10000' }, 100);

/** An amount in euros that a balance is compared with. */
export const threshold = decimalField({ places: 2, rule: 'EUR', min: '0', max: '1000000' }, 10);

/** BT-129: BR-FR-DEC-02, four decimals, more than zero. */
export const quantity = decimalField({ places: 4, rule: 'BR-FR-DEC-02', above: '0' }, 5);

/** BT-146: BR-FR-DEC-03, six decimals, not negative. */
export const unitPrice = decimalField({ places: 6, rule: 'BR-FR-DEC-03', min: '0' }, 200);

/** BT-152: BR-FR-DEC-04, a percentage of 0 to 100 with two decimals. */
export const vatRate = decimalField({ places: 2, rule: 'BR-FR-DEC-04', min: '0', max: '100' }, 20);

/** A discount: 0 to 100 percent with two decimals. */
export const percentage = decimalField({ places: 2, rule: 'BR-FR-DEC-04', min: '0', max: '100' }, 10);

/** Units of the VAT accounting currency (BT-6) for one unit of the invoice currency (BT-5): eight decimals. */
export const exchangeRate = decimalField({ places: 8, rule: 'BT-6', above: '0' }, 0.92);
