import { attribute, type XmlNode } from '@scell/syntax';
import { isBlank } from '../engine/values.ts';
import { type Pattern, rule } from './rule.ts';
import type { Place, Syntax } from './syntax.ts';
import { term } from './terms.ts';

/** BG-32. The UBL rule on names looks for an item directly below the invoice. */
const attributes: Place = {
  cii: '$line/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic',
  ubl: '$invoice/cac:Item/cac:AdditionalItemProperty',
};
const lineAttributes: Place = { cii: attributes.cii, ubl: '$line/cac:Item/cac:AdditionalItemProperty' };

const namesOrCodes = term({ cii: 'ram:Description|ram:TypeCode', ubl: 'cbc:Name|cbc:NameCode' });
const values = term({ cii: 'ram:Value', ubl: 'cbc:Value' });
const measures = term({ cii: 'ram:ValueMeasure', ubl: 'cbc:ValueQuantity' });

const isGiven = ({ text }: XmlNode) => !isBlank(text);

/** BR-FR-27: an attribute of an item has a name or a code, and neither is empty. */
export function itemAttributeName(syntax: Syntax): Pattern[] {
  const below = (cii: string, ubl: string) => ({
    cii: `${attributes.cii}/${cii}`,
    ubl: `${attributes.ubl}/${ubl}`,
  });
  return [
    [
      rule(syntax, attributes, {
        id: 'BR-FR-27_BG-32',
        holds: (node) => namesOrCodes[syntax](node).length > 0,
      }),
      rule(syntax, below('ram:Description', 'cbc:Name'), { id: 'BR-FR-27_BT-160', holds: isGiven }),
      rule(syntax, below('ram:TypeCode', 'cbc:NameCode'), { id: 'BR-FR-27_EXT-FR-FE-159', holds: isGiven }),
    ],
  ];
}

/** BR-FR-28: it has a value or a measured value with a unit, not both. */
export function itemAttributeValue(syntax: Syntax): Pattern[] {
  const hasUnit = (node: XmlNode) => (attribute(node, 'unitCode') ?? '') !== '';
  return [
    [
      rule(syntax, lineAttributes, {
        id: 'BR-FR-28-Value',
        holds: (node) => {
          const measured = measures[syntax](node);
          return values[syntax](node).length > 0 ? measured.length === 0 : measured.some(hasUnit);
        },
      }),
    ],
  ];
}
