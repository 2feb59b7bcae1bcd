/** Which entries of a grammar mean an element. */
import type { XmlNode } from '@scell/syntax';
import type { ProfileElement } from './profile-tree.ts';
import { OTHER, type VariantTest } from './variants.ts';

export const NONE: readonly ProfileElement[] = [];

/** Which of the entries of one tag mean this element. */
export function matched(
  entries: readonly ProfileElement[],
  node: XmlNode,
  tests: ReadonlyMap<string, VariantTest>,
): readonly ProfileElement[] {
  if (entries.length <= 1) return entries;
  const isOf = (variant: string) => tests.get(variant)?.(node) === true;
  const named = entries.filter(({ variant }) => variant !== undefined && variant !== OTHER && isOf(variant));
  return entries.filter((entry) => {
    if (entry.variant === undefined) return true;
    return entry.variant === OTHER ? named.length === 0 : named.includes(entry);
  });
}
