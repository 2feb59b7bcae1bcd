/**
 * BR-FREXT, BR-FXEXT and their like: what EXTENDED-CTC-FR widens of EN 16931, in words. Most of its rules ask what a rule of EN 16931 asks, with a cent of
 * tolerance or among sub-lines, and have its words.
 */
import { codeListMessage } from './code-lists.ts';
import { CORE_RULES } from './core-rules.ts';
import { exactlyOnce, once } from './elements.ts';
import { franceMessage } from './france.ts';
import { type Message, message } from './message.ts';
import { vatMessage } from './vat-rules.ts';

/** The message of "BR-FREXT-CO-10"; undefined for what is no such rule. */
export function extensionMessage(rule: string): Message | undefined {
  const own = OWN[rule];
  if (own !== undefined) return own;
  // Factur-X EXTENDED has most of the same rules under names of its own.
  const [, french] = /^BR-FXEXT-(?:BR-)?(\d\d(?:-\d)?|BR-\d\d|CO-\d\d)$/.exec(rule) ?? [];
  if (french !== undefined) return extensionMessage(`BR-FREXT-${french}`);
  const [, family] = /^BR-F[RX]EXT-([A-Z]{1,2})-01$/.exec(rule) ?? [];
  if (family !== undefined && vatMessage(`BR-${family}-01`) !== undefined) return breakdown(family);
  const [, vat] = /^BR-F[RX]EXT-([A-Z]{1,2}-?0[89])(?:b|ini|rev)?$/.exec(rule) ?? [];
  // The S08b of EXTENDED lacks a hyphen.
  if (vat !== undefined) return vatMessage(`BR-${vat.replace(/^S0/, 'S-0')}`);
  const [, list] = /^BR-FREXT-(CL-\d\d)(?:-GP)?$/.exec(rule) ?? [];
  if (list !== undefined) return codeListMessage(`BR-${list}`);
  const [, core] = /^BR-FREXT-(?:BR-)?((?:CO-)?\d\d)$/.exec(rule) ?? [];
  return core === undefined ? undefined : CORE_RULES[`BR-${core}`];
}

/** Families of rules that have another name than their category. */
const CODES: Readonly<Record<string, string>> = { IC: 'K', AF: 'L', AG: 'M' };

/** Here, unlike in EN 16931, a category without rate may have several groups, one a reason of exemption. */
function breakdown(family: string): Message {
  const code = CODES[family] ?? family;
  return message(
    'BG-23',
    [
      `La catégorie de TVA ${code} est employée sans figurer dans la ventilation (BG-23), ou y figure sans être employée.`,
      `Ajoutez au moins un groupe de catégorie ${code} à la ventilation si une ligne, une remise ou des frais l’emploient, supprimez-le sinon.`,
    ],
    [
      `The VAT category ${code} is used and not in the breakdown (BG-23), or is there and not used.`,
      `Add one group of category ${code} to the breakdown at least where a line, an allowance or a charge uses it, else remove it.`,
    ],
  );
}

/** A group of which only some elements are read. */
function only(term: string | null, fr: readonly [string, string], en: readonly [string, string]): Message {
  return message(
    term,
    [`${fr[0]} ne contiennent que ${fr[1]} ; le reste sera ignoré.`, 'Supprimez les autres éléments.'],
    [`${en[0]} hold ${en[1]} only; the rest will be ignored.`, 'Remove the other elements.'],
  );
}

function deliveryTerms(fr: string, en: string): Message {
  return only(
    'BG-13',
    [`Les conditions de livraison ${fr}`, 'leur code et le nom d’un lieu'],
    [`The delivery terms ${en}`, 'their code and the name of a place'],
  );
}

function referenceOnly(element: string, fr: string, en: string): Message {
  return message(
    'BG-24',
    [
      `${element} n’est admis que pour ${fr}.`,
      `Supprimez ${element}, ou corrigez le type du document référencé.`,
    ],
    [
      `${element} is admitted for ${en} only.`,
      `Remove ${element}, or correct the type of the document referred to.`,
    ],
  );
}

const ofDocument = deliveryTerms('du document', 'of the document');
const ofLine = deliveryTerms('d’une ligne', 'of a line');
const exchange = only(
  'BT-6',
  ['Les données du taux de change', 'les deux devises, le taux et sa date'],
  ['The data of the exchange rate', 'both currencies, the rate and its date'],
);

