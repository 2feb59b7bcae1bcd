/**
 * The rules a French platform adds for invoices between French businesses (BR-FR, XP Z12-012), as far as the model can
 * break them. Rules of multi-vendor and two-way invoices (BR-FR-MV, BR-FR-BD) concern frameworks we do not issue.
 */
import { compare, type Decimal, decimalPlaces, equals, isZero } from '@scell/core';
import { versionOn } from '../fiscal-rules/rule.ts';
import { numberForm } from '../fiscal-rules/statute/invoicing.ts';
import { mandatoryNotes } from '../fiscal-rules/statute/mentions.ts';
import { cashLimit } from '../fiscal-rules/statute/thresholds.ts';
import { checkElectronicAddress } from '../identifiers.ts';
import type { Identifier, Invoice, Party } from '../model.ts';
import { isFrenchVatRate, rateNotInForce, vatDates, vatRateStatus } from '../vat-rates.ts';
import { isIsoDate } from './check-form.ts';
import type { Report } from './finding.ts';
import { amounts, dates, identifiers, prices, quantities, rates, taxed } from './terms.ts';

const CREDIT_NOTES: ReadonlySet<string> = new Set(['381', '261', '262', '396', '502', '503']);
const CORRECTIVE: ReadonlySet<string> = new Set(['384', '471', '472', '473']);
const DEPOSITS: ReadonlySet<string> = new Set(['386', '500', '503']);
const SELF_BILLED: ReadonlySet<string> = new Set(['389', '501', '500', '471', '473', '261', '502']);

/** BT-23 as the State takes it (G1.02), and the codes the AFNOR list adds to it. */
const FRAMEWORKS = new Set('B1 S1 M1 B2 S2 M2 B4 S4 M4 S5 S6 B7 S7'.split(' '));
const AFNOR_FRAMEWORKS = new Set('S3 B8 S8 M8 B9 S9 M9'.split(' '));
const ATTACHMENT_KINDS = new Set(
  (
    'RIB LISIBLE FEUILLE_DE_STYLE PJA BORDEREAU_SUIVI DOCUMENT_ANNEXE BON_LIVRAISON BON_COMMANDE ' +
    'BORDEREAU_SUIVI_VALIDATION ETAT_ACOMPTE FACTURE_PAIEMENT_DIRECT RECAPITULATIF_COTRAITANCE'
  ).split(' '),
);
const PROCESSING = new Set('B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY'.split(' '));

// BR-FR asks for the notes and the form of numbers whatever the invoice date.
const MANDATORY_NOTES = mandatoryNotes.map((rule) => rule.versions[0].definition);
const NUMBER_FORM = numberForm.versions[0].definition;
const NUMBER_CHARACTERS = new RegExp(`^[${NUMBER_FORM.characters}]*$`);

/** The invoice holds decimals only. */
export function checkFrench(invoice: Invoice, report: Report): void {
  checkNumbersAndDates(invoice, report);
  checkNotes(invoice, report);
  checkParties(invoice, report);
  checkFramework(invoice, report);
  checkRates(invoice, report);
  checkCash(invoice, report);
  checkPrecision(invoice, report);
  checkPreceding(invoice, report);
  checkAttachments(invoice, report);
  if (
    invoice.currency !== 'EUR' &&
    (invoice.taxCurrency !== 'EUR' || invoice.totals.vatInTaxCurrency === undefined)
  )
    report(
      'BR-FR-CO-12',
      'BT-6',
      'taxCurrency',
      'Une facture en devise donne sa TVA en euros (BT-6 = EUR, BT-111).',
      'An invoice in a foreign currency gives its VAT in euros (BT-6 = EUR, BT-111).',
    );
}

