import { describe, expect, it } from 'vitest';
import { applyPatches, type Edit } from './patch.ts';

const edit = (start: number, was: string, becomes: string, more: Partial<Edit> = {}): { edits: Edit[] } => ({
  edits: [{ op: 'replace-text', path: '/a', start, end: start + was.length, was, becomes, ...more }],
});

describe('applyPatches', () => {
  it('changes the places of the patches and nothing else, in any order', () =>
    expect(applyPatches('<a>1 2 3</a>', [edit(7, '3', 'III'), edit(3, '1', 'I')])).toBe('<a>I 2 III</a>'));

  it('makes a change once that two patches ask for', () =>
    expect(applyPatches('<a>1</a>', [edit(3, '1', '10'), edit(3, '1', '10')])).toBe('<a>10</a>'));

  it('gives an attribute once that two patches set, and another one beside it', () => {
    const set = (name: string) => edit(2, '', ` ${name}="x"`, { op: 'set-attribute', name });
    expect(applyPatches('<a>1</a>', [set('b'), set('c'), set('b')])).toBe('<a b="x" c="x">1</a>');
  });

  it('lets what stands in a removed element go with it', () =>
    expect(
      applyPatches('<a><b>1</b></a>', [edit(6, '1', '2'), edit(3, '<b>1</b>', '', { op: 'remove' })]),
    ).toBe('<a></a>'));

  it.each([
    ['the same text twice', [edit(3, '1', '2'), edit(3, '1', '3')]],
    [
      'two elements at the same place',
      [edit(3, '', '<b/>', { op: 'insert' }), edit(3, '', '<c/>', { op: 'insert' })],
    ],
    [
      'an element into a removed one',
      [edit(0, '<a>1</a>', '', { op: 'remove' }), edit(3, '', '<b/>', { op: 'insert' })],
    ],
  ])('refuses %s', (_, patches) =>
    expect(() => applyPatches('<a>1</a>', patches)).toThrow(
      new RangeError('two patches change the same place of the document'),
    ),
  );

  it('refuses a document that has changed since', () =>
    expect(() => applyPatches('<a>2</a>', [edit(3, '1', '3')])).toThrow(
      new RangeError('the patch was made for another document: it expects "1" at 3'),
    ));
});
