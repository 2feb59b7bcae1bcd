/** BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG and BR-B: the rules of the VAT categories, in words. */
import type { Text } from '@scell/core';
import { type Message, message, type Say } from './message.ts';

/** What the rules of a category ask. */
interface Category {
  /** BT-118 and its like. */
  readonly code: string;
  readonly name: Text;
  /** Who must be identified for VAT where the category is used. */
  readonly identifiers: Text;
  /** The admitted rates. */
  readonly rate: Text;
  /** Each rate is a group of the breakdown. */
  readonly hasRates?: boolean;
  /** Whether an exemption reason must be there, and an example, or must not. */
  readonly reason: Text | 'forbidden';
}

const SELLER: Text = {
  fr: 'le numéro de TVA du vendeur (BT-31), son identifiant fiscal (BT-32) ou le numéro de TVA de son représentant (BT-63)',
  en: 'the VAT identifier of the seller (BT-31), its tax registration (BT-32) or the VAT identifier of its representative (BT-63)',
};
const SELLER_VAT: Text = {
  fr: 'le numéro de TVA du vendeur (BT-31) ou celui de son représentant fiscal (BT-63)',
  en: 'the VAT identifier of the seller (BT-31) or that of its tax representative (BT-63)',
};
const ZERO: Text = { fr: 'le taux est 0', en: 'the rate is 0' };
const ZERO_OR_MORE: Text = { fr: 'le taux est positif ou nul', en: 'the rate is zero or more' };

const CATEGORIES: ReadonlyMap<string, Category> = new Map<string, Category>([
  [
    'S',
    {
      code: 'S',
      name: { fr: 'taux normal ou réduit (S)', en: 'standard or reduced rate (S)' },
      identifiers: SELLER,
      rate: { fr: 'le taux est supérieur à 0', en: 'the rate is greater than 0' },
      hasRates: true,
      reason: 'forbidden',
    },
  ],
  [
    'Z',
    {
      code: 'Z',
      name: { fr: 'taux zéro (Z)', en: 'zero rate (Z)' },
      identifiers: SELLER,
      rate: ZERO,
      reason: 'forbidden',
    },
  ],
  [
    'E',
    {
      code: 'E',
      name: { fr: 'exonéré (E)', en: 'exempt from VAT (E)' },
      identifiers: SELLER,
      rate: ZERO,
      reason: {
        fr: 'par exemple « TVA non applicable, art. 293 B du CGI » ou VATEX-FR-FRANCHISE',
        en: 'for example VATEX-EU-132 or VATEX-FR-FRANCHISE',
      },
    },
  ],
  [
    'AE',
    {
      code: 'AE',
      name: { fr: 'autoliquidation (AE)', en: 'reverse charge (AE)' },
      identifiers: {
        fr: `${SELLER.fr}, et le numéro de TVA (BT-48) ou l’identifiant légal (BT-47) de l’acheteur`,
        en: `${SELLER.en}, and the VAT identifier (BT-48) or the legal registration (BT-47) of the buyer`,
      },
      rate: ZERO,
      reason: { fr: '« Autoliquidation » ou VATEX-EU-AE', en: '“Reverse charge” or VATEX-EU-AE' },
    },
  ],
  [
    'IC',
    {
      code: 'K',
      name: { fr: 'livraison intracommunautaire (K)', en: 'intra-community supply (K)' },
      identifiers: {
        fr: `${SELLER_VAT.fr}, et le numéro de TVA de l’acheteur (BT-48)`,
        en: `${SELLER_VAT.en}, and the VAT identifier of the buyer (BT-48)`,
      },
      rate: ZERO,
      reason: {
        fr: '« Livraison intracommunautaire » ou VATEX-EU-IC',
        en: '“Intra-community supply” or VATEX-EU-IC',
      },
    },
  ],
  [
    'G',
    {
      code: 'G',
      name: { fr: 'exportation hors de l’Union (G)', en: 'export outside the Union (G)' },
      identifiers: SELLER_VAT,
      rate: ZERO,
      reason: { fr: '« Exportation » ou VATEX-EU-G', en: '“Export outside the EU” or VATEX-EU-G' },
    },
  ],
  [
    'O',
    {
      code: 'O',
      name: { fr: 'hors du champ de la TVA (O)', en: 'not subject to VAT (O)' },
      identifiers: { fr: '', en: '' },
      rate: { fr: 'il n’y a pas de taux', en: 'there is no rate' },
      reason: { fr: '« Hors champ de la TVA » ou VATEX-EU-O', en: '“Not subject to VAT” or VATEX-EU-O' },
    },
  ],
  [
    'AF',
    {
      code: 'L',
      name: { fr: 'IGIC des Canaries (L)', en: 'IGIC of the Canary Islands (L)' },
      identifiers: SELLER,
      rate: ZERO_OR_MORE,
      hasRates: true,
      reason: 'forbidden',
    },
  ],
  [
    'AG',
    {
      code: 'M',
      name: { fr: 'IPSI de Ceuta et Melilla (M)', en: 'IPSI of Ceuta and Melilla (M)' },
      identifiers: SELLER,
      rate: ZERO_OR_MORE,
      hasRates: true,
      reason: 'forbidden',
    },
  ],
]);

