/**
 * What must be there and say something: BR-01 to BR-11, BR-17, BR-21, BR-25, BR-52, BR-55 to BR-57, BR-64, BR-65, CII-SR-465, CII-SR-466. Blanks
 * are a text here, where EN 16931 wants more than blanks.
 */
import { attribute, type XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { has, hasAttribute, remembered, select, selectAll, textsOf } from '../../en16931-cii/select.ts';
import { isBlank } from '../../engine/values.ts';
import { walk } from '../../engine/walk.ts';

const AGREEMENT = 'ram:ApplicableHeaderTradeAgreement';

export function judgeDocument(hearing: Hearing): void {
  const { lists, root } = hearing;
  if (root.tag === 'rsm:CrossIndustryInvoice') judgeHeader(hearing, root);
  const sellersBeside = remembered(tellingBeside);
  for (const payee of lists.payees) judgePayee(hearing, payee, sellersBeside);
  for (const line of lists.lines) judgeLine(hearing, line);
  for (const document of lists.additionalDocuments)
    hearing.fatal('BR-52', document, saysSomething(select(document, 'ram:IssuerAssignedID')));
  for (const invoice of lists.precedingInvoices)
    hearing.fatal('BR-55', invoice, saysSomething(select(invoice, 'ram:IssuerAssignedID')));
  for (const representative of lists.taxRepresentatives) {
    const numbers = select(representative, 'ram:SpecifiedTaxRegistration', 'ram:ID');
    hearing.fatal(
      'BR-56',
      representative,
      saysSomething(numbers.filter((id) => hasAttribute(id, 'schemeID', 'VA'))),
    );
  }
  for (const delivery of lists.headerDeliveries) {
    const addresses = select(delivery, 'ram:ShipToTradeParty', 'ram:PostalTradeAddress');
    hearing.fatal(
      'BR-57',
      delivery,
      addresses.length === 0 || saysSomething(selectAll(addresses, 'ram:CountryID')),
    );
  }
  for (const agreement of lists.headerAgreements) {
    hearing.fatal('CII-SR-465', agreement, !namesPersonAndDepartment(agreement, 'ram:SellerTradeParty'));
    hearing.fatal('CII-SR-466', agreement, !namesPersonAndDepartment(agreement, 'ram:BuyerTradeParty'));
  }
}

/** PEPPOL-EN16931-R008: no element without content. */
export function judgeEmptyElements(hearing: Hearing): void {
  walk(hearing.root, (node) => {
    if (node.children.length === 0) hearing.warning('PEPPOL-EN16931-R008', node, !isBlank(node.text));
  });
}

/** `nodes != ''`. */
function saysSomething(nodes: readonly XmlNode[]): boolean {
  return nodes.some(({ text }) => text !== '');
}

function judgeHeader(hearing: Hearing, root: XmlNode): void {
  const { lists } = hearing;
  const filled = (rule: string, nodes: readonly XmlNode[]) => hearing.fatal(rule, root, saysSomething(nodes));
  const header = (...path: readonly string[]) => selectAll([root], ...path);
  filled(
    'BR-01',
    header('rsm:ExchangedDocumentContext', 'ram:GuidelineSpecifiedDocumentContextParameter', 'ram:ID'),
  );
  filled('BR-02', header('rsm:ExchangedDocument', 'ram:ID'));
  const dates = header('rsm:ExchangedDocument', 'ram:IssueDateTime', 'udt:DateTimeString');
  filled(
    'BR-03',
    dates.filter((date) => hasAttribute(date, 'format', '102')),
  );
  filled('BR-04', header('rsm:ExchangedDocument', 'ram:TypeCode'));
  filled('BR-05', hearing.transaction('ram:ApplicableHeaderTradeSettlement', 'ram:InvoiceCurrencyCode'));
  filled('BR-06', hearing.transaction(AGREEMENT, 'ram:SellerTradeParty', 'ram:Name'));
  filled('BR-07', hearing.transaction(AGREEMENT, 'ram:BuyerTradeParty', 'ram:Name'));
  // The addresses are looked for anywhere, also in a seller or buyer that stands elsewhere.
  for (const [parties, address, country] of [
    [lists.sellers, 'BR-08', 'BR-09'],
    [lists.buyers, 'BR-10', 'BR-11'],
  ] as const) {
    const addresses = selectAll(parties, 'ram:PostalTradeAddress');
    hearing.fatal(address, root, addresses.length > 0);
    filled(country, selectAll(addresses, 'ram:CountryID'));
  }
}

/** What tells a payee from the seller: name, identifier, legal registration. */
const TELLING = [['ram:Name'], ['ram:ID'], ['ram:SpecifiedLegalOrganization', 'ram:ID']] as const;

/** The texts of the sellers beside a payee. The official test looks for them in the settlement, where the schema has none. */
const tellingBeside = (beside: XmlNode) =>
  TELLING.map((path) => new Set(textsOf(selectAll(select(beside, 'ram:SellerTradeParty'), ...path))));

function judgePayee(hearing: Hearing, payee: XmlNode, sellersBeside: typeof tellingBeside): void {
  const sellers = payee.parent === null ? [] : sellersBeside(payee.parent);
  const isSellers = TELLING.some((path, index) =>
    selectAll([payee], ...path).some(({ text }) => sellers[index]?.has(text)),
  );
  hearing.fatal('BR-17', payee, has(payee, 'ram:Name') && !isSellers);
}

function judgeLine(hearing: Hearing, line: XmlNode): void {
  hearing.fatal(
    'BR-21',
    line,
    saysSomething(select(line, 'ram:AssociatedDocumentLineDocument', 'ram:LineID')),
  );
  hearing.fatal('BR-25', line, saysSomething(select(line, 'ram:SpecifiedTradeProduct', 'ram:Name')));
  const ids = select(line, 'ram:SpecifiedTradeProduct', 'ram:GlobalID');
  hearing.fatal('BR-64', line, ids.length === 0 || areNamed(ids, 'schemeID'));
  const classifications = select(line, 'ram:SpecifiedTradeProduct', 'ram:DesignatedProductClassification');
  const codes = selectAll(classifications, 'ram:ClassCode');
  hearing.fatal('BR-65', line, classifications.length === 0 || areNamed(codes, 'listID'));
}

/** `nodes/@name != ''`. */
function areNamed(nodes: readonly XmlNode[], name: string): boolean {
  return nodes.some((node) => (attribute(node, name) ?? '') !== '');
}

function namesPersonAndDepartment(agreement: XmlNode, party: string): boolean {
  return (
    has(agreement, party, 'ram:DefinedTradeContact', 'ram:PersonName') &&
    has(agreement, party, 'ram:DefinedTradeContact', 'ram:DepartmentName')
  );
}
