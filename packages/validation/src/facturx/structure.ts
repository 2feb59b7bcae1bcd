/** What the grammar of a profile asks of a document: elements and attributes it uses, how often, and codes of its lists. */
import { attribute, type XmlDocument, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { matched, NONE } from './grammar/match.ts';
import { type CodeCheck, type ProfileElement, profileTree } from './grammar/profile-tree.ts';
import { variantTests } from './grammar/variants.ts';
import type { Profile } from './profiles.ts';

/** The official files give no id to what a profile does not use. */
const NOT_USED = '?';

/**
 * Walks a document along the grammar. What is no element of the profile's schema is left to the schema. An element is judged by the first
 * entry that matches it and has something to say, as the official rules are.
 */
export function judgeStructure(document: XmlDocument, profile: Profile, report: Report): void {
  const { root } = document;
  const tree = profileTree(profile);
  if (root.tag !== tree.tag) return;
  const tests = variantTests(root);

  function visit(node: XmlNode, matching: readonly ProfileElement[]): void {
    const entry = matching.find(({ speaks }) => speaks);
    if (entry !== undefined) judge(entry, node);
    for (const child of node.children) {
      const entries = entriesFor(child, matching);
      if (entries.length > 0) visit(child, entries);
    }
  }

  function entriesFor(child: XmlNode, matching: readonly ProfileElement[]): readonly ProfileElement[] {
    const of = ({ byTag }: ProfileElement) => matched(byTag.get(child.tag) ?? NONE, child, tests);
    const [only, ...others] = matching;
    // Nearly always there is one, and nothing to put together.
    return only !== undefined && others.length === 0 ? of(only) : matching.flatMap(of);
  }

  function judge(entry: ProfileElement, node: XmlNode): void {
    if (!entry.isUsed) report(NOT_USED, 'fatal', node, { element: entry.tag });
    if (entry.codes.length > 0) judgeCodes(entry.codes, node.text, node);
    for (const { name, isUsed, requiredBy, codes } of entry.attributes) {
      const value = attribute(node, name);
      if (value !== undefined && !isUsed) report(NOT_USED, 'fatal', node, { attribute: name });
      if (value === undefined && requiredBy !== undefined) report(requiredBy, 'fatal', node);
      if (value !== undefined) judgeCodes(codes, value, node);
    }
    for (const { child, rule } of entry.counted) {
      const found = countOf(child, entry, node);
      if (found < child.atLeast || found > child.atMost)
        report(rule, 'fatal', node, { found: String(found) });
    }
  }

  /** An empty value is no code: it is left to other rules. */
  function judgeCodes(codes: readonly CodeCheck[], value: string, node: XmlNode): void {
    for (const { rule, isListed } of codes)
      if (value !== '' && !isListed(value)) report(rule, 'fatal', node, { found: value });
  }

  function countOf(child: ProfileElement, owner: ProfileElement, node: XmlNode): number {
    const siblings = owner.byTag.get(child.tag) ?? NONE;
    let found = 0;
    for (const element of node.children)
      if (element.tag === child.tag && matched(siblings, element, tests).includes(child)) found++;
    return found;
  }

  visit(root, [tree]);
}
