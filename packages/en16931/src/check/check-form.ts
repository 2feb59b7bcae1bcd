/** Are the values what their type says: decimals, real dates, texts that say something, codes of their lists? */
import { type Decimal, decimalPlaces, isDecimal, isNegative } from '@scell/core';
import { indexOfIllegalCharacter } from '../characters.ts';
import { isAllowanceReason } from '../code-lists/allowance-reasons.ts';
import { isChargeReason } from '../code-lists/charge-reasons.ts';
import { isCountry } from '../code-lists/countries.ts';
import { isCurrency } from '../code-lists/currencies.ts';
import { isElectronicAddressScheme } from '../code-lists/eas.ts';
import { isIdentifierScheme } from '../code-lists/icd.ts';
import { isClassificationScheme } from '../code-lists/item-schemes.ts';
import { isAttachmentType } from '../code-lists/mime-codes.ts';
import { isNoteSubject } from '../code-lists/note-subjects.ts';
import { isObjectScheme } from '../code-lists/object-schemes.ts';
import { isPaymentMeans } from '../code-lists/payment-means.ts';
import { isUnit } from '../code-lists/units.ts';
import { isExemptionReasonCode } from '../code-lists/vatex.ts';
import type { Invoice } from '../model.ts';
import type { Report } from './finding.ts';
import {
  addresses,
  allowancesAndCharges,
  amounts,
  dates,
  identifiers,
  periods,
  prices,
  quantities,
  rates,
} from './terms.ts';

/** Whether every number of the invoice is a decimal; arithmetic makes sense only then. Reports SC-DECIMAL. */
export function checkDecimals(invoice: Invoice, report: Report): boolean {
  const wrong = [...amounts(invoice), ...quantities(invoice), ...prices(invoice), ...rates(invoice)].filter(
    ({ value }) => !isDecimal(value),
  );
  for (const { term, path, value } of wrong)
    report(
      'SC-DECIMAL',
      term,
      path,
      `« ${value} » n’est pas un nombre décimal.`,
      `"${value}" is not a decimal number.`,
    );
  return wrong.length === 0;
}

/** Forms and code lists: SC-EMPTY, SC-CHARACTER, SC-DATE, BR-DEC, BR-CL, BR-27, BR-28, BR-29, BR-30 and their kin. */
export function checkForm(invoice: Invoice, report: Report): void {
  checkTexts(invoice, '', report);
  checkDates(invoice, report);
  for (const { term, path, value } of amounts(invoice))
    if (decimalPlaces(value) > 2)
      report(
        DECIMALS_RULES[term] ?? 'BR-DEC',
        term,
        path,
        `Le montant ${value} a plus de deux décimales.`,
        `The amount ${value} has more than two decimals.`,
      );
  checkPrices(invoice, report);
  checkCodes(invoice, report);
}

/** An element without text is refused in both syntaxes; a term without a value is an absent property. */
function checkTexts(value: unknown, path: string, report: Report): void {
  if (typeof value === 'string') {
    if (value.trim() === '') report('SC-EMPTY', path, path, 'La valeur est vide.', 'The value is empty.');
    else if (indexOfIllegalCharacter(value) >= 0)
      report(
        'SC-CHARACTER',
        path,
        path,
        'La valeur contient un caractère de contrôle qu’une facture électronique ne peut pas porter.',
        'The value holds a control character an electronic invoice cannot carry.',
      );
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkTexts(item, `${path}[${index}]`, report);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const [name, member] of Object.entries(value))
      checkTexts(member, path === '' ? name : `${path}.${name}`, report);
  }
}

function checkDates(invoice: Invoice, report: Report): void {
  for (const { term, path, value } of dates(invoice))
    if (!isIsoDate(value))
      report(
        'SC-DATE',
        term,
        path,
        `« ${value} » n’est pas une date du calendrier (AAAA-MM-JJ).`,
        `"${value}" is not a calendar date (YYYY-MM-DD).`,
      );
  for (const { term, path, value } of periods(invoice)) {
    const line = term === 'BG-26';
    if (value.start === undefined && value.end === undefined)
      report(
        line ? 'BR-CO-20' : 'BR-CO-19',
        term,
        path,
        'Une période a au moins un début ou une fin.',
        'A period has a start or an end at least.',
      );
    else if (value.start !== undefined && value.end !== undefined && value.end < value.start)
      report(
        line ? 'BR-30' : 'BR-29',
        term,
        path,
        `La période finit le ${value.end}, avant son début le ${value.start}.`,
        `The period ends on ${value.end}, before its start on ${value.start}.`,
      );
  }
}

/** Whether the text is `YYYY-MM-DD` and a day of the calendar. */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function checkPrices(invoice: Invoice, report: Report): void {
  const refuse = (rule: string, term: string, path: string, value: Decimal | undefined): void => {
    if (value !== undefined && isNegative(value))
      report(rule, term, path, `Le prix ${value} est négatif.`, `The price ${value} is negative.`);
  };
  for (const [i, { price }] of invoice.lines.entries()) {
    refuse('BR-27', 'BT-146', `lines[${i}].price.net`, price.net);
    refuse('BR-28', 'BT-148', `lines[${i}].price.gross`, price.gross);
  }
}

