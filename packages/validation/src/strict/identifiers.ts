/** Identifiers of businesses, accounts and goods: their form and their check digits, which the official rules do not compute. */
import {
  checkBic,
  checkElectronicAddress,
  checkIban,
  checkSiren,
  checkSiret,
  checkVatId,
} from '@scell/en16931';
import { attribute, type XmlNode } from '@scell/syntax';
import type { Party, Reading, StrictJudge, Warn } from './reading.ts';
import { vatDigitsHold } from './vat-check-digits.ts';

export const judgeIdentifiers: StrictJudge = (reading, warn) => {
  for (const node of reading.nodes) judgeScheme(node, warn);
  for (const party of reading.parties) judgeParty(party, warn);
  judgeAccounts(reading, warn);
  judgeAddresses(reading, warn);
};

/** An identifier that says what it is: ISO/IEC 6523 codes of the scheme, and 0160 for articles (BT-157). */
function judgeScheme(node: XmlNode, warn: Warn): void {
  // The text of a group is that of all below it: only leaves are read.
  if (node.children.length > 0) return;
  const scheme = attribute(node, 'schemeID');
  if (scheme === undefined) return;
  const { text } = node;
  const found = { found: text };
  switch (scheme) {
    case '0002':
      if (checkSiren(text).length > 0) warn('SCELL-SIREN', node, found);
      break;
    case '0009':
      if (checkSiret(text).length > 0) warn('SCELL-SIRET', node, found);
      break;
    case '0088':
      if (isItem(node) ? !isGtin(text) : !/^\d{13}$/.test(text) || !gs1Holds(text))
        warn(isItem(node) ? 'SCELL-GTIN' : 'SCELL-GLN', node, found);
      break;
    case '0160':
      if (!isGtin(text)) warn('SCELL-GTIN', node, found);
      break;
  }
}

/** Articles are numbered by GS1 too, and some invoices give their numbers the scheme of places. */
function isItem({ parent }: XmlNode): boolean {
  return parent?.tag === 'cac:StandardItemIdentification' || parent?.tag === 'ram:SpecifiedTradeProduct';
}

function isGtin(text: string): boolean {
  return /^(?:\d{8}|\d{12,14})$/.test(text) && gs1Holds(text);
}

/** The check digit of GS1: weights 3 and 1 from the right, a multiple of ten in all. */
function gs1Holds(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

function judgeParty({ sirens, sirets, vatIds, countries }: Party, warn: Warn): void {
  const siren = sirens.find(({ text }) => checkSiren(text).length === 0)?.text;
  for (const siret of sirets)
    if (siren !== undefined && checkSiret(siret.text).length === 0 && !siret.text.startsWith(siren))
      warn('SCELL-SIRET-SIREN', siret, { found: siret.text, expected: siren });
  for (const id of vatIds) {
    const found = { found: id.text };
    const country = id.text.slice(0, 2);
    const findings = checkVatId(id.text);
    if (findings.some(({ code }) => code === 'VAT_ID_FORMAT')) {
      warn('SCELL-VAT-FORM', id, found);
      continue;
    }
    if (findings.length > 0 || vatDigitsHold(country, id.text.slice(2)) === false)
      warn('SCELL-VAT-KEY', id, found);
    else if (country === 'FR' && siren !== undefined && !id.text.endsWith(siren))
      warn('SCELL-VAT-SIREN', id, { ...found, expected: siren });
    const [address] = countries;
    if (address !== undefined && !sharesVat(country, address.text.trim()))
      warn('SCELL-VAT-COUNTRY', id, { ...found, expected: address.text });
  }
}

/** Countries and territories whose businesses have the VAT numbers of another. */
const VAT_PREFIX_OF: ReadonlyMap<string, string> = new Map([
  ...['MC', 'GP', 'MQ', 'RE', 'GF', 'YT'].map((territory) => [territory, 'FR'] as const),
  ['IM', 'GB'],
  ['AX', 'FI'],
]);

function sharesVat(prefix: string, country: string): boolean {
  if (prefix === country || VAT_PREFIX_OF.get(country) === prefix) return true;
  return (country === 'GR' && prefix === 'EL') || (country === 'GB' && prefix === 'XI');
}

/** BT-84 and BT-91, where they are IBANs; BT-86. */
function judgeAccounts(reading: Reading, warn: Warn): void {
  const accounts = reading.at(
    `${MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID | ${MEANS}/ram:PayerPartyDebtorFinancialAccount/ram:IBANID`,
    'cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID | cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID',
  );
  for (const account of accounts) {
    // UBL has one place for IBANs and for other account numbers.
    const isIban = reading.isCii || /^\s*[A-Za-z]{2}[ ]?\d/.test(account.text);
    if (isIban && checkIban(account.text).length > 0) warn('SCELL-IBAN', account, { found: account.text });
  }
  const banks = reading.at(
    `${MEANS}/ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID`,
    'cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID',
  );
  for (const bank of banks) {
    // BT-86 may be a national clearing code as well, which UBL does not tell apart.
    const isBic = reading.isCii || /^\s*[A-Za-z]{6}[A-Za-z\d ]*$/.test(bank.text);
    if (isBic && checkBic(bank.text).length > 0) warn('SCELL-BIC', bank, { found: bank.text });
  }
}

const SETTLEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
const MEANS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans`;

/** BT-34 and BT-49 by their scheme, BT-43 and BT-58, BT-124. */
function judgeAddresses(reading: Reading, warn: Warn): void {
  for (const address of reading.all('cbc:EndpointID', 'ram:URIID')) {
    const isElectronic =
      address.tag === 'cbc:EndpointID' || address.parent?.tag === 'ram:URIUniversalCommunication';
    const scheme = attribute(address, 'schemeID');
    if (!isElectronic || scheme === undefined) continue;
    const findings = checkElectronicAddress({ value: address.text, scheme });
    const isWrong = findings.some(({ code }) => code === 'ELECTRONIC_ADDRESS_FORMAT');
    const isWrongSiren = scheme === '0225' && checkSiren(address.text.slice(0, 9)).length > 0;
    if (isWrong || isWrongSiren) warn('SCELL-ADDRESS', address, { found: address.text });
  }
  for (const email of reading.all('cbc:ElectronicMail', 'ram:URIID')) {
    const isEmail =
      email.tag === 'cbc:ElectronicMail' || email.parent?.tag === 'ram:EmailURIUniversalCommunication';
    if (isEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.text))
      warn('SCELL-EMAIL', email, { found: email.text });
  }
  const locations = reading.at(
    'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:AdditionalReferencedDocument/ram:URIID',
    'cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI',
  );
  for (const location of locations)
    if (!/^(?:https?|s?ftps?|urn|mailto|cid):\S+$|^#\S+$/i.test(location.text))
      warn('SCELL-URL', location, { found: location.text });
}
