/** The EN 16931 rules in EXTENDED-CTC-FR on CII. */
import type { XmlNode } from '@scell/syntax';
import { has, hasText, isVat } from '../../en16931-cii/select.ts';
import { VAT_CATEGORIES } from '../../en16931-cii/vat-categories.ts';
import { isAttachment, isOfChargeReasons, isPartyIdentifierScheme } from '../code-lists.ts';
import { type Adopted, type CoreRules, without } from '../core-rules.ts';

/** What follows the breakdown in general is not asked where the rules of its category speak (see vat-breakdown.ts). */
const GENERAL_BREAKDOWN = ['BR-45', 'BR-46', 'BR-47', 'BR-48', 'BR-CO-03', 'BR-DEC-19', 'BR-DEC-20'];

export const CORE_RULES: CoreRules = new Map<string, Adopted | undefined>([
  ['BR-38', { name: 'BR-FREXT-BR-38' }],
  ['BR-44', { name: 'BR-FREXT-BR-44' }],
  ['BR-CL-10', { name: 'BR-FREXT-CL-10', holds: (id) => !isPartyIdentifierScheme(id) }],
  ['BR-CL-20', { name: 'BR-FREXT-CL-20', holds: isOfChargeReasons }],
  ['BR-CL-24', { name: 'BR-FREXT-CL-24', holds: (attachment) => !isAttachment(attachment) }],
  // A line may go without VAT where its sub-lines bear it.
  ['CII-SR-454', { name: 'CII-SR-454', holds: (settlement) => has(settlement, 'ram:ApplicableTradeTax') }],
  ...GENERAL_BREAKDOWN.map((name): [string, Adopted] => [name, { name, holds: isOfNoCategory }]),
  ...without('BR-', '22 23 24 26 27 28 54'),
  ...without('BR-CO-', '04 10 11 12 13 15 17 22 24'),
  ...without('BR-AE-', '01 08'),
  ...without('BR-AF-', '01 08 10'),
  ...without('BR-AG-', '01 08 10'),
  ...without('BR-E-', '01 08'),
  ...without('BR-G-', '01 08'),
  ...without('BR-IC-', '01 08'),
  ...without('BR-O-', '01 02 03 04 08 09 10 11 12 13 14'),
  ...without('BR-S-', '01 08 09 10'),
  ...without('BR-Z-', '01 08 10'),
  ...without('BR-CL-', '07'),
  ...without(
    'CII-SR-',
    `039 040 041 068 070 106 107 108 127 128 148 156 164 170 173 174 175 200 201 210 278 293 305 333 334 350 351 352 353
     354 355 356 357 358 359 360 361 362 363 365 366 422 439 458 464 467 468 469 470 471 472 473 474 475 476 477 478 479
     480 481 482 483 484 485 486 487 488 489 490 491 492 493 494`,
  ),
  ...without('CII-DT-', '018 024 027 052 058 098'),
]);

/** Whether no category of EN 16931 claims the breakdown for its own rules. */
function isOfNoCategory(tax: XmlNode): boolean {
  return isVat(tax) !== true || !VAT_CATEGORIES.some(({ code }) => hasText(tax, 'ram:CategoryCode', code));
}
