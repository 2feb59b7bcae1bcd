/** An amount that names no currency is in the currency of the document, where there is no other. */
import { attribute, type XmlNode } from '@scell/syntax';
import { at } from '../../en16931-ubl/select.ts';
import { together } from '../edits.ts';
import { descendants, type Remedy } from './remedy.ts';

const ABOUT_CURRENCY = /^(?:BR-CL-03|BR-CO-1[45]|BR-FREXT-CO-15|BR-DEC-13|BR-FR-CO-12_BT-5)$/;

const CURRENCY = [
  ['cbc:DocumentCurrencyCode'],
  ['rsm:SupplyChainTradeTransaction', 'ram:ApplicableHeaderTradeSettlement', 'ram:InvoiceCurrencyCode'],
] as const;

export const documentCurrency: Remedy = ({ rule }, editor) => {
  const { root } = editor.document;
  const [currency, second] = CURRENCY.flatMap((path) => at(root, ...path));
  if (!ABOUT_CURRENCY.test(rule) || currency === undefined || second !== undefined) return [];
  const nodes = [...descendants(root)];
  // With an accounting currency (BT-6) an amount of VAT may be in either.
  const isOneOnly = !nodes.some(({ tag }) => tag === 'cbc:TaxCurrencyCode' || tag === 'ram:TaxCurrencyCode');
  const change = together(
    nodes
      .filter((node) => needsCurrency(node, isOneOnly) && !attribute(node, 'currencyID')?.trim())
      .map((node) => editor.setAttribute(node, 'currencyID', currency.text)),
  );
  return change.edits.length === 0 ? [] : [change];
};

/** All amounts in UBL, the total of VAT in CII. */
function needsCurrency({ tag, parent }: XmlNode, isOneOnly: boolean): boolean {
  if (tag === 'ram:TaxTotalAmount') return isOneOnly;
  if (!tag.startsWith('cbc:') || !tag.endsWith('Amount')) return false;
  return isOneOnly || (parent?.tag !== 'cac:TaxTotal' && parent?.tag !== 'cac:TaxSubtotal');
}
