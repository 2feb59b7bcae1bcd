/** The versions of BR-FR Flux 2 that are judged here, and what tells them apart. */
import type { Both } from './syntax.ts';

export interface Edition {
  readonly version: '1.4.0.02' | '1.4.0.03';
  /** The day FNFE-MPE published it. */
  readonly from: string;
  /** Where a line is looked at for the invoice it refers to (EXT-FR-FE-136, EXT-FR-FE-138), by rule. */
  readonly precedingOfLine: Readonly<Record<'BR-FR-01' | 'BR-FR-02' | 'BR-FR-03', Both<string>>>;
}

const cii = '$line/ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument';
const ubl = '$line/cac:BillingReference/cac:InvoiceDocumentReference';

export const edition03: Edition = {
  version: '1.4.0.03',
  from: '2026-08-04',
  precedingOfLine: { 'BR-FR-01': { cii, ubl }, 'BR-FR-02': { cii, ubl }, 'BR-FR-03': { cii, ubl } },
};

/**
 * In UBL it read other documents of the line for preceding invoices: an object identifier (BT-128) with a blank was refused, and a preceding invoice passed
 * unseen.
 */
export const edition02: Edition = {
  version: '1.4.0.02',
  from: '2026-07-14',
  precedingOfLine: {
    'BR-FR-01': { cii, ubl: '$line/cac:BillingReference/cac:DocumentReference' },
    'BR-FR-02': { cii, ubl: '$line/cac:DocumentReference' },
    'BR-FR-03': { cii, ubl: '$line/cac:DocumentReference' },
  },
};
