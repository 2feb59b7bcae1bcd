import { readXml, type XmlNode } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type SubLine, SubLines } from './sub-lines.ts';

const amount = (text: string): XmlNode => readXml(`<amount>${text}</amount>`).root;

const line = (
  id: string,
  parent: string,
  status: 'GROUP' | 'DETAIL' | '',
  ...amounts: string[]
): SubLine => ({
  ids: [id],
  parents: parent === '' ? [] : [parent],
  isGroup: status === 'GROUP',
  isDetail: status === 'DETAIL',
  amounts: amounts.map(amount),
});

describe('what stands below a line', () => {
  const lines = new SubLines([
    line('1', '', 'GROUP', '30'),
    line('1.1', '1', 'DETAIL', '10.005'),
    line('1.2', '1', 'GROUP', '20'),
    line('1.3', '1', 'GROUP'),
    line('1.4', '1', '', '99'),
    line('2', '', 'GROUP', 'abc'),
    line('2.1', '2', 'DETAIL', '1,00'),
  ]);

  it('adds up details and groups to the cent, and counts groups and their amounts', () =>
    expect(lines.below(['1'])).toEqual({ total: 30.01, malformed: [], groups: 2, groupAmounts: 1 }));

  it('is nothing where no line stands below', () =>
    expect(lines.below(['1.1'])).toEqual({ total: 0, malformed: [], groups: 0, groupAmounts: 0 }));

  it('has no sum where an amount is no number', () => {
    const { total, malformed } = lines.below(['2']);
    expect(total).toBeUndefined();
    expect(malformed.map(({ text }) => text)).toEqual(['1,00']);
  });

  it('is counted once below a line of two identifiers', () => expect(lines.below(['1', '1']).groups).toBe(2));
});

describe('a line that another names as its parent', () => {
  const lines = new SubLines([line('1', '', ''), line('1.1', '1', '')]);

  it('is known unless it is that line itself', () => {
    expect(lines.knows(['1'], ['1.1'])).toBe(true);
    expect(lines.knows(['1'], ['1'])).toBe(false);
    expect(lines.knows(['9'], ['1'])).toBe(false);
  });
});
