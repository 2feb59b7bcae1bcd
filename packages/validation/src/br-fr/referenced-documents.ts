import { attribute, type XmlNode } from '@scell/syntax';
import { isBlank } from '../engine/values.ts';
import { at, has, normalizedTextOf, type Select, textOf, withAttribute } from './operands.ts';
import { type Assertion, type Condition, type Pattern, type Rule, rule, ruleWhere } from './rule.ts';
import type { Both, Place, Syntax } from './syntax.ts';
import { agreementTerm, theInvoice } from './terms.ts';

const descriptions = new Set([
  ...['RIB', 'LISIBLE', 'FEUILLE_DE_STYLE', 'PJA', 'BORDEREAU_SUIVI', 'DOCUMENT_ANNEXE'],
  ...['BON_LIVRAISON', 'BON_COMMANDE', 'BORDEREAU_SUIVI_VALIDATION', 'ETAT_ACOMPTE'],
  ...['FACTURE_PAIEMENT_DIRECT', 'RECAPITULATIF_COTRAITANCE'],
]);

const typeCodes = at('ram:TypeCode');
const names = at('ram:Name');
const ublDescriptions = at('cbc:DocumentDescription');

const attachments = agreementTerm({
  cii: 'ram:AdditionalReferencedDocument',
  ubl: 'cac:AdditionalDocumentReference',
});

/** BR-FR-17: the description of an attachment (BT-123, type 916 in CII) is one of a list. */
export function attachmentDescription(syntax: Syntax): Pattern[] {
  const id = 'BR-FR-17_BT-123';
  if (syntax === 'ubl') {
    const place = 'cac:AdditionalDocumentReference';
    const holds = (node: XmlNode) => {
      const description = ublDescriptions(node);
      return description.length === 0 || descriptions.has(textOf(description));
    };
    return [[rule(syntax, place, { id, holds })]];
  }
  const place = '$agreement/ram:AdditionalReferencedDocument';
  const holds = (node: XmlNode) => {
    const name = normalizedTextOf(names(node));
    return name === '' || descriptions.has(name);
  };
  return [[ruleWhere(syntax, place, (node) => has(typeCodes(node), '916'), { id, holds })]];
}

/** BR-FR-18: one attachment at most is the readable invoice. */
export function oneReadableAttachment(syntax: Syntax): Pattern[] {
  const describing = { cii: names, ubl: ublDescriptions }[syntax];
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-18_BT-123',
        holds: (invoice) =>
          attachments[syntax](invoice).filter((node) => has(describing(node), 'LISIBLE')).length <= 1,
      }),
    ],
  ];
}

const referenceTypes = at('ram:ReferenceTypeCode');

/**
 * BR-FR-29, BR-FR-30: an invoiced object (BT-18, BT-128) of type AFL or AVV is there once at most and is not empty. UBL counts inside each
 * reference; the CII rule for lines looks beside the settlement that holds the references.
 */
export function invoicedObjects(syntax: Syntax): Pattern[] {
  return [
    objectPattern(syntax, 'BR-FR-29', 'BT-18', {
      holder: { cii: '$agreement', ubl: '$invoice/cac:AdditionalDocumentReference' },
      id: {
        cii: '$agreement/ram:AdditionalReferencedDocument/ram:IssuerAssignedID',
        ubl: '$invoice/cac:AdditionalDocumentReference/cbc:ID',
      },
    }),
    objectPattern(syntax, 'BR-FR-30', 'BT-128', {
      holder: { cii: '$line', ubl: '$line/cac:DocumentReference' },
      id: {
        cii: '$line/ram:AdditionalReferencedDocument/ram:IssuerAssignedID',
        ubl: '$line/cac:DocumentReference/cbc:ID',
      },
    }),
  ];
}

const references: Both<Select> = { cii: at('ram:AdditionalReferencedDocument'), ubl: at('cbc:ID') };

/** The references of a type below their holder: documents in CII, identifiers in UBL. */
const ofType: Both<(holder: XmlNode, type: string) => readonly XmlNode[]> = {
  cii: (holder, type) => references.cii(holder).filter((node) => has(referenceTypes(node), type)),
  ubl: (holder, type) => withAttribute(references.ubl(holder), 'schemeID', type),
};

/** Whether an identifier is of a type. */
const isOfType: Both<(type: string) => Condition> = {
  cii: (type) => (node) => node.parent !== null && has(referenceTypes(node.parent), type),
  ubl: (type) => (node) => attribute(node, 'schemeID') === type,
};

function objectPattern(
  syntax: Syntax,
  name: string,
  term: string,
  { holder, id }: { holder: Place; id: Place },
): Pattern {
  const once: Assertion = {
    id: `${name}_${term}`,
    holds: (node) => ['AFL', 'AVV'].every((type) => ofType[syntax](node, type).length <= 1),
  };
  const given = (type: string): Rule =>
    ruleWhere(syntax, id, isOfType[syntax](type), {
      id: `${name}_${type}`,
      holds: ({ text }) => !isBlank(text),
    });
  return [rule(syntax, holder, once), given('AFL'), given('AVV')];
}
