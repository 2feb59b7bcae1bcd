/** A document as the stricter rules read it: its elements by name, its parties, and a voice. */
import { attribute, child, type XmlNode } from '@scell/syntax';
import { at } from '../en16931-ubl/select.ts';
import type { Facts } from '../engine/rule-set.ts';
import { decimal, XsDecimal } from '../engine/values.ts';

/** Says that a rule speaks of a node. */
export type Warn = (rule: string, node: XmlNode, facts?: Facts) => void;

/** A family of stricter rules. */
export type StrictJudge = (reading: Reading, warn: Warn) => void;

/** A party and what identifies it. */
export interface Party {
  readonly node: XmlNode;
  /** Identifiers of scheme 0002 and 0009. */
  readonly sirens: readonly XmlNode[];
  readonly sirets: readonly XmlNode[];
  readonly vatIds: readonly XmlNode[];
  /** BT-40, BT-55, BT-69: the countries of its address. */
  readonly countries: readonly XmlNode[];
}

/** One walk over a document. */
export class Reading {
  readonly root: XmlNode;
  readonly isCii: boolean;
  /** Every element, in document order. */
  readonly nodes: readonly XmlNode[];
  private readonly byTag: ReadonlyMap<string, readonly XmlNode[]>;

  constructor(root: XmlNode) {
    this.root = root;
    this.isCii = root.tag === 'rsm:CrossIndustryInvoice';
    this.nodes = below(root);
    this.byTag = Map.groupBy(this.nodes, ({ tag }) => tag);
  }

  /** The elements of those names, wherever they stand. */
  all(...tags: readonly string[]): XmlNode[] {
    return tags.flatMap((tag) => [...(this.byTag.get(tag) ?? [])]);
  }

  /** The elements at the end of a path of child steps from the root, as the syntax has it. */
  at(cii: string, ubl: string): readonly XmlNode[] {
    const path = this.isCii ? cii : ubl;
    return path.split(' | ').flatMap((one) => [...at(this.root, ...one.split('/'))]);
  }

  /** The parties of the document and of its lines. */
  get parties(): Party[] {
    return this.nodes
      .filter(({ tag }) => /(?:TradeParty|^cac:\w*Party)$/.test(tag))
      .flatMap((node) => {
        const ids = [
          ...at(node, 'ram:GlobalID'),
          ...at(node, 'ram:SpecifiedLegalOrganization', 'ram:ID'),
          ...at(node, 'cac:PartyIdentification', 'cbc:ID'),
          ...at(node, 'cac:PartyLegalEntity', 'cbc:CompanyID'),
        ];
        const party: Party = {
          node,
          sirens: ids.filter((id) => attribute(id, 'schemeID') === '0002'),
          sirets: ids.filter((id) => attribute(id, 'schemeID') === '0009'),
          vatIds: vatIdsOf(node),
          countries: [
            ...at(node, 'ram:PostalTradeAddress', 'ram:CountryID'),
            ...at(node, 'cac:PostalAddress', 'cac:Country', 'cbc:IdentificationCode'),
          ],
        };
        return ids.length + party.vatIds.length === 0 ? [] : [party];
      });
  }
}

/** VAT identifiers (BT-31, BT-48, BT-63): told from other tax registrations by their scheme. */
function vatIdsOf(party: XmlNode): XmlNode[] {
  const registrations = at(party, 'cac:PartyTaxScheme').filter((registration) =>
    at(registration, 'cac:TaxScheme', 'cbc:ID').some(({ text }) => text.trim().toUpperCase() === 'VAT'),
  );
  return [
    ...at(party, 'ram:SpecifiedTaxRegistration', 'ram:ID').filter((id) => attribute(id, 'schemeID') === 'VA'),
    ...registrations.flatMap((registration) => [...at(registration, 'cbc:CompanyID')]),
  ];
}

function below(node: XmlNode, found: XmlNode[] = []): XmlNode[] {
  found.push(node);
  for (const inner of node.children) below(inner, found);
  return found;
}

/** The number that a node holds; undefined where it is none, or where there is no node. */
export function numberOf(node: XmlNode | undefined): XsDecimal | undefined {
  if (node === undefined) return undefined;
  const value = decimal(node.text);
  return value instanceof XsDecimal ? value : undefined;
}

/** The text of a child, without blanks around. */
export function childText(node: XmlNode, tag: string): string {
  return child(node, tag)?.text.trim() ?? '';
}