/** Where a category may stand besides the breakdown: the number of its rule on identifiers and that on rates. */
const PLACES: ReadonlyMap<string, { category: string; rate: string; name: Text }> = new Map(
  [
    { numbers: ['02', '05'], category: 'BT-151', rate: 'BT-152', name: { fr: 'une ligne', en: 'a line' } },
    {
      numbers: ['03', '06'],
      category: 'BT-95',
      rate: 'BT-96',
      name: { fr: 'une remise du document', en: 'a document level allowance' },
    },
    {
      numbers: ['04', '07'],
      category: 'BT-102',
      rate: 'BT-103',
      name: { fr: 'des frais du document', en: 'a document level charge' },
    },
  ].flatMap(({ numbers, ...place }) => numbers.map((number) => [number, place] as const)),
);

/** The message of "BR-AE-08"; undefined for what is no rule of a VAT category. */
export function vatMessage(rule: string): Message | undefined {
  const own = OWN[rule];
  if (own !== undefined) return own;
  const [, family = '', number = ''] = /^BR-([A-Z]+)-(\d\d)$/.exec(rule) ?? [];
  const category = CATEGORIES.get(family);
  if (category === undefined) return undefined;
  switch (number) {
    case '01':
      return breakdown(category);
    case '02':
    case '03':
    case '04':
      return identifiers(category, number);
    case '05':
    case '06':
    case '07':
      return rate(category, number);
    case '08':
      return base(category);
    case '09':
      return tax(category);
    case '10':
      return reason(category);
    default:
      return undefined;
  }
}

function breakdown({ name, code, hasRates }: Category): Message {
  const groups: Text =
    hasRates === true
      ? { fr: 'un groupe par taux', en: 'one group for each rate' }
      : { fr: 'un seul groupe', en: 'exactly one group' };
  return message(
    'BG-23',
    [
      `La ventilation de la TVA ne répond pas à l’emploi de la catégorie ${name.fr} dans le document.`,
      `Prévoyez pour ${code} ${groups.fr} dans la ventilation (BG-23) quand la catégorie est employée, aucun sinon.`,
    ],
    [
      `The VAT breakdown does not match the use of the category ${name.en} in the document.`,
      `For ${code}, have ${groups.en} in the breakdown (BG-23) where the category is used, none where it is not.`,
    ],
  );
}

function identifiers({ name, code, identifiers: required }: Category, number: string): Message | undefined {
  const place = PLACES.get(number);
  if (place === undefined) return undefined;
  if (code === 'O')
    return message(
      place.category,
      [
        `Il y a ${place.name.fr} de catégorie ${name.fr}, et la facture porte un numéro de TVA.`,
        'Supprimez les numéros de TVA du vendeur (BT-31), de son représentant (BT-63) et de l’acheteur (BT-48), ou changez la catégorie.',
      ],
      [
        `There is ${place.name.en} of the category ${name.en}, and the invoice has a VAT identifier.`,
        'Remove the VAT identifiers of the seller (BT-31), its representative (BT-63) and the buyer (BT-48), or change the category.',
      ],
    );
  return message(
    place.category,
    [
      `Il y a ${place.name.fr} de catégorie ${name.fr}, et les identifiants fiscaux nécessaires manquent.`,
      `Donnez ${required.fr}.`,
    ],
    [
      `There is ${place.name.en} of the category ${name.en}, and the tax identifiers it needs are missing.`,
      `Give ${required.en}.`,
    ],
  );
}

function rate({ name, rate: admitted }: Category, number: string): Message | undefined {
  const place = PLACES.get(number);
  if (place === undefined) return undefined;
  return message(
    place.rate,
    [
      `Le taux de TVA ne convient pas à la catégorie ${name.fr}, pour ${place.name.fr}.`,
      `Dans cette catégorie, ${admitted.fr} : corrigez le taux (${place.rate}) ou la catégorie (${place.category}).`,
    ],
    [
      `The VAT rate does not suit the category ${name.en}, for ${place.name.en}.`,
      `In this category ${admitted.en}: correct the rate (${place.rate}) or the category (${place.category}).`,
    ],
  );
}

function base({ name, hasRates }: Category): Message {
  const same: Text =
    hasRates === true
      ? { fr: 'de même catégorie et de même taux', en: 'of that category and rate' }
      : { fr: 'de même catégorie', en: 'of that category' };
  return message(
    'BT-116',
    [
      `La base imposable (BT-116) de la catégorie ${name.fr} ne correspond pas au reste du document.`,
      `Recalculez-la : lignes (BT-131), moins remises (BT-92), plus frais (BT-99) ${same.fr}.`,
    ],
    [
      `The taxable amount (BT-116) of the category ${name.en} is not what the document adds up to.`,
      `Compute it again: lines (BT-131), less allowances (BT-92), plus charges (BT-99) ${same.en}.`,
    ],
  );
}

