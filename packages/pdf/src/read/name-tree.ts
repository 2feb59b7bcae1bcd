import type { PdfFile } from './file.ts';
import { decodeText } from './text.ts';
import type { Dictionary, PdfValue } from './values.ts';

/** Keys and values of a name tree (§7.9.6) in its order; a node met before is passed over. */
export function* nameTree(
  file: PdfFile,
  root: PdfValue | undefined,
): Generator<{ key: string; value: PdfValue }> {
  const visited = new Set<Dictionary>();
  const waiting: PdfValue[] = [root ?? null];
  while (waiting.length > 0) {
    file.budget.step();
    const node = file.dictionary(waiting.pop());
    if (node === undefined || visited.has(node)) continue;
    visited.add(node);
    const names = file.array(node.get('Names'));
    for (let i = 0; i + 1 < names.length; i += 2) {
      file.budget.step();
      const key = file.resolve(names[i]);
      yield { key: key instanceof Uint8Array ? decodeText(key) : '', value: names[i + 1] ?? null };
    }
    const kids = file.array(node.get('Kids'));
    for (let i = kids.length - 1; i >= 0; i--) {
      file.budget.step();
      waiting.push(kids[i] ?? null);
    }
  }
}
