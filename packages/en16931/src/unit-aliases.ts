/** The words people write for a unit, and the code each means. Keys are lower case without accents or end points. */
import { isUnit } from './code-lists/units.ts';

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    C62: 'un u unit units unite unites piece pieces pce pcs pc pz stk item items article articles forfait',
    HUR: 'h hr hrs hour hours heure heures',
    DAY: 'd j jr jrs day days jour jours journee journees',
    MIN: 'minute minutes mn',
    SEC: 's second seconds seconde secondes',
    WEE: 'week weeks semaine semaines sem',
    MON: 'month months mois',
    QAN: 'quarter quarters trimestre trimestres',
    ANN: 'year years an ans annee annees',
    KGM: 'kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes',
    GRM: 'g gr gram grams gramme grammes',
    TNE: 't tonne tonnes ton tons',
    MTR: 'm metre metres meter meters',
    KMT: 'km kilometre kilometres kilometer kilometers',
    CMT: 'cm centimetre centimetres',
    MMT: 'mm millimetre millimetres',
    MTK: 'm2 m² metre-carre metres-carres',
    MTQ: 'm3 m³ metre-cube metres-cubes',
    LTR: 'l litre litres liter liters',
    MLT: 'ml millilitre millilitres',
    CLT: 'cl centilitre centilitres',
    HLT: 'hl hectolitre hectolitres',
    KWH: 'kwh',
    MWH: 'mwh',
    SET: 'set sets lot lots kit kits',
    PR: 'pair pairs paire paires',
    DZN: 'dozen dozens douzaine douzaines',
    XBX: 'box boxes boite boites',
    XPK: 'pack packs paquet paquets',
    XCT: 'carton cartons',
    XPX: 'palette palettes pallet pallets',
  }).flatMap(([code, words]) => words.split(' ').map((word) => [word, code] as const)),
);

/** The code of a thing without a unit: "one". */
export const DEFAULT_UNIT = 'C62';

/**
 * The unit code (BT-130) a text means: a code of Rec. 20 or 21 as it is, a French or English word ("Jour", "heures",
 * "pièce", "kg"), a code in lower case. `undefined` where nothing fits.
 */
export function unitCodeOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (isUnit(trimmed)) return trimmed;
  const word = trimmed
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\.$/, '');
  const upper = trimmed.toUpperCase();
  return ALIASES.get(word) ?? (isUnit(upper) ? upper : undefined);
}
