import { expect, it } from 'vitest';
import { Budget, READ_LIMITS } from '../read/limits.ts';
import { readCMap } from './cmap.ts';

const read = (text: string) => readCMap(Buffer.from(text), new Budget(READ_LIMITS, text.length));

it('reads texts one by one and in ranges', () => {
  const { texts } = read(`1 begincodespacerange <0000> <FFFF> endcodespacerange
    2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar
    2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <D83DDE00>] endbfrange`);
  expect([...texts]).toEqual([
    [1, 'A'],
    [2, 'fi'],
    [0x10, 'a'],
    [0x11, 'b'],
    [0x12, 'c'],
    [0x20, 'x'],
    [0x21, '😀'],
  ]);
});

it('reads identifiers, code spaces and what it says of itself', () => {
  const cmap =
    read(`/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Japan1) def /Supplement 2 def end def
    /CMapName /X-V def /WMode 1 def /Identity-H usecmap
    2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange
    1 begincidrange <20> <22> 7 endcidrange 1 begincidchar <8140> 633 endcidchar`);
  expect(cmap).toMatchObject({
    name: 'X-V',
    writingMode: 1,
    registry: 'Adobe',
    ordering: 'Japan1',
    supplement: 2,
    uses: 'Identity-H',
  });
  expect(cmap.spaces).toEqual([
    { length: 1, low: 0, high: 0x80 },
    { length: 2, low: 0x8140, high: 0x9ffc },
  ]);
  expect([...cmap.cids]).toEqual([
    [0x20, 7],
    [0x21, 8],
    [0x22, 9],
    [0x8140, 633],
  ]);
});