function checkCodes(invoice: Invoice, report: Report): void {
  const expect = (
    rule: string,
    term: string,
    path: string,
    code: string | undefined,
    known: (code: string) => boolean,
  ): void => {
    if (code !== undefined && !known(code))
      report(
        rule,
        term,
        path,
        `Le code « ${code} » ne figure pas dans la liste de ${term}.`,
        `The code "${code}" is not in the list of ${term}.`,
      );
  };
  expect('BR-CL-04', 'BT-5', 'currency', invoice.currency, isCurrency);
  expect('BR-CL-05', 'BT-6', 'taxCurrency', invoice.taxCurrency, isCurrency);
  expect('BR-CL-16', 'BT-81', 'payment.meansCode', invoice.payment?.meansCode, isPaymentMeans);
  expect('BR-CL-07', 'BT-18', 'invoicedObject.scheme', invoice.invoicedObject?.scheme, isObjectScheme);
  for (const [i, note] of (invoice.notes ?? []).entries())
    expect('BR-CL-08', 'BT-21', `notes[${i}].subjectCode`, note.subjectCode, isNoteSubject);
  for (const { term, path, value } of addresses(invoice))
    expect('BR-CL-14', term, `${path}.country`, value.country, isCountry);
  for (const { term, path, value } of identifiers(invoice))
    expect(ICD_RULES[term] ?? 'BR-CL-10', term, `${path}.scheme`, value.scheme, isIdentifierScheme);
  for (const [name, term] of [
    ['seller', 'BT-34'],
    ['buyer', 'BT-49'],
  ] as const) {
    const address = invoice[name].electronicAddress;
    const path = `${name}.electronicAddress.scheme`;
    if (address && address.scheme === undefined)
      report(
        name === 'seller' ? 'BR-62' : 'BR-63',
        term,
        path,
        'L’adresse électronique n’a pas de schéma.',
        'The electronic address has no scheme.',
      );
    expect('BR-CL-25', term, path, address?.scheme, isElectronicAddressScheme);
  }
  for (const [i, group] of invoice.vatBreakdown.entries())
    expect(
      'BR-CL-22',
      'BT-121',
      `vatBreakdown[${i}].exemptionReasonCode`,
      group.exemptionReasonCode,
      isExemptionReasonCode,
    );
  for (const { terms, path, value, charge } of allowancesAndCharges(invoice))
    expect(
      charge ? 'BR-CL-20' : 'BR-CL-19',
      terms.reasonCode,
      `${path}.reasonCode`,
      value.reasonCode,
      charge ? isChargeReason : isAllowanceReason,
    );
  for (const [i, document] of (invoice.supportingDocuments ?? []).entries())
    expect(
      'BR-CL-24',
      'BT-125',
      `supportingDocuments[${i}].attachment.mimeCode`,
      document.attachment?.mimeCode,
      isAttachmentType,
    );
  for (const [i, line] of invoice.lines.entries()) {
    const path = `lines[${i}]`;
    expect('BR-CL-23', 'BT-130', `${path}.unitCode`, line.unitCode, isUnit);
    expect('BR-CL-23', 'BT-150', `${path}.price.baseQuantityUnit`, line.price.baseQuantityUnit, isUnit);
    expect('BR-CL-07', 'BT-128', `${path}.object.scheme`, line.object?.scheme, isObjectScheme);
    expect('BR-CL-14', 'BT-159', `${path}.originCountry`, line.originCountry, isCountry);
    if (line.standardItemId && line.standardItemId.scheme === undefined)
      report(
        'BR-64',
        'BT-157',
        `${path}.standardItemId.scheme`,
        'L’identifiant normalisé de l’article n’a pas de schéma.',
        'The standard item identifier has no scheme.',
      );
    for (const [j, { scheme }] of (line.classifications ?? []).entries())
      expect('BR-CL-13', 'BT-158', `${path}.classifications[${j}].scheme`, scheme, isClassificationScheme);
  }
}

/** The rule that limits an amount to two decimals, by term. */
const DECIMALS_RULES: Readonly<Record<string, string>> = {
  'BT-92': 'BR-DEC-01',
  'BT-93': 'BR-DEC-02',
  'BT-99': 'BR-DEC-05',
  'BT-100': 'BR-DEC-06',
  'BT-106': 'BR-DEC-09',
  'BT-107': 'BR-DEC-10',
  'BT-108': 'BR-DEC-11',
  'BT-109': 'BR-DEC-12',
  'BT-110': 'BR-DEC-13',
  'BT-111': 'BR-DEC-15',
  'BT-112': 'BR-DEC-14',
  'BT-113': 'BR-DEC-16',
  'BT-114': 'BR-DEC-17',
  'BT-115': 'BR-DEC-18',
  'BT-116': 'BR-DEC-19',
  'BT-117': 'BR-DEC-20',
  'BT-131': 'BR-DEC-23',
  'BT-136': 'BR-DEC-24',
  'BT-137': 'BR-DEC-25',
  'BT-141': 'BR-DEC-27',
  'BT-142': 'BR-DEC-28',
};

/** The rule that asks for an ISO/IEC 6523 scheme, by term. */
const ICD_RULES: Readonly<Record<string, string>> = {
  'BT-30': 'BR-CL-11',
  'BT-47': 'BR-CL-11',
  'BT-61': 'BR-CL-11',
  'BT-71': 'BR-CL-26',
  'BT-157': 'BR-CL-21',
};