function tax({ name, hasRates }: Category): Message {
  return hasRates === true
    ? message(
        'BT-117',
        [
          `Le montant de TVA (BT-117) de la catégorie ${name.fr} n’est pas la base multipliée par le taux.`,
          'Recalculez BT-116 × BT-119 ÷ 100, arrondi au centime.',
        ],
        [
          `The VAT amount (BT-117) of the category ${name.en} is not the base times the rate.`,
          'Compute BT-116 × BT-119 ÷ 100 again, rounded to two decimals.',
        ],
      )
    : message(
        'BT-117',
        [
          `La catégorie ${name.fr} est sans taxe, et son montant de TVA (BT-117) n’est pas 0.`,
          'Mettez le montant de TVA à 0.00, ou changez la catégorie du groupe (BT-118).',
        ],
        [
          `The category ${name.en} bears no tax, and its VAT amount (BT-117) is not 0.`,
          'Set the VAT amount to 0.00, or change the category of the group (BT-118).',
        ],
      );
}

function reason({ name, reason: example }: Category): Message {
  return example === 'forbidden'
    ? message(
        'BT-120',
        [
          `La catégorie ${name.fr} n’est pas une exonération, et un motif d’exonération est donné.`,
          'Supprimez le motif (BT-120) et son code (BT-121), ou changez la catégorie (BT-118).',
        ],
        [
          `The category ${name.en} is no exemption, and an exemption reason is given.`,
          'Remove the reason (BT-120) and its code (BT-121), or change the category (BT-118).',
        ],
      )
    : message(
        'BT-120',
        [
          `La catégorie ${name.fr} demande un motif, et la ventilation n’en donne pas.`,
          `Donnez le motif (BT-120) ou son code (BT-121) : ${example.fr}.`,
        ],
        [
          `The category ${name.en} asks for a reason, and the breakdown gives none.`,
          `Give the reason (BT-120) or its code (BT-121): ${example.en}.`,
        ],
      );
}

/** BR-O-11 to BR-O-14: beside "not subject to VAT" there is nothing else. */
function besideNotSubject(term: string, fr: string, en: string): Message {
  const remedies = {
    fr: 'Facturez à part ce qui est hors du champ de la TVA, ou revoyez les catégories.',
    en: 'Invoice what is not subject to VAT apart, or review the categories.',
  };
  return message(
    term,
    [`Le document est hors du champ de la TVA (O), et ${fr} d’une autre catégorie.`, remedies.fr],
    [`The document is not subject to VAT (O), and ${en} of another category.`, remedies.en],
  );
}

const italianSplitPayment: Say = [
  'Le paiement scindé (B) n’existe qu’entre parties italiennes, et un pays du document n’est pas l’Italie.',
  'Changez la catégorie de TVA, ou corrigez les pays.',
];

/** Rules that one category alone has. */
const OWN: Readonly<Record<string, Message>> = {
  'BR-O-11': besideNotSubject('BG-23', 'la ventilation a un groupe', 'the breakdown has a group'),
  'BR-O-12': besideNotSubject('BT-151', 'il y a une ligne', 'there is a line'),
  'BR-O-13': besideNotSubject('BT-95', 'il y a une remise', 'there is an allowance'),
  'BR-O-14': besideNotSubject('BT-102', 'il y a des frais', 'there is a charge'),
  'BR-IC-11': message(
    'BT-72',
    [
      'La livraison est intracommunautaire (K), et rien ne dit quand elle a eu lieu.',
      'Donnez la date de livraison (BT-72) ou la période de facturation (BG-14).',
    ],
    [
      'The supply is intra-community (K), and nothing says when it took place.',
      'Give the delivery date (BT-72) or the invoicing period (BG-14).',
    ],
  ),
  'BR-IC-12': message(
    'BT-80',
    [
      'La livraison est intracommunautaire (K), et le pays de livraison manque.',
      'Donnez l’adresse de livraison avec son pays (BT-80).',
    ],
    [
      'The supply is intra-community (K), and the country of delivery is missing.',
      'Give the deliver-to address with its country (BT-80).',
    ],
  ),
  'BR-B-01': message('BT-118', italianSplitPayment, [
    'Split payment (B) exists between Italian parties only, and a country of the document is not Italy.',
    'Change the VAT category, or correct the countries.',
  ]),
  'BR-B-02': message(
    'BT-118',
    [
      'Le paiement scindé (B) et le taux normal (S) sont employés dans le même document.',
      'N’employez qu’une des deux catégories, ou établissez deux factures.',
    ],
    [
      'Split payment (B) and the standard rate (S) are used in the same document.',
      'Use one of the two categories only, or issue two invoices.',
    ],
  ),
};
