/** The namespaces in force at a place of the document, and the names already resolved in them (Namespaces in XML 1.0). */
import { canonicalName, isColonlessName } from './names.ts';
import type { XmlAttribute } from './node.ts';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** Something the document spells, where it first stands in the UTF-8 bytes, and how long it is there. */
export interface Spelling {
  start: number;
  length: number;
}

/** What stood between an element name and the end of its start tag, and what it meant. */
export interface SpeltAttributes extends Spelling {
  /** What the same is shorter in UTF-16. */
  shift: number;
  attributes: readonly XmlAttribute[];
}

/** An element name as the document spells it, resolved. */
export interface ElementName extends Spelling {
  raw: string;
  tag: string;
  /** Its attributes the last time, where none declared a namespace. */
  spelt: SpeltAttributes | null;
  /** Where it was resolved. */
  scope: Scope;
  /** The name that came after it the last time: documents repeat themselves. */
  next: ElementName | null;
}

/** An attribute name as the document spells it: a namespace declaration, or an attribute by its expanded name. */
export type AttributeName = { declares: string } | { expanded: string };

/** A name that cannot be resolved, and why. */
export type NameFault = { fault: 'bad-name' | 'undeclared-prefix'; detail: string };

export class Scope {
  readonly outer: Scope | null;
  /** Namespace by prefix; '' is the default namespace. */
  private readonly declared: ReadonlyMap<string, string>;
  private readonly elements = new Map<string, ElementName>();
  private readonly attributes = new Map<string, AttributeName>();
  private inners: Map<string, Scope> | undefined = undefined;

  constructor(outer: Scope | null, declared: ReadonlyMap<string, string>) {
    this.outer = outer;
    this.declared = declared;
  }

  /** The scope every document begins in. */
  static outermost(): Scope {
    return new Scope(
      null,
      new Map([
        ['xml', XML_NAMESPACE],
        ['', ''],
      ]),
    );
  }

  namespaceOf(prefix: string): string | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.outer) {
      const namespace = scope.declared.get(prefix);
      if (namespace !== undefined) return namespace;
    }
    return undefined;
  }

  /**
   * The scope within this one for an element that declares these namespaces: one for all elements that declare the same, with the names already
   * resolved there. `made` is told of a new one.
   */
  inner(declared: ReadonlyMap<string, string>, made: () => void): Scope {
    let key = '';
    // A prefix holds no blank; the length tells where a namespace ends.
    for (const [prefix, namespace] of declared) key += `${prefix} ${namespace.length} ${namespace} `;
    const known = this.inners?.get(key);
    if (known !== undefined) return known;
    made();
    const scope = new Scope(this, declared);
    this.inners ??= new Map();
    this.inners.set(key, scope);
    return scope;
  }

  /** `start` and `length` say where the name stands in the bytes. */
  elementName(raw: string, start: number, length: number): ElementName | NameFault {
    const known = this.elements.get(raw);
    if (known !== undefined) return known;
    const { prefix, local } = split(raw);
    if (!isName(prefix, local)) return { fault: 'bad-name', detail: raw };
    const namespace = this.namespaceOf(prefix ?? '');
    if (namespace === undefined) return { fault: 'undeclared-prefix', detail: prefix ?? '' };
    const tag = canonicalName(namespace, local);
    const name: ElementName = { raw, start, length, tag, spelt: null, scope: this, next: null };
    this.elements.set(raw, name);
    return name;
  }

  attributeName(raw: string): AttributeName | NameFault {
    const known = this.attributes.get(raw);
    if (known !== undefined) return known;
    const name = this.resolveAttribute(raw);
    if (!('fault' in name)) this.attributes.set(raw, name);
    return name;
  }

  /** The default namespace does not reach attributes (§6.2). */
  private resolveAttribute(raw: string): AttributeName | NameFault {
    const { prefix, local } = split(raw);
    if (!isName(prefix, local)) return { fault: 'bad-name', detail: raw };
    if (prefix === undefined) return local === 'xmlns' ? { declares: '' } : { expanded: local };
    if (prefix === 'xmlns') return { declares: local };
    const namespace = this.namespaceOf(prefix);
    if (namespace === undefined) return { fault: 'undeclared-prefix', detail: prefix };
    return { expanded: `{${namespace}}${local}` };
  }
}

/** Whether a prefix may be bound to a namespace (§2.2, §3). */
export function mayDeclare(prefix: string, namespace: string): boolean {
  if (prefix === 'xmlns' || namespace === XMLNS_NAMESPACE) return false;
  if (prefix !== '' && namespace === '') return false;
  return (prefix === 'xml') === (namespace === XML_NAMESPACE);
}

function split(raw: string): { prefix: string | undefined; local: string } {
  const colon = raw.indexOf(':');
  if (colon < 0) return { prefix: undefined, local: raw };
  return { prefix: raw.slice(0, colon), local: raw.slice(colon + 1) };
}

function isName(prefix: string | undefined, local: string): boolean {
  return isColonlessName(local) && (prefix === undefined || isColonlessName(prefix));
}
