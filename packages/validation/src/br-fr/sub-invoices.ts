/**
 * Invoices in an invoice (multi-vendor and bidirectional ones): the lines as a tree. A line says in CII with its own elements, in UBL with references to
 * the invoice itself, what it is (EXT-FR-FE-163: GROUP, DETAIL, INFORMATION) and under which line it belongs (EXT-FR-FE-162). Everything that a rule
 * would look for among all lines is collected once, so that judging stays linear.
 */
import { attribute, type XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';
import { walk } from '../engine/walk.ts';
import { at, has, hasAny, type Select, sumOf, textOf, textsOf, withAttribute } from './operands.ts';
import type { Both, Syntax } from './syntax.ts';
import { invoiceIds, sellerLegalIds, settlementTerm, term } from './terms.ts';

/** What a line says of its place in the tree. CII lines say it once; UBL lines once a reference to the invoice itself. */
export interface Role {
  /** The line in CII, the reference in UBL. */
  readonly node: XmlNode;
  readonly line: XmlNode;
  /** EXT-FR-FE-163. */
  readonly types: readonly XmlNode[];
  /** EXT-FR-FE-162. */
  readonly parents: readonly XmlNode[];
}

/** Terms of a line. */
export const lineTerms = {
  ids: term({ cii: 'ram:AssociatedDocumentLineDocument/ram:LineID', ubl: 'cbc:ID' }),
  /** BT-131. */
  netAmounts: term({
    cii: 'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount',
    ubl: 'cbc:LineExtensionAmount',
  }),
  /** EXT-FR-FE-181 and -182. */
  vatAmounts: term({
    cii: 'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:TaxTotalAmount',
    ubl: 'cac:TaxTotal/cbc:TaxAmount',
  }),
  /** EXT-FR-FE-184. */
  grandTotals: term({
    cii: 'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:GrandTotalAmount',
    ubl: 'cbc:TaxInclusiveLineExtensionAmount',
  }),
  /** EXT-FR-FE-164. */
  sellerNames: term({
    cii: 'ram:SpecifiedLineTradeAgreement/ram:ItemSellerTradeParty/ram:Name',
    ubl: 'cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:RegistrationName',
  }),
  /** EXT-FR-FE-167. */
  sellerLegalIds: term({
    cii: 'ram:SpecifiedLineTradeAgreement/ram:ItemSellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID',
    ubl: 'cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:CompanyID',
  }),
  exemptionReasons: term({
    cii: 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:ExemptionReason',
    ubl: 'cac:Item/cac:ClassifiedTaxCategory/cbc:TaxExemptionReason',
  }),
};

const ciiReferences = at('ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument');
const ciiReferenceTypes = at('ram:ReferenceTypeCode');
const ciiDocumentTypes = at('ram:TypeCode');
const ciiReferenceIds = at('ram:IssuerAssignedID');
const ublReferences = at('cac:DocumentReference');
const ublDocumentTypes = at('cbc:DocumentTypeCode');
const ublReferenceIds = at('cbc:ID');

const isUblObject = (reference: XmlNode) => has(ublDocumentTypes(reference), '130');

/** BT-128 of a line, of type AFL (number of the sub-invoice) or AVV (its frame). */
export const lineObjects: Both<(line: XmlNode, type: 'AFL' | 'AVV') => readonly XmlNode[]> = {
  cii: (line, type) =>
    ciiReferences(line)
      .filter((node) => has(ciiReferenceTypes(node), type) && has(ciiDocumentTypes(node), '130'))
      .flatMap(ciiReferenceIds),
  ubl: (line, type) =>
    withAttribute(ublReferences(line).filter(isUblObject).flatMap(ublReferenceIds), 'schemeID', type),
};

const lines: Both<Select> = {
  cii: at('rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem'),
  ubl: at('cac:InvoiceLine|cac:CreditNoteLine'),
};
const ciiTypes = at('ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode');
const ciiParents = at('ram:AssociatedDocumentLineDocument/ram:ParentLineID');
const billingReferences = at('cac:BillingReference');
const referencedIds = at('cac:InvoiceDocumentReference/cbc:ID');
const ublTypes = at('cac:InvoiceDocumentReference/cbc:DocumentStatusCode');
const ublParents = at('cac:BillingReferenceLine/cbc:ID');

/** One VAT breakdown whose exemption reason begins with "#number#". */
interface VatOfNumber {
  reason: string;
  amounts: readonly XmlNode[];
}

const breakdowns = settlementTerm({ cii: 'ram:ApplicableTradeTax', ubl: 'cac:TaxTotal/cac:TaxSubtotal' });
const taxTypes = term({ cii: 'ram:TypeCode', ubl: 'cac:TaxCategory/cac:TaxScheme/cbc:ID' });
const breakdownReasons = term({
  cii: 'ram:ExemptionReason',
  ubl: 'cac:TaxCategory/cbc:TaxExemptionReason',
});
const breakdownAmounts = term({ cii: 'ram:CalculatedAmount', ubl: 'cbc:TaxAmount' });

/** The sub-invoices of one document. */
export class SubInvoices {
  readonly lines: readonly XmlNode[];
  readonly #syntax: Syntax;
  readonly #root: XmlNode | undefined;
  readonly #invoiceIds: ReadonlySet<string>;
  readonly #sellerIds: ReadonlySet<string>;
  readonly #roles = new Map<XmlNode, readonly Role[]>();
  readonly #numbers = new Map<XmlNode, readonly XmlNode[]>();
  readonly #byId = new Map<string, XmlNode[]>();
  /** By the text of the parent: amounts of lines that are no INFORMATION, in document order. */
  readonly #amountsBelow = new Map<string, XmlNode[]>();
  /** By the text of the parent: what says DETAIL. */
  readonly #detailsBelow = new Map<string, Set<XmlNode>>();
  #vatByMark: Map<string, VatOfNumber[]> | undefined;
  #vatByNumber = new Map<string, number>();
  #repeatedNumbers: ReadonlySet<XmlNode> | undefined;
  #sellersOwn: number | undefined;

  constructor(syntax: Syntax, root: XmlNode | undefined) {
    this.#syntax = syntax;
    this.#root = root;
    this.lines = root === undefined ? [] : lines[syntax](root);
    this.#invoiceIds = root === undefined ? new Set() : textsOf(invoiceIds[syntax](root));
    this.#sellerIds = root === undefined ? new Set() : textsOf(sellerLegalIds[syntax](root));
    for (const line of this.lines) this.#index(line);
  }

  #index(line: XmlNode): void {
    for (const id of textsOf(lineTerms.ids[this.#syntax](line))) append(this.#byId, id, line);
    const parents = new Set<string>();
    for (const { node, types, parents: parentIds } of this.rolesOf(line)) {
      const isDetail = has(types, 'DETAIL');
      const counts = types.some(({ text }) => text !== 'INFORMATION');
      for (const { text } of parentIds) {
        if (counts) parents.add(text);
        if (!isDetail) continue;
        const details = this.#detailsBelow.get(text);
        if (details === undefined) this.#detailsBelow.set(text, new Set([node]));
        else details.add(node);
      }
    }
    for (const parent of parents) {
      for (const amount of lineTerms.netAmounts[this.#syntax](line))
        append(this.#amountsBelow, parent, amount);
    }
  }

  /** BT-1. */
  get invoiceIds(): ReadonlySet<string> {
    return this.#invoiceIds;
  }

  /** BT-30. */
  get sellerIds(): ReadonlySet<string> {
    return this.#sellerIds;
  }

  /** What a line says of itself. */
  rolesOf(line: XmlNode): readonly Role[] {
    const known = this.#roles.get(line);
    if (known !== undefined) return known;
    const roles: Role[] =
      this.#syntax === 'cii'
        ? [{ node: line, line, types: ciiTypes(line), parents: ciiParents(line) }]
        : billingReferences(line)
            .filter((node) => hasAny(referencedIds(node), this.#invoiceIds))
            .map((node) => ({ node, line, types: ublTypes(node), parents: ublParents(node) }));
    this.#roles.set(line, roles);
    return roles;
  }

  /** The numbers of the sub-invoice that a line belongs to: BT-128 of type AFL. */
  numbersOf(line: XmlNode): readonly XmlNode[] {
    let numbers = this.#numbers.get(line);
    if (numbers === undefined) {
      numbers = lineObjects[this.#syntax](line, 'AFL');
      this.#numbers.set(line, numbers);
    }
    return numbers;
  }

  /** What makes a node of a rule's context (the line in CII, the reference in UBL) a GROUP without a parent; undefined for others. */
  groupOf(node: XmlNode): Role | undefined {
    const line = this.#syntax === 'cii' ? node : node.parent;
    if (line === null) return undefined;
    return this.rolesOf(line).find((role) => role.node === node && isGroup(role));
  }

  /** All GROUP lines without a parent. */
  groups(): Role[] {
    return this.lines.flatMap((line) => this.rolesOf(line).filter(isGroup));
  }

  /** The parents that a line names. */
  parentIdsOf(line: XmlNode): ReadonlySet<string> {
    return textsOf(this.rolesOf(line).flatMap(({ parents }) => parents));
  }

  /** The lines of these ids, once each. */
  linesOf(ids: ReadonlySet<string>): readonly XmlNode[] {
    return [...new Set([...ids].flatMap((id) => this.#byId.get(id) ?? []))];
  }

  /** The net amounts below a line. */
  amountsBelow(id: string): readonly XmlNode[] {
    return this.#amountsBelow.get(id) ?? [];
  }

  /** How many DETAIL lines are below a line. */
  detailsBelow(ids: ReadonlySet<string>): number {
    const [first, ...more] = [...ids].map((id) => this.#detailsBelow.get(id) ?? new Set<XmlNode>());
    if (first === undefined) return 0;
    return more.reduce((all, next) => all.union(next), first).size;
  }

  /**
   * The VAT of the sub-invoice of that number: of the breakdowns whose exemption reason begins with "#number#".
   * @throws {Unjudged}
   */
  vatOf(number: string): number {
    const known = this.#vatByNumber.get(number);
    if (known !== undefined) return known;
    this.#vatByMark ??= this.#indexVat();
    const prefix = `#${number}#`;
    const candidates = this.#vatByMark.get(markOf(prefix)) ?? [];
    const vat = sumOf(
      candidates.flatMap(({ reason, amounts }) => (reason.startsWith(prefix) ? amounts : [])),
    );
    this.#vatByNumber.set(number, vat);
    return vat;
  }

  #indexVat(): Map<string, VatOfNumber[]> {
    const byMark = new Map<string, VatOfNumber[]>();
    for (const node of this.#root === undefined ? [] : breakdowns[this.#syntax](this.#root)) {
      if (!has(taxTypes[this.#syntax](node), 'VAT')) continue;
      const reason = textOf(breakdownReasons[this.#syntax](node));
      append(byMark, markOf(reason), { reason, amounts: breakdownAmounts[this.#syntax](node) });
    }
    return byMark;
  }

  /** How many times a group of the main seller has the number of the invoice itself. */
  get sellersOwn(): number {
    this.#sellersOwn ??= this.#countSellersOwn();
    return this.#sellersOwn;
  }

  #countSellersOwn(): number {
    let count = 0;
    for (const line of this.#everyLine()) {
      if (!this.isOfMainSeller(line) || !this.rolesOf(line).some(isGroup)) continue;
      const own = this.numbersOf(line).filter(({ text }) => this.#invoiceIds.has(text));
      // UBL counts lines, CII the references of them.
      count += this.#syntax === 'cii' ? new Set(own.map((id) => id.parent)).size : Math.min(1, own.length);
    }
    return count;
  }

  /** The official CII rule counts lines wherever they stand. */
  #everyLine(): readonly XmlNode[] {
    if (this.#syntax === 'ubl' || this.#root === undefined) return this.lines;
    const found: XmlNode[] = [];
    walk(this.#root, (node) => {
      if (node.tag === 'ram:IncludedSupplyChainTradeLineItem') found.push(node);
    });
    return found;
  }

  /** Whether the seller of a line is the seller of the invoice. */
  isOfMainSeller(line: XmlNode): boolean {
    const ids = lineTerms.sellerLegalIds[this.#syntax](line);
    if (this.#syntax === 'cii') return hasAny(ids, this.#sellerIds);
    return ids.some(({ text }) => this.#sellerIds.has(normalizeSpace(text)));
  }

  /** Numbers of sub-invoices that stood earlier in the document, in CII in any reference. */
  get repeatedNumbers(): ReadonlySet<XmlNode> {
    this.#repeatedNumbers ??= this.#root === undefined ? new Set() : repeated[this.#syntax](this.#root);
    return this.#repeatedNumbers;
  }
}

function isGroup({ types, parents }: Role): boolean {
  return parents.length === 0 && has(types, 'GROUP');
}

/** "#number" of "#number#…", the key of breakdowns. */
function markOf(reason: string): string {
  const end = reason.indexOf('#', 1);
  return end < 0 ? reason : reason.slice(0, end);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** The nodes that the XPath axis `preceding` has an equal for: one that ended before they began. */
const repeated: Both<(root: XmlNode) => ReadonlySet<XmlNode>> = {
  cii: (root) => withEarlierEqual(root, (node) => (node.tag === 'ram:IssuerAssignedID' ? [node] : undefined)),
  ubl: (root) =>
    withEarlierEqual(root, (node) =>
      node.tag === 'cac:DocumentReference' && isUblObject(node)
        ? ublReferenceIds(node).filter((id) => attribute(id, 'schemeID') === 'AFL')
        : undefined,
    ),
};

function withEarlierEqual(
  root: XmlNode,
  numbersOf: (node: XmlNode) => readonly XmlNode[] | undefined,
): ReadonlySet<XmlNode> {
  const seen = new Set<string>();
  const found = new Set<XmlNode>();
  const visit = (node: XmlNode) => {
    const numbers = numbersOf(node) ?? [];
    for (const number of numbers) if (seen.has(number.text)) found.add(number);
    for (const child of node.children) visit(child);
    for (const number of numbers) seen.add(number.text);
  };
  visit(root);
  return found;
}
