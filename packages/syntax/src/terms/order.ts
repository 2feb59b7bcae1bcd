/** Which elements come before which: facts of the schemas, for those the tables know. */
import { CII_ORDER } from './order-cii.ts';
import { UBL_ORDER } from './order-ubl.ts';

let ranks: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;

/** The rank of an element among those below its parent; undefined for what the tables do not know there. */
export function rankOf(parent: string, tag: string): number | undefined {
  ranks ??= new Map([...read(CII_ORDER, 'ram:'), ...read(UBL_ORDER, 'cbc:')]);
  return ranks.get(parent)?.get(tag);
}

/** Lines are "parent parent: child child child", continued where they are indented. */
function read(text: string, prefix: string): [string, Map<string, number>][] {
  const named = (name: string) => (name.includes(':') ? name : prefix + name);
  const lines = text.trim().replaceAll('\n    ', ' ').split('\n');
  return lines.flatMap((line) => {
    const [parents = '', children = ''] = line.split(/: /);
    const order = new Map(children.split(' ').map((child, at) => [named(child), at]));
    return parents.split(' ').map((parent): [string, Map<string, number>] => [named(parent), order]);
  });
}
