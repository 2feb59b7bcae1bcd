/** CII-SR and CII-DT: what EN 16931 does not use of the Cross Industry Invoice, in words. */
import { STRUCTURE } from '../en16931-cii/structure-table.ts';
import { exactlyOnce, once, unusedAttribute, unusedElement } from './elements.ts';
import { type Message, message } from './message.ts';

let known: ReadonlyMap<string, Message> | undefined;

/** The message of "CII-SR-001"; undefined for what is no such rule. Built at the first question. */
export function ciiMessage(rule: string): Message | undefined {
  known ??= new Map([...fromTable(), ...Object.entries(OWN)]);
  return known.get(rule);
}

/** What every path passes through says nothing to a reader. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'rsm:CrossIndustryInvoice',
  'rsm:SupplyChainTradeTransaction',
]);

function fromTable(): [string, Message][] {
  return STRUCTURE.toReversed().flatMap((context) => {
    const above = context.path
      .replace(/^\/+/, '')
      .split('/')
      .filter((tag) => !EVERYWHERE.has(tag));
    return [
      ...context.forbidden.map(({ rule, steps, attribute }): [string, Message] => [
        rule,
        attribute === undefined
          ? unusedElement([...above, ...steps])
          : unusedAttribute(attribute, [...above, ...steps]),
      ]),
      ...context.atMostOnce.map(({ rule, steps }): [string, Message] => [rule, once([...above, ...steps])]),
    ];
  });
}

/** A party bears an identifier with a scheme or one without. */
function oneKindOfId(term: string, fr: string, en: string): Message {
  return message(
    term,
    [
      `${fr} a un identifiant avec schéma (ram:GlobalID) et un autre sans (ram:ID).`,
      'Gardez ram:GlobalID si le schéma est connu, ram:ID sinon.',
    ],
    [
      `${en} has an identifier with a scheme (ram:GlobalID) and one without (ram:ID).`,
      'Keep ram:GlobalID where the scheme is known, else ram:ID.',
    ],
  );
}

function personAndDepartment(term: string, fr: string, en: string): Message {
  return message(
    term,
    [
      `Le contact ${fr} donne une personne et un service, pour un seul terme.`,
      'Gardez ram:PersonName ou ram:DepartmentName.',
    ],
    [
      `The contact ${en} gives a person and a department, for a single term.`,
      'Keep ram:PersonName or ram:DepartmentName.',
    ],
  );
}

/** What only some referenced documents may have. */
function onlyIn(term: string, element: string, fr: string, en: string): Message {
  return message(
    term,
    [
      `${element} n’est admis que pour ${fr}.`,
      `Supprimez ${element}, ou corrigez le type du document (ram:TypeCode).`,
    ],
    [
      `${element} is admitted for ${en} only.`,
      `Remove ${element}, or correct the type of the document (ram:TypeCode).`,
    ],
  );
}

const SUPPORTING = ['une pièce jointe (type 916, BG-24)', 'a supporting document (type 916, BG-24)'] as const;

/** What only taxes of the header have. */
function headerTaxOnly(term: string, element: string): Message {
  return message(
    term,
    [
      `${element} n’est admis que dans la ventilation de la TVA du document (BG-23).`,
      `Supprimez ${element} de la ligne ou de la remise.`,
    ],
    [
      `${element} is admitted in the VAT breakdown of the document (BG-23) only.`,
      `Remove ${element} from the line or allowance.`,
    ],
  );
}

function alike(term: string, fr: string, en: string): Message {
  return message(
    term,
    [
      `Les moyens de paiement portent des valeurs différentes : ${fr}.`,
      'Donnez la même valeur partout, ou gardez un seul moyen de paiement.',
    ],
    [
      `The payment means have different values: ${en}.`,
      'Give the same value everywhere, or keep a single payment means.',
    ],
  );
}