function checkNumbersAndDates(invoice: Invoice, report: Report): void {
  const numbers = [
    { term: 'BT-1', path: 'number', value: invoice.number },
    ...(invoice.precedingInvoices ?? []).map(({ number }, i) => ({
      term: 'BT-25',
      path: `precedingInvoices[${i}].number`,
      value: number,
    })),
  ];
  for (const { term, path, value } of numbers) {
    if (value.length > NUMBER_FORM.maxLength)
      report(
        'BR-FR-01',
        term,
        path,
        `Un numéro de facture compte au plus ${NUMBER_FORM.maxLength} caractères.`,
        `An invoice number has at most ${NUMBER_FORM.maxLength} characters.`,
      );
    if (!NUMBER_CHARACTERS.test(value))
      report(
        'BR-FR-02',
        term,
        path,
        'Un numéro de facture ne contient que des lettres sans accent, des chiffres, « - », « + », « _ » et « / ».',
        'An invoice number holds only unaccented letters, digits, "-", "+", "_" and "/".',
      );
  }
  for (const { term, path, value } of dates(invoice))
    if (isIsoDate(value) && !value.startsWith('20'))
      report(
        'BR-FR-03',
        term,
        path,
        `L’année de ${value} n’est pas entre 2000 et 2099.`,
        `The year of ${value} is not between 2000 and 2099.`,
      );
  if (
    invoice.dueDate !== undefined &&
    invoice.dueDate < invoice.issueDate &&
    !DEPOSITS.has(invoice.typeCode) &&
    !isPaid(invoice)
  )
    report(
      'BR-FR-CO-07',
      'BT-9',
      'dueDate',
      `L’échéance (${invoice.dueDate}) précède la date de facture (${invoice.issueDate}).`,
      `The due date (${invoice.dueDate}) is before the invoice date (${invoice.issueDate}).`,
    );
}

function checkNotes(invoice: Invoice, report: Report): void {
  const notes = invoice.notes ?? [];
  for (const { subjectCode: code, subject } of MANDATORY_NOTES)
    if (!notes.some(({ subjectCode }) => subjectCode === code))
      report(
        'BR-FR-05',
        'BG-1',
        'notes',
        `Il manque la note ${code} (${subject.fr}).`,
        `The note ${code} (${subject.en}) is missing.`,
      );
  for (const code of [...MANDATORY_NOTES.map(({ subjectCode }) => subjectCode), 'TXD'])
    if (notes.filter(({ subjectCode }) => subjectCode === code).length > 1)
      report(
        'BR-FR-06',
        'BT-21',
        'notes',
        `La note ${code} figure plusieurs fois.`,
        `The note ${code} occurs more than once.`,
      );
  const processing = notes.filter(({ subjectCode }) => subjectCode === 'BAR').map(({ text }) => text);
  for (const value of processing)
    if (!PROCESSING.has(value))
      report(
        'BR-FR-20',
        'BT-22',
        'notes',
        `« ${value} » n’est pas un traitement (note BAR).`,
        `"${value}" is not a processing (note BAR).`,
      );
  if (new Set(processing).size > 1)
    report(
      'BR-FR-31',
      'BT-22',
      'notes',
      'Les notes BAR se contredisent.',
      'The notes BAR contradict each other.',
    );
  const inVatGroup = invoice.seller.identifiers?.some(({ scheme }) => scheme === '0231') ?? false;
  if (
    inVatGroup &&
    !notes.some(({ subjectCode, text }) => subjectCode === 'TXD' && text === 'MEMBRE_ASSUJETTI_UNIQUE')
  )
    report(
      'BR-FR-CO-14',
      'BT-22',
      'notes',
      'Un membre d’assujetti unique porte la note TXD « MEMBRE_ASSUJETTI_UNIQUE ».',
      'A member of a VAT group has the note TXD "MEMBRE_ASSUJETTI_UNIQUE".',
    );
  if (inVatGroup && invoice.taxRepresentative === undefined)
    report(
      'BR-FR-CO-15',
      'BT-63',
      'taxRepresentative',
      'Un membre d’assujetti unique donne le numéro de TVA de son groupe (BT-63).',
      'A member of a VAT group gives the VAT number of its group (BT-63).',
    );
}