const OWN: Readonly<Record<string, Message | undefined>> = {
  '?': message(
    null,
    [
      'Une règle sans identifiant officiel n’est pas respectée : un virement donne soit un IBAN soit un autre compte, et un code d’attribut d’article est dans sa liste.',
      'Gardez un seul compte à créditer, ou choisissez un code d’attribut de la liste UNTDID 6313.',
    ],
    [
      'A rule without official id is not met: a credit transfer gives either an IBAN or another account, and an item attribute code is in its list.',
      'Keep a single account to be credited, or choose an attribute code of the list UNTDID 6313.',
    ],
  ),
  'BR-FREXT-04': message(
    'EXT-FR-FE-159',
    [
      'Le code d’un attribut d’article n’est pas dans sa liste, celle de l’UNTDID 6313 étendue.',
      'Choisissez un code de la liste, ou donnez à l’attribut un nom (BT-160).',
    ],
    [
      'The code of an item attribute is not in its list, that of UNTDID 6313 extended.',
      'Choose a code of the list, or give the attribute a name (BT-160).',
    ],
  ),
  'BR-FREXT-05': message(
    'EXT-FR-FE-163',
    [
      'Le type d’une ligne n’est ni DETAIL, ni GROUP, ni INFORMATION.',
      'Employez l’un de ces trois codes, en majuscules.',
    ],
    [
      'The type of a line is neither DETAIL nor GROUP nor INFORMATION.',
      'Use one of these three codes, in capitals.',
    ],
  ),
  'BR-FREXT-06': message(
    'EXT-FR-FE-163',
    [
      'Une sous-ligne, qui a une ligne parente, ne donne pas son type.',
      'Donnez à la sous-ligne le type DETAIL, GROUP ou INFORMATION.',
    ],
    [
      'A sub-line, which has a parent line, does not give its type.',
      'Give the sub-line the type DETAIL, GROUP or INFORMATION.',
    ],
  ),
  'BR-FREXT-08': message(
    'BT-131',
    [
      'Le montant net d’une ligne GROUP n’est pas la somme de ses sous-lignes.',
      'Additionnez les montants nets (BT-131) des sous-lignes et corrigez la ligne GROUP.',
    ],
    [
      'The net amount of a GROUP line is not the sum of its sub-lines.',
      'Add up the net amounts (BT-131) of the sub-lines and correct the GROUP line.',
    ],
  ),
  'BR-FREXT-11': message(
    'BT-126',
    [
      'La ligne parente d’une sous-ligne n’existe pas, ou est la sous-ligne elle-même.',
      'Donnez le numéro (BT-126) d’une autre ligne de la facture.',
    ],
    [
      'The parent line of a sub-line does not exist, or is the sub-line itself.',
      'Give the identifier (BT-126) of another line of the invoice.',
    ],
  ),
  'BR-FREXT-12': message(
    'BT-131',
    [
      'Une ligne GROUP a un montant net, et une ligne GROUP placée sous elle n’en a pas.',
      'Donnez un montant net à chaque ligne GROUP du même arbre, ou à aucune.',
    ],
    [
      'A GROUP line has a net amount, and a GROUP line below it has none.',
      'Give each GROUP line of the same tree a net amount, or none of them.',
    ],
  ),
  'BR-FREXT-54-1': franceMessage('BR-FR-27_BG-32'),
  'BR-FREXT-54-2': franceMessage('BR-FR-28-Value'),
  'BR-FREXT-CL-20-TAX': message(
    'BT-105',
    [
      'Le motif de frais dit être une taxe de l’UNTDID 5153 et n’en est pas un code.',
      'Choisissez un code de cette liste, EXC ou ENV par exemple, ou employez la liste 7161.',
    ],
    [
      'The reason of a charge claims to be a tax of UNTDID 5153 and is none of its codes.',
      'Choose a code of that list, EXC or ENV for example, or use the list 7161.',
    ],
  ),
  'BR-FREXT-CL-20-LISTID': message(
    'BT-105',
    [
      'Le motif de frais renvoie à une liste inconnue.',
      'Écrivez 7161 (frais) ou 5153 (taxes) dans listID, ou supprimez cet attribut.',
    ],
    [
      'The reason of a charge refers to an unknown list.',
      'Write 7161 (charges) or 5153 (taxes) in listID, or remove that attribute.',
    ],
  ),
  'BR-FREXT-CL-27': message(
    'BG-13',
    [
      'Le code des conditions de livraison n’est pas un Incoterm ni un code de l’UNTDID 4053.',
      'Choisissez par exemple EXW, FCA, DAP ou DDP.',
    ],
    [
      'The code of the delivery terms is no Incoterm and no code of UNTDID 4053.',
      'Choose for example EXW, FCA, DAP or DDP.',
    ],
  ),
  'CII-EXT-DT-018': referenceOnly(
    'ram:TypeCode',
    'une pièce jointe, un appel d’offres, un objet facturé ou une facture antérieure',
    'a supporting document, a tender, an invoiced object or a preceding invoice',
  ),
  'CII-FREXT-DT-024': referenceOnly(
    'ram:ReferenceTypeCode',
    'un objet facturé (type 130) ou un contrat',
    'an invoiced object (type 130) or a contract',
  ),
  'CII-FREXTDT-027': referenceOnly(
    'ram:FormattedIssueDateTime',
    'une facture antérieure, un contrat, une commande ou un avis d’expédition',
    'a preceding invoice, a contract, an order or a despatch advice',
  ),
  'CII-FREXT-SR-106': ofLine,
  'CII-FREXT-SR-293': ofDocument,
  'CII-FREXT-SR-366': exchange,
  'CII-FREXT-SR-439': once(['ram:NetPriceProductTradePrice', 'ram:ChargeAmount'], 'BT-146'),
  'CII-FREXT-CR-490': exchange,
  'UBL-FREXT-CR-410': ofDocument,
  'UBL-FREXT-CR-645': ofLine,
  'UBL-FREXT-SR-48': exactlyOnce(['cac:Item', 'cac:ClassifiedTaxCategory'], 'BG-30'),
};
