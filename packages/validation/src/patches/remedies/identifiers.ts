/** Identifiers whose digits are right and whose spelling is not: grouped by blanks, or without the scheme that they plainly are of. */
import { checkIban, checkSiren, checkSiret, checkVatId } from '@scell/en16931';
import { attribute, child, type XmlNode } from '@scell/syntax';
import { type Change, type Editor, together } from '../edits.ts';
import { descendants, type Remedy } from './remedy.ts';

/** Rules about French businesses, and those that ask for a VAT number of a party. */
const ABOUT_IDENTIFIERS =
  /^(?:BR-FR-(?:09|10|11|21|22|32|CO-10)|BR-(?:S|Z|E|AE|IC|G|L|AF|AG|O)-0[2-4]$|BR-56$|BR-CO-(?:09|26)$|SCELL-(?:SIREN|SIRET|VAT|IBAN|BIC|GLN))/;

export const otherIdentifiers: Remedy = ({ rule }, editor) => {
  if (!ABOUT_IDENTIFIERS.test(rule)) return [];
  const nodes = [...descendants(editor.document.root)];
  const joined = together(nodes.flatMap((node) => withoutBlanks(node, editor)));
  const schemes = together(nodes.flatMap((node) => withScheme(node, editor)));
  return [joined, schemes, together([joined, schemes])].filter(({ edits }) => edits.length > 0);
};

const BLANKS = /[\s\u00a0\u202f.]+/gu;

/** A SIREN or SIRET in groups, an IBAN in fours, a VAT number with a blank behind the country. */
function withoutBlanks(node: XmlNode, editor: Editor): Change[] {
  if (!node.tag.endsWith('ID') || node.children.length > 0) return [];
  const joined = node.text.replace(BLANKS, '');
  if (joined === node.text) return [];
  const scheme = attribute(node, 'schemeID');
  const isWhole =
    (scheme === '0002' && checkSiren(joined).length === 0) ||
    (scheme === '0009' && checkSiret(joined).length === 0) ||
    (isVatNumberPlace(node) && checkVatId(joined).length === 0) ||
    (isAccountPlace(node) && checkIban(joined).length === 0);
  return isWhole ? [editor.replaceText(node, joined)] : [];
}

function isVatNumberPlace({ tag, parent }: XmlNode): boolean {
  return (
    (tag === 'ram:ID' && parent?.tag === 'ram:SpecifiedTaxRegistration') ||
    (tag === 'cbc:CompanyID' && parent?.tag === 'cac:PartyTaxScheme')
  );
}

function isAccountPlace({ tag, parent }: XmlNode): boolean {
  return tag === 'ram:IBANID' || (tag === 'cbc:ID' && /FinancialAccount$/.test(parent?.tag ?? ''));
}

function withScheme(node: XmlNode, editor: Editor): Change[] {
  const { parent, text } = node;
  if (parent === null) return [];
  const scheme = attribute(node, 'schemeID');
  if (isLegalPlace(node) && scheme === undefined && checkSiren(text).length === 0 && isFrench(parent.parent))
    return [editor.setAttribute(node, 'schemeID', '0002')];
  if (!isVatNumberPlace(node) || checkVatId(text).length > 0) return [];
  if (node.tag === 'ram:ID') return scheme === undefined ? [editor.setAttribute(node, 'schemeID', 'VA')] : [];
  if (child(parent, 'cac:TaxScheme') !== undefined) return [];
  const inserted = editor.insert(
    parent,
    { tag: 'cac:TaxScheme', content: [{ tag: 'cbc:ID', content: 'VAT' }] },
    [...parent.children.map(({ tag }) => tag), 'cac:TaxScheme'],
  );
  return inserted === undefined ? [] : [inserted];
}

function isLegalPlace({ tag, parent }: XmlNode): boolean {
  return (
    (tag === 'ram:ID' && parent?.tag === 'ram:SpecifiedLegalOrganization') ||
    (tag === 'cbc:CompanyID' && parent?.tag === 'cac:PartyLegalEntity')
  );
}

/** Whether a party says that it is in France: nine digits with a right key are a SIREN there. */
function isFrench(party: XmlNode | null): boolean {
  if (party === null) return false;
  const countries = [...descendants(party)].filter(
    ({ tag }) => tag === 'ram:CountryID' || tag === 'cbc:IdentificationCode',
  );
  return countries.length > 0 && countries.every(({ text }) => text.trim() === 'FR');
}
