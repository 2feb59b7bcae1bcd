import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Contexts, type Contextual } from './contexts.ts';

interface Named extends Contextual {
  name: string;
}

function named(name: string, ...contexts: string[]): Named {
  return { name, contexts };
}

/** By pattern, the rules that a node at the end of these names is offered. */
function offered(contexts: Contexts<Named>, path: readonly string[]): string[][] {
  let state = contexts.document;
  for (const tag of path) state = contexts.step(state, tag);
  return state.candidates.map((rules) => rules.map(({ name }) => name));
}

describe('contexts', () => {
  it('are paths that end at the node, wherever they begin', () => {
    const contexts = new Contexts([[named('b', 'a/b')]]);
    expect(offered(contexts, ['a', 'b'])).toEqual([['b']]);
    expect(offered(contexts, ['x', 'a', 'b'])).toEqual([['b']]);
    expect(offered(contexts, ['a', 'x', 'b'])).toEqual([]);
    expect(offered(contexts, ['a', 'b', 'b'])).toEqual([]);
  });

  it('begin at the document when they begin with a slash', () => {
    const contexts = new Contexts([[named('root', '/a')]]);
    expect(offered(contexts, ['a'])).toEqual([['root']]);
    expect(offered(contexts, ['a', 'a'])).toEqual([]);
  });

  it('keep the order of the rules of a pattern, and patterns apart', () => {
    const contexts = new Contexts([
      [named('long', 'a/b'), named('short', 'b')],
      [named('other', 'b', 'a/b')],
    ]);
    expect(offered(contexts, ['a', 'b'])).toEqual([['long', 'short'], ['other']]);
    expect(offered(contexts, ['b'])).toEqual([['short'], ['other']]);
  });

  it('are found as by comparing each path with each node', () => {
    const tags = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 });
    const paths = fc.array(fc.tuple(fc.boolean(), tags), { minLength: 1, maxLength: 8 });
    const documents = fc.array(fc.constantFrom('a', 'b', 'c', 'foreign'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(paths, documents, (all, document) => {
        const rules = all.map(([absolute, steps], i) =>
          named(String(i), `${absolute ? '/' : ''}${steps.join('/')}`),
        );
        const expected = all.flatMap(([absolute, steps], i) => {
          const fits = absolute ? steps.length === document.length : steps.length <= document.length;
          return fits && steps.every((step, at) => document.at(at - steps.length) === step)
            ? [String(i)]
            : [];
        });
        expect(offered(new Contexts([rules]), document).flat()).toEqual(expected);
      }),
    );
  });
});
