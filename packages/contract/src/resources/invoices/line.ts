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
      description: paragraph(500, 'Conseil'), // BT-153
      quantity, // BT-129
      unit: line(20, 'DAY').optional(), // BT-130
      unit_price: unitPrice, // BT-146
      vat_rate: vatRate.optional(), // BT-152
      vat_category: choice(VAT_CATEGORIES, { synonyms: VAT_CATEGORY_WORDS }).optional(), // BT-151
      exemption_code: line(30, 'VATEX-FR-FRANCHISE').optional(), // BT-121
      exemption_reason: paragraph(500).optional(), // BT-120
      supply_type: choice(['goods', 'services'], {
        synonyms: { good: 'goods', service: 'services' },
      }).optional(),
      discount: percentage.optional(), // BT-138
      total_ht: amount.optional(), // BT-131
      total_tax: amount.optional(),
      total_ttc: amount.optional(),
      product_code: line(50).optional(), // BT-155
      period: period.optional(), // BG-26
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
