/** BR-FR: what France asks of invoices beyond EN 16931, in words. The ids are official; where one has a slip, SLIPS says what it means. */
import type { Text } from '@scell/core';
import { groupMessage } from './france-groups.ts';
import { type Message, message } from './message.ts';
import { named } from './terms.ts';

/** Makes the message of a rule of a family from what follows the family in its id: "BT-1-2", "BT-92_BT-99", "GLOBALID". */
type Family = (detail: string) => Message;

/** Ids that stand for a rule of another number. */
const SLIPS: ReadonlyMap<string, string> = new Map([
  ['BR-FR-01_BT-1-2', 'BR-FR-02_BT-1'],
  ['BR-FR-01_BT-25-2', 'BR-FR-02_BT-25'],
  ['BR-FR-01_EXT-FR-FE-136-2', 'BR-FR-02_EXT-FR-FE-136'],
  ['BR-FR-08_BT-151-2', 'BR-FR-15_BT-151-2'],
  ['BR-FR-15_BT-95_BT-118', 'BR-FR-15_BT-118-1'],
  ['BR-FR-15_BT-95_BT-118_LM', 'BR-FR-15_BT-118-2'],
  ['BR-FR-15_BT-95_BT-151', 'BR-FR-15_BT-151-1'],
  ['BR-FR-15_BT-95_BT-151_LM', 'BR-FR-15_BT-151-2'],
  ['BR-FR-30_BT-21', 'BR-FR-31_BT-21'],
  ['BR-FR-MV-BD_BT-3', 'BR-FR-BD-13_BT-3'],
]);

/** The message of "BR-FR-10_BT-30"; undefined for what is no such rule. */
export function franceMessage(rule: string): Message | undefined {
  const [, family = '', detail = ''] =
    /^BR-FR-((?:CO-|DEC-|MV-|BD-)?\d\d)[_-](.+)$/.exec(SLIPS.get(rule) ?? rule) ?? [];
  return FAMILIES[family]?.(detail) ?? groupMessage(family, detail);
}

/** The first term of an id, and all of them with the name of the first. */
function termsOf(detail: string): { term: string; name: Text } {
  const terms = detail.match(/(?:EXT-FR-FE|BT|BG)-\d+/g) ?? [];
  const [term = '', ...more] = terms;
  const { fr, en } = named(term);
  const others = more.map((other) => `, ${other}`).join('');
  return { term, name: { fr: `${fr}${others}`, en: `${en}${others}` } };
}

/** A family whose rules differ in the term only, named at the end of the explanation. */
function ofTerm(fr: readonly [string, string], en: readonly [string, string]): Family {
  return (detail) => {
    const { term, name } = termsOf(detail);
    return message(term, [`${fr[0]} : ${name.fr}.`, fr[1]], [`${en[0]}: ${name.en}.`, en[1]]);
  };
}

/** A rule alone in its family. */
function single(term: string, fr: readonly [string, string], en: readonly [string, string]): Family {
  return () => message(term, fr, en);
}

/** The legal mentions, and the notes that carry them. */
const MENTIONS: Readonly<Record<string, { subject: string } & Text>> = {
  PMT: {
    subject: 'PMT',
    fr: 'l’indemnité forfaitaire de 40 € pour frais de recouvrement',
    en: 'the fixed recovery fee of 40 €',
  },
  PMD: {
    subject: 'PMD',
    fr: 'le taux des pénalités de retard',
    en: 'the rate of late payment penalties',
  },
  AAB: {
    subject: 'AAB',
    fr: 'les conditions d’escompte, ou leur absence',
    en: 'the terms of discount, or that there are none',
  },
  TXD: {
    subject: 'TXD',
    fr: 'l’appartenance à un assujetti unique',
    en: 'the membership of a VAT group',
  },
};
const MENTION_NUMBERS: Readonly<Record<string, string>> = { '1': 'PMT', '2': 'PMD', '3': 'AAB', '4': 'TXD' };

function mentionOf(detail: string): ({ subject: string } & Text) | undefined {
  const [, end = ''] = /[_-]([A-Z]+|\d)$/.exec(detail) ?? [];
  return MENTIONS[MENTION_NUMBERS[end] ?? end];
}

