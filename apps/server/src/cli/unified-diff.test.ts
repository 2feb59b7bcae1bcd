import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

/** Applies a unified diff of one file, as `patch` does: each hunk at the line it names. */
function patched(before: string, diff: string): string {
  const old = before.split(/(?<=\n)/);
  const result: string[] = [];
  let at = 0;
  const [, ...hunks] = diff.split(/^(?=@@ )/m);
  for (const hunk of hunks) {
    const [head = '', ...lines] = hunk.split(/(?<=\n)/);
    const [, start = '', count = ''] = /^@@ -(\d+),(\d+) /.exec(head) ?? [];
    const from = Number(count) === 0 ? Number(start) : Number(start) - 1;
    result.push(...old.slice(at, from));
    at = from;
    for (const [index, line] of lines.entries()) {
      if (line.startsWith('\\')) continue;
      const isLast = lines[index + 1]?.startsWith('\\') === true;
      const text = isLast ? line.slice(1).replace(/\n$/, '') : line.slice(1);
      if (line.startsWith('+')) result.push(text);
      else {
        expect(old[at]).toBe(text);
        at++;
        if (line.startsWith(' ')) result.push(text);
      }
    }
  }
  return [...result, ...old.slice(at)].join('');
}

describe('unifiedDiff', () => {
  it('is empty for the same text', () => expect(unifiedDiff('a.xml', 'x\ny', 'x\ny')).toBe(''));

  it('shows a changed line between two that stay', () =>
    expect(unifiedDiff('a.xml', '1\n2\n3\n4\n5\n6\n', '1\n2\n3\nfour\n5\n6\n')).toBe(
      '--- a.xml\n+++ a.xml\n@@ -2,5 +2,5 @@\n 2\n 3\n-4\n+four\n 5\n 6\n',
    ));

  it('leads from any text to any other', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', '\n'), { maxLength: 30 })
      .map((lines) => lines.join(''));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom('', 'end'),
        fc.constantFrom('', 'end'),
        (before, after, tail, newTail) => {
          const diff = unifiedDiff('x', before + tail, after + newTail);
          expect(patched(before + tail, diff)).toBe(after + newTail);
        },
      ),
    );
  });
});
