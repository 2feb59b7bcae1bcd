import type { PdfFile } from './file.ts';
import { type Dictionary, nameOf, type PdfValue } from './values.ts';

/** Entries that a page takes from the nodes above it (ISO 32000-1 table 30). */
const INHERITABLE = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];

/** A leaf of the page tree, and what the nodes above it give it. */
export interface Page {
  dictionary: Dictionary;
  inherited: ReadonlyMap<string, PdfValue>;
}

/** The pages of the document (§7.7.3) in their order; a node met before is passed over. */
export function* pages(file: PdfFile): Generator<Page> {
  const visited = new Set<Dictionary>();
  const waiting: { value: PdfValue; inherited: ReadonlyMap<string, PdfValue> }[] = [
    { value: file.catalog.get('Pages') ?? null, inherited: new Map() },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    file.budget.step();
    const node = file.dictionary(next.value);
    if (node === undefined || visited.has(node)) continue;
    visited.add(node);
    const kids = file.array(node.get('Kids'));
    if (kids.length === 0) {
      if (nameOf(file.resolve(node.get('Type'))) !== 'Pages')
        yield { dictionary: node, inherited: next.inherited };
      continue;
    }
    const inherited = new Map(next.inherited);
    for (const key of INHERITABLE) {
      const value = node.get(key);
      if (value !== undefined) inherited.set(key, value);
    }
    for (let i = kids.length - 1; i >= 0; i--) {
      file.budget.step();
      waiting.push({ value: kids[i] ?? null, inherited });
    }
  }
}