function mention(detail: string): Message {
  const { subject, fr, en } = mentionOf(detail) ?? { subject: '', fr: '', en: '' };
  return message(
    'BT-22',
    [
      `Une mention légale manque (article L. 441-9 du code de commerce) : ${fr}.`,
      `Ajoutez une note de sujet ${subject} qui donne ${fr}.`,
    ],
    [
      `A legal mention is missing (article L. 441-9 of the French commercial code): ${en}.`,
      `Add a note with subject ${subject} that gives ${en}.`,
    ],
  );
}

function repeatedMention(detail: string): Message {
  const { subject, fr, en } = mentionOf(detail) ?? { subject: '', fr: '', en: '' };
  return message(
    'BT-21',
    [
      `Il y a plusieurs notes de sujet ${subject}, pour ${fr}.`,
      `Réunissez-les en une seule note ${subject}.`,
    ],
    [
      `There are several notes with subject ${subject}, for ${en}.`,
      `Bring them together in one note ${subject}.`,
    ],
  );
}

/** BR-FR-15: what applies in France, and what is of Spain only. */
function vatCategory(detail: string): Message {
  const { term, name } = termsOf(detail);
  return /(?:_LM|-2)$/.test(detail)
    ? message(
        term,
        [
          `Les catégories de TVA L et M (Canaries, Ceuta et Melilla) ne s’emploient pas en France : ${name.fr}.`,
          'Choisissez la catégorie française : S, Z, E, AE, K, G ou O.',
        ],
        [
          `The VAT categories L and M (Canary Islands, Ceuta and Melilla) are not used in France: ${name.en}.`,
          'Choose the French category: S, Z, E, AE, K, G or O.',
        ],
      )
    : message(
        term,
        [
          `La catégorie de TVA manque ou n’existe pas en France : ${name.fr}.`,
          'Donnez l’un des codes S, Z, E, AE, K, G ou O.',
        ],
        [
          `The VAT category is missing or does not exist in France: ${name.en}.`,
          'Give one of the codes S, Z, E, AE, K, G or O.',
        ],
      );
}

/** BR-FR-CO-10: an identifier has a scheme (-1), and a party one identifier of a scheme (-2). */
function identifierScheme(detail: string): Message {
  const { term, name } = termsOf(detail);
  return detail.endsWith('-1')
    ? message(
        term,
        [
          `Un identifiant n’a pas de schéma : ${name.fr}.`,
          'Ajoutez le schéma ISO 6523 : 0009 pour un SIRET, 0088 pour un GLN, 0224 pour un identifiant privé.',
        ],
        [
          `An identifier has no scheme: ${name.en}.`,
          'Add the ISO 6523 scheme: 0009 for a SIRET, 0088 for a GLN, 0224 for a private identifier.',
        ],
      )
    : message(
        term,
        [`Deux identifiants ont le même schéma : ${name.fr}.`, 'Gardez un identifiant par schéma.'],
        [`Two identifiers have the same scheme: ${name.en}.`, 'Keep one identifier for each scheme.'],
      );
}

/** BR-FR-CO-09: an invoice already paid (BT-23 B2, S2, M2). */
function paid(detail: string): Message {
  switch (detail) {
    case 'BT-23-1':
      return message(
        'BT-113',
        [
          'La facture est dite déjà payée (BT-23), et le montant payé (BT-113) n’est pas le total TVA comprise (BT-112).',
          'Donnez en BT-113 le total TVA comprise, ou changez le cadre de facturation (BT-23).',
        ],
        [
          'The invoice is said to be paid (BT-23), and the paid amount (BT-113) is not the total with VAT (BT-112).',
          'Give the total with VAT in BT-113, or change the business process (BT-23).',
        ],
      );
    case 'BT-23-2':
      return message(
        'BT-115',
        [
          'La facture est dite déjà payée (BT-23), et il reste un montant à payer (BT-115).',
          'Mettez BT-115 à 0.00, ou changez le cadre de facturation (BT-23).',
        ],
        [
          'The invoice is said to be paid (BT-23), and an amount remains due (BT-115).',
          'Set BT-115 to 0.00, or change the business process (BT-23).',
        ],
      );
    default:
      return message(
        'BT-9',
        [
          'La facture est dite déjà payée (BT-23), et la date du paiement manque.',
          'Donnez la date du paiement comme date d’échéance (BT-9).',
        ],
        [
          'The invoice is said to be paid (BT-23), and the date of payment is missing.',
          'Give the date of payment as due date (BT-9).',
        ],
      );
  }
}

