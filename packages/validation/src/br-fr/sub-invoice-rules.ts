/**
 * BR-FR-MV and BR-FR-BD: invoices of several sellers (BT-23 S8, B8, M8), and bidirectional ones (S9, B9, M9). Other documents are not asked: see
 * judge.ts.
 */
import { attribute, type XmlNode } from '@scell/syntax';
import type { Facts } from '../engine/rule-set.ts';
import { isBlank, normalizeSpace } from '../engine/values.ts';
import { walk } from '../engine/walk.ts';
import type { Invoice } from './invoice.ts';
import {
  at,
  differsFromAny,
  has,
  hasAny,
  normalizedTextOf,
  numberOf,
  type Select,
  sumOf,
  textOf,
  textsOf,
} from './operands.ts';
import { type Assertion, type Condition, type Pattern, type Rule, rule, ruleWhere } from './rule.ts';
import { lineObjects, lineTerms, type Role, type SubInvoices } from './sub-invoices.ts';
import type { Both, Place, Syntax } from './syntax.ts';
import { buyerLegalIds, selfBilledTypes, sellerLegalIds, term } from './terms.ts';

/** Where a rule on the document as a whole is asked. */
const theTransaction: Place = {
  cii: '$invoice/rsm:SupplyChainTradeTransaction',
  ubl: 'ubl:Invoice | /cn:CreditNote',
};
const theLines: Place = { cii: '$line', ubl: '$line' };
/** Where a line says that it is a GROUP. */
const theGroups: Place = { cii: '$line', ubl: '$line/cac:BillingReference' };
const theTypeCode: Place = {
  cii: '$document/ram:TypeCode',
  ubl: 'ubl:Invoice/cbc:InvoiceTypeCode | /cn:CreditNote/cbc:CreditNoteTypeCode',
};

const inBoth: Condition = () => true;
const inMultiVendor: Condition = (_, invoice) => invoice.isMultiVendor;
const inBidirectional: Condition = (_, invoice) => invoice.isBidirectional;

/** A question about a GROUP line without a parent. */
type GroupCondition = (group: Role, invoice: Invoice) => boolean;

/** Figures of a GROUP line without a parent. */
type GroupFacts = (group: Role, invoice: Invoice) => Facts;

/** A rule on GROUP lines without a parent. */
function groupRule(
  syntax: Syntax,
  applies: Condition,
  ...assertions: [id: string, holds: GroupCondition, facts?: GroupFacts][]
): Rule {
  return ruleWhere(
    syntax,
    theGroups,
    (node, invoice) => applies(node, invoice) && invoice.subInvoices.groupOf(node) !== undefined,
    ...assertions.map(
      ([id, holds, facts]): Assertion => ({
        id,
        holds: (node, invoice) => {
          const group = invoice.subInvoices.groupOf(node);
          return group === undefined || holds(group, invoice);
        },
        facts: (node, invoice) => {
          const group = invoice.subInvoices.groupOf(node);
          return (group && facts?.(group, invoice)) ?? {};
        },
      }),
    ),
  );
}

