/**
 * The rules of the Factur-X profiles in words. Those of their structure (FX-SCH-A) are described from the grammar: what stands where, how often,
 * and of which list its value is.
 */
import type { Text } from '@scell/core';
import type { Entry, Occurrence } from '../facturx/grammar/notation.ts';
import { ruleOf, wholeGrammar } from '../facturx/grammar/profile-tree.ts';
import { termOfPath } from './element-terms.ts';
import { type Message, message } from './message.ts';

/** The message of a rule as the profiles have it; undefined for what has the same words elsewhere, or is no rule of theirs. */
export function facturxMessage(rule: string): Message | undefined {
  return OWN[rule] ?? structure().get(rule);
}

let known: ReadonlyMap<string, Message> | undefined;

function structure(): ReadonlyMap<string, Message> {
  known ??= described();
  return known;
}

/** What every path passes through says nothing to a reader. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'rsm:CrossIndustryInvoice',
  'rsm:SupplyChainTradeTransaction',
]);

function described(): Map<string, Message> {
  const messages = new Map<string, Message>();
  const add = (rule: string | undefined, words: Message) => {
    if (rule !== undefined) messages.set(rule, words);
  };
  const visit = (entry: Entry, above: readonly string[]) => {
    const path = EVERYWHERE.has(entry.tag) ? above : [...above, entry.tag];
    for (const fact of entry.occurrences) add(ruleOf(fact), counted(path, entry.variant, fact.value));
    for (const fact of entry.lists) add(ruleOf(fact), unlisted(path, undefined, fact.value));
    for (const attribute of entry.attributes) {
      for (const fact of attribute.required) add(ruleOf(fact), missing(path, attribute.name));
      for (const fact of attribute.lists) add(ruleOf(fact), unlisted(path, attribute.name, fact.value));
    }
    for (const child of entry.children) visit(child, path);
  };
  visit(wholeGrammar(), []);
  return messages;
}

/** Terms of single elements, by the end of their path; others have the term of the group they stand in. */
const TERMS: Readonly<Record<string, string>> = {
  'rsm:ExchangedDocument/ram:ID': 'BT-1',
  'rsm:ExchangedDocument/ram:TypeCode': 'BT-3',
  'ram:IssueDateTime/udt:DateTimeString': 'BT-2',
  'ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID': 'BT-23',
  'ram:GuidelineSpecifiedDocumentContextParameter/ram:ID': 'BT-24',
  'ram:IncludedNote/ram:SubjectCode': 'BT-21',
  'ram:SellerTradeParty/ram:Name': 'BT-27',
  'ram:SellerTradeParty/ram:GlobalID': 'BT-29',
  'ram:BuyerTradeParty/ram:Name': 'BT-44',
  'ram:BuyerTradeParty/ram:GlobalID': 'BT-46',
  'ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode': 'BT-5',
  'ram:ApplicableHeaderTradeSettlement/ram:TaxCurrencyCode': 'BT-6',
  'ram:ApplicableHeaderTradeSettlement/ram:PaymentReference': 'BT-83',
  'ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode': 'BT-81',
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:LineTotalAmount': 'BT-106',
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxBasisTotalAmount': 'BT-109',
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:GrandTotalAmount': 'BT-112',
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount': 'BT-115',
  'ram:AssociatedDocumentLineDocument/ram:LineID': 'BT-126',
  'ram:SpecifiedTradeProduct/ram:Name': 'BT-153',
  'ram:SpecifiedTradeProduct/ram:GlobalID': 'BT-157',
};

function termOf(path: readonly string[]): string | null {
  return TERMS[path.slice(-2).join('/')] ?? termOfPath(path);
}

const OFTEN: Readonly<Record<Occurrence, Text>> = {
  '*': { fr: 'autant de fois qu’il le faut', en: 'as often as needed' },
  '1': { fr: 'exactement une fois', en: 'exactly once' },
  '?': { fr: 'une fois au plus', en: 'once at most' },
  '+': { fr: 'au moins une fois', en: 'at least once' },
  '..2': { fr: 'deux fois au plus', en: 'twice at most' },
};