/** BR-FR-27: an attribute of an item has a name or a code, not empty. */
function attributeName(detail: string): Message {
  const { term, name } = termsOf(detail);
  return detail === 'BG-32'
    ? message(
        term,
        [
          'Un attribut d’article n’a ni nom ni code.',
          'Donnez le nom (BT-160) ou le code (EXT-FR-FE-159) de l’attribut.',
        ],
        [
          'An item attribute has neither name nor code.',
          'Give its name (BT-160) or its code (EXT-FR-FE-159).',
        ],
      )
    : message(
        term,
        [`Une valeur est vide : ${name.fr}.`, 'Renseignez-la, ou supprimez l’élément.'],
        [`A value is empty: ${name.en}.`, 'Fill it in, or remove the element.'],
      );
}

/** BR-FR-29, BR-FR-30: the invoiced objects AFL and AVV, of the document or of a line. */
function invoicedObject(term: string): Family {
  return (detail) => {
    const { fr, en } = named(term);
    return detail === 'AFL' || detail === 'AVV'
      ? message(
          term,
          [
            `Un objet facturé de type ${detail} est vide : ${fr}.`,
            'Donnez sa valeur, ou supprimez la référence.',
          ],
          [
            `An invoiced object of type ${detail} is empty: ${en}.`,
            'Give its value, or remove the reference.',
          ],
        )
      : message(
          term,
          [
            `Un objet facturé de type AFL ou AVV est répété : ${fr}.`,
            'Gardez un seul objet de type AFL et un seul de type AVV.',
          ],
          [
            `An invoiced object of type AFL or AVV is repeated: ${en}.`,
            'Keep a single object of type AFL and a single one of type AVV.',
          ],
        );
  };
}

/** BR-FR-32: a SIREN wherever it stands. */
function sirenDigits(detail: string): Message {
  return message(
    detail === 'LEGALID' ? 'BT-30' : 'BT-29',
    [
      detail === 'LEGALID'
        ? 'Un identifiant légal de schéma 0002 n’est pas un SIREN de neuf chiffres.'
        : 'Un identifiant de schéma 0002 ou 0231 n’est pas un SIREN de neuf chiffres.',
      'Écrivez le SIREN en neuf chiffres sans espace, ou corrigez le schéma (0009 pour un SIRET).',
    ],
    [
      detail === 'LEGALID'
        ? 'A legal registration with scheme 0002 is no SIREN of nine digits.'
        : 'An identifier with scheme 0002 or 0231 is no SIREN of nine digits.',
      'Write the SIREN with nine digits and no blank, or correct the scheme (0009 for a SIRET).',
    ],
  );
}

/** A number too long or with too many decimals. */
function numberForm(
  fr: readonly [what: string, limit: string],
  en: readonly [what: string, limit: string],
): Family {
  return ofTerm(
    [`${fr[0]} n’a pas la forme attendue`, `Écrivez ${fr[1]}, avec un point et sans espace.`],
    [`${en[0]} does not have the form expected`, `Write ${en[1]}, with a point and without blank.`],
  );
}

