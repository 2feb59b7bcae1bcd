/**
 * Which VAT category (BT-151) an operation of a French seller has, and why no VAT is charged (BT-120, BT-121). A
 * category the caller gives is the caller's; this is for what a request leaves unsaid.
 */
import { type Decimal, isZero, type Language } from '@scell/core';
import { type ExemptionDefinition, versionFor } from './fiscal-rules/rule.ts';
import { exemptionRules } from './fiscal-rules/statute/exemptions.ts';
import type { FrenchVatCategory, IsoDate, VatCategory } from './model.ts';
import type { Exemption } from './totals.ts';
import { territoryOf } from './vat-rates.ts';

/** Why an operation bears no VAT. */
export type ExemptionGround = keyof typeof exemptionRules;

/** The ground a category stands on where the caller gives the category alone. S and Z need none (BR-S-10, BR-Z-10). */
const DEFAULT_GROUND: Readonly<Partial<Record<VatCategory, ExemptionGround>>> = {
  E: 'exempt-activity',
  AE: 'domestic-reverse-charge',
  K: 'intra-community-supply',
  G: 'export',
  O: 'outside-scope',
};

/** BT-120 and BT-121 of a ground as the law has it on the invoice date, in the language of the document. */
export function exemptionOn(ground: ExemptionGround, date: IsoDate, language: Language = 'fr'): Exemption {
  const { text, reasonCode } = versionFor<ExemptionDefinition>(exemptionRules[ground], date).definition;
  return { reason: text[language], ...(reasonCode === undefined ? {} : { reasonCode }) };
}

/** BT-120 and BT-121 for a category given without a reason; nothing for the taxed categories S and Z. */
export function defaultExemption(
  category: VatCategory,
  date: IsoDate,
  language: Language = 'fr',
): Exemption | undefined {
  const ground = DEFAULT_GROUND[category];
  return ground && exemptionOn(ground, date, language);
}

/** How the seller is taxed: normally, under the small business franchise (CGI 293 B), or on an exempt activity (CGI 261). */
export type SellerVatRegime = 'normal' | 'franchise' | 'exempt';

/** What is known of an operation whose category is not said. */
export interface Operation {
  /** BT-152, in percent. */
  rate: Decimal;
  sellerCountry: string;
  sellerPostCode?: string;
  sellerVatRegime?: SellerVatRegime;
  buyerCountry: string;
  buyerPostCode?: string;
  buyerVatId?: string;
  buyerIsIndividual?: boolean;
  supplyType?: 'goods' | 'services';
}

/** A category, its ground where there is one, and whether nothing in the operation told it. */
export interface DerivedCategory {
  category: FrenchVatCategory;
  ground?: ExemptionGround;
  /** The rate is zero and nothing says why: the category is Z for want of a reason, and a human should look. */
  assumed?: true;
}

/** Members of the EU VAT area by country code; XI is Northern Ireland, for goods only. Monaco counts as France. */
const EU = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK'.split(' '),
);

/** Whether the businesses of a country have a VAT id of the EU; those of Northern Ireland (XI) do, for goods. */
export function isInEuVatArea(country: string): boolean {
  return EU.has(country);
}

/**
 * The VAT category of an operation. A rate above zero is S. At zero, the first that fits: the seller's regime (E); a
 * buyer in the EU with a VAT id outside the seller's country, K for goods and AE for services (CGI 262 ter I, 283-2); a
 * buyer outside the EU, G (262 I; services to businesses 259-1, kept in G because O forbids the VAT ids that French law
 * wants on the invoice, BR-O-02); goods between French VAT territories, G (294-2); a seller where VAT does not apply, E
 * (294-1). Nothing of these, or a seller outside French VAT: Z, `assumed`. France has no zero rate, but Z claims no exemption nobody stated, and passes
 * EN 16931 and BR-FR-15 without a reason. `supplyType` counts as services when absent, the commoner case.
 */
export function deriveVatCategory(operation: Operation): DerivedCategory {
  if (!isZero(operation.rate)) return { category: 'S' };
  const ground = groundOf(operation);
  return ground === undefined ? { category: 'Z', assumed: true } : { category: categoryOf(ground), ground };
}

/** The category of a ground does not change with the law: it is the standard's. */
function categoryOf(ground: ExemptionGround): FrenchVatCategory {
  return exemptionRules[ground].versions[0].definition.vatCategory;
}

function groundOf(operation: Operation): ExemptionGround | undefined {
  const { sellerCountry, buyerCountry, buyerVatId, buyerIsIndividual = false } = operation;
  const goods = operation.supplyType === 'goods';
  if (operation.sellerVatRegime === 'franchise') return 'small-business';
  if (operation.sellerVatRegime === 'exempt') return 'exempt-activity';

  const from = territoryOf(sellerCountry, operation.sellerPostCode);
  const to = territoryOf(buyerCountry, operation.buyerPostCode);
  if (from === 'outside') return undefined;
  if (to === 'outside') {
    const inEu = buyerCountry === 'XI' ? goods : EU.has(buyerCountry) && buyerCountry !== 'FR';
    if (inEu) {
      if (buyerVatId === undefined || buyerIsIndividual) return undefined;
      return goods ? 'intra-community-supply' : 'eu-service-reverse-charge';
    }
    if (goods) return 'export';
    return buyerIsIndividual ? undefined : 'service-outside-eu';
  }
  if (from === 'guyane-mayotte') return 'no-vat-territory';
  return goods && vatArea(from) !== vatArea(to) ? 'overseas-export' : undefined;
}

/** Corsica is one VAT area with the mainland; the overseas departments are export territories to it (CGI 294-2). */
function vatArea(territory: ReturnType<typeof territoryOf>): string {
  return territory === 'corsica' ? 'mainland' : territory;
}
