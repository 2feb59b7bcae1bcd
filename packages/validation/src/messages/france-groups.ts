/** BR-FR-MV and BR-FR-BD: invoices of several sellers (BT-23 B8, S8, M8) and bidirectional ones (B9, S9, M9), in words. */
import { type Message, message } from './message.ts';
import { named } from './terms.ts';

/** The message of "MV-03" and "EXT-FR-FE-164"; undefined for what is no such rule. */
export function groupMessage(family: string, detail: string): Message | undefined {
  switch (family) {
    case 'MV-03':
      return groupData(detail);
    case 'MV-14':
    case 'BD-14':
      return precedingInvoice(detail);
    case 'BD-02':
      return bidirectionalGroups(detail);
    default:
      return GROUPS[family];
  }
}

/** MV-03: what a group, the head of a sub-invoice, must give. */
function groupData(detail: string): Message {
  if (detail === 'BT-128_AFL')
    return message(
      'BT-128',
      [
        'Une ligne GROUP ne donne pas le numéro de sa sous-facture.',
        'Ajoutez à la ligne un objet facturé (type 130) de schéma AFL portant le numéro.',
      ],
      [
        'A GROUP line does not give the number of its sub-invoice.',
        'Add to the line an invoiced object (type 130) with scheme AFL that holds the number.',
      ],
    );
  if (detail === 'BT-128_AVV')
    return message(
      'BT-128',
      [
        'Une ligne GROUP ne donne pas le cadre de facturation de sa sous-facture, ou y répète B8, S8 ou M8.',
        'Ajoutez à la ligne un objet facturé (type 130) de schéma AVV avec un cadre simple, B1 par exemple.',
      ],
      [
        'A GROUP line does not give the business process of its sub-invoice, or repeats B8, S8 or M8 there.',
        'Add to the line an invoiced object (type 130) with scheme AVV and a simple process, B1 for example.',
      ],
    );
  const name = named(detail);
  return message(
    detail,
    [
      `Une ligne GROUP ne donne pas une information de sa sous-facture : ${name.fr}.`,
      'Renseignez-la sur la ligne GROUP.',
    ],
    [
      `A GROUP line does not give a piece of information of its sub-invoice: ${name.en}.`,
      'Fill it in on the GROUP line.',
    ],
  );
}

/** MV-14, BD-14: the invoice that a sub-invoice corrects or credits. */
function precedingInvoice(term: string): Message {
  const name = named(term);
  return message(
    term,
    [
      `Une sous-facture rectificative ou un avoir ne renvoie pas à la facture antérieure : ${name.fr}.`,
      'Donnez sur la ligne GROUP le numéro et la date de la facture antérieure.',
    ],
    [
      `A corrective sub-invoice or credit note does not refer to the preceding invoice: ${name.en}.`,
      'Give the number and the date of the preceding invoice on the GROUP line.',
    ],
  );
}

/** BD-02: one group of the seller, one of the buyer. */
function bidirectionalGroups(detail: string): Message {
  switch (detail) {
    case 'EXT-FR-FE-163':
      return message(
        'EXT-FR-FE-163',
        [
          'Une facture bidirectionnelle (B9, S9, M9) n’a pas exactement deux lignes GROUP sans parent.',
          'Prévoyez une ligne GROUP pour le vendeur et une pour l’acheteur.',
        ],
        [
          'A bidirectional invoice (B9, S9, M9) does not have exactly two GROUP lines without parent.',
          'Have one GROUP line for the seller and one for the buyer.',
        ],
      );
    case 'BT-47':
      return message(
        'BT-47',
        [
          'Dans une facture bidirectionnelle, une ligne GROUP et une seule doit porter le SIREN de l’acheteur (BT-47).',
          'Donnez le SIREN de l’acheteur comme vendeur de la sous-facture qu’il facture (EXT-FR-FE-167).',
        ],
        [
          'In a bidirectional invoice exactly one GROUP line has the SIREN of the buyer (BT-47).',
          'Give the SIREN of the buyer as the seller of the sub-invoice it invoices (EXT-FR-FE-167).',
        ],
      );
    default:
      return message(
        'BT-30',
        [
          'Dans une facture bidirectionnelle, une ligne GROUP et une seule doit porter le SIREN du vendeur (BT-30).',
          'Donnez le SIREN du vendeur sur sa ligne GROUP (EXT-FR-FE-167).',
        ],
        [
          'In a bidirectional invoice exactly one GROUP line has the SIREN of the seller (BT-30).',
          'Give the SIREN of the seller on its GROUP line (EXT-FR-FE-167).',
        ],
      );
  }
}