function counted(path: readonly string[], variant: string | undefined, occurrence: Occurrence): Message {
  const often = OFTEN[occurrence];
  const name = path.at(-1) ?? '';
  const below = path.slice(0, -1).join('/');
  const of = variant === undefined ? undefined : VARIANTS[variant];
  const where =
    below === ''
      ? { fr: 'dans la facture', en: 'in the invoice' }
      : { fr: `sous ${below}`, en: `below ${below}` };
  return message(
    termOf(path),
    [
      `Ce profil demande ${name}${of === undefined ? '' : ` ${of.fr}`} ${often.fr} ${where.fr}.`,
      'Ajoutez l’élément s’il manque, ou gardez-en le nombre admis en réunissant les valeurs.',
    ],
    [
      `This profile wants ${name}${of === undefined ? '' : ` ${of.en}`} ${often.en} ${where.en}.`,
      'Add the element where it is missing, or keep as many as are admitted and bring their values together.',
    ],
  );
}

/** The variants of the grammar, after the name of an element. */
const VARIANTS: Readonly<Record<string, Text>> = {
  VA: { fr: 'de schéma VA (numéro de TVA)', en: 'of scheme VA (VAT number)' },
  FC: { fr: 'de schéma FC (numéro fiscal local)', en: 'of scheme FC (local tax number)' },
  false: { fr: 'pour une remise (indicateur « false »)', en: 'of an allowance (indicator “false”)' },
  true: { fr: 'pour des frais (indicateur « true »)', en: 'of a charge (indicator “true”)' },
  invoice: { fr: 'dans la devise de la facture (BT-5)', en: 'in the invoice currency (BT-5)' },
  accounting: { fr: 'dans la devise de comptabilisation (BT-6)', en: 'in the accounting currency (BT-6)' },
  '50': { fr: 'de type 50 (appel d’offres)', en: 'of type 50 (tender)' },
  '130': { fr: 'de type 130 (objet facturé)', en: 'of type 130 (invoiced object)' },
  '916': { fr: 'de type 916 (pièce jointe)', en: 'of type 916 (supporting document)' },
  '5153': { fr: 'de la liste 5153 (taxes)', en: 'of list 5153 (taxes)' },
  unlisted: { fr: 'sans listID', en: 'without listID' },
};

function missing(path: readonly string[], attribute: string): Message {
  const owner = path.join('/');
  return message(
    termOf(path),
    [
      `L’attribut ${attribute} manque à ${owner}.`,
      `Donnez l’attribut ${attribute}, sans lequel la valeur ne peut être lue.`,
    ],
    [
      `The attribute ${attribute} of ${owner} is missing.`,
      `Give the attribute ${attribute}, without which the value cannot be read.`,
    ],
  );
}

function unlisted(path: readonly string[], attribute: string | undefined, list: string): Message {
  const urn = ANNOUNCED[list];
  if (urn !== undefined) return announced(urn);
  const owner = path.join('/');
  const name = LISTS[list] ?? { fr: `du profil (${list})`, en: `of the profile (${list})` };
  const value =
    attribute === undefined
      ? { fr: '', en: '' }
      : { fr: `l’attribut ${attribute} de `, en: `the attribute ${attribute} of ` };
  return message(
    termOf(path),
    [
      `La valeur de ${value.fr}${owner} n’est pas de la liste ${name.fr}.`,
      `Choisissez un code de la liste ${name.fr}, écrit exactement ainsi, sans blanc autour.`,
    ],
    [
      `The value of ${value.en}${owner} is not of the list ${name.en}.`,
      `Choose a code of the list ${name.en}, written exactly so, without blanks around it.`,
    ],
  );
}

/** How each profile is announced. */
const ANNOUNCED: Readonly<Record<string, string>> = {
  minimum: 'urn:factur-x.eu:1p0:minimum',
  basicwl: 'urn:factur-x.eu:1p0:basicwl',
  basic: 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
  en16931: 'urn:cen.eu:en16931:2017',
  extended: 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
};

