/** One element of a document read by the tests: just enough of XML for what our own writers write. */
export interface XmlElement {
  /** With its prefix, as written. */
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text inside, entities resolved. */
  text: string;
}

/** Reads a document without DTD, comments or CDATA; throws where tags do not match. */
export function readXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = xml.replace(/^<\?xml[^>]*\?>/, '');
  for (const [, tag = '', text = ''] of body.matchAll(/<([^>]*)>|([^<]+)/g)) {
    const current = open.at(-1);
    if (current === undefined) throw new Error('text after the end');
    if (text !== '') current.text += resolve(text);
    else if (tag.startsWith('/')) {
      if (open.pop()?.name !== tag.slice(1)) throw new Error(`</${tag.slice(1)}> closes another element`);
    } else {
      const element = elementOf(tag);
      current.children.push(element);
      if (!tag.endsWith('/')) open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined) throw new Error('an element is not closed');
  return document;
}

/** Every element at a path of names below `from`, prefixes left out: `Header/Party/Name`. */
export function elementsAt(from: XmlElement, path: string): XmlElement[] {
  return path
    .split('/')
    .reduce<XmlElement[]>(
      (level, name) =>
        level.flatMap(({ children }) => children.filter((child) => child.name.replace(/^.*:/, '') === name)),
      [from],
    );
}

function elementOf(tag: string): XmlElement {
  const attributes = Object.fromEntries(
    [...tag.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, resolve(value)]),
  );
  return { name: /^[\w:]+/.exec(tag)?.[0] ?? '', attributes, children: [], text: '' };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolve(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-fA-F]+|\w+);/g, (_, name: string) =>
    name.startsWith('#')
      ? String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', '')))
      : (ENTITIES[name] ?? `&${name};`),
  );
}
