/** UBL-CR, UBL-SR and UBL-DT: what EN 16931 does not use of UBL 2.1, in words. */
import { ATTRIBUTES_ANYWHERE, ATTRIBUTES_ON_ELEMENTS } from '../en16931-ubl/attributes.ts';
import { forbiddenElements } from '../en16931-ubl/forbidden-elements.ts';
import { NOWHERE, ONCE } from '../en16931-ubl/structure.ts';
import { once, unusedAttribute, unusedElement } from './elements.ts';
import { type Message, message } from './message.ts';

let known: ReadonlyMap<string, Message> | undefined;

/** The message of "UBL-CR-001"; undefined for what is no such rule. Built at the first question. */
export function ublMessage(rule: string): Message | undefined {
  known ??= new Map([...fromTables(), ...Object.entries(OWN)]);
  return known.get(rule);
}

function fromTables(): [string, Message][] {
  return [
    // A line of a credit note has the rules of a line of an invoice: the first one gives the words.
    ...forbiddenElements()
      .toReversed()
      .map(({ rule, path }): [string, Message] => [rule, unusedElement(path)]),
    ...NOWHERE.map(([rule, path]): [string, Message] => [rule, unusedElement(path)]),
    ...ONCE.map(([rule, path]): [string, Message] => [rule, once(path.split('/'))]),
    ...Array.from(ATTRIBUTES_ANYWHERE, ([name, rule]): [string, Message] => [
      rule,
      unusedAttribute(name, []),
    ]),
    ...ATTRIBUTES_ON_ELEMENTS.map(([rule, name, path]): [string, Message] => [
      rule,
      unusedAttribute(name, path.replace(/^\//, '').split('/')),
    ]),
  ];
}

/** The payee (BG-10) repeats the seller. */
function payee(term: string, fr: string, en: string): Message {
  return message(
    term,
    [
      `Le bénéficiaire (BG-10) donne plusieurs fois ${fr}, ou porte le nom du vendeur.`,
      'Gardez une seule valeur ; si le bénéficiaire est le vendeur, supprimez cac:PayeeParty.',
    ],
    [
      `The payee (BG-10) gives ${en} several times, or has the name of the seller.`,
      'Keep a single value; if the payee is the seller, remove cac:PayeeParty.',
    ],
  );
}

const OWN: Readonly<Record<string, Message>> = {
  'UBL-CR-002': message(
    'BT-24',
    ['cbc:UBLVersionID annonce une autre version que 2.1.', 'Supprimez cbc:UBLVersionID, ou écrivez-y 2.1.'],
    ['cbc:UBLVersionID announces another version than 2.1.', 'Remove cbc:UBLVersionID, or write 2.1 in it.'],
  ),
  'UBL-CR-412': message(
    'BT-9',
    [
      'La date d’échéance d’une facture n’a pas sa place dans cac:PaymentMeans : elle n’y est lue que pour un avoir.',
      'Donnez la date d’échéance (BT-9) dans cbc:DueDate, au niveau du document.',
    ],
    [
      'The due date of an invoice has no place in cac:PaymentMeans: it is read there for credit notes only.',
      'Give the due date (BT-9) in cbc:DueDate, at document level.',
    ],
  ),
  'UBL-CR-665': message(
    'BT-18-1',
    [
      'L’identifiant d’une pièce jointe porte un schéma, réservé à l’objet facturé (type 130).',
      'Supprimez schemeID, ou donnez à la référence le type 130 si elle désigne l’objet facturé (BT-18).',
    ],
    [
      'The identifier of a supporting document has a scheme, which belongs to the invoiced object (type 130).',
      'Remove schemeID, or give the reference the type 130 if it is the invoiced object (BT-18).',
    ],
  ),
  'UBL-CR-666': message(
    'BT-18',
    [
      'L’objet facturé (type 130) porte un fichier joint.',
      'Déplacez le fichier dans une autre cac:AdditionalDocumentReference, sans type (BG-24).',
    ],
    [
      'The invoiced object (type 130) has an attachment.',
      'Move the file to another cac:AdditionalDocumentReference, without type (BG-24).',
    ],
  ),
  'UBL-CR-673': message(
    'BT-18',
    [
      'L’objet facturé (type 130) porte une description.',
      'Déplacez la description dans une autre cac:AdditionalDocumentReference, sans type (BG-24).',
    ],
    [
      'The invoiced object (type 130) has a description.',
      'Move the description to another cac:AdditionalDocumentReference, without type (BG-24).',
    ],
  ),
  'UBL-DT-01': message(
    'BG-22',
    [
      'Un montant a plus de deux décimales ; seuls les prix en admettent davantage.',
      'Arrondissez le montant à deux décimales, puis vérifiez les totaux qui en dépendent.',
    ],
    [
      'An amount has more than two decimals; prices alone may have more.',
      'Round the amount to two decimals, then check the totals that depend on it.',
    ],
  ),
  'UBL-DT-06': message(
    'BT-125',
    [
      'Le type du fichier joint manque (attribut mimeCode).',
      'Ajoutez mimeCode, application/pdf par exemple.',
    ],
    [
      'The type of the attached file is missing (attribute mimeCode).',
      'Add mimeCode, application/pdf for example.',
    ],
  ),
  'UBL-DT-07': message(
    'BT-125',
    ['Le nom du fichier joint manque (attribut filename).', 'Ajoutez filename, avec l’extension du fichier.'],
    [
      'The name of the attached file is missing (attribute filename).',
      'Add filename, with the extension of the file.',
    ],
  ),
  'UBL-DT-18': message(
    'BT-82',
    [
      'L’attribut name est employé ailleurs que sur le moyen de paiement (cbc:PaymentMeansCode).',
      'Supprimez l’attribut name de cet élément.',
    ],
    [
      'The attribute name is used elsewhere than on the payment means (cbc:PaymentMeansCode).',
      'Remove the attribute name from that element.',
    ],
  ),
  'UBL-SR-04': message(
    'BT-18',
    [
      'Il y a plusieurs objets facturés (type 130) au niveau du document.',
      'Gardez-en un ; donnez les autres sur les lignes (BT-128) ou en pièces jointes (BG-24).',
    ],
    [
      'There are several invoiced objects (type 130) at document level.',
      'Keep one; give the others on the lines (BT-128) or as supporting documents (BG-24).',
    ],
  ),
  'UBL-SR-06': once(['cac:BillingReference', 'cac:InvoiceDocumentReference'], 'BG-3'),
  'UBL-SR-07': message(
    'BT-25',
    [
      'Une référence à une facture antérieure ne donne pas son numéro.',
      'Donnez cac:InvoiceDocumentReference/cbc:ID dans chaque cac:BillingReference.',
    ],
    [
      'A reference to a preceding invoice does not give its number.',
      'Give cac:InvoiceDocumentReference/cbc:ID in each cac:BillingReference.',
    ],
  ),
  'UBL-SR-12': message(
    'BT-31',
    ['Le vendeur a plusieurs numéros de TVA.', 'Gardez celui sous lequel l’opération est faite (BT-31).'],
    ['The seller has several VAT identifiers.', 'Keep the one under which the supply is made (BT-31).'],
  ),
  'UBL-SR-13': message(
    'BT-32',
    [
      'Le vendeur a plusieurs identifiants fiscaux autres que la TVA.',
      'Gardez un seul identifiant fiscal local (BT-32).',
    ],
    [
      'The seller has several tax registrations other than VAT.',
      'Keep a single local tax registration (BT-32).',
    ],
  ),
  'UBL-SR-18': message(
    'BT-48',
    ['L’acheteur a plusieurs numéros de TVA.', 'Gardez celui sous lequel il achète (BT-48).'],
    ['The buyer has several VAT identifiers.', 'Keep the one under which it buys (BT-48).'],
  ),
  'UBL-SR-19': payee('BT-59', 'son nom', 'its name'),
  'UBL-SR-20': payee('BT-60', 'son identifiant', 'its identifier'),
  'UBL-SR-21': payee('BT-61', 'son identifiant légal', 'its legal registration'),
  'UBL-SR-22': once(['cac:TaxRepresentativeParty', 'cac:PartyName', 'cbc:Name'], 'BT-62'),
  'UBL-SR-23': once(['cac:TaxRepresentativeParty', 'cac:PartyTaxScheme', 'cbc:CompanyID'], 'BT-63'),
  'UBL-SR-25': once(['cac:Delivery', 'cac:DeliveryParty', 'cac:PartyName', 'cbc:Name'], 'BT-70'),
  'UBL-SR-26': once(['cac:PaymentMeans', 'cbc:PaymentID'], 'BT-83'),
  'UBL-SR-27': once(['cac:PaymentMeans', 'cbc:PaymentMeansCode'], 'BT-81'),
  'UBL-SR-28': once(['cac:PaymentMeans', 'cac:PaymentMandate', 'cbc:ID'], 'BT-89'),
  'UBL-SR-29': message(
    'BT-90',
    [
      'Il y a plusieurs identifiants de créancier (schéma SEPA).',
      'Gardez-en un seul, chez le vendeur ou chez le bénéficiaire (BT-90).',
    ],
    [
      'There are several creditor identifiers (scheme SEPA).',
      'Keep a single one, with the seller or with the payee (BT-90).',
    ],
  ),
  'UBL-SR-30': once(['cac:AllowanceCharge', 'cbc:AllowanceChargeReason'], 'BT-97'),
  'UBL-SR-31': once(['cac:AllowanceCharge', 'cbc:AllowanceChargeReason'], 'BT-104'),
  'UBL-SR-32': once(['cac:TaxSubtotal', 'cac:TaxCategory', 'cbc:TaxExemptionReason'], 'BT-120'),
  'UBL-SR-33': once(['cac:AdditionalDocumentReference', 'cbc:DocumentDescription'], 'BT-123'),
  'UBL-SR-34': once(['cbc:Note'], 'BT-127'),
  'UBL-SR-35': once(['cac:OrderLineReference', 'cbc:LineID'], 'BT-132'),
  'UBL-SR-36': once(['cac:InvoicePeriod'], 'BG-26'),
  'UBL-SR-37': once(['cac:Price', 'cac:AllowanceCharge', 'cbc:Amount'], 'BT-147'),
  'UBL-SR-42': message(
    'BT-31',
    [
      'Le vendeur a plus de deux immatriculations fiscales.',
      'Gardez au plus un numéro de TVA (BT-31) et un identifiant fiscal local (BT-32).',
    ],
    [
      'The seller has more than two tax registrations.',
      'Keep one VAT identifier (BT-31) and one local tax registration (BT-32) at most.',
    ],
  ),
  'UBL-SR-43': message(
    'BT-18',
    [
      'Une pièce jointe porte un type ou un schéma sans être l’objet facturé (type 130).',
      'Supprimez le type et le schéma, ou donnez le type 130 ; dans un avoir, 50 désigne le projet (BT-11).',
    ],
    [
      'A supporting document has a type or a scheme without being the invoiced object (type 130).',
      'Remove type and scheme, or give the type 130; in a credit note 50 names the project (BT-11).',
    ],
  ),
  'UBL-SR-44': message(
    'BT-83',
    [
      'Les instructions de paiement portent des références différentes (cbc:PaymentID).',
      'Donnez partout la même référence de paiement.',
    ],
    [
      'The payment instructions have different references (cbc:PaymentID).',
      'Give the same remittance information everywhere.',
    ],
  ),
  'UBL-SR-46': message(
    'BT-82',
    [
      'Plusieurs moyens de paiement portent un libellé (attribut name).',
      'Gardez un seul libellé du moyen de paiement (BT-82).',
    ],
    ['Several payment means have a text (attribute name).', 'Keep a single payment means text (BT-82).'],
  ),
  'UBL-SR-47': message(
    'BT-81',
    [
      'Les instructions de paiement portent des codes de moyen de paiement différents.',
      'Donnez partout le même code (BT-81).',
    ],
    [
      'The payment instructions have different payment means codes.',
      'Give the same code everywhere (BT-81).',
    ],
  ),
  'UBL-SR-48': message(
    'BG-30',
    [
      'Une ligne doit avoir exactement une catégorie de TVA (cac:ClassifiedTaxCategory) ; elle manque ou elle est répétée.',
      'Donnez une seule catégorie de TVA par ligne ; partagez la ligne si plusieurs taux s’appliquent.',
    ],
    [
      'A line must have exactly one VAT category (cac:ClassifiedTaxCategory); it is missing or repeated.',
      'Give a single VAT category a line; split the line if several rates apply.',
    ],
  ),
  'UBL-SR-50': once(['cac:Item', 'cbc:Description'], 'BT-154'),
  'UBL-SR-51': once(['cac:AddressLine'], 'BT-162'),
  'UBL-SR-52': once(['cac:DocumentReference'], 'BT-128'),
  'UBL-SR-53': message(
    'BT-31',
    [
      'Une immatriculation fiscale (cac:PartyTaxScheme) n’a pas à la fois un identifiant et un régime.',
      'Donnez cbc:CompanyID et cac:TaxScheme/cbc:ID, VAT pour la TVA.',
    ],
    [
      'A tax registration (cac:PartyTaxScheme) does not have both an identifier and a scheme.',
      'Give cbc:CompanyID and cac:TaxScheme/cbc:ID, VAT for value added tax.',
    ],
  ),
};