function announced(urn: string): Message {
  return message(
    'BT-24',
    [
      'La facture n’annonce pas le profil dont les règles la jugent.',
      `Écrivez ${urn} dans BT-24, ou jugez la facture par les règles du profil qu’elle annonce.`,
    ],
    [
      'The invoice does not announce the profile whose rules judge it.',
      `Write ${urn} in BT-24, or judge the invoice by the rules of the profile it announces.`,
    ],
  );
}

const ISO_6523: Text = {
  fr: 'des schémas d’identification (ISO 6523)',
  en: 'of identifier schemes (ISO 6523)',
};
const TAX_TYPES: Text = { fr: 'des taxes (UNTDID 5153)', en: 'of taxes (UNTDID 5153)' };
const VAT_CATEGORIES: Text = {
  fr: 'des catégories de TVA (UNTDID 5305)',
  en: 'of VAT categories (UNTDID 5305)',
};
const DATE_FORMATS: Text = { fr: 'des formats de date (UNTDID 2379)', en: 'of date formats (UNTDID 2379)' };
const REFERENCE_TYPES: Text = {
  fr: 'des types de document référencé',
  en: 'of types of documents referred to',
};
const ATTACHMENTS: Text = { fr: 'des types de fichier admis', en: 'of admitted file types' };
const DOCUMENT_TYPES: Text = {
  fr: 'des types de facture (UNTDID 1001)',
  en: 'of invoice types (UNTDID 1001)',
};
const OBJECTS: Text = { fr: 'des types de référence (UNTDID 1153)', en: 'of reference types (UNTDID 1153)' };

/** The code lists of the grammar, after "the list". */
const LISTS: Readonly<Record<string, Text>> = {
  '130': REFERENCE_TYPES,
  '50': REFERENCE_TYPES,
  '916': REFERENCE_TYPES,
  'supporting-types': REFERENCE_TYPES,
  VA: {
    fr: 'des schémas de numéro de TVA, qui n’a que VA',
    en: 'of schemes of VAT numbers, which has VA alone',
  },
  VAT: TAX_TYPES,
  'tax-types': TAX_TYPES,
  'tax-types-vat': TAX_TYPES,
  'account-types': { fr: 'des types de compte', en: 'of account types' },
  'address-schemes': { fr: 'des adresses électroniques (EAS)', en: 'of electronic addresses (EAS)' },
  'allowance-reasons': { fr: 'des motifs de remise (UNTDID 5189)', en: 'of allowance reasons (UNTDID 5189)' },
  'attachment-types': ATTACHMENTS,
  'extended-attachment-types': ATTACHMENTS,
  'charge-reasons': { fr: 'des motifs de frais (UNTDID 7161)', en: 'of charge reasons (UNTDID 7161)' },
  countries: { fr: 'des pays (ISO 3166-1)', en: 'of countries (ISO 3166-1)' },
  currencies: { fr: 'des devises (ISO 4217)', en: 'of currencies (ISO 4217)' },
  'date-formats': DATE_FORMATS,
  'day-format': DATE_FORMATS,
  'delivery-terms': {
    fr: 'des conditions de livraison (UNTDID 4053)',
    en: 'of delivery terms (UNTDID 4053)',
  },
  'document-types': DOCUMENT_TYPES,
  'preceding-types': DOCUMENT_TYPES,
  'exemption-codes': { fr: 'des motifs d’exonération (VATEX)', en: 'of exemption reasons (VATEX)' },
  'identifier-schemes': ISO_6523,
  'identifier-schemes-0240': ISO_6523,
  'party-schemes': ISO_6523,
  'item-schemes': {
    fr: 'des classifications d’articles (UNTDID 7143)',
    en: 'of item classifications (UNTDID 7143)',
  },
  languages: { fr: 'des langues (ISO 639-2)', en: 'of languages (ISO 639-2)' },
  'line-reasons': {
    fr: 'des types de ligne (DETAIL, GROUP, INFORMATION)',
    en: 'of line types (DETAIL, GROUP, INFORMATION)',
  },
  'line-statuses': { fr: 'des états de ligne (UNTDID 1229)', en: 'of line states (UNTDID 1229)' },
  'note-subjects': { fr: 'des sujets de note (UNTDID 4451)', en: 'of note subjects (UNTDID 4451)' },
  'object-schemes': OBJECTS,
  'extended-object-schemes': OBJECTS,
  'payment-means': { fr: 'des moyens de paiement (UNTDID 4461)', en: 'of payment means (UNTDID 4461)' },
  'tax-point-events': { fr: 'des codes d’exigibilité (UNTDID 2475)', en: 'of VAT point codes (UNTDID 2475)' },
  'transport-modes': { fr: 'des modes de transport (UN/CEFACT 19)', en: 'of transport modes (UN/CEFACT 19)' },
  units: { fr: 'des unités (UN/ECE 20 et 21)', en: 'of units (UN/ECE 20 and 21)' },
  'vat-categories': VAT_CATEGORIES,
  'vat-categories-b': VAT_CATEGORIES,
};

