/** The elements with a text of their own that an XML Schema allows, as paths of tags below its root element. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attribute, namespaces, readXml, type XmlNode } from '@scell/syntax';

const XSD = '{http://www.w3.org/2001/XMLSchema}';

/** A type, with the prefix that its elements have. */
interface SchemaType {
  node: XmlNode;
  prefix: string;
}

/** Every path to such an element, for schemas whose types do not contain themselves. `main` declares the root. */
export async function schemaLeaves(folder: string, main: string): Promise<string[]> {
  const types = new Map<string, SchemaType>();
  let root = '';
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.xsd')) continue;
    const { root: schema } = readXml(await readFile(join(folder, file)));
    const target = attribute(schema, 'targetNamespace');
    const prefix = [...namespaces].find(([, uri]) => uri === target)?.[0] ?? '';
    for (const node of schema.children) {
      if (node.tag === `${XSD}complexType`)
        types.set(`${prefix}:${attribute(node, 'name')}`, { node, prefix });
      if (node.tag === `${XSD}element` && file === main) root = attribute(node, 'type') ?? '';
    }
  }
  return leavesOf(root, types);
}

function leavesOf(type: string, types: ReadonlyMap<string, SchemaType>): string[] {
  const known = types.get(type);
  const elements = known === undefined ? [] : elementsIn(known.node);
  return elements.flatMap((element) => {
    const path = `${known?.prefix}:${attribute(element, 'name')}`;
    const below = leavesOf(attribute(element, 'type') ?? '', types);
    return below.length === 0 ? [path] : below.map((leaf) => `${path}/${leaf}`);
  });
}

function elementsIn(node: XmlNode): XmlNode[] {
  return node.children.flatMap((child) => (child.tag === `${XSD}element` ? [child] : elementsIn(child)));
}