/** A sum of binary floating point numbers as people write it. */
function figure(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/** BR-FR-MV-01: every line says what it is. */
export function lineTypeGiven(syntax: Syntax): Pattern[] {
  const id = 'BR-FR-MV-01_EXT-FR-FE-163';
  if (syntax === 'cii') {
    const place = '$line/ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode';
    return [[rule(syntax, place, { id, holds: ({ text }) => !isBlank(text) })]];
  }
  const place = 'cac:InvoiceLine | cac:CreditNoteLine';
  const holds: Condition = (line, { subInvoices }) =>
    normalizedTextOf(subInvoices.rolesOf(line).flatMap(({ types }) => types)) !== '';
  return [[rule(syntax, place, { id, holds })]];
}

/** BR-FR-MV-02: there is a group; BR-FR-BD-02: there are two, one of the seller and one of the buyer. */
export function groupsGiven(syntax: Syntax): Pattern[] {
  const ofParty =
    (legalIds: Both<Select>): Condition =>
    (_, { root, subInvoices }) => {
      const ids = root === undefined ? new Set<string>() : textsOf(legalIds[syntax](root));
      const groups = subInvoices.groups();
      return groups.filter(({ line }) => hasAny(lineTerms.sellerLegalIds[syntax](line), ids)).length === 1;
    };
  return [
    [
      ruleWhere(syntax, theTransaction, inMultiVendor, {
        id: 'BR-FR-MV-02_EXT-FR-FE-163',
        holds: (_, { subInvoices }) => subInvoices.groups().length >= 1,
      }),
    ],
    [
      ruleWhere(
        syntax,
        theTransaction,
        inBidirectional,
        {
          id: 'BR-FR-BD-02_EXT-FR-FE-163',
          holds: (_, { subInvoices }) => subInvoices.groups().length === 2,
        },
        {
          id: { cii: 'BR-FR-BD-02_BT-31', ubl: 'BR-FR-BD-02_BT-30' }[syntax],
          holds: ofParty(sellerLegalIds),
        },
        { id: 'BR-FR-BD-02_BT-47', holds: ofParty(buyerLegalIds) },
      ),
    ],
  ];
}

const ciiCountries = at(
  'ram:SpecifiedLineTradeAgreement/ram:ItemSellerTradeParty/ram:PostalTradeAddress/ram:CountryID',
);
const ublCountries = at('cac:ManufacturerParty/cac:PostalAddress/cac:Country/cbc:IdentificationCode');

/** EXT-FR-FE-177; UBL looks at every item inside the line. */
const sellerCountries: Both<Select> = {
  cii: ciiCountries,
  ubl: (line) => {
    const found: XmlNode[] = [];
    walk(line, (node) => {
      if (node.tag === 'cac:Item' && node !== line) found.push(...ublCountries(node));
    });
    return found;
  },
};

/** The amounts of VAT of a line in one of these currencies. */
function vatAmountsIn(syntax: Syntax, line: XmlNode, currencies: ReadonlySet<string>): readonly XmlNode[] {
  return lineTerms.vatAmounts[syntax](line).filter((node) => {
    const currency = attribute(node, 'currencyID');
    return currency !== undefined && currencies.has(currency);
  });
}

const ciiReferenceTypes = at('ram:ReferenceTypeCode');
const ciiDocumentTypes = at('ram:TypeCode');
const ciiReferenceIds = at('ram:IssuerAssignedID');
const multiVendorFrames = new Set(['M8', 'S8', 'B8']);

/** BR-FR-MV-03: a group gives its seller, the VAT in each currency, its number (AFL) and its frame (AVV), which is not again one of several sellers. */
export function groupData(syntax: Syntax): Pattern[] {
  const given =
    (select: Both<Select>): GroupCondition =>
    ({ line }) =>
      normalizedTextOf(select[syntax](line)) !== '';
  const vatGiven: GroupCondition = ({ line }, invoice) =>
    normalizedTextOf(vatAmountsIn(syntax, line, invoice.currencies)) !== '';
  const accountingVatGiven: GroupCondition = ({ line }, invoice) => {
    const codes = invoice.accountingCurrencies;
    if (codes.size === 0) return true;
    const isNamed = [...codes].some((code) => code !== '');
    return isNamed && normalizedTextOf(vatAmountsIn(syntax, line, codes)) !== '';
  };
  const common: [string, GroupCondition][] = [
    ['BR-FR-MV-03_EXT-FR-FE-164', given(lineTerms.sellerNames)],
    ['BR-FR-MV-03_EXT-FR-FE-167', given(lineTerms.sellerLegalIds)],
    ['BR-FR-MV-03_EXT-FR-FE-177', given(sellerCountries)],
    ['BR-FR-MV-03_EXT-FR-FE-181', vatGiven],
    ['BR-FR-MV-03_EXT-FR-FE-182', accountingVatGiven],
  ];
  const numberId = 'BR-FR-MV-03_BT-128_AFL';
  const frameId = 'BR-FR-MV-03_BT-128_AVV';
  if (syntax === 'ubl') {
    const numberGiven: GroupCondition = ({ line }, { subInvoices }) =>
      normalizedTextOf(subInvoices.numbersOf(line)) !== '';
    const frameGiven: GroupCondition = ({ line }) => {
      const frames = lineObjects.ubl(line, 'AVV');
      return !hasAny(frames, multiVendorFrames) && normalizedTextOf(frames) !== '';
    };
    return [[groupRule(syntax, inBoth, ...common, [numberId, numberGiven], [frameId, frameGiven])]];
  }
  // In CII each reference is asked, and a missing one is not noticed here.
  const references = '$line/ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument';
  const ofGroup =
    (type: string): Condition =>
    (node, invoice) => {
      const line = node.parent?.parent;
      if (!line || !has(ciiReferenceTypes(node), type)) return false;
      return invoice.subInvoices.groupOf(line) !== undefined;
    };
  const isNumbered: Condition = (node) =>
    has(ciiDocumentTypes(node), '130') && normalizedTextOf(ciiReferenceIds(node)) !== '';
  return [
    [
      groupRule(syntax, inBoth, ...common),
      ruleWhere(syntax, references, ofGroup('AFL'), { id: numberId, holds: isNumbered }),
      ruleWhere(syntax, references, ofGroup('AVV'), {
        id: frameId,
        holds: (node, invoice) =>
          !hasAny(ciiReferenceIds(node), multiVendorFrames) && isNumbered(node, invoice),
      }),
    ],
  ];
}

/** BR-FR-MV-05: the net amount of a group is the sum of the lines below it, within a cent a line. */
export function groupNetAmount(syntax: Syntax): Pattern[] {
  const below: (group: Role, invoice: Invoice) => readonly XmlNode[] = ({ line }, { subInvoices }) =>
    subInvoices.amountsBelow(normalizedTextOf(lineTerms.ids[syntax](line)));
  const holds: GroupCondition = (group, invoice) => {
    const amounts = below(group, invoice);
    const difference = numberOf(lineTerms.netAmounts[syntax](group.line)) - sumOf(amounts);
    return Math.abs(difference) <= amounts.length / 100;
  };
  const facts: GroupFacts = (group, invoice) => ({
    found: textOf(lineTerms.netAmounts[syntax](group.line)),
    expected: figure(sumOf(below(group, invoice))),
  });
  return [[groupRule(syntax, inBoth, ['BR-FR-MV-05_EXT-FR-FE-BG-12', holds, facts])]];
}

/** BR-FR-MV-06, BR-FR-MV-07: every line gives its seller and the number of its sub-invoice, those of its parent. */
export function sameAsParent(syntax: Syntax): Pattern[] {
  const inherited = (
    id: string,
    select: (line: XmlNode, subInvoices: SubInvoices) => readonly XmlNode[],
  ): Pattern => [
    rule(syntax, theLines, {
      id,
      holds: (line, { subInvoices }) => {
        const own = normalizedTextOf(select(line, subInvoices));
        if (own === '') return false;
        const parents = subInvoices.parentIdsOf(line);
        if (parents.size === 0) return true;
        const ofParents = subInvoices.linesOf(parents).flatMap((parent) => select(parent, subInvoices));
        return own === normalizedTextOf(ofParents);
      },
    }),
  ];
  return [
    inherited('BR-FR-MV-06_EXT-FR-FE-167', lineTerms.sellerLegalIds[syntax]),
    inherited('BR-FR-MV-07_BT-128', (line, subInvoices) => subInvoices.numbersOf(line)),
  ];
}

/** BR-FR-MV-08: the exemption reason of a detail begins with the number of its sub-invoice between "#". */
export function exemptionReasonOfDetail(syntax: Syntax): Pattern[] {
  const isDetail: Condition = (line, invoice) =>
    invoice.subInvoices.rolesOf(line).some(({ types }) => has(types, 'DETAIL'));
  return [
    [
      ruleWhere(syntax, theLines, isDetail, {
        id: 'BR-FR-MV-08_BT-128',
        holds: (line, { subInvoices }) => {
          const reason = textOf(lineTerms.exemptionReasons[syntax](line));
          const number = normalizedTextOf(subInvoices.numbersOf(line));
          return !isBlank(reason) && number !== '' && reason.startsWith(`#${number}#`);
        },
      }),
    ],
  ];
}

/** BR-FR-MV-09: the VAT of a group is the sum of the breakdowns of its number. */
export function groupVat(syntax: Syntax): Pattern[] {
  const given: (group: Role, invoice: Invoice) => readonly XmlNode[] = ({ line }, invoice) =>
    vatAmountsIn(syntax, line, invoice.currencies);
  const brokenDown: (group: Role, invoice: Invoice) => number = ({ line }, { subInvoices }) =>
    subInvoices.vatOf(normalizedTextOf(subInvoices.numbersOf(line)));
  const holds: GroupCondition = (group, invoice) =>
    Math.abs(numberOf(given(group, invoice)) - brokenDown(group, invoice)) <= 0.01;
  const facts: GroupFacts = (group, invoice) => ({
    found: textOf(given(group, invoice)),
    expected: figure(brokenDown(group, invoice)),
  });
  return [[groupRule(syntax, inBoth, ['BR-FR-MV-09_EXT-FR-FE-181', holds, facts])]];
}

/** BR-FR-MV-10: the total of a group, where it is given, is its net amount and its VAT, within a cent a detail. */
export function groupTotal(syntax: Syntax): Pattern[] {
  const parts: (group: Role, invoice: Invoice) => [net: number, vat: number] = ({ line }, invoice) => [
    numberOf(lineTerms.netAmounts[syntax](line)),
    numberOf(vatAmountsIn(syntax, line, invoice.currencies)),
  ];
  const holds: GroupCondition = (group, invoice) => {
    const totals = lineTerms.grandTotals[syntax](group.line);
    if (totals.length === 0) return true;
    if (normalizedTextOf(totals) === '') return false;
    const [net, vat] = parts(group, invoice);
    const details = invoice.subInvoices.detailsBelow(textsOf(lineTerms.ids[syntax](group.line)));
    return Math.abs(numberOf(totals) - net - vat) <= details / 100;
  };
  const facts: GroupFacts = (group, invoice) => {
    const [net, vat] = parts(group, invoice);
    return { found: textOf(lineTerms.grandTotals[syntax](group.line)), expected: figure(net + vat) };
  };
  return [[groupRule(syntax, inBoth, ['BR-FR-MV-10_EXT-FR-FE-184', holds, facts])]];
}

/** BR-FR-MV-11: one group of the main seller, and only one, has the number of the invoice. */
export function mainSellersGroup(syntax: Syntax): Pattern[] {
  const isOfMainSeller: Condition = (node, invoice) => {
    const group = invoice.subInvoices.groupOf(node);
    return group !== undefined && invoice.subInvoices.isOfMainSeller(group.line);
  };
  return [
    [
      ruleWhere(syntax, theGroups, isOfMainSeller, {
        id: 'BR-FR-MV-11_BT-128',
        holds: (node, { subInvoices }) => {
          if (subInvoices.sellersOwn === 1) return true;
          const line = subInvoices.groupOf(node)?.line ?? node;
          const number = normalizedTextOf(subInvoices.numbersOf(line));
          if (subInvoices.sellersOwn === 0) return subInvoices.invoiceIds.has(number);
          return [...subInvoices.invoiceIds].some((id) => id !== number);
        },
      }),
    ],
  ];
}

/** BR-FR-MV-12: the numbers of the groups differ. */
export function uniqueNumbers(syntax: Syntax): Pattern[] {
  return [
    [
      rule(syntax, theTransaction, {
        id: 'BR-FR-MV-12_BT-128',
        holds: (_, { subInvoices }) =>
          !subInvoices
            .groups()
            .some(({ line }) =>
              subInvoices.numbersOf(line).some((number) => subInvoices.repeatedNumbers.has(number)),
            ),
      }),
    ],
  ];
}

/** BR-FR-MV-13: an invoice of several sellers is not self-billed; BR-FR-BD-13: a bidirectional one is. */
export function selfBilling(syntax: Syntax): Pattern[] {
  return [
    [
      ruleWhere(syntax, theTypeCode, inMultiVendor, {
        id: 'BR-FR-MV-13_BT-3',
        holds: ({ text }) =>
          !isBlank(text) && !selfBilledTypes.has(syntax === 'cii' ? text : normalizeSpace(text)),
      }),
    ],
    [
      ruleWhere(syntax, theTypeCode, inBidirectional, {
        id: { cii: 'BR-FR-BD-13_BT-3', ubl: 'BR-FR-MV-BD_BT-3' }[syntax],
        holds: ({ text }) => selfBilledTypes.has(normalizeSpace(text)),
      }),
    ],
  ];
}

const multiVendorCorrections = new Set(['384', '472', '381', '396', '503']);
const bidirectionalCorrections = new Set(['261', '471', '473', '502']);

const ciiPreceding = at('ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument');
const ublPreceding = at('cac:BillingReference');
const ublReferencedIds = at('cac:InvoiceDocumentReference/cbc:ID');
const precedingTerms = {
  numbers: term({ cii: 'ram:IssuerAssignedID', ubl: 'cac:InvoiceDocumentReference/cbc:ID' }),
  dates: term({
    cii: 'ram:FormattedIssueDateTime/qdt:DateTimeString',
    ubl: 'cac:InvoiceDocumentReference/cbc:IssueDate',
  }),
};

/** BR-FR-MV-14, BR-FR-BD-14: each group of a correction or credit note refers to an earlier invoice by number and date. */
export function precedingInvoiceOfGroup(syntax: Syntax): Pattern[] {
  const preceding: Both<(line: XmlNode, invoice: Invoice) => readonly XmlNode[]> = {
    cii: (line) => ciiPreceding(line),
    ubl: (line, { subInvoices }) =>
      ublPreceding(line).filter((node) => differsFromAny(ublReferencedIds(node), subInvoices.invoiceIds)),
  };
  const given =
    (select: Both<Select>): GroupCondition =>
    ({ line }, invoice) =>
      preceding[syntax](line, invoice).some((node) => select[syntax](node).length > 0);
  const pattern = (name: string, types: ReadonlySet<string>, applies: Condition): Pattern => {
    const concerns: Condition = (node, invoice) =>
      applies(node, invoice) && !types.isDisjointFrom(invoice.typeCodes);
    return [
      groupRule(
        syntax,
        concerns,
        [`${name}-EXT-FR-FE-136`, given(precedingTerms.numbers)],
        [`${name}-EXT-FR-FE-138`, given(precedingTerms.dates)],
      ),
    ];
  };
  return [
    pattern('BR-FR-MV-14', multiVendorCorrections, inMultiVendor),
    pattern('BR-FR-BD-14', bidirectionalCorrections, inBidirectional),
  ];
}
