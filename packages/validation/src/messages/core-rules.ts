/** BR-01 to BR-65 and BR-CO: what EN 16931 asks of every invoice, in words. */
import { type Message, message } from './message.ts';
import { named } from './terms.ts';

/** A term that must be there; where it belongs, and how to give it. */
function missing(term: string, fr: { in: string; how: string }, en: { in: string; how: string }): Message {
  const name = named(term);
  return message(
    term,
    [`Donnée obligatoire absente ou vide ${fr.in} : ${name.fr}.`, fr.how],
    [`Mandatory information is missing or empty ${en.in}: ${name.en}.`, en.how],
  );
}

const ofInvoice = (term: string, fr: string, en: string): Message =>
  missing(term, { in: 'dans la facture', how: fr }, { in: 'in the invoice', how: en });

const ofLine = (term: string, fr: string, en: string): Message =>
  missing(term, { in: 'dans une ligne', how: fr }, { in: 'in a line', how: en });

const NOT_BEFORE_START = {
  fr: 'Corrigez l’une des deux dates : la fin doit être le jour du début ou un jour postérieur.',
  en: 'Correct one of the two dates: the end is the day of the start or a later one.',
};

function endsBeforeStart(term: string, period: { fr: string; en: string }): Message {
  return message(
    term,
    [`La ${period.fr} se termine avant d’avoir commencé.`, NOT_BEFORE_START.fr],
    [`The ${period.en} ends before it starts.`, NOT_BEFORE_START.en],
  );
}

function emptyPeriod(term: string, period: { fr: string; en: string }): Message {
  return message(
    term,
    [
      `La ${period.fr} est annoncée sans date de début ni date de fin.`,
      'Donnez au moins l’une des deux dates, ou supprimez la période.',
    ],
    [
      `The ${period.en} is announced with neither start nor end date.`,
      'Give one of the two dates at least, or remove the period.',
    ],
  );
}

const INVOICING_PERIOD = { fr: 'période de facturation (BG-14)', en: 'invoicing period (BG-14)' };
const LINE_PERIOD = { fr: 'période d’une ligne (BG-26)', en: 'period of a line (BG-26)' };

interface Kind {
  fr: string;
  en: string;
}
const DOCUMENT_ALLOWANCE: Kind = { fr: 'remise au niveau du document', en: 'document level allowance' };
const DOCUMENT_CHARGE: Kind = { fr: 'ligne de frais au niveau du document', en: 'document level charge' };
const LINE_ALLOWANCE: Kind = { fr: 'remise de ligne', en: 'line allowance' };
const LINE_CHARGE: Kind = { fr: 'ligne de frais sur une ligne de facture', en: 'line charge' };

function withoutAmount(term: string, kind: Kind): Message {
  return message(
    term,
    [`Une ${kind.fr} n’a pas de montant.`, `Donnez le montant (${term}), ou supprimez cet élément.`],
    [`A ${kind.en} has no amount.`, `Give the amount (${term}), or remove the element.`],
  );
}

function withoutCategory(term: string, kind: Kind): Message {
  return message(
    term,
    [
      `Une ${kind.fr} ne dit pas de quelle catégorie de TVA elle relève.`,
      `Donnez le code de catégorie (${term}) : S, Z, E, AE, K, G, O, L ou M.`,
    ],
    [
      `A ${kind.en} does not say which VAT category it belongs to.`,
      `Give the category code (${term}): S, Z, E, AE, K, G, O, L or M.`,
    ],
  );
}

function withoutReason(text: string, code: string, kind: Kind): Message {
  return message(
    text,
    [
      `Une ${kind.fr} n’a ni motif ni code de motif.`,
      `Donnez le motif en toutes lettres (${text}) ou son code (${code}).`,
    ],
    [
      `A ${kind.en} has neither a reason nor a reason code.`,
      `Give the reason in words (${text}) or its code (${code}).`,
    ],
  );
}

function withoutScheme(term: string, of: Kind, list: Kind): Message {
  return message(
    term,
    [`${of.fr} ne dit pas à quel schéma appartient sa valeur.`, `Ajoutez le schéma (${term}) : ${list.fr}.`],
    [`${of.en} does not say which scheme its value belongs to.`, `Add the scheme (${term}): ${list.en}.`],
  );
}