function checkParties(invoice: Invoice, report: Report): void {
  const { seller, buyer, payee } = invoice;
  const domestic = (invoice.notes ?? []).some(
    ({ subjectCode, text }) => subjectCode === 'BAR' && text === 'B2B',
  );
  if (!isSiren(seller.legalId))
    report(
      'BR-FR-10',
      'BT-30',
      'seller.legalId',
      'Le SIREN du vendeur (schéma 0002) manque.',
      'The SIREN of the seller (scheme 0002) is missing.',
    );
  if (domestic && !isSiren(buyer.legalId))
    report(
      'BR-FR-11',
      'BT-47',
      'buyer.legalId',
      'Le SIREN de l’acheteur (schéma 0002) manque.',
      'The SIREN of the buyer (scheme 0002) is missing.',
    );
  for (const { term, path, value } of identifiers(invoice)) {
    if (value.scheme === '0002' && !/^\d{9}$/.test(value.value))
      report('BR-FR-32', term, path, 'Un SIREN compte 9 chiffres.', 'A SIREN has 9 digits.');
    if (value.scheme === '0224' && !/^[A-Za-z0-9+._-]{1,100}$/.test(value.value))
      report(
        'BR-FR-24',
        term,
        path,
        'Un code de routage (0224) compte au plus 100 lettres, chiffres, « - », « _ » ou « . ».',
        'A routing code (0224) has at most 100 letters, digits, "-", "_" or ".".',
      );
  }
  for (const [path, ids, legalId] of [
    ['seller', seller.identifiers, seller.legalId],
    ['buyer', buyer.identifiers, buyer.legalId],
    ['payee', payee?.identifier && [payee.identifier], payee?.legalId],
  ] as const)
    checkIdentifiers(path, ids ?? [], legalId, report);

  const selfBilled = SELF_BILLED.has(invoice.typeCode);
  checkAddress(
    'seller',
    seller,
    'BR-FR-13',
    'BT-34',
    domestic && selfBilled ? 'BR-FR-22' : undefined,
    report,
  );
  checkAddress('buyer', buyer, 'BR-FR-12', 'BT-49', domestic && !selfBilled ? 'BR-FR-21' : undefined, report);
}

function isSiren(id: Identifier | undefined): boolean {
  return id?.scheme === '0002' && /^\d{9}$/.test(id.value);
}

const IDENTIFIER_TERM = { seller: 'BT-29', buyer: 'BT-46', payee: 'BT-60' } as const;

function checkIdentifiers(
  party: keyof typeof IDENTIFIER_TERM,
  ids: readonly Identifier[],
  legalId: Identifier | undefined,
  report: Report,
): void {
  const term = IDENTIFIER_TERM[party];
  const path = `${party}.${party === 'payee' ? 'identifier' : 'identifiers'}`;
  for (const id of ids) {
    if (id.scheme === undefined)
      report(
        'BR-FR-CO-10',
        term,
        path,
        `L’identifiant « ${id.value} » n’a pas de schéma.`,
        `The identifier "${id.value}" has no scheme.`,
      );
    if (
      id.scheme === '0009' &&
      (!/^\d{14}$/.test(id.value) || (isSiren(legalId) && !id.value.startsWith(legalId?.value ?? '')))
    )
      report(
        'BR-FR-09',
        term,
        path,
        'Un SIRET compte 14 chiffres et commence par le SIREN.',
        'A SIRET has 14 digits and starts with the SIREN.',
      );
  }
  const schemes = ids.map(({ scheme }) => scheme);
  if (new Set(schemes).size < schemes.length)
    report(
      'BR-FR-CO-10',
      term,
      path,
      'Deux identifiants ont le même schéma.',
      'Two identifiers have the same scheme.',
    );
}

