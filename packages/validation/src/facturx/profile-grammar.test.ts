import { readXml, writeCii, type XmlNode } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { ciiInvoice } from '../../test/cii-invoice.ts';
import { leftOutOf, profileGrammar } from './profile-grammar.ts';
import { PROFILES } from './profiles.ts';
import { judgeStructure } from './structure.ts';

const TRANSACTION = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction';
const SELLER = `${TRANSACTION}/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty`;
const SETTLEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`;

/** From which profile on something is used. */
const firstOf = (path: string) => PROFILES.find((profile) => profileGrammar(profile)(path).isUsed);

describe('profileGrammar', () => {
  it.each([
    [`${SELLER}/ram:Name`, 'minimum'],
    [`${SELLER}/ram:GlobalID`, 'basicwl'],
    [`${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`, 'basic'],
    [`${SELLER}/ram:DefinedTradeContact`, 'en16931'],
    [`${SELLER}/ram:RoleCode`, 'extended'],
    [`${SELLER}/ram:GlobalID/@schemeID`, 'basicwl'],
    [`${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode/@listID`, 'extended'],
    // The schema has it in every profile that has the type of it, and none uses it.
    [`${SELLER}/ram:ID/@schemeID`, undefined],
    [
      `${TRANSACTION}/ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty/ram:PostalTradeAddress`,
      'basicwl',
    ],
    [`${TRANSACTION}/ram:Unheard`, undefined],
    ['/ubl:Invoice', undefined],
  ])('uses %s from %s on', (path, profile) => {
    expect(firstOf(path)).toBe(profile);
    // Each profile holds the one before it.
    const uses = PROFILES.map((name) => profileGrammar(name)(path).isUsed);
    expect(uses).toEqual(uses.toSorted());
  });

  it('says how often', () => {
    const extended = profileGrammar('extended');
    const basic = profileGrammar('basic');
    expect(extended(`${SELLER}/ram:Name`)).toEqual({ isUsed: true, atLeast: 1, atMost: 1 });
    const notes = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument/ram:IncludedNote`;
    expect(basic(notes)).toEqual({ isUsed: true, atLeast: 0, atMost: 1 });
    expect(extended(notes).atMost).toBe(Number.POSITIVE_INFINITY);
    expect(basic(`${SETTLEMENT}/ram:ApplicableTradeTax`).atLeast).toBe(1);
    expect(basic(`${SELLER}/ram:SpecifiedTaxRegistration`)).toEqual({ isUsed: true, atLeast: 0, atMost: 2 });
    expect(basic(`${SELLER}/ram:GlobalID/@schemeID`)).toEqual({ isUsed: true, atLeast: 1, atMost: 1 });
  });
});

/** The document again, without some of its elements and attributes. */
function without(node: XmlNode, left: ReturnType<typeof leftOutOf>): string {
  const isLeft = (element: XmlNode) =>
    left.some((out) => out.node === element && out.attribute === undefined);
  const attributes = node.attributes
    .filter(({ name }) => !left.some((out) => out.node === node && out.attribute === name))
    .map(({ name, value }) => ` ${name}="${value}"`);
  const namespaces =
    node.parent === null
      ? [
          'rsm:CrossIndustryInvoice',
          'ram:ReusableAggregateBusinessInformationEntity',
          'udt:UnqualifiedDataType',
          'qdt:QualifiedDataType',
        ].map(
          (pair) =>
            ` xmlns:${pair.split(':')[0]}="urn:un:unece:uncefact:data:standard:${pair.split(':')[1]}:100"`,
        )
      : [];
  const kept = node.children.filter((child) => !isLeft(child));
  const body =
    node.children.length === 0
      ? node.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      : kept.map((child) => without(child, left)).join('');
  return `<${node.tag}${[...namespaces, ...attributes].join('')}>${body}</${node.tag}>`;
}

describe('leftOutOf', () => {
  it('leaves nothing out of what its profile holds', () => {
    for (const [name, invoice] of Object.entries(samples))
      expect([name, leftOutOf(readXml(writeCii(invoice)), 'en16931')]).toEqual([name, []]);
  });

  it('names the outermost elements, what is too much, and attributes', () => {
    const xml = ciiInvoice
      .replace('<ram:LineID>1<', '<ram:LineID schemeID="X">1<')
      .replace(
        '</ram:LineID>',
        '</ram:LineID><ram:IncludedNote><ram:Content>1</ram:Content></ram:IncludedNote><ram:IncludedNote><ram:Content>2</ram:Content></ram:IncludedNote>',
      );
    const shown = (profile: (typeof PROFILES)[number]) =>
      leftOutOf(readXml(xml), profile).map(({ node, attribute, reason }) =>
        [
          node.tag.replace('ram:', ''),
          attribute === undefined ? '' : `@${attribute}`,
          reason === 'surplus' ? '!' : '',
        ].join(''),
      );
    expect(shown('en16931')).toEqual(['LineID@schemeID', 'IncludedNote!']);
    expect(shown('extended')).toEqual(['LineID@schemeID']);
    expect(shown('basic')).toContain('ApplicableProductCharacteristic');
    expect(shown('basic')).toContain('AdditionalReferencedDocument');
    expect(shown('minimum').slice(0, 2)).toEqual(['IncludedNote', 'IncludedSupplyChainTradeLineItem']);
    expect(shown('minimum')).not.toContain('AssociatedDocumentLineDocument');
  });

  it.each(PROFILES)(
    'leaves a document against which the structure of %s has nothing but values',
    (profile) => {
      for (const xml of [ciiInvoice, ...Object.values(samples).map((invoice) => writeCii(invoice))]) {
        const document = readXml(xml);
        const rest = readXml(without(document.root, leftOutOf(document, profile)));
        const said: string[] = [];
        judgeStructure(rest, profile, (rule, _, node, facts) =>
          said.push(`${rule} ${node.tag} ${facts?.found}`),
        );
        // The profile it announces is a value.
        expect(said.filter((line) => !/ram:ID urn:/.test(line))).toEqual([]);
      }
    },
  );

  it('leaves out the whole of what is no CII invoice', () => {
    const order = readXml('<Order/>');
    expect(leftOutOf(order, 'basic')).toEqual([{ node: order.root, reason: 'unused' }]);
  });
});