const GROUPS: Readonly<Record<string, Message>> = {
  'MV-01': message(
    'EXT-FR-FE-163',
    [
      'Une ligne d’une facture à plusieurs sous-factures ne dit pas ce qu’elle est.',
      'Donnez le type de la ligne : GROUP, DETAIL ou INFORMATION.',
    ],
    [
      'A line of an invoice with several sub-invoices does not say what it is.',
      'Give the type of the line: GROUP, DETAIL or INFORMATION.',
    ],
  ),
  'MV-02': message(
    'EXT-FR-FE-163',
    [
      'Une facture à plusieurs vendeurs (B8, S8, M8) n’a aucune ligne GROUP.',
      'Ajoutez une ligne GROUP par sous-facture, sans ligne parente.',
    ],
    [
      'An invoice of several sellers (B8, S8, M8) has no GROUP line.',
      'Add one GROUP line for each sub-invoice, without parent line.',
    ],
  ),
  'MV-05': message(
    'BT-131',
    [
      'Le montant net d’une ligne GROUP n’est pas la somme des lignes qui en dépendent.',
      'Additionnez les montants nets (BT-131) des lignes de la sous-facture et corrigez la ligne GROUP.',
    ],
    [
      'The net amount of a GROUP line is not the sum of the lines below it.',
      'Add up the net amounts (BT-131) of the lines of the sub-invoice and correct the GROUP line.',
    ],
  ),
  'MV-06': message(
    'EXT-FR-FE-167',
    [
      'Une ligne ne donne pas le SIREN de son vendeur, ou un autre que celui de sa ligne parente.',
      'Donnez à la ligne le SIREN du vendeur de sa sous-facture.',
    ],
    [
      'A line does not give the SIREN of its seller, or another one than its parent line.',
      'Give the line the SIREN of the seller of its sub-invoice.',
    ],
  ),
  'MV-07': message(
    'BT-128',
    [
      'Une ligne ne donne pas le numéro de sa sous-facture (AFL), ou un autre que celui de sa ligne parente.',
      'Donnez à la ligne le numéro de sa sous-facture dans un objet facturé de schéma AFL.',
    ],
    [
      'A line does not give the number of its sub-invoice (AFL), or another one than its parent line.',
      'Give the line the number of its sub-invoice in an invoiced object with scheme AFL.',
    ],
  ),
  'MV-08': message(
    'BT-120',
    [
      'Le motif d’exonération d’une ligne DETAIL ne commence pas par le numéro de sa sous-facture entre deux « # ».',
      'Faites précéder le motif de #numéro#, le numéro étant celui de l’objet facturé AFL de la ligne.',
    ],
    [
      'The exemption reason of a DETAIL line does not begin with the number of its sub-invoice between two “#”.',
      'Put #number# in front of the reason, with the number of the invoiced object AFL of the line.',
    ],
  ),
  'MV-09': message(
    'EXT-FR-FE-181',
    [
      'La TVA d’une ligne GROUP n’est pas la somme de la ventilation de sa sous-facture.',
      'Additionnez les montants de TVA (BT-117) portant le numéro de la sous-facture et corrigez la ligne GROUP.',
    ],
    [
      'The VAT of a GROUP line is not the sum of the breakdown of its sub-invoice.',
      'Add up the VAT amounts (BT-117) with the number of the sub-invoice and correct the GROUP line.',
    ],
  ),
  'MV-10': message(
    'EXT-FR-FE-184',
    [
      'Le total TVA comprise d’une ligne GROUP n’est pas son montant net plus sa TVA.',
      'Recalculez le total de la sous-facture : montant net (BT-131) plus TVA (EXT-FR-FE-181).',
    ],
    [
      'The total with VAT of a GROUP line is not its net amount plus its VAT.',
      'Compute the total of the sub-invoice again: net amount (BT-131) plus VAT (EXT-FR-FE-181).',
    ],
  ),
  'MV-11': message(
    'BT-128',
    [
      'La sous-facture du vendeur principal ne porte pas le numéro de la facture, ou plusieurs le portent.',
      'Donnez le numéro de la facture (BT-1) à une sous-facture du vendeur principal, et à elle seule.',
    ],
    [
      'The sub-invoice of the main seller does not have the number of the invoice, or several have it.',
      'Give the number of the invoice (BT-1) to one sub-invoice of the main seller, and to that one only.',
    ],
  ),
  'MV-12': message(
    'BT-128',
    [
      'Deux sous-factures portent le même numéro (AFL).',
      'Donnez à chaque ligne GROUP un numéro qui lui soit propre.',
    ],
    ['Two sub-invoices have the same number (AFL).', 'Give each GROUP line a number of its own.'],
  ),
  'MV-13': message(
    'BT-3',
    [
      'Une facture à plusieurs vendeurs (B8, S8, M8) est d’un type autofacturé.',
      'Choisissez un type qui n’est pas une autofacture, 380 par exemple.',
    ],
    [
      'An invoice of several sellers (B8, S8, M8) has a self-billed type.',
      'Choose a type that is not self-billed, 380 for example.',
    ],
  ),
  'BD-13': message(
    'BT-3',
    [
      'Une facture bidirectionnelle (B9, S9, M9) n’est pas d’un type autofacturé.',
      'Choisissez un type d’autofacture, 389 par exemple.',
    ],
    [
      'A bidirectional invoice (B9, S9, M9) does not have a self-billed type.',
      'Choose a self-billed type, 389 for example.',
    ],
  ),
};
