/** Names of the UN/ECE Recommendation 20 and 21 units that invoices use: French singular, French plural, English both. */
import { compare, type Decimal, type Language } from '@scell/core';

type Names = [fr: string, frPlural: string, en: string, enPlural: string];

const same = (symbol: string): Names => [symbol, symbol, symbol, symbol];

const UNITS: Record<string, Names> = {
  C62: ['unité', 'unités', 'unit', 'units'],
  EA: ['pièce', 'pièces', 'each', 'each'],
  H87: ['pièce', 'pièces', 'piece', 'pieces'],
  NAR: ['article', 'articles', 'article', 'articles'],
  PR: ['paire', 'paires', 'pair', 'pairs'],
  SET: ['lot', 'lots', 'set', 'sets'],
  DZN: ['douzaine', 'douzaines', 'dozen', 'dozens'],
  CEN: ['centaine', 'centaines', 'hundred', 'hundreds'],
  MIL: ['millier', 'milliers', 'thousand', 'thousands'],
  LS: ['forfait', 'forfaits', 'lump sum', 'lump sums'],
  E48: ['prestation', 'prestations', 'service unit', 'service units'],
  E49: ['jour ouvré', 'jours ouvrés', 'working day', 'working days'],
  ACT: ['activité', 'activités', 'activity', 'activities'],
  SEC: ['seconde', 'secondes', 'second', 'seconds'],
  MIN: ['minute', 'minutes', 'minute', 'minutes'],
  HUR: ['heure', 'heures', 'hour', 'hours'],
  LH: ['heure', 'heures', 'labour hour', 'labour hours'],
  DAY: ['jour', 'jours', 'day', 'days'],
  WEE: ['semaine', 'semaines', 'week', 'weeks'],
  MON: ['mois', 'mois', 'month', 'months'],
  QAN: ['trimestre', 'trimestres', 'quarter', 'quarters'],
  ANN: ['an', 'ans', 'year', 'years'],
  GRM: same('g'),
  KGM: same('kg'),
  TNE: same('t'),
  LTR: same('L'),
  MLT: same('mL'),
  CLT: same('cL'),
  DLT: same('dL'),
  HLT: same('hL'),
  MTQ: same('m³'),
  CMT: same('cm'),
  MMT: same('mm'),
  MTR: same('m'),
  LM: ['m linéaire', 'm linéaires', 'linear m', 'linear m'],
  KMT: same('km'),
  MTK: same('m²'),
  CMK: same('cm²'),
  HAR: same('ha'),
  WTT: same('W'),
  KWT: same('kW'),
  KWH: same('kWh'),
  MWH: same('MWh'),
  GV: same('GJ'),
  '4L': same('MB'),
  E34: same('GB'),
  E35: same('TB'),
  P1: same('%'),
  XBX: ['boîte', 'boîtes', 'box', 'boxes'],
  XCT: ['carton', 'cartons', 'carton', 'cartons'],
  XPK: ['colis', 'colis', 'package', 'packages'],
  XPX: ['palette', 'palettes', 'pallet', 'pallets'],
  XBG: ['sac', 'sacs', 'bag', 'bags'],
  XBO: ['bouteille', 'bouteilles', 'bottle', 'bottles'],
  XCS: ['caisse', 'caisses', 'case', 'cases'],
  XRO: ['rouleau', 'rouleaux', 'roll', 'rolls'],
  XTU: ['tube', 'tubes', 'tube', 'tubes'],
  XUN: ['unité', 'unités', 'unit', 'units'],
};

/** The unit's name fitting the quantity ("2", "HUR" → "heures"); a code that is not listed stands for itself. */
export function unitName(code: string, quantity: Decimal, language: Language): string {
  const names = UNITS[code];
  if (names === undefined) return code;
  const magnitude = quantity.replace('-', '');
  // French counts as plural from two on, English whatever is not one.
  if (language === 'fr') return compare(magnitude, '2') >= 0 ? names[1] : names[0];
  return compare(magnitude, '1') === 0 ? names[2] : names[3];
}
