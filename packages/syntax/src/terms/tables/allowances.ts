/** Allowances, charges and logistics services of the document. */
import { allowance, tax } from '../shapes.ts';
import { group } from '../table.ts';
import { SETTLEMENT } from './settlement.ts';

const inUbl = {
  percentage: 'MultiplierFactorNumeric',
  base: 'BaseAmount',
  amount: 'Amount',
  reasonCode: 'AllowanceChargeReasonCode',
  reason: 'AllowanceChargeReason',
};

const CATEGORY = 'CategoryTradeTax | TaxCategory';

export const allowanceGroups = [
  allowance(
    SETTLEMENT,
    'BG-20 | 0..n | SpecifiedTradeAllowanceCharge*[ChargeIndicator/udt:Indicator=false] | AllowanceCharge*[ChargeIndicator=false] | remise au niveau du document | document level allowance',
    {
      sequence: '265',
      percentage: `BT-94 > ${inUbl.percentage}`,
      base: `BT-93 > ${inUbl.base}`,
      quantity: '266@267',
      amount: `BT-92 > ${inUbl.amount}`,
      reasonCode: `BT-98 > ${inUbl.reasonCode}`,
      reason: `BT-97 > ${inUbl.reason}`,
    },
  ),
  tax('BG-20', `- | 0..1 | ${CATEGORY} | TVA de la remise | VAT of the allowance`, {
    type: 'BT-95-0 > TaxScheme/ID',
    reason: 'BT-173=187 > TaxExemptionReason',
    category: 'BT-95 > ID',
    reasonCode: 'BT-174=188 > TaxExemptionReasonCode',
    rate: 'BT-96 > Percent',
  }),
  allowance(
    SETTLEMENT,
    'BG-21 | 0..n | SpecifiedTradeAllowanceCharge*[ChargeIndicator/udt:Indicator=true] | AllowanceCharge*[ChargeIndicator=true] | frais au niveau du document | document level charge',
    {
      sequence: '268',
      percentage: `BT-101 > ${inUbl.percentage}`,
      base: `BT-100 > ${inUbl.base}`,
      quantity: '269@270',
      amount: `BT-99 > ${inUbl.amount}`,
      // A code of the list 5153 is a tax, BT-177.
      reasonCode: `BT-105@BT-177 > ${inUbl.reasonCode}`,
      reason: `BT-104 > ${inUbl.reason}`,
    },
  ),
  tax('BG-21', `- | 0..1 | ${CATEGORY} | TVA des frais | VAT of the charge`, {
    type: 'BT-102-0 > TaxScheme/ID',
    reason: 'BT-175=189 > TaxExemptionReason',
    category: 'BT-102 > ID',
    reasonCode: 'BT-176=190 > TaxExemptionReasonCode',
    rate: 'BT-103 > Percent',
  }),
  group(
    SETTLEMENT,
    'BG-X-42 | 0..n | SpecifiedLogisticsServiceCharge* | - | frais de logistique | logistics service charge',
    `
    271 | 1..1 | text   | Description   | - | description des frais de logistique | logistics service charge description
    272 | 1..1 | amount | AppliedAmount | - | montant des frais de logistique     | logistics service charge amount`,
  ),
  tax(
    'BG-X-42',
    'BT-X-273-00 | 1..n | AppliedTradeTax* | - | TVA des frais de logistique | VAT of the logistics service charge',
    { type: '273-0', reason: '591', category: '273', reasonCode: '592', rate: '274' },
  ),
];
