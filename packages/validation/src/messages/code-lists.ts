/** BR-CL: codes of the published lists, in words. */
import type { Text } from '@scell/core';
import { type Message, message } from './message.ts';
import { named } from './terms.ts';

/** The term, the list in each language, and an example or two. */
type Row = readonly [term: string, fr: string, en: string, examples: string];

/** What the rules on several terms are about. */
const SEVERAL: ReadonlyMap<string, Text> = new Map([
  ['03', { fr: 'devise d’un montant', en: 'currency of an amount' }],
  [
    '10',
    {
      fr: 'schéma de l’identifiant d’une partie (BT-29-1, BT-46-1, BT-60-1)',
      en: 'scheme of a party identifier (BT-29-1, BT-46-1, BT-60-1)',
    },
  ],
  [
    '11',
    {
      fr: 'schéma d’un identifiant légal (BT-30-1, BT-47-1, BT-61-1)',
      en: 'scheme of a legal registration (BT-30-1, BT-47-1, BT-61-1)',
    },
  ],
  [
    '14',
    {
      fr: 'pays d’une adresse (BT-40, BT-55, BT-69, BT-80)',
      en: 'country of an address (BT-40, BT-55, BT-69, BT-80)',
    },
  ],
  ['17', { fr: 'catégorie de TVA (BT-95, BT-102, BT-118)', en: 'VAT category (BT-95, BT-102, BT-118)' }],
  [
    '19',
    {
      fr: 'code du motif d’une remise (BT-98, BT-140)',
      en: 'reason code of an allowance (BT-98, BT-140)',
    },
  ],
  ['20', { fr: 'code du motif de frais (BT-105, BT-145)', en: 'reason code of a charge (BT-105, BT-145)' }],
  ['23', { fr: 'unité d’une quantité (BT-130, BT-150)', en: 'unit of a quantity (BT-130, BT-150)' }],
  [
    '25',
    {
      fr: 'schéma d’une adresse électronique (BT-34-1, BT-49-1)',
      en: 'scheme of an electronic address (BT-34-1, BT-49-1)',
    },
  ],
]);

const ISO_4217: readonly [string, string, string] = [
  'les devises ISO 4217',
  'the ISO 4217 currencies',
  'EUR, USD, CHF',
];
const ISO_6523: readonly [string, string, string] = [
  'les schémas d’identifiants ISO 6523 (ICD)',
  'the ISO 6523 identifier schemes (ICD)',
  '0002 (SIREN), 0009 (SIRET), 0088 (GLN)',
];
const ISO_3166: readonly [string, string, string] = [
  'les pays ISO 3166-1 en deux lettres',
  'the two-letter ISO 3166-1 countries',
  'FR, DE, BE',
];
const VAT_CATEGORIES: readonly [string, string, string] = [
  'les catégories de TVA de l’UNTDID 5305',
  'the VAT categories of UNTDID 5305',
  'S, Z, E, AE, K, G, O, L, M',
];

const LISTS: ReadonlyMap<string, Row> = new Map<string, Row>([
  [
    '01',
    [
      'BT-3',
      'les types de document de l’UNTDID 1001 que la norme admet',
      'the document types of UNTDID 1001 that the standard admits',
      '380, 381, 384, 386, 389',
    ],
  ],
  ['03', ['BT-5', ...ISO_4217]],
  ['04', ['BT-5', ...ISO_4217]],
  ['05', ['BT-6', ...ISO_4217]],
  [
    '06',
    [
      'BT-8',
      'les événements d’exigibilité (UNTDID 2475 en CII, 2005 en UBL)',
      'the tax point events (UNTDID 2475 in CII, 2005 in UBL)',
      'CII 5, 29, 72; UBL 3, 35, 432',
    ],
  ],
  [
    '07',
    ['BT-18-1', 'les schémas d’objet de l’UNTDID 1153', 'the object schemes of UNTDID 1153', 'AFL, AVV, ABT'],
  ],
  [
    '08',
    [
      'BT-21',
      'les sujets de note de l’UNTDID 4451',
      'the note subjects of UNTDID 4451',
      'PMT, PMD, AAB, REG',
    ],
  ],
  ['10', ['BT-29-1', ...ISO_6523]],
  ['11', ['BT-30-1', ...ISO_6523]],
  [
    '13',
    [
      'BT-158-1',
      'les classifications de l’UNTDID 7143',
      'the classifications of UNTDID 7143',
      'STI, HS, TST',
    ],
  ],
  ['14', ['BT-40', ...ISO_3166]],
  ['15', ['BT-159', ...ISO_3166]],
  [
    '16',
    [
      'BT-81',
      'les moyens de paiement de l’UNTDID 4461',
      'the payment means of UNTDID 4461',
      '30, 48, 58, 59',
    ],
  ],
  ['17', ['BT-118', ...VAT_CATEGORIES]],
  ['18', ['BT-151', ...VAT_CATEGORIES]],
  [
    '19',
    ['BT-98', 'les motifs de remise de l’UNTDID 5189', 'the allowance reasons of UNTDID 5189', '95, 100, 64'],
  ],
  [
    '20',
    ['BT-105', 'les motifs de frais de l’UNTDID 7161', 'the charge reasons of UNTDID 7161', 'FC, ABK, PC'],
  ],
  ['21', ['BT-157-1', ...ISO_6523]],
  [
    '22',
    [
      'BT-121',
      'les motifs d’exonération VATEX',
      'the VATEX exemption reasons',
      'VATEX-EU-AE, VATEX-EU-IC, VATEX-FR-FRANCHISE',
    ],
  ],
  [
    '23',
    [
      'BT-130',
      'les unités UN/ECE Rec 20 et Rec 21',
      'the units of UN/ECE Rec 20 and Rec 21',
      'C62, HUR, DAY, KGM, MTR',
    ],
  ],
  [
    '24',
    [
      'BT-125',
      'les types de fichier admis en pièce jointe',
      'the file types admitted as attachments',
      'application/pdf, image/png, text/csv',
    ],
  ],
  [
    '25',
    [
      'BT-34-1',
      'les schémas d’adresse électronique (EAS)',
      'the electronic address schemes (EAS)',
      '0225, 0088, 9957',
    ],
  ],
  ['26', ['BT-71-1', ...ISO_6523]],
]);

/** The message of "BR-CL-01"; undefined for what is no such rule. */
export function codeListMessage(rule: string): Message | undefined {
  const number = rule.slice('BR-CL-'.length);
  const row = LISTS.get(number);
  if (row === undefined) return undefined;
  const [term, fr, en, examples] = row;
  const name = SEVERAL.get(number) ?? named(term);
  return message(
    term,
    [
      `Un code n’est pas dans sa liste, ${fr} : ${name.fr}.`,
      `Remplacez-le par un code de la liste, par exemple ${examples} ; vérifiez aussi majuscules et blancs.`,
    ],
    [
      `A code is not in its list, ${en}: ${name.en}.`,
      `Replace it by a code of the list, for example ${examples}; check letter case and blanks too.`,
    ],
  );
}