/** A note that has a subject and no text. */
const emptyNote = (term: string) =>
  message(
    term,
    ['Une note donne un sujet sans rien dire.', 'Donnez à la note son texte, ou supprimez-la.'],
    ['A note gives a subject and says nothing.', 'Give the note its text, or remove it.'],
  );

/** Rules whose words are not those of a rule of EN 16931 or of its French extension. */
const OWN: Readonly<Record<string, Message>> = {
  '?': message(
    null,
    [
      'Ce profil de Factur-X n’emploie pas l’élément ou l’attribut qui se trouve à cet endroit, bien que son schéma l’admette.',
      'Supprimez-le, ou annoncez un profil plus étendu (BT-24) si l’information compte.',
    ],
    [
      'This profile of Factur-X does not use the element or attribute that stands here, although its schema admits it.',
      'Remove it, or announce a larger profile (BT-24) where the information matters.',
    ],
  ),
  'PEPPOL-EN16931-R008': message(
    null,
    ['Un élément est vide.', 'Donnez-lui une valeur, ou supprimez-le s’il n’est pas exigé par le schéma.'],
    ['An element is empty.', 'Give it a value, or remove it where the schema does not want it.'],
  ),
  'BR-FXEXT-01': emptyNote('BT-22'),
  'BR-FXEXT-02': emptyNote('BT-127'),
  'BR-FXEXT-03': message(
    'BT-48',
    [
      'Une partie autre que le vendeur donne un numéro fiscal qui n’est pas un numéro de TVA.',
      'Donnez le numéro de TVA avec schemeID="VA", ou supprimez le numéro.',
    ],
    [
      'A party other than the seller gives a tax number that is no VAT number.',
      'Give the VAT number with schemeID="VA", or remove the number.',
    ],
  ),
  'BR-FXEXT-CO-16': message(
    'BT-115',
    [
      'Le montant à payer (BT-115) n’est pas le total TVA comprise, moins l’acompte, plus l’arrondi et les ajustements financiers.',
      'Corrigez BT-115 : BT-112 − BT-113 + BT-114 + la somme des ajustements.',
    ],
    [
      'The amount due (BT-115) is not the total with VAT, less what is prepaid, plus rounding and financial adjustments.',
      'Correct BT-115: BT-112 − BT-113 + BT-114 + the sum of the adjustments.',
    ],
  ),
  'BR-FXEXT-CII-DT-097a': message(
    'BT-2',
    [
      'Une date de format 205 n’est pas un jour du calendrier suivi de l’heure et des minutes.',
      'Écrivez AAAAMMJJHHMM, l’heure de 00 à 23.',
    ],
    [
      'A date of format 205 is no day of the calendar with hour and minutes.',
      'Write YYYYMMDDHHMM, the hour from 00 to 23.',
    ],
  ),
};
