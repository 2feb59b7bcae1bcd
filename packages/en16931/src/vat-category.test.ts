import { describe, expect, it } from 'vitest';
import { isExemptionReasonCode } from './code-lists/vatex.ts';
import type { VatCategory } from './model.ts';
import {
  defaultExemption,
  deriveVatCategory,
  type ExemptionGround,
  exemptionOn,
  type Operation,
} from './vat-category.ts';

const domestic: Operation = { rate: '0', sellerCountry: 'FR', buyerCountry: 'FR' };

const DAY = '2026-11-20';

describe('deriveVatCategory', () => {
  it.each<[string, Partial<Operation>, VatCategory, ExemptionGround | undefined]>([
    ['a taxed sale', { rate: '20' }, 'S', undefined],
    ['a taxed sale abroad', { rate: '5.5', buyerCountry: 'DE', buyerVatId: 'DE136695976' }, 'S', undefined],
    ['a small business', { sellerVatRegime: 'franchise' }, 'E', 'small-business'],
    [
      'a small business selling abroad',
      { sellerVatRegime: 'franchise', buyerCountry: 'US', supplyType: 'goods' },
      'E',
      'small-business',
    ],
    ['an exempt activity', { sellerVatRegime: 'exempt' }, 'E', 'exempt-activity'],
    [
      'goods to a German business',
      { buyerCountry: 'DE', buyerVatId: 'DE136695976', supplyType: 'goods' },
      'K',
      'intra-community-supply',
    ],
    [
      'services to a German business',
      { buyerCountry: 'DE', buyerVatId: 'DE136695976', supplyType: 'services' },
      'AE',
      'eu-service-reverse-charge',
    ],
    [
      'goods to Northern Ireland',
      { buyerCountry: 'XI', buyerVatId: 'XI123456789', supplyType: 'goods' },
      'K',
      'intra-community-supply',
    ],
    [
      'services to Northern Ireland',
      { buyerCountry: 'XI', buyerVatId: 'XI123456789', supplyType: 'services' },
      'G',
      'service-outside-eu',
    ],
    ['goods to Switzerland', { buyerCountry: 'CH', supplyType: 'goods' }, 'G', 'export'],
    [
      'goods to a private Swiss',
      { buyerCountry: 'CH', supplyType: 'goods', buyerIsIndividual: true },
      'G',
      'export',
    ],
    [
      'services to a Swiss business',
      { buyerCountry: 'CH', supplyType: 'services' },
      'G',
      'service-outside-eu',
    ],
    ['goods to Nouméa', { buyerPostCode: '98800', supplyType: 'goods' }, 'G', 'export'],
    [
      'goods from Paris to Réunion',
      { sellerPostCode: '75002', buyerPostCode: '97400', supplyType: 'goods' },
      'G',
      'overseas-export',
    ],
    ['a sale in Mayotte', { sellerPostCode: '97600', buyerPostCode: '97600' }, 'E', 'no-vat-territory'],
  ])('%s', (_, change, category, ground) =>
    expect(deriveVatCategory({ ...domestic, ...change })).toEqual(
      ground ? { category, ground } : { category },
    ),
  );

  it.each<[string, Partial<Operation>]>([
    ['a domestic sale', {}],
    ['goods from Paris to Ajaccio', { sellerPostCode: '75002', buyerPostCode: '20000', supplyType: 'goods' }],
    ['goods to a private German', { buyerCountry: 'DE', supplyType: 'goods', buyerIsIndividual: true }],
    ['goods to a German without VAT id', { buyerCountry: 'DE', supplyType: 'goods' }],
    ['a German seller at home', { sellerCountry: 'DE', buyerCountry: 'DE', buyerVatId: 'DE136695976' }],
    ['a German seller in France', { sellerCountry: 'DE', supplyType: 'goods' }],
    ['services to a private Swiss', { buyerCountry: 'CH', buyerIsIndividual: true }],
  ])('assumes Z at rate zero for %s', (_, change) =>
    expect(deriveVatCategory({ ...domestic, ...change })).toEqual({ category: 'Z', assumed: true }),
  );
});

describe('exemptions', () => {
  it.each<ExemptionGround>([
    'small-business',
    'exempt-activity',
    'intra-community-supply',
    'export',
    'service-outside-eu',
    'eu-service-reverse-charge',
    'domestic-reverse-charge',
    'overseas-export',
    'no-vat-territory',
    'outside-scope',
  ])('%s has a reason in both languages and a valid code, if any', (ground) => {
    const [fr, en] = [exemptionOn(ground, DAY), exemptionOn(ground, DAY, 'en')];
    expect(fr.reason).not.toBe(en.reason);
    expect(fr.reasonCode === undefined || isExemptionReasonCode(fr.reasonCode)).toBe(true);
  });

  it('says the words of the law for a small business', () =>
    expect(exemptionOn('small-business', DAY)).toEqual({
      reason: 'TVA non applicable, art. 293 B du CGI',
      reasonCode: 'VATEX-FR-FRANCHISE',
    }));

  it('gives every untaxed category a reason, and the taxed ones none', () => {
    for (const category of ['E', 'AE', 'K', 'G', 'O'] as const)
      expect(defaultExemption(category, DAY)?.reason).toMatch(/./);
    for (const category of ['S', 'Z'] as const) expect(defaultExemption(category, DAY)).toBeUndefined();
  });
});