function checkAddress(
  path: 'seller' | 'buyer',
  { electronicAddress, legalId }: Party,
  presenceRule: string,
  term: string,
  /** The rule that wants a French address starting with the SIREN, where it applies. */
  directoryRule: string | undefined,
  report: Report,
): void {
  const where = `${path}.electronicAddress`;
  if (!electronicAddress) {
    report(presenceRule, term, where, 'L’adresse électronique manque.', 'The electronic address is missing.');
    return;
  }
  const { value, scheme } = electronicAddress;
  if (scheme === '0225')
    for (const { text } of checkElectronicAddress(electronicAddress))
      report(value.length > 125 ? 'BR-FR-25' : 'BR-FR-23', term, where, text.fr, text.en);
  if (
    directoryRule !== undefined &&
    (scheme !== '0225' || !isSiren(legalId) || !value.startsWith(legalId?.value ?? ''))
  )
    report(
      directoryRule,
      term,
      where,
      'L’adresse électronique est de schéma 0225 et commence par le SIREN.',
      'The electronic address has scheme 0225 and starts with the SIREN.',
    );
}

/** Frameworks B2, S2, M2: paid before issue. */
function isPaid(invoice: Invoice): boolean {
  return /^[BSM]2$/.test(invoice.processType ?? '');
}

function checkFramework(invoice: Invoice, report: Report): void {
  const { processType, typeCode, totals } = invoice;
  if (processType === undefined || !(FRAMEWORKS.has(processType) || AFNOR_FRAMEWORKS.has(processType)))
    report(
      'BR-FR-08',
      'BT-23',
      'processType',
      'Le cadre de facturation (B1, S1, M1, B2…) manque ou est inconnu.',
      'The invoicing framework (B1, S1, M1, B2…) is missing or unknown.',
    );
  else if (AFNOR_FRAMEWORKS.has(processType))
    report(
      'G1.02',
      'BT-23',
      'processType',
      `Le cadre ${processType} n’est pas dans la liste de l’administration.`,
      `The framework ${processType} is not in the list of the administration.`,
      'warning',
    );
  if (/^[BSM]4$/.test(processType ?? '') && DEPOSITS.has(typeCode))
    report(
      'BR-FR-CO-08',
      'BT-23',
      'processType',
      'Une facture définitive après acompte (B4, S4, M4) n’est pas elle-même un acompte.',
      'A final invoice after deposits (B4, S4, M4) is not itself a deposit.',
    );
  if (isPaid(invoice)) {
    if (!equals(totals.prepaid ?? '0', totals.withVat) || !isZero(totals.due))
      report(
        'BR-FR-CO-09',
        'BT-113',
        'totals.prepaid',
        'Une facture déjà payée (B2, S2, M2) a un montant payé (BT-113) égal au total TTC et plus rien à payer.',
        'An invoice already paid (B2, S2, M2) has a paid amount (BT-113) equal to the total with VAT and nothing due.',
      );
    if (invoice.dueDate === undefined)
      report(
        'BR-FR-CO-09',
        'BT-9',
        'dueDate',
        'Une facture déjà payée (B2, S2, M2) porte la date du paiement comme échéance.',
        'An invoice already paid (B2, S2, M2) has the date of payment as due date.',
      );
  }
}

