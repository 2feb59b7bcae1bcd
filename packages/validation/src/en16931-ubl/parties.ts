/** Seller, buyer, payee, tax representative and deliver-to address: BR-09, 11, 17 to 20, 56, 57, 62, 63, BR-CO-09 and 26. */
import { attribute, child, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { isVatPrefix } from './codes.ts';
import type { Operands } from './operands.ts';
import { isOfVat } from './predicates.ts';
import { at, countAt, endsAt, firstAt, has, someTextDiffers, someTextIn } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

const SELLER = 'cac:AccountingSupplierParty';
const BUYER = 'cac:AccountingCustomerParty';
const REPRESENTATIVE = 'cac:TaxRepresentativeParty';
const COUNTRY = ['cac:Country', 'cbc:IdentificationCode'] as const;

/** The rules of parties and their addresses. */
export function checkParties(index: TreeIndex, report: Report): void {
  const { operands } = index;
  for (const endpoint of index.allUnder('cac:Party', 'cbc:EndpointID')) {
    if (attribute(endpoint, 'schemeID') !== undefined) continue;
    const role = endpoint.parent?.parent?.tag;
    if (role === SELLER) report('BR-62', 'fatal', endpoint);
    else if (role === BUYER) report('BR-63', 'fatal', endpoint);
  }
  for (const address of index.all('cac:PostalAddress')) checkPostalAddress(address, operands, report);
  for (const address of index.all('cac:Address')) {
    checkAddressLines(address, report);
    if (!endsAt(address, 'cac:Delivery', 'cac:DeliveryLocation', 'cac:Address')) continue;
    if (firstAt(address, ...COUNTRY) === undefined) report('BR-57', 'fatal', address);
  }
  for (const seller of index.all(SELLER)) checkSeller(seller, operands, report);
  checkPayees(index, report);
  for (const party of index.all(REPRESENTATIVE)) checkRepresentative(party, operands, report);
  for (const scheme of index.all('cac:PartyTaxScheme')) checkTaxScheme(scheme, operands, report);
}

/** BR-09, 11 and 20: the country of the seller (BT-40), of the buyer (BT-55) and of the tax representative (BT-69). */
function checkPostalAddress(address: XmlNode, operands: Operands, report: Report): void {
  checkAddressLines(address, report);
  const rule = ADDRESS_RULES.find(([, ...path]) => endsAt(address, ...path, 'cac:PostalAddress'))?.[0];
  if (rule === undefined) return;
  if (operands.text(address, ...COUNTRY) === '') report(rule, 'fatal', address);
}

const ADDRESS_RULES: readonly (readonly [rule: string, ...path: string[]])[] = [
  ['BR-09', SELLER, 'cac:Party'],
  ['BR-11', BUYER, 'cac:Party'],
  ['BR-20', REPRESENTATIVE],
];

/** UBL-SR-51: BT-162 and its like is one line. */
function checkAddressLines(address: XmlNode, report: Report): void {
  if (countAt(address, 'cac:AddressLine') > 1) report('UBL-SR-51', 'fatal', address);
}

/** BR-CO-26: the buyer can tell the seller by BT-29, BT-30 or BT-31. UBL-SR-42: BT-31 and BT-32, no more. */
function checkSeller(seller: XmlNode, operands: Operands, report: Report): void {
  const identified =
    at(seller, 'cac:Party', 'cac:PartyTaxScheme').some(
      (scheme) => operands.isVat(scheme) && has(scheme, 'cbc:CompanyID'),
    ) ||
    at(seller, 'cac:Party', 'cac:PartyIdentification', 'cbc:ID').some(
      // The SEPA identifier is that of the creditor (BT-90).
      (id) => attribute(id, 'schemeID') !== 'SEPA',
    ) ||
    firstAt(seller, 'cac:Party', 'cac:PartyLegalEntity', 'cbc:CompanyID') !== undefined;
  if (!identified) report('BR-CO-26', 'fatal', seller);
  for (const party of childrenOf(seller, 'cac:Party')) {
    if (countAt(party, 'cac:PartyTaxScheme') > 2) report('UBL-SR-42', 'fatal', party);
  }
}

/** The names and identifiers of the sellers beside a payee. */
interface Sellers {
  readonly names: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly registeredNames: ReadonlySet<string>;
}

/** The rules of payees (BG-10), each beside the sellers of its parent. */
function checkPayees(index: TreeIndex, report: Report): void {
  const known = new Map<XmlNode | null, Sellers>();
  for (const payee of index.all('cac:PayeeParty')) {
    const sellers = known.get(payee.parent) ?? sellersIn(payee.parent);
    known.set(payee.parent, sellers);
    checkPayee(payee, sellers, report);
  }
}

function sellersIn(parent: XmlNode | null): Sellers {
  const parties = parent === null ? [] : at(parent, SELLER, 'cac:Party');
  const textsAt = (...path: readonly string[]) =>
    new Set(parties.flatMap((party) => at(party, ...path).map(({ text }) => text)));
  return {
    names: textsAt('cac:PartyName', 'cbc:Name'),
    ids: textsAt('cac:PartyIdentification', 'cbc:ID'),
    registeredNames: textsAt('cac:PartyLegalEntity', 'cbc:RegistrationName'),
  };
}

/** BR-17: a payee has a name and is not the seller; UBL-SR-19 to 21 ask the same of the seller's registered name. */
function checkPayee(payee: XmlNode, sellers: Sellers, report: Report): void {
  const names = at(payee, 'cac:PartyName', 'cbc:Name');
  const ids = at(payee, 'cac:PartyIdentification', 'cbc:ID');
  const isSeller = someTextIn(names, sellers.names) || someTextIn(ids, sellers.ids);
  if (names.length === 0 || isSeller) report('BR-17', 'fatal', payee);

  const differs = someTextDiffers(names, sellers.registeredNames);
  const own = ids.filter((id) => attribute(id, 'schemeID')?.toUpperCase() !== 'SEPA');
  if (names.length > 1 || !differs) report('UBL-SR-19', 'fatal', payee);
  if (own.length > 1 || !differs) report('UBL-SR-20', 'fatal', payee);
  if (countAt(payee, 'cac:PartyLegalEntity', 'cbc:CompanyID') > 1 || !differs) {
    report('UBL-SR-21', 'fatal', payee);
  }
}

/** BR-18, 19 and 56: name (BT-62), address (BG-12) and VAT identifier (BT-63) of the tax representative. */
function checkRepresentative(party: XmlNode, operands: Operands, report: Report): void {
  if (operands.text(party, 'cac:PartyName', 'cbc:Name') === '') report('BR-18', 'fatal', party);
  if (!has(party, 'cac:PostalAddress')) report('BR-19', 'fatal', party);
  const schemes = childrenOf(party, 'cac:PartyTaxScheme');
  if (!schemes.some((scheme) => operands.isVatAlone(scheme) && has(scheme, 'cbc:CompanyID')))
    report('BR-56', 'fatal', party);
  if (countAt(party, 'cac:PartyName', 'cbc:Name') > 1) report('UBL-SR-22', 'fatal', party);
  if (countAt(party, 'cac:PartyTaxScheme', 'cbc:CompanyID') > 1) report('UBL-SR-23', 'fatal', party);
}

/** BR-CO-09: a VAT identifier starts with a country. UBL-SR-53: a registration has a scheme and an identifier. */
function checkTaxScheme(scheme: XmlNode, operands: Operands, report: Report): void {
  const ofVat = isOfVat(scheme) === true;
  const id = ofVat ? operands.one(scheme, 'cbc:CompanyID') : child(scheme, 'cbc:CompanyID');
  if (ofVat && !isVatPrefix(id?.text ?? '')) {
    report('BR-CO-09', 'fatal', scheme, id === undefined ? undefined : { found: id.text });
  }
  if (id === undefined || firstAt(scheme, 'cac:TaxScheme', 'cbc:ID') === undefined) {
    report('UBL-SR-53', 'fatal', scheme);
  }
}