const OWN: Readonly<Record<string, Message>> = {
  'CII-SR-009': exactlyOnce(
    ['rsm:ExchangedDocumentContext', 'ram:GuidelineSpecifiedDocumentContextParameter'],
    'BT-24',
  ),
  'CII-SR-010': exactlyOnce(['ram:GuidelineSpecifiedDocumentContextParameter', 'ram:ID'], 'BT-24'),
  'CII-SR-014': exactlyOnce(['rsm:ExchangedDocument', 'ram:TypeCode'], 'BT-3'),
  'CII-SR-046': message(
    'BT-157-1',
    [
      'La référence standard d’un article (ram:GlobalID) n’a pas de schéma.',
      'Ajoutez schemeID, 0160 pour un GTIN ; sans schéma, employez ram:SellerAssignedID.',
    ],
    [
      'The standard identifier of an item (ram:GlobalID) has no scheme.',
      'Add schemeID, 0160 for a GTIN; without a scheme, use ram:SellerAssignedID.',
    ],
  ),
  'CII-SR-069': exactlyOnce(['ram:ApplicableProductCharacteristic', 'ram:Description'], 'BT-160'),
  'CII-SR-072': exactlyOnce(['ram:ApplicableProductCharacteristic', 'ram:Value'], 'BT-161'),
  'CII-SR-090': exactlyOnce(['ram:OriginTradeCountry', 'ram:ID'], 'BT-159'),
  'CII-SR-119': message(
    'BT-147',
    [
      'Le rabais sur le prix brut n’a pas à la fois son montant et l’indicateur « false ».',
      'Donnez ram:ActualAmount et ram:ChargeIndicator à false, ou supprimez le rabais.',
    ],
    [
      'The discount on the gross price does not have both its amount and the indicator “false”.',
      'Give ram:ActualAmount and ram:ChargeIndicator false, or remove the discount.',
    ],
  ),
  'CII-SR-439': exactlyOnce(['ram:NetPriceProductTradePrice', 'ram:ChargeAmount'], 'BT-146'),
  'CII-SR-449': oneKindOfId('BT-71', 'Le lieu de livraison', 'The deliver-to location'),
  'CII-SR-450': oneKindOfId('BT-46', 'L’acheteur', 'The buyer'),
  'CII-SR-451': oneKindOfId('BT-60', 'Le bénéficiaire', 'The payee'),
  'CII-SR-454': exactlyOnce(['ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax'], 'BG-30'),
  'CII-SR-457': message(
    'BT-17',
    [
      'Il y a plusieurs appels d’offres ou lots (documents de type 50).',
      'Gardez une seule référence d’appel d’offres ou de lot (BT-17).',
    ],
    ['There are several tenders or lots (documents of type 50).', 'Keep a single tender or lot (BT-17).'],
  ),
  'CII-SR-458': message(
    'BT-18',
    [
      'Il y a plusieurs objets facturés (documents de type 130) au niveau du document.',
      'Gardez-en un ; donnez les autres sur les lignes (BT-128) ou en pièces jointes (BG-24).',
    ],
    [
      'There are several invoiced objects (documents of type 130) at document level.',
      'Keep one; give the others on the lines (BT-128) or as supporting documents (BG-24).',
    ],
  ),
  'CII-SR-462': message(
    'BT-8',
    [
      'Les codes d’exigibilité de la TVA (ram:DueDateTypeCode) diffèrent d’une taxe à l’autre.',
      'Donnez le même code dans toute la ventilation (BT-8).',
    ],
    [
      'The VAT point date codes (ram:DueDateTypeCode) differ from one tax to another.',
      'Give the same code throughout the breakdown (BT-8).',
    ],
  ),
  'CII-SR-463': message(
    'BG-20',
    [
      'Une remise ou des frais n’ont pas d’indicateur : on ne sait s’ils diminuent ou augmentent le montant.',
      'Ajoutez ram:ChargeIndicator/udt:Indicator : false pour une remise, true pour des frais.',
    ],
    [
      'An allowance or charge has no indicator: whether it lowers or raises the amount is not known.',
      'Add ram:ChargeIndicator/udt:Indicator: false for an allowance, true for a charge.',
    ],
  ),
  'CII-SR-465': personAndDepartment('BT-41', 'du vendeur', 'of the seller'),
  'CII-SR-466': personAndDepartment('BT-56', 'de l’acheteur', 'of the buyer'),
  'CII-SR-467': alike('BT-81', 'codes du moyen de paiement (ram:TypeCode)', 'codes (ram:TypeCode)'),
  'CII-SR-468': alike('BT-82', 'libellés (ram:Information)', 'texts (ram:Information)'),
  'CII-SR-469': message(
    'BT-83',
    [
      'Il y a plusieurs références de paiement (ram:PaymentReference).',
      'Gardez une seule référence de paiement.',
    ],
    ['There are several items of remittance information (ram:PaymentReference).', 'Keep a single one.'],
  ),
  'CII-SR-470': message(
    'BT-84',
    [
      'Un virement (30 ou 58) n’indique pas le compte à créditer.',
      'Ajoutez ram:IBANID ou ram:ProprietaryID dans ram:PayeePartyCreditorFinancialAccount.',
    ],
    [
      'A credit transfer (30 or 58) does not say which account is to be credited.',
      'Add ram:IBANID or ram:ProprietaryID in ram:PayeePartyCreditorFinancialAccount.',
    ],
  ),
  'CII-SR-474': message(
    'BT-128',
    [
      'Une ligne a plusieurs objets facturés (documents de type 130).',
      'Gardez un seul objet facturé par ligne.',
    ],
    ['A line has several invoiced objects (documents of type 130).', 'Keep a single invoiced object a line.'],
  ),
  'CII-SR-475': once(['ram:AdditionalReferencedDocument', 'ram:Name'], 'BT-123'),
  'CII-SR-476': once(['ram:AdditionalReferencedDocument', 'ram:AttachmentBinaryObject'], 'BT-125'),

  'CII-DT-015': onlyIn('BT-124', 'ram:URIID', ...SUPPORTING),
  'CII-DT-018': onlyIn(
    'BG-24',
    'ram:TypeCode',
    'une pièce jointe (916), un appel d’offres (50) ou un objet facturé (130)',
    'a supporting document (916), a tender (50) or an invoiced object (130)',
  ),
  'CII-DT-021': onlyIn('BT-123', 'ram:Name', ...SUPPORTING),
  'CII-DT-022': onlyIn('BT-125', 'ram:AttachmentBinaryObject', ...SUPPORTING),
  'CII-DT-024': onlyIn(
    'BT-18-1',
    'ram:ReferenceTypeCode',
    'un objet facturé (type 130)',
    'an invoiced object (type 130)',
  ),
  'CII-DT-027': message(
    'BT-26',
    [
      'Une date d’émission est donnée pour un document qui n’est pas une facture antérieure.',
      'Supprimez ram:FormattedIssueDateTime ; seule une facture antérieure (BG-3) porte une date.',
    ],
    [
      'A date of issue is given for a document that is no preceding invoice.',
      'Remove ram:FormattedIssueDateTime; only a preceding invoice (BG-3) has a date.',
    ],
  ),
  'CII-DT-033': message(
    'BT-130',
    [
      'Une quantité porte une unité alors qu’aucune quantité facturée n’en a.',
      'Donnez l’unité (unitCode) sur ram:BilledQuantity de chaque ligne.',
    ],
    [
      'A quantity has a unit although no invoiced quantity has one.',
      'Give the unit (unitCode) on ram:BilledQuantity of each line.',
    ],
  ),
  'CII-DT-037': message(
    'BT-118',
    ['Le type d’une taxe n’est pas VAT : la norme ne connaît que la TVA.', 'Écrivez VAT dans ram:TypeCode.'],
    ['The type of a tax is not VAT: the standard knows VAT only.', 'Write VAT in ram:TypeCode.'],
  ),
  'CII-DT-041': headerTaxOnly('BT-116', 'ram:BasisAmount'),
  'CII-DT-052': headerTaxOnly('BT-121', 'ram:ExemptionReasonCode'),
  'CII-DT-054': headerTaxOnly('BT-7', 'ram:TaxPointDate'),
  'CII-DT-058': headerTaxOnly('BT-8', 'ram:DueDateTypeCode'),
  'CII-DT-097': message(
    'BT-2',
    [
      'Une date annoncée au format 102 n’est pas un jour écrit AAAAMMJJ.',
      'Écrivez la date en huit chiffres, 20260131 par exemple.',
    ],
    [
      'A date announced in format 102 is no day written YYYYMMDD.',
      'Write the date with eight digits, 20260131 for example.',
    ],
  ),
  'CII-DT-098': headerTaxOnly('BT-120', 'ram:ExemptionReason'),
};
