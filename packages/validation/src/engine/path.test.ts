import { readXml, type XmlNode } from '@scell/syntax';
import { expect, it } from 'vitest';
import { Locator } from './path.ts';
import { walk } from './walk.ts';

it('numbers a step where siblings share its name', () => {
  const { root } = readXml('<a><b/><c/><b><d/><d/></b></a>');
  const locator = new Locator();
  const nodes: XmlNode[] = [];
  walk(root, (node) => nodes.push(node));
  expect(nodes.map((node) => locator.pathOf(node))).toEqual([
    '/a',
    '/a/b[1]',
    '/a/c',
    '/a/b[2]',
    '/a/b[2]/d[1]',
    '/a/b[2]/d[2]',
  ]);
});
