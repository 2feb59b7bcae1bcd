/** What a profile of Factur-X uses of a CII document, for whoever writes one. */
import type { XmlDocument, XmlNode } from '@scell/syntax';
import { matched, NONE } from './grammar/match.ts';
import { type ProfileElement, profileTree } from './grammar/profile-tree.ts';
import { variantTests } from './grammar/variants.ts';
import type { Profile } from './profiles.ts';

/** How a profile has the elements or the attribute at a path. */
export interface ProfileUse {
  /** Whether it uses them; its schema may have what it does not use. */
  readonly isUsed: boolean;
  /** How often they may stand in one parent; an attribute once at most. */
  readonly atLeast: number;
  readonly atMost: number;
}

const ABSENT: ProfileUse = { isUsed: false, atLeast: 0, atMost: 0 };

/**
 * Answers for any path of a CII document how a profile has what stands there: "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID", or
 * "…/ram:ID/@schemeID" for an attribute. Where only some of the elements at a path are used (tax registrations VA and FC, say), they count as used.
 */
export function profileGrammar(profile: Profile): (path: string) => ProfileUse {
  const root = profileTree(profile);
  return (path) => {
    const [first = '', ...steps] = path.replace(/^\//, '').split('/');
    let entries: readonly ProfileElement[] = first === root.tag ? [root] : NONE;
    for (const step of steps) {
      if (step.startsWith('@')) return attributeUse(entries, step.slice(1));
      entries = entries.flatMap(({ byTag }) => byTag.get(step) ?? NONE);
    }
    const [plain] = entries;
    if (plain === undefined) return ABSENT;
    const isUsed = entries.some(
      (entry) => entry.isUsed && (entry.variant !== undefined || entries.length === 1),
    );
    return isUsed ? { isUsed, atLeast: plain.atLeast, atMost: plain.atMost } : ABSENT;
  };
}

function attributeUse(owners: readonly ProfileElement[], name: string): ProfileUse {
  const found = owners.flatMap(({ attributes }) => attributes.filter((attribute) => attribute.name === name));
  if (!found.some(({ isUsed }) => isUsed)) return ABSENT;
  return {
    isUsed: true,
    atLeast: found.every(({ requiredBy }) => requiredBy !== undefined) ? 1 : 0,
    atMost: 1,
  };
}

/** Something in a document that a profile leaves out. */
export interface LeftOut {
  readonly node: XmlNode;
  /** The name of the attribute of `node` that is meant; without it, the element and all below it. */
  readonly attribute?: string;
  /** `surplus`: the profile uses it, and has enough of it with those before. */
  readonly reason: 'unused' | 'surplus';
}

const ACCOUNTING_CURRENCY =
  '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:TaxCurrencyCode';

/**
 * What a profile does not use of a document, outermost elements only, in document order: without it, the profile has nothing against what is left
 * but what its values say. A document that is no CII invoice is left out as a whole.
 */
export function leftOutOf(document: XmlDocument, profile: Profile): LeftOut[] {
  const { root } = document;
  const tree = profileTree(profile);
  const tests = new Map(variantTests(root));
  // MINIMUM knows a VAT total in accounting currency, and not that currency, without which the total is none of its.
  if (!profileGrammar(profile)(ACCOUNTING_CURRENCY).isUsed) tests.set('accounting', () => false);

  /** What is left out below an element, and whether anything stays there that was. */
  function visit(
    node: XmlNode,
    entries: readonly ProfileElement[],
  ): { found: LeftOut[]; isEmptied: boolean } {
    const found: LeftOut[] = [];
    for (const { name } of node.attributes) {
      // What belongs to other namespaces (xsi:schemaLocation) is nothing of the invoice.
      if (/[:{]/.test(name)) continue;
      const isUsed = entries.some(({ attributes }) =>
        attributes.some((known) => known.name === name && known.isUsed),
      );
      if (!isUsed) found.push({ node, attribute: name, reason: 'unused' });
    }
    const counts = new Map<ProfileElement, number>();
    let kept = 0;
    for (const child of node.children) {
      const meant = entries.flatMap(({ byTag }) => matched(byTag.get(child.tag) ?? NONE, child, tests));
      const named = meant.filter(({ variant }) => variant !== undefined);
      const used = meant.filter(({ isUsed }) => isUsed);
      for (const entry of meant) counts.set(entry, (counts.get(entry) ?? 0) + 1);
      if (used.length === 0 || (named.length > 0 && !named.some(({ isUsed }) => isUsed)))
        found.push({ node: child, reason: 'unused' });
      else if (used.some((entry) => (counts.get(entry) ?? 0) > entry.atMost))
        found.push({ node: child, reason: 'surplus' });
      else {
        const below = visit(child, used);
        // Nothing is left of a group of which nothing stays, unless the profile must have it.
        if (below.isEmptied && used.every(({ atLeast }) => atLeast === 0))
          found.push({ node: child, reason: 'unused' });
        else {
          found.push(...below.found);
          kept++;
        }
      }
    }
    return { found, isEmptied: kept === 0 && node.children.length > 0 };
  }

  return root.tag === tree.tag ? visit(root, [tree]).found : [{ node: root, reason: 'unused' }];
}