function checkRates(invoice: Invoice, report: Report): void {
  const dates = vatDates(invoice);
  for (const { rate, rateTerm, ratePath } of taxed(invoice)) {
    if (rate === undefined) continue;
    if (!isFrenchVatRate(rate))
      report(
        'BR-FR-16',
        rateTerm,
        ratePath,
        `${rate} % n’est pas un taux de TVA français.`,
        `${rate}% is not a French VAT rate.`,
      );
    else if (vatRateStatus(rate, dates) === 'other-date') {
      const { fr, en } = rateNotInForce(rate, dates);
      // What a credit note corrects may have been invoiced long after its delivery: that day is not written in it.
      const severity = CREDIT_NOTES.has(invoice.typeCode) ? 'warning' : 'fatal';
      report('SC-RATE-DATE', rateTerm, ratePath, sentence(fr), sentence(en), severity);
    }
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A warning: part of the amount may be paid otherwise, and a private person from abroad has a higher limit. */
function checkCash({ payment, totals, currency, issueDate }: Invoice, report: Report): void {
  const limit = versionOn(cashLimit, issueDate)?.definition;
  if (limit === undefined || payment === undefined || currency !== limit.currency) return;
  if (!limit.paymentMeans.includes(payment.meansCode) || compare(totals.withVat, limit.amount) <= 0) return;
  report(
    'SC-CASH-LIMIT',
    'BT-81',
    'payment.meansCode',
    `Un paiement en espèces ne dépasse pas ${limit.amount} € (code monétaire et financier, art. D. 112-3) ; la facture est de ${totals.withVat} €.`,
    `A payment in cash is at most €${limit.amount} (code monétaire et financier, art. D. 112-3); the invoice is of €${totals.withVat}.`,
    'warning',
  );
}

function checkPrecision(invoice: Invoice, report: Report): void {
  const digits = (value: Decimal): number => value.replace('.', '').length;
  const limit = (rule: string, items: ReturnType<typeof amounts>, places: number, length: number): void => {
    for (const { term, path, value } of items)
      if (decimalPlaces(value) > places || digits(value) > length)
        report(
          rule,
          term,
          path,
          `${value} dépasse ${places} décimales ou ${length} caractères.`,
          `${value} exceeds ${places} decimals or ${length} characters.`,
        );
  };
  limit('BR-FR-DEC-01', amounts(invoice), 2, 19);
  limit('BR-FR-DEC-02', quantities(invoice), 4, 19);
  limit('BR-FR-DEC-03', prices(invoice), 6, 19);
  limit('BR-FR-DEC-04', rates(invoice), 2, 4);
}

function checkPreceding(invoice: Invoice, report: Report): void {
  const preceding = invoice.precedingInvoices ?? [];
  const dated = preceding.every(({ issueDate }) => issueDate !== undefined);
  if (CORRECTIVE.has(invoice.typeCode) && (preceding.length !== 1 || !dated))
    report(
      'BR-FR-CO-04',
      'BG-3',
      'precedingInvoices',
      'Une facture rectificative cite une seule facture antérieure, avec sa date.',
      'A corrective invoice names exactly one preceding invoice, with its date.',
    );
  if (CREDIT_NOTES.has(invoice.typeCode) && (preceding.length === 0 || !dated))
    report(
      'BR-FR-CO-05',
      'BG-3',
      'precedingInvoices',
      'Un avoir cite au moins une facture antérieure, avec sa date.',
      'A credit note names at least one preceding invoice, with its date.',
    );
  if (invoice.typeCode === '262' && (invoice.contractReference === undefined || invoice.period === undefined))
    report(
      'BR-FR-CO-03',
      'BT-12',
      'contractReference',
      'Un avoir de remise globale (262) demande le contrat (BT-12) et la période (BG-14).',
      'A global allowance credit note (262) asks for the contract (BT-12) and the period (BG-14).',
    );
}

function checkAttachments(invoice: Invoice, report: Report): void {
  const kinds = (invoice.supportingDocuments ?? []).map(({ description }) => description);
  for (const [i, kind] of kinds.entries())
    if (kind !== undefined && !ATTACHMENT_KINDS.has(kind))
      report(
        'BR-FR-17',
        'BT-123',
        `supportingDocuments[${i}].description`,
        `« ${kind} » ne qualifie pas une pièce jointe (RIB, BON_LIVRAISON, DOCUMENT_ANNEXE…).`,
        `"${kind}" is not a kind of attachment (RIB, BON_LIVRAISON, DOCUMENT_ANNEXE…).`,
      );
  if (kinds.filter((kind) => kind === 'LISIBLE').length > 1)
    report(
      'BR-FR-18',
      'BT-123',
      'supportingDocuments',
      'Une seule pièce jointe est le lisible de la facture.',
      'Only one attachment is the readable view of the invoice.',
    );
}
