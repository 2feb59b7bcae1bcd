import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { withRules } from '../../field.ts';
import { choice } from '../../fields/choices.ts';
import { amount, percentage, quantity, unitPrice, vatRate } from '../../fields/decimals.ts';
import { metadata } from '../../fields/metadata.ts';
import { line, paragraph } from '../../fields/texts.ts';
import { period } from './period.ts';
import { VAT_CATEGORIES, VAT_CATEGORY_WORDS } from './values.ts';

/**
 * One invoice line (BG-25) as callers send it. Totals may be left out: the server computes them exactly, and compares
 * those it gets.
 */
export const invoiceLineInput = withRules(
  aliased(
    z.object({
      description: paragraph(500, 'Conseil').describe('BT-153'),
      quantity: quantity.describe('BT-129'),
      unit: line(20, 'DAY').describe('BT-130').optional(),
      unit_price: unitPrice.describe('BT-146'),
      vat_rate: vatRate.describe('BT-152').optional(),
      vat_category: choice(VAT_CATEGORIES, { synonyms: VAT_CATEGORY_WORDS }).describe('BT-151').optional(),
      exemption_code: line(30, 'VATEX-FR-FRANCHISE').describe('BT-121').optional(),
      exemption_reason: paragraph(500).describe('BT-120').optional(),
      supply_type: choice(['goods', 'services'], {
        synonyms: { good: 'goods', service: 'services' },
      }).optional(),
      discount: percentage.describe('BT-138').optional(),
      total_ht: amount.describe('BT-131').optional(),
      total_tax: amount.optional(),
      total_ttc: amount.optional(),
      product_code: line(50).describe('BT-155').optional(),
      period: period.describe('BG-26').optional(),
      metadata: metadata.optional(),
    }),
    {
      unit: ['unit_code'],
      unit_price: ['unit_price_ht'],
      vat_rate: ['tva_rate', 'tax_rate'],
      vat_category: ['category'],
      total_tax: ['total_tva'],
      discount: ['discount_percent'],
    },
    {
      line_number: {
        fr: 'les lignes sont numérotées dans l’ordre de la liste.',
        en: 'lines are numbered in the order of the list.',
      },
    },
  ),
  ({ vat_rate: rate, vat_category: category }, refuseField) => {
    const taxed = category === undefined || category === 'S';
    if (taxed && rate === undefined)
      refuseField(['vat_rate'], {
        fr: 'un taux de TVA est obligatoire, sauf pour une catégorie sans taxe (vat_category E, AE, K, G, O ou Z).',
        en: 'a VAT rate is required, except for a category without tax (vat_category E, AE, K, G, O or Z).',
      });
    if (!taxed && rate !== undefined && rate !== '0')
      refuseField(['vat_rate'], {
        fr: `la catégorie de TVA ${category} est sans taxe : le taux est 0 (EN 16931 BR-${category}-05).`,
        en: `VAT category ${category} is without tax: the rate is 0 (EN 16931 BR-${category}-05).`,
      });
  },
).meta({ id: 'InvoiceLineInput' });

export type InvoiceLineInput = z.output<typeof invoiceLineInput>;
