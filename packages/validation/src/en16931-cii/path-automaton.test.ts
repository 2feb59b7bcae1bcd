import { describe, expect, it } from 'vitest';
import { pathAutomaton } from './path-automaton.ts';

const start = pathAutomaton<string, string>({
  contexts: [
    { path: '/a/b', context: 'placed', rows: [{ steps: ['c', 'd'], row: 'placed c/d' }] },
    {
      path: '//b',
      context: 'anywhere',
      rows: [
        { steps: ['c', 'd'], row: 'any c/d' },
        { steps: [], row: 'itself' },
      ],
    },
    { path: '//x:*End', context: 'ending', rows: [] },
  ],
  lists: [
    { path: '//b/c', list: 0 },
    { path: '//c', list: 1 },
    { path: '/a', list: 2 },
    { path: '//*End', list: 3 },
  ],
});

const at = (...tags: string[]) => tags.reduce((state, tag) => state.step(tag), start);

describe('the automaton of paths', () => {
  it('lets the first of several contexts speak', () => {
    expect(at('a', 'b').context).toBe('placed');
    expect(at('a', 'a', 'b').context).toBe('anywhere');
    expect(at('b').context).toBe('anywhere');
    expect(at('a', 'c').context).toBeUndefined();
  });

  it('follows the rows of that context only, and knows how far it is', () => {
    expect(at('a', 'b', 'c', 'd').rows).toEqual([{ row: 'placed c/d', depth: 2 }]);
    expect(at('z', 'b', 'c', 'd').rows).toEqual([{ row: 'any c/d', depth: 2 }]);
    expect(at('z', 'b').rows).toEqual([{ row: 'itself', depth: 0 }]);
    expect(at('z', 'b', 'c', 'z', 'd').rows).toEqual([]);
  });

  it('follows a context inside another', () => {
    expect(at('b', 'c', 'b', 'c', 'd').rows).toEqual([{ row: 'any c/d', depth: 2 }]);
  });

  it('keeps an element in every list that names it', () => {
    expect(at('b', 'c').lists).toEqual([0, 1]);
    expect(at('a').lists).toEqual([2]);
    expect(at('a', 'a').lists).toEqual([]);
  });

  it('knows names by their end', () => {
    expect(at('q', 'x:TheEnd').context).toBe('ending');
    expect(at('q', 'y:TheEnd').context).toBeUndefined();
    expect(at('q', '{urn:y}TheEnd').lists).toEqual([3]);
  });

  it('gives names it never saw the same state, without keeping them all', () => {
    const states = new Set(Array.from({ length: 2_000 }, (_, index) => at('a', `unheard${index}`)));
    expect(states.size).toBe(1);
  });
});