const EAS: Kind = {
  fr: 'un code de la liste EAS, 0225 pour l’annuaire français',
  en: 'a code of the EAS list, 0225 for the French directory',
};

const payeeName = message(
  'BT-59',
  [
    'Le bénéficiaire du paiement (BG-10) n’a pas de nom, ou il est identique au vendeur.',
    'Donnez le nom du bénéficiaire ; s’il est le vendeur lui-même, supprimez le groupe BG-10.',
  ],
  [
    'The payee (BG-10) has no name, or is the same as the seller.',
    'Give the name of the payee; if it is the seller, remove the group BG-10.',
  ],
);

export const CORE_RULES: Readonly<Record<string, Message>> = {
  'BR-01': ofInvoice(
    'BT-24',
    'Indiquez la spécification suivie, par exemple urn:cen.eu:en16931:2017.',
    'State the specification that is followed, urn:cen.eu:en16931:2017 for example.',
  ),
  'BR-02': ofInvoice('BT-1', 'Donnez à la facture son numéro.', 'Give the invoice its number.'),
  'BR-03': ofInvoice(
    'BT-2',
    'Donnez la date d’émission : AAAAMMJJ avec format="102" en CII, AAAA-MM-JJ en UBL.',
    'Give the date of issue: YYYYMMDD with format="102" in CII, YYYY-MM-DD in UBL.',
  ),
  'BR-04': ofInvoice(
    'BT-3',
    'Donnez le code du type : 380 pour une facture, 381 pour un avoir, 386 pour un acompte.',
    'Give the type code: 380 for an invoice, 381 for a credit note, 386 for a deposit invoice.',
  ),
  'BR-05': ofInvoice(
    'BT-5',
    'Donnez la devise en trois lettres (ISO 4217), EUR par exemple.',
    'Give the currency in three letters (ISO 4217), EUR for example.',
  ),
  'BR-06': ofInvoice(
    'BT-27',
    'Donnez la raison sociale du vendeur.',
    'Give the registered name of the seller.',
  ),
  'BR-07': ofInvoice(
    'BT-44',
    'Donnez la raison sociale de l’acheteur.',
    'Give the registered name of the buyer.',
  ),
  'BR-08': ofInvoice(
    'BG-5',
    'Ajoutez l’adresse postale du vendeur, avec son pays.',
    'Add the postal address of the seller, with its country.',
  ),
  'BR-09': ofInvoice(
    'BT-40',
    'Donnez le pays du vendeur en deux lettres (ISO 3166-1), FR par exemple.',
    'Give the country of the seller in two letters (ISO 3166-1), FR for example.',
  ),
  'BR-10': ofInvoice(
    'BG-8',
    'Ajoutez l’adresse postale de l’acheteur, avec son pays.',
    'Add the postal address of the buyer, with its country.',
  ),
  'BR-11': ofInvoice(
    'BT-55',
    'Donnez le pays de l’acheteur en deux lettres (ISO 3166-1), FR par exemple.',
    'Give the country of the buyer in two letters (ISO 3166-1), FR for example.',
  ),
  'BR-12': ofInvoice(
    'BT-106',
    'Donnez la somme des montants nets de toutes les lignes.',
    'Give the sum of the net amounts of all lines.',
  ),
  'BR-13': ofInvoice(
    'BT-109',
    'Donnez le total hors TVA : lignes, moins remises, plus frais.',
    'Give the total without VAT: lines, less allowances, plus charges.',
  ),
  'BR-14': ofInvoice('BT-112', 'Donnez le total TVA comprise.', 'Give the total with VAT.'),
  'BR-15': ofInvoice(
    'BT-115',
    'Donnez le montant qui reste à payer, 0.00 si tout est réglé.',
    'Give the amount that remains to be paid, 0.00 when all is settled.',
  ),
  'BR-16': message(
    'BG-25',
    ['La facture n’a aucune ligne.', 'Ajoutez au moins une ligne de facture.'],
    ['The invoice has no line.', 'Add one invoice line at least.'],
  ),
  'BR-17': payeeName,
  'BR-18': missing(
    'BT-62',
    {
      in: 'pour le représentant fiscal',
      how: 'Donnez le nom du représentant fiscal, ou supprimez le groupe BG-11.',
    },
    {
      in: 'for the tax representative',
      how: 'Give the name of the tax representative, or remove the group BG-11.',
    },
  ),
  'BR-19': missing(
    'BG-12',
    { in: 'pour le représentant fiscal', how: 'Ajoutez l’adresse postale du représentant fiscal.' },
    { in: 'for the tax representative', how: 'Add the postal address of the tax representative.' },
  ),
  'BR-20': missing(
    'BT-69',
    { in: 'pour le représentant fiscal', how: 'Donnez le pays du représentant fiscal en deux lettres.' },
    { in: 'for the tax representative', how: 'Give the country of the tax representative in two letters.' },
  ),
  'BR-21': ofLine(
    'BT-126',
    'Donnez à chaque ligne un numéro, unique dans la facture.',
    'Give each line an identifier, unique within the invoice.',
  ),
  'BR-22': ofLine('BT-129', 'Donnez la quantité facturée.', 'Give the invoiced quantity.'),
  'BR-23': ofLine(
    'BT-130',
    'Ajoutez le code d’unité (attribut unitCode) : C62 pour l’unité, HUR pour l’heure, KGM pour le kilogramme.',
    'Add the unit code (attribute unitCode): C62 for a piece, HUR for an hour, KGM for a kilogram.',
  ),
  'BR-24': ofLine(
    'BT-131',
    'Donnez le montant net : quantité × prix net ÷ quantité de base, moins remises, plus frais.',
    'Give the net amount: quantity × net price ÷ base quantity, less allowances, plus charges.',
  ),
  'BR-25': ofLine('BT-153', 'Nommez l’article ou la prestation.', 'Name the item or service.'),
  'BR-26': ofLine('BT-146', 'Donnez le prix unitaire net hors TVA.', 'Give the net unit price without VAT.'),
  'BR-27': message(
    'BT-146',
    [
      'Le prix net d’un article est négatif, ou n’est pas un nombre.',
      'Rendez le prix positif et portez le signe moins sur la quantité (BT-129), ou établissez un avoir.',
    ],
    [
      'The net price of an item is negative, or no number.',
      'Make the price positive and put the minus sign on the quantity (BT-129), or issue a credit note.',
    ],
  ),
  'BR-28': message(
    'BT-148',
    [
      'Le prix brut d’un article est négatif, ou n’est pas un nombre.',
      'Donnez un prix brut positif ou nul ; une baisse de prix est un rabais (BT-147).',
    ],
    [
      'The gross price of an item is negative, or no number.',
      'Give a gross price of zero or more; a lower price is a discount (BT-147).',
    ],
  ),
  'BR-29': endsBeforeStart('BT-74', INVOICING_PERIOD),
  'BR-30': endsBeforeStart('BT-135', LINE_PERIOD),
  'BR-31': withoutAmount('BT-92', DOCUMENT_ALLOWANCE),
  'BR-32': withoutCategory('BT-95', DOCUMENT_ALLOWANCE),
  'BR-33': withoutReason('BT-97', 'BT-98', DOCUMENT_ALLOWANCE),
  'BR-36': withoutAmount('BT-99', DOCUMENT_CHARGE),
  'BR-37': withoutCategory('BT-102', DOCUMENT_CHARGE),
  'BR-38': withoutReason('BT-104', 'BT-105', DOCUMENT_CHARGE),
  'BR-41': withoutAmount('BT-136', LINE_ALLOWANCE),
  'BR-42': withoutReason('BT-139', 'BT-140', LINE_ALLOWANCE),
  'BR-43': withoutAmount('BT-141', LINE_CHARGE),
  'BR-44': withoutReason('BT-144', 'BT-145', LINE_CHARGE),
  'BR-45': missing(
    'BT-116',
    { in: 'dans un groupe de la ventilation de TVA', how: 'Donnez la base imposable de la catégorie.' },
    { in: 'in a group of the VAT breakdown', how: 'Give the taxable amount of the category.' },
  ),
  'BR-46': missing(
    'BT-117',
    {
      in: 'dans un groupe de la ventilation de TVA',
      how: 'Donnez le montant de TVA de la catégorie, 0.00 sans taxe.',
    },
    {
      in: 'in a group of the VAT breakdown',
      how: 'Give the VAT amount of the category, 0.00 where there is no tax.',
    },
  ),
  'BR-47': missing(
    'BT-118',
    {
      in: 'dans un groupe de la ventilation de TVA',
      how: 'Donnez le code de catégorie : S, Z, E, AE, K, G, O, L ou M.',
    },
    { in: 'in a group of the VAT breakdown', how: 'Give the category code: S, Z, E, AE, K, G, O, L or M.' },
  ),
  'BR-48': missing(
    'BT-119',
    {
      in: 'dans un groupe de la ventilation de TVA',
      how: 'Donnez le taux, 0 pour une catégorie sans taxe ; seule la catégorie O n’en a pas.',
    },
    {
      in: 'in a group of the VAT breakdown',
      how: 'Give the rate, 0 for a category without tax; category O alone has none.',
    },
  ),
  'BR-49': missing(
    'BT-81',
    {
      in: 'dans les instructions de paiement',
      how: 'Donnez le code du moyen de paiement : 30 virement, 58 virement SEPA, 59 prélèvement SEPA.',
    },
    {
      in: 'in the payment instructions',
      how: 'Give the payment means code: 30 credit transfer, 58 SEPA transfer, 59 SEPA direct debit.',
    },
  ),
  'BR-50': missing(
    'BT-84',
    { in: 'pour un virement', how: 'Donnez l’IBAN ou le numéro du compte à créditer.' },
    { in: 'for a credit transfer', how: 'Give the IBAN or the number of the account to be credited.' },
  ),
  'BR-51': message(
    'BT-87',
    [
      'Le numéro de carte est trop long : les normes de sécurité des cartes n’en admettent qu’un extrait.',
      'Ne gardez que les premiers ou derniers chiffres du numéro, dix caractères au plus.',
    ],
    [
      'The card number is too long: card security standards admit an extract of it only.',
      'Keep the first or last digits of the number only, ten characters at most.',
    ],
  ),
  'BR-52': missing(
    'BT-122',
    { in: 'pour une pièce jointe', how: 'Donnez à la pièce jointe une référence.' },
    { in: 'for a supporting document', how: 'Give the supporting document a reference.' },
  ),
  'BR-53': message(
    'BT-111',
    [
      'La facture annonce une devise de comptabilisation de la TVA (BT-6) sans y donner le total de la TVA.',
      'Ajoutez le total de la TVA dans cette devise (BT-111) ; si elle est celle de la facture, supprimez BT-6.',
    ],
    [
      'The invoice names a VAT accounting currency (BT-6) and does not give the VAT total in it.',
      'Add the VAT total in that currency (BT-111); if it is the invoice currency, remove BT-6.',
    ],
  ),
  'BR-54': message(
    'BG-32',
    [
      'Un attribut d’article n’a pas à la fois un nom et une valeur.',
      'Donnez le nom (BT-160) et la valeur (BT-161), ou supprimez l’attribut.',
    ],
    [
      'An item attribute does not have both a name and a value.',
      'Give the name (BT-160) and the value (BT-161), or remove the attribute.',
    ],
  ),
  'BR-55': missing(
    'BT-25',
    { in: 'dans une référence à une facture antérieure', how: 'Donnez le numéro de la facture antérieure.' },
    { in: 'in a reference to a preceding invoice', how: 'Give the number of the preceding invoice.' },
  ),
  'BR-56': missing(
    'BT-63',
    { in: 'pour le représentant fiscal', how: 'Donnez le numéro de TVA du représentant fiscal.' },
    { in: 'for the tax representative', how: 'Give the VAT identifier of the tax representative.' },
  ),
  'BR-57': missing(
    'BT-80',
    {
      in: 'dans l’adresse de livraison',
      how: 'Donnez le pays de livraison en deux lettres, ou supprimez l’adresse.',
    },
    {
      in: 'in the deliver-to address',
      how: 'Give the country of delivery in two letters, or remove the address.',
    },
  ),
  'BR-61': message(
    'BT-84',
    [
      'Le moyen de paiement est un virement, et le compte à créditer manque.',
      'Ajoutez l’IBAN (BT-84), ou changez le code du moyen de paiement (BT-81).',
    ],
    [
      'The means of payment is a credit transfer, and the account to be credited is missing.',
      'Add the IBAN (BT-84), or change the payment means code (BT-81).',
    ],
  ),
  'BR-62': withoutScheme(
    'BT-34-1',
    {
      fr: 'L’adresse électronique du vendeur (BT-34)',
      en: 'The electronic address of the seller (BT-34)',
    },
    EAS,
  ),
  'BR-63': withoutScheme(
    'BT-49-1',
    {
      fr: 'L’adresse électronique de l’acheteur (BT-49)',
      en: 'The electronic address of the buyer (BT-49)',
    },
    EAS,
  ),
  'BR-64': withoutScheme(
    'BT-157-1',
    { fr: 'La référence standard d’un article (BT-157)', en: 'The standard identifier of an item (BT-157)' },
    { fr: 'un code ISO 6523, 0160 pour un GTIN', en: 'an ISO 6523 code, 0160 for a GTIN' },
  ),
  'BR-65': withoutScheme(
    'BT-158-1',
    { fr: 'La classification d’un article (BT-158)', en: 'The classification of an item (BT-158)' },
    {
      fr: 'un code UNTDID 7143, STI pour le CPV par exemple',
      en: 'a code of UNTDID 7143, STI for CPV for example',
    },
  ),

  'BR-CO-03': message(
    'BT-7',
    [
      'La facture donne à la fois une date (BT-7) et un code (BT-8) d’exigibilité de la TVA.',
      'Gardez l’un et supprimez l’autre.',
    ],
    [
      'The invoice gives both a VAT point date (BT-7) and a code for it (BT-8).',
      'Keep one and remove the other.',
    ],
  ),
  'BR-CO-04': ofLine(
    'BT-151',
    'Donnez la catégorie de TVA de la ligne : S, Z, E, AE, K, G, O, L ou M.',
    'Give the VAT category of the line: S, Z, E, AE, K, G, O, L or M.',
  ),
  'BR-CO-09': message(
    'BT-31',
    [
      'Un numéro de TVA (BT-31, BT-48 ou BT-63) ne commence pas par le code d’un pays.',
      'Faites précéder le numéro du code du pays : FR, DE, EL pour la Grèce.',
    ],
    [
      'A VAT identifier (BT-31, BT-48 or BT-63) does not start with the code of a country.',
      'Put the country code in front of the number: FR, DE, EL for Greece.',
    ],
  ),
  'BR-CO-10': message(
    'BT-106',
    [
      'La somme des montants nets des lignes (BT-106) ne correspond pas aux lignes (BT-131).',
      'Additionnez les montants nets de toutes les lignes et corrigez BT-106, ou la ligne qui s’en écarte.',
    ],
    [
      'The sum of line net amounts (BT-106) is not what the lines (BT-131) add up to.',
      'Add up the net amounts of all lines and correct BT-106, or the line that deviates.',
    ],
  ),
  'BR-CO-11': message(
    'BT-107',
    [
      'Le total des remises (BT-107) ne correspond pas aux remises du document (BT-92).',
      'Corrigez BT-107 : c’est la somme des montants de remise du document, sans celles des lignes.',
    ],
    [
      'The total of allowances (BT-107) is not what the document level allowances (BT-92) add up to.',
      'Correct BT-107: it is the sum of the allowances of the document, without those of lines.',
    ],
  ),
  'BR-CO-12': message(
    'BT-108',
    [
      'Le total des frais (BT-108) ne correspond pas aux frais du document (BT-99).',
      'Corrigez BT-108 : c’est la somme des frais du document, sans ceux des lignes.',
    ],
    [
      'The total of charges (BT-108) is not what the document level charges (BT-99) add up to.',
      'Correct BT-108: it is the sum of the charges of the document, without those of lines.',
    ],
  ),
  'BR-CO-13': message(
    'BT-109',
    [
      'Le total hors TVA (BT-109) n’est pas le total des lignes, moins les remises, plus les frais.',
      'Corrigez BT-109 : BT-106 − BT-107 + BT-108.',
    ],
    [
      'The total without VAT (BT-109) is not the lines, less allowances, plus charges.',
      'Correct BT-109: BT-106 − BT-107 + BT-108.',
    ],
  ),
  'BR-CO-14': message(
    'BT-110',
    [
      'Le total de la TVA (BT-110) n’est pas la somme des montants de la ventilation (BT-117).',
      'Additionnez les montants de TVA de tous les groupes de la ventilation et corrigez BT-110.',
    ],
    [
      'The VAT total (BT-110) is not the sum of the amounts of the breakdown (BT-117).',
      'Add up the VAT amounts of all groups of the breakdown and correct BT-110.',
    ],
  ),
  'BR-CO-15': message(
    'BT-112',
    [
      'Le total TVA comprise (BT-112) n’est pas le total hors TVA plus la TVA.',
      'Corrigez BT-112 : BT-109 + BT-110, dans la devise de la facture.',
    ],
    [
      'The total with VAT (BT-112) is not the total without VAT plus the VAT.',
      'Correct BT-112: BT-109 + BT-110, in the invoice currency.',
    ],
  ),
  'BR-CO-16': message(
    'BT-115',
    [
      'Le montant à payer (BT-115) n’est pas le total TVA comprise, moins ce qui est déjà payé, plus l’arrondi.',
      'Corrigez BT-115 : BT-112 − BT-113 + BT-114.',
    ],
    [
      'The amount due (BT-115) is not the total with VAT, less what is paid, plus the rounding.',
      'Correct BT-115: BT-112 − BT-113 + BT-114.',
    ],
  ),
  'BR-CO-17': message(
    'BT-117',
    [
      'Le montant de TVA d’un groupe (BT-117) n’est pas sa base imposable multipliée par son taux.',
      'Recalculez BT-116 × BT-119 ÷ 100, arrondi au centime.',
    ],
    [
      'The VAT amount of a group (BT-117) is not its taxable amount times its rate.',
      'Compute BT-116 × BT-119 ÷ 100 again, rounded to two decimals.',
    ],
  ),
  'BR-CO-18': ofInvoice(
    'BG-23',
    'Ajoutez un groupe de ventilation de TVA par catégorie et par taux.',
    'Add one group of the VAT breakdown for each category and rate.',
  ),
  'BR-CO-19': emptyPeriod('BG-14', INVOICING_PERIOD),
  'BR-CO-20': emptyPeriod('BG-26', LINE_PERIOD),
  'BR-CO-21': withoutReason('BT-97', 'BT-98', DOCUMENT_ALLOWANCE),
  'BR-CO-22': withoutReason('BT-104', 'BT-105', DOCUMENT_CHARGE),
  'BR-CO-23': withoutReason('BT-139', 'BT-140', LINE_ALLOWANCE),
  'BR-CO-24': withoutReason('BT-144', 'BT-145', LINE_CHARGE),
  'BR-CO-25': message(
    'BT-9',
    [
      'Un montant reste à payer (BT-115), et rien ne dit quand.',
      'Donnez la date d’échéance (BT-9) ou les conditions de paiement (BT-20).',
    ],
    [
      'An amount is due (BT-115), and nothing says when.',
      'Give the due date (BT-9) or the payment terms (BT-20).',
    ],
  ),
  'BR-CO-26': message(
    'BG-4',
    [
      'Rien n’identifie le vendeur : ni identifiant (BT-29), ni immatriculation (BT-30), ni numéro de TVA (BT-31).',
      'Donnez au moins l’un des trois ; en France, le SIREN avec le schéma 0002 (BT-30).',
    ],
    [
      'Nothing identifies the seller: neither identifier (BT-29) nor registration (BT-30) nor VAT identifier (BT-31).',
      'Give one of the three at least; in France, the SIREN with scheme 0002 (BT-30).',
    ],
  ),
};