const FAMILIES: Readonly<Record<string, Family>> = {
  '01': ofTerm(
    ['Un numéro de facture dépasse 35 caractères', 'Ramenez le numéro à 35 caractères au plus.'],
    ['An invoice number has more than 35 characters', 'Shorten the number to 35 characters at most.'],
  ),
  '02': ofTerm(
    [
      'Un numéro de facture contient un caractère interdit',
      'N’employez que des lettres sans accent, des chiffres et les signes - + _ /, sans espace.',
    ],
    [
      'An invoice number has a character that is not admitted',
      'Use unaccented letters, digits and the signs - + _ / only, without blank.',
    ],
  ),
  '03': ofTerm(
    [
      'Une date n’est pas un jour du calendrier entre 2000 et 2099',
      'Écrivez la date AAAAMMJJ en CII, AAAA-MM-JJ en UBL.',
    ],
    [
      'A date is no day of the calendar from 2000 to 2099',
      'Write the date YYYYMMDD in CII, YYYY-MM-DD in UBL.',
    ],
  ),
  '04': ofTerm(
    [
      'Un type de document n’est pas admis en France',
      'Employez 380, 389, 393, 501, 386, 500, 384, 471, 472, 473, 261, 262, 381, 396, 502 ou 503.',
    ],
    [
      'A document type is not admitted in France',
      'Use 380, 389, 393, 501, 386, 500, 384, 471, 472, 473, 261, 262, 381, 396, 502 or 503.',
    ],
  ),
  '05': mention,
  '06': repeatedMention,
  '08': single(
    'BT-23',
    [
      'Le cadre de facturation (BT-23) manque ou n’est pas dans la liste française.',
      'Donnez par exemple B1 pour des biens, S1 pour des services, M1 pour les deux, B4, S4 ou M4 après un acompte.',
    ],
    [
      'The business process (BT-23) is missing or not in the French list.',
      'Give for example B1 for goods, S1 for services, M1 for both, B4, S4 or M4 after a deposit.',
    ],
  ),
  '09': ofTerm(
    [
      'Un SIRET (schéma 0009) n’a pas quatorze chiffres, ou ne commence pas par le SIREN de la même partie',
      'Corrigez le SIRET ou le SIREN : le SIRET est le SIREN suivi de cinq chiffres ; vendeur et acheteur donnent les deux.',
    ],
    [
      'A SIRET (scheme 0009) does not have fourteen digits, or does not begin with the SIREN of the same party',
      'Correct the SIRET or the SIREN: a SIRET is the SIREN and five more digits; seller and buyer give both.',
    ],
  ),
  '10': single(
    'BT-30',
    [
      'Le SIREN du vendeur (BT-30, schéma 0002) manque ou n’a pas neuf chiffres.',
      'Donnez le SIREN du vendeur en neuf chiffres, avec schemeID="0002".',
    ],
    [
      'The SIREN of the seller (BT-30, scheme 0002) is missing or does not have nine digits.',
      'Give the SIREN of the seller with nine digits and schemeID="0002".',
    ],
  ),
  '11': single(
    'BT-47',
    [
      'La facture est dite B2B, et le SIREN de l’acheteur (BT-47, schéma 0002) manque ou n’a pas neuf chiffres.',
      'Donnez le SIREN de l’acheteur avec schemeID="0002", ou corrigez la note BAR si l’acheteur n’est pas une entreprise française.',
    ],
    [
      'The invoice is said to be B2B, and the SIREN of the buyer (BT-47, scheme 0002) is missing or does not have nine digits.',
      'Give the SIREN of the buyer with schemeID="0002", or correct the note BAR if the buyer is no French company.',
    ],
  ),
  '12': single(
    'BT-49',
    [
      'L’adresse électronique de l’acheteur (BT-49) manque.',
      'Donnez l’adresse de réception de l’acheteur : son SIREN avec le schéma 0225, ou celle de l’annuaire.',
    ],
    [
      'The electronic address of the buyer (BT-49) is missing.',
      'Give the address where the buyer receives: its SIREN with scheme 0225, or the one of the directory.',
    ],
  ),
  '13': single(
    'BT-34',
    [
      'L’adresse électronique du vendeur (BT-34) manque.',
      'Donnez l’adresse électronique du vendeur : son SIREN avec le schéma 0225.',
    ],
    [
      'The electronic address of the seller (BT-34) is missing.',
      'Give the electronic address of the seller: its SIREN with scheme 0225.',
    ],
  ),
  '15': vatCategory,
  '16': ofTerm(
    [
      'Un taux de TVA n’est pas un taux français, ou porte trop de décimales',
      'Employez un taux en vigueur à la date de l’opération : 20, 10, 5.5, 2.1, 8.5, 13, 0…',
    ],
    [
      'A VAT rate is no French rate, or has too many decimals',
      'Use a rate in force on the day of the supply: 20, 10, 5.5, 2.1, 8.5, 13, 0…',
    ],
  ),
  '17': single(
    'BT-123',
    [
      'La description d’une pièce jointe (BT-123) n’est pas dans la liste française.',
      'Employez par exemple LISIBLE, RIB, PJA, BON_LIVRAISON, BON_COMMANDE, DOCUMENT_ANNEXE ou ETAT_ACOMPTE.',
    ],
    [
      'The description of a supporting document (BT-123) is not in the French list.',
      'Use for example LISIBLE, RIB, PJA, BON_LIVRAISON, BON_COMMANDE, DOCUMENT_ANNEXE or ETAT_ACOMPTE.',
    ],
  ),
  '18': single(
    'BT-123',
    [
      'Plusieurs pièces jointes sont décrites comme la facture lisible (LISIBLE).',
      'Gardez LISIBLE pour une seule pièce jointe.',
    ],
    [
      'Several supporting documents are described as the readable invoice (LISIBLE).',
      'Keep LISIBLE for a single supporting document.',
    ],
  ),
  '20': single(
    'BT-21',
    [
      'La note BAR ne nomme pas un traitement connu.',
      'Écrivez dans la note BAR : B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE ou ARCHIVEONLY.',
    ],
    [
      'The note BAR does not name a known treatment.',
      'Write in the note BAR: B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE or ARCHIVEONLY.',
    ],
  ),
  '21': single(
    'BT-49',
    [
      'La facture est B2B, et l’adresse électronique de l’acheteur (BT-49) n’est pas une adresse de l’annuaire qui commence par son SIREN.',
      'Donnez à BT-49 le schéma 0225 et une adresse qui commence par le SIREN de l’acheteur (BT-47).',
    ],
    [
      'The invoice is B2B, and the electronic address of the buyer (BT-49) is no address of the directory that begins with its SIREN.',
      'Give BT-49 the scheme 0225 and an address that begins with the SIREN of the buyer (BT-47).',
    ],
  ),
  '22': single(
    'BT-34',
    [
      'La facture est émise par l’acheteur, et l’adresse électronique du vendeur (BT-34) n’est pas une adresse de l’annuaire qui commence par son SIREN.',
      'Donnez à BT-34 le schéma 0225 et une adresse qui commence par le SIREN du vendeur (BT-30).',
    ],
    [
      'The invoice is self-billed, and the electronic address of the seller (BT-34) is no address of the directory that begins with its SIREN.',
      'Give BT-34 the scheme 0225 and an address that begins with the SIREN of the seller (BT-30).',
    ],
  ),
  '23': ofTerm(
    [
      'Une adresse de l’annuaire (schéma 0225) contient un caractère interdit',
      'N’employez que des lettres sans accent, des chiffres et les signes - + _ .',
    ],
    [
      'An address of the directory (scheme 0225) has a character that is not admitted',
      'Use unaccented letters, digits and the signs - + _ . only.',
    ],
  ),
  '24': ofTerm(
    [
      'Un identifiant privé (schéma 0224) contient un caractère interdit',
      'N’employez que des lettres sans accent, des chiffres et les signes - + _ .',
    ],
    [
      'A private identifier (scheme 0224) has a character that is not admitted',
      'Use unaccented letters, digits and the signs - + _ . only.',
    ],
  ),
  '25': ofTerm(
    ['Une adresse électronique dépasse 125 caractères', 'Ramenez l’adresse à 125 caractères au plus.'],
    ['An electronic address has more than 125 characters', 'Shorten the address to 125 characters at most.'],
  ),
  '26': ofTerm(
    [
      'Un identifiant privé (schéma 0224) dépasse 100 caractères',
      'Ramenez l’identifiant à 100 caractères au plus.',
    ],
    [
      'A private identifier (scheme 0224) has more than 100 characters',
      'Shorten the identifier to 100 characters at most.',
    ],
  ),
  '27': attributeName,
  '28': single(
    'BT-161',
    [
      'Un attribut d’article n’a pas de valeur, en a deux, ou sa mesure est sans unité.',
      'Donnez une valeur (BT-161) ou une mesure avec son unité, pas les deux.',
    ],
    [
      'An item attribute has no value, has two, or its measure has no unit.',
      'Give a value (BT-161) or a measure with its unit, not both.',
    ],
  ),
  '29': invoicedObject('BT-18'),
  '30': invoicedObject('BT-128'),
  '31': single(
    'BT-21',
    [
      'Plusieurs notes BAR disent comment traiter la facture.',
      'Gardez une seule note BAR avec un seul traitement.',
    ],
    ['Several notes BAR say how to treat the invoice.', 'Keep a single note BAR with a single treatment.'],
  ),
  '32': sirenDigits,
  'CO-03': single(
    'BT-3',
    [
      'Un avoir sur l’ensemble d’un contrat (262) ne nomme pas le contrat ou ne donne pas toute la période.',
      'Donnez le contrat (BT-12), le début (BT-73) et la fin (BT-74) de la période.',
    ],
    [
      'A credit note on a whole contract (262) does not name the contract or does not give the whole period.',
      'Give the contract (BT-12), the start (BT-73) and the end (BT-74) of the period.',
    ],
  ),
  'CO-04': single(
    'BG-3',
    [
      'Une facture rectificative (384, 471, 472, 473) ne renvoie pas à exactement une facture antérieure.',
      'Donnez une seule référence à la facture rectifiée (BG-3), avec son numéro et sa date.',
    ],
    [
      'A corrective invoice (384, 471, 472, 473) does not refer to exactly one preceding invoice.',
      'Give a single reference to the corrected invoice (BG-3), with its number and date.',
    ],
  ),
  'CO-05': single(
    'BG-3',
    [
      'Un avoir (261, 381, 396, 502, 503) ne renvoie à aucune facture avec son numéro et sa date.',
      'Donnez numéro (BT-25) et date (BT-26) de la facture au niveau du document, ou sur chaque ligne.',
    ],
    [
      'A credit note (261, 381, 396, 502, 503) refers to no invoice with its number and date.',
      'Give number (BT-25) and date (BT-26) of the invoice at document level, or on each line.',
    ],
  ),
  'CO-07': single(
    'BT-9',
    [
      'La date d’échéance (BT-9) précède la date d’émission (BT-2).',
      'Corrigez l’échéance ; seuls un acompte ou une facture déjà payée peuvent en avoir une antérieure.',
    ],
    [
      'The due date (BT-9) lies before the issue date (BT-2).',
      'Correct the due date; only a deposit or an invoice already paid may have an earlier one.',
    ],
  ),
  'CO-08': single(
    'BT-23',
    [
      'Le cadre de facturation (B4, S4, M4) annonce un solde après acompte, et le document est lui-même un acompte.',
      'Changez le type de facture (BT-3) ou le cadre de facturation (BT-23).',
    ],
    [
      'The business process (B4, S4, M4) announces a balance after a deposit, and the document is a deposit itself.',
      'Change the type of the invoice (BT-3) or the business process (BT-23).',
    ],
  ),
  'CO-09': paid,
  'CO-10': identifierScheme,
  'CO-12': single(
    'BT-111',
    [
      'La facture n’est pas en euros, et le total de la TVA n’y est pas donné en euros.',
      'Donnez EUR comme devise de comptabilisation (BT-6) et le total de la TVA en euros (BT-111).',
    ],
    [
      'The invoice is not in euros, and its VAT total is not given in euros.',
      'Give EUR as the accounting currency (BT-6) and the VAT total in euros (BT-111).',
    ],
  ),
  'CO-14': single(
    'BT-29',
    [
      'Le vendeur est membre d’un assujetti unique (schéma 0231), et aucune note ne le dit.',
      'Ajoutez une note de sujet TXD avec le texte MEMBRE_ASSUJETTI_UNIQUE.',
    ],
    [
      'The seller is a member of a VAT group (scheme 0231), and no note says so.',
      'Add a note with subject TXD and the text MEMBRE_ASSUJETTI_UNIQUE.',
    ],
  ),
  'CO-15': single(
    'BT-63',
    [
      'Le vendeur est membre d’un assujetti unique (schéma 0231), et le numéro de TVA de celui-ci manque.',
      'Donnez l’assujetti unique comme représentant fiscal (BG-11), avec son numéro de TVA (BT-63).',
    ],
    [
      'The seller is a member of a VAT group (scheme 0231), and the VAT identifier of the group is missing.',
      'Give the group as tax representative (BG-11), with its VAT identifier (BT-63).',
    ],
  ),
  'DEC-01': numberForm(
    ['Un montant', 'au plus deux décimales et dix-neuf caractères'],
    ['An amount', 'two decimals and nineteen characters at most'],
  ),
  'DEC-02': numberForm(
    ['Une quantité', 'au plus quatre décimales et dix-neuf caractères'],
    ['A quantity', 'four decimals and nineteen characters at most'],
  ),
  'DEC-03': numberForm(
    ['Un prix', 'un nombre positif d’au plus six décimales et dix-neuf caractères'],
    ['A price', 'a positive number of six decimals and nineteen characters at most'],
  ),
  'DEC-04': numberForm(
    ['Un taux', 'un nombre positif d’au plus deux décimales et quatre chiffres'],
    ['A rate', 'a positive number of two decimals and four digits at most'],
  ),
};
