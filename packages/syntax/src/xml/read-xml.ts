/**
 * XML 1.0 with namespaces, without document types: one pass over the source, names interned, texts cut out only when asked for.
 * What a hostile document could do is capped (see limits.ts); everything wrong is an `XmlError` with its place.
 */
import { decodeXml, withoutMark } from './decode.ts';
import { XmlError, type XmlErrorCode } from './error.ts';
import { defaultLimits, type XmlLimits } from './limits.ts';
import { canonicalName, isColonlessName } from './names.ts';
import type { Position, XmlAttribute, XmlDocument, XmlNode } from './node.ts';
import { attributeValue, referenced, stringValue } from './text.ts';

/**
 * Reads a document from its bytes (UTF-8, UTF-16, ISO-8859-1 and -15, Windows-1252, ASCII, by mark or declaration) or from a decoded text.
 * @throws {XmlError} when it is not well-formed (XML 1.0, Namespaces in XML 1.0), has a document type, or exceeds a limit.
 */
export function readXml(input: Uint8Array | string, limits: Partial<XmlLimits> = {}): XmlDocument {
  const merged = { ...defaultLimits, ...limits };
  if (input.length > merged.size) {
    throw new XmlError('too-large', { offset: 0, line: 1, column: 1 }, String(merged.size));
  }
  const source = typeof input === 'string' ? withoutMark(input) : decodeXml(input);
  return new Reader(source, merged).read();
}

class Document implements XmlDocument {
  readonly root: XmlNode;
  readonly source: string;
  private lines: number[] | undefined;

  constructor(root: XmlNode, source: string) {
    this.root = root;
    this.source = source;
  }

  lineOf(offset: number): Position {
    this.lines ??= lineStarts(this.source);
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lines[low] ?? 0) + 1 };
  }
}

/** A line ends with a line feed, a carriage return, or both (§2.11). */
function lineStarts(source: string): number[] {
  const starts = [0];
  for (const end of source.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return starts;
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const NO_CHILDREN: Element[] = [];

class Element implements XmlNode {
  readonly tag: string;
  readonly parent: Element | null;
  children: Element[] = NO_CHILDREN;
  readonly attributes: readonly XmlAttribute[];
  readonly offset: number;
  private readonly source: string;
  /** Where the content lies in the source. */
  readonly contentStart: number;
  contentEnd: number;
  /** Nothing in the content but characters that stand for themselves. */
  plain = true;
  private value: string | undefined = undefined;

  constructor(
    tag: string,
    parent: Element | null,
    attributes: readonly XmlAttribute[],
    offset: number,
    source: string,
    contentStart: number,
  ) {
    this.tag = tag;
    this.parent = parent;
    this.attributes = attributes;
    this.offset = offset;
    this.source = source;
    this.contentStart = contentStart;
    this.contentEnd = contentStart;
  }

  get text(): string {
    this.value ??= this.plain
      ? this.source.slice(this.contentStart, this.contentEnd)
      : stringValue(this.source, this.contentStart, this.contentEnd);
    return this.value;
  }
}

/** A name as the document spells it, resolved in the namespaces in force. */
interface Name {
  raw: string;
  tag: string;
}

/** The namespaces an element declares, on top of those around it. */
interface Scope {
  outer: Scope | null;
  /** The element that declared them; the scope ends with it. Null for the outermost. */
  owner: Element | null;
  /** Namespace by prefix; '' is the default namespace. */
  declared: Map<string, string>;
  /** Element names already resolved here, by spelling. */
  names: Map<string, Name>;
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;
const ILLEGAL = /[^\t\n\r -\uD7FF\uE000-\uFFFD]/;
const ILLEGAL_BEYOND = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

class Reader {
  private readonly source: string;
  private readonly limits: XmlLimits;
  private at = 0;
  private scope: Scope = {
    outer: null,
    owner: null,
    declared: new Map([
      ['xml', XML_NAMESPACE],
      ['', ''],
    ]),
    names: new Map(),
  };
  private elements = 0;
  private depth = 0;
  /** The next "&", "]]>" and carriage return at or after the place last asked for; the length where there is none. */
  private ampersand = -1;
  private cdataEnd = -1;
  private carriageReturn = -1;

  constructor(source: string, limits: XmlLimits) {
    this.source = source;
    this.limits = limits;
  }

  read(): XmlDocument {
    this.checkCharacters();
    this.readDeclaration();
    this.skipOutside();
    if (this.at >= this.source.length) this.fail('no-element', this.at);
    const root = this.startTag(null);
    this.readContent(root);
    this.skipOutside();
    if (this.at < this.source.length) this.fail('outside-root', this.at);
    return new Document(root, this.source);
  }

  private checkCharacters(): void {
    // The first expression needs no look at pairs and is all that most documents ask for.
    if (!ILLEGAL.test(this.source)) return;
    const found = ILLEGAL_BEYOND.exec(this.source);
    if (found === null) return;
    const code = found[0].codePointAt(0) ?? 0;
    this.fail('illegal-character', found.index, `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  }

  private readDeclaration(): void {
    if (!/^<\?xml[ \t\r\n]/.test(this.source)) return;
    DECLARATION.lastIndex = 0;
    if (!DECLARATION.test(this.source)) this.fail('bad-declaration', 0);
    this.at = DECLARATION.lastIndex;
  }

  /** Comments, instructions and blanks before or after the root element. */
  private skipOutside(): void {
    const { source } = this;
    for (;;) {
      this.at = this.skipSpace(this.at);
      if (this.at >= source.length) return;
      if (source.charCodeAt(this.at) !== LESS_THAN) this.fail('outside-root', this.at);
      const next = source.charCodeAt(this.at + 1);
      if (next === QUESTION_MARK) this.skipInstruction();
      else if (next === EXCLAMATION_MARK) this.skipComment();
      else return;
    }
  }

  private readContent(root: Element): void {
    const { source } = this;
    if (root.contentEnd < 0) return this.closeEmpty(root);
    let open = root;
    for (;;) {
      const markup = source.indexOf('<', this.at);
      if (markup < 0) this.fail('unclosed', open.offset, this.spelling(open));
      if (markup > this.at) this.checkText(open, this.at, markup);
      this.at = markup;
      const next = source.charCodeAt(markup + 1);
      if (next === SLASH) {
        this.endTag(open);
        if (open.parent === null) return;
        open = open.parent;
      } else if (next === EXCLAMATION_MARK) {
        open.plain = false;
        if (source.startsWith('<![CDATA[', markup)) this.skipCdata();
        else this.skipComment();
      } else if (next === QUESTION_MARK) {
        open.plain = false;
        this.skipInstruction();
      } else {
        const element = this.startTag(open);
        open.plain = false;
        if (open.children === NO_CHILDREN) open.children = [element];
        else open.children.push(element);
        if (element.contentEnd < 0) this.closeEmpty(element);
        else open = element;
      }
    }
  }

  /** `contentEnd` is -1 while an element is known to have none. */
  private closeEmpty(element: Element): void {
    element.contentEnd = element.contentStart;
    this.leave(element);
  }

  private leave(element: Element): void {
    this.depth--;
    if (this.scope.owner === element && this.scope.outer !== null) this.scope = this.scope.outer;
  }

  private checkText(open: Element, start: number, end: number): void {
    if (end - start > this.limits.textLength)
      this.fail('text-too-long', start, String(this.limits.textLength));
    const { source } = this;
    if (this.cdataEnd < start) this.cdataEnd = indexOrEnd(source, ']]>', start);
    if (this.cdataEnd < end) this.fail('cdata-end', this.cdataEnd);
    if (this.carriageReturn < start) this.carriageReturn = indexOrEnd(source, '\r', start);
    if (this.carriageReturn < end) open.plain = false;
    if (this.ampersand < start) this.ampersand = indexOrEnd(source, '&', start);
    if (this.ampersand < end) {
      open.plain = false;
      this.checkReferences(start, end);
    }
  }

  private checkReferences(start: number, end: number): void {
    const { source } = this;
    let at = source.indexOf('&', start);
    while (at >= 0 && at < end) {
      const stop = source.indexOf(';', at);
      // "&#x10FFFF;" and "&#1114111;" are the longest that mean something, but for leading zeros.
      if (stop < 0 || stop >= end) this.fail('bad-reference', at);
      const name = source.slice(at + 1, stop);
      if (!/^(?:#[0-9]+|#x[0-9A-Fa-f]+)$/.test(name) && !isColonlessName(name))
        this.fail('bad-reference', at);
      if (referenced(name) === undefined) {
        if (name.startsWith('#')) this.fail('illegal-character', at, `&${name.slice(0, 20)};`);
        this.fail('unknown-entity', at, name.slice(0, 40));
      }
      at = source.indexOf('&', stop);
    }
  }

  private endTag(open: Element): void {
    const { source } = this;
    const raw = this.spelling(open);
    if (!source.startsWith(raw, this.at + 2)) this.fail('wrong-end-tag', this.at, raw);
    let close = this.at + 2 + raw.length;
    if (source.charCodeAt(close) !== GREATER_THAN) {
      close = this.skipSpace(close);
      if (source.charCodeAt(close) !== GREATER_THAN) this.fail('wrong-end-tag', this.at, raw);
    }
    open.contentEnd = this.at;
    this.at = close + 1;
    this.leave(open);
  }

  private spelling(element: Element): string {
    const start = element.offset + 1;
    return this.source.slice(start, this.nameEnd(start));
  }

  /** Reads the start tag at the present place; `contentEnd` is -1 when the element is empty by its tag. */
  private startTag(parent: Element | null): Element {
    const { source, limits } = this;
    const offset = this.at;
    const nameStart = offset + 1;
    const nameEnd = this.nameEnd(nameStart);
    if (nameEnd === nameStart) this.fail('bad-name', nameStart);
    if (++this.elements > limits.elements) {
      this.fail('too-many-elements', offset, String(limits.elements));
    }
    if (++this.depth > limits.depth) this.fail('too-deep', offset, String(limits.depth));
    const raw = source.slice(nameStart, nameEnd);
    let code = source.charCodeAt(nameEnd);
    if (code === GREATER_THAN) {
      this.at = nameEnd + 1;
      return new Element(
        this.elementName(raw, nameStart).tag,
        parent,
        NO_ATTRIBUTES,
        offset,
        source,
        this.at,
      );
    }
    const attributes = this.readAttributes(nameEnd, raw);
    const scoped = this.enterScope(attributes);
    const tag = this.elementName(raw, nameStart).tag;
    const resolved = attributes.length === 0 ? NO_ATTRIBUTES : this.resolveAttributes(attributes);
    code = source.charCodeAt(this.at);
    const empty = code === SLASH;
    if (empty) this.at++;
    if (source.charCodeAt(this.at) !== GREATER_THAN) this.fail('bad-tag', offset, raw);
    this.at++;
    const element = new Element(tag, parent, resolved, offset, source, this.at);
    if (scoped) this.scope.owner = element;
    if (empty) element.contentEnd = -1;
    return element;
  }

  /** Where a name that begins at `start` ends: at white space, "/", ">", "=" or the end. */
  private nameEnd(start: number): number {
    const { source } = this;
    let at = start;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === GREATER_THAN || code === SLASH || code === EQUALS || code === LESS_THAN || isSpace(code))
        break;
    }
    if (at - start > this.limits.nameLength)
      this.fail('name-too-long', start, String(this.limits.nameLength));
    return at;
  }

  /** Leaves the present place at the "/" or ">" that ends the tag. */
  private readAttributes(start: number, element: string): RawAttribute[] {
    const { source, limits } = this;
    const attributes: RawAttribute[] = [];
    let at = start;
    for (;;) {
      const next = this.skipSpace(at);
      const code = source.charCodeAt(next);
      if (code === GREATER_THAN || code === SLASH) {
        this.at = next;
        return attributes;
      }
      if (next >= source.length) this.fail('unclosed', start, element);
      const nameEnd = this.nameEnd(next);
      const name = source.slice(next, nameEnd);
      if (next === at || name === '') this.fail('bad-tag', next, element);
      if (attributes.length === limits.attributes) {
        this.fail('too-many-attributes', next, String(limits.attributes));
      }
      let quote = nameEnd;
      if (source.charCodeAt(quote) !== EQUALS) quote = this.skipSpace(quote);
      if (source.charCodeAt(quote) !== EQUALS) this.fail('bad-attribute', next, name);
      quote = this.skipSpace(quote + 1);
      const mark = source.charCodeAt(quote);
      if (mark !== DOUBLE_QUOTE && mark !== SINGLE_QUOTE) this.fail('bad-attribute', next, name);
      const end = source.indexOf(mark === DOUBLE_QUOTE ? '"' : "'", quote + 1);
      if (end < 0) this.fail('unclosed', next, name);
      attributes.push({ name, offset: next, value: this.attributeText(name, quote + 1, end) });
      at = end + 1;
    }
  }

  private attributeText(name: string, start: number, end: number): string {
    if (end - start > this.limits.textLength)
      this.fail('text-too-long', start, String(this.limits.textLength));
    const raw = this.source.slice(start, end);
    if (raw.includes('<')) this.fail('bad-attribute', start, name);
    if (raw.includes('&')) this.checkReferences(start, end);
    return attributeValue(raw);
  }

  /** Enters a scope for the namespaces the attributes declare; whether there were new ones. */
  private enterScope(attributes: RawAttribute[]): boolean {
    let scoped = false;
    for (const { name, value, offset } of attributes) {
      const prefix = declaredPrefix(name);
      if (prefix === undefined) continue;
      this.checkDeclaration(name, prefix, value, offset);
      if (!scoped && this.namespaceOf(prefix) === value) continue;
      if (!scoped) {
        this.scope = { outer: this.scope, owner: null, declared: new Map(), names: new Map() };
        scoped = true;
      }
      this.scope.declared.set(prefix, value);
    }
    return scoped;
  }

  /** Namespaces in XML 1.0 §3 and §2.2. */
  private checkDeclaration(name: string, prefix: string, value: string, offset: number): void {
    const wrong =
      (prefix !== '' && value === '') ||
      prefix === 'xmlns' ||
      (prefix === 'xml') !== (value === XML_NAMESPACE) ||
      value === XMLNS_NAMESPACE;
    if (wrong) this.fail('bad-namespace', offset, name);
    if (name.startsWith('xmlns:') && !isColonlessName(prefix)) this.fail('bad-name', offset);
  }

  private namespaceOf(prefix: string): string | undefined {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) {
      const namespace = scope.declared.get(prefix);
      if (namespace !== undefined) return namespace;
    }
    return undefined;
  }

  private elementName(raw: string, offset: number): Name {
    const cached = this.scope.names.get(raw);
    if (cached !== undefined) return cached;
    const [prefix, local] = this.split(raw, offset);
    const name = { raw, tag: canonicalName(this.bound(prefix, offset), local) };
    this.scope.names.set(raw, name);
    return name;
  }

  /** The prefix ('' without one) and the local part of a name. */
  private split(raw: string, offset: number): [string, string] {
    const colon = raw.indexOf(':');
    const prefix = colon < 0 ? '' : raw.slice(0, colon);
    const local = colon < 0 ? raw : raw.slice(colon + 1);
    if (!isColonlessName(local) || (colon >= 0 && !isColonlessName(prefix))) this.fail('bad-name', offset);
    return [prefix, local];
  }

  private bound(prefix: string, offset: number): string {
    const namespace = this.namespaceOf(prefix);
    if (namespace === undefined) this.fail('undeclared-prefix', offset, prefix);
    return namespace;
  }

  /** Namespace declarations go; the others get their expanded names, each once. */
  private resolveAttributes(raw: RawAttribute[]): readonly XmlAttribute[] {
    const seen = new Set<string>();
    const attributes: XmlAttribute[] = [];
    for (const { name, offset, value } of raw) {
      const declaration = declaredPrefix(name) !== undefined;
      const expanded = declaration ? name : this.attributeName(name, offset);
      const key = declaration ? `:${name}` : expanded;
      if (seen.has(key)) this.fail('duplicate-attribute', offset, name);
      seen.add(key);
      if (!declaration) attributes.push({ name: expanded, value });
    }
    return attributes.length === 0 ? NO_ATTRIBUTES : attributes;
  }

  /** The default namespace does not reach attributes (Namespaces in XML 1.0 §6.2). */
  private attributeName(name: string, offset: number): string {
    const [prefix, local] = this.split(name, offset);
    return prefix === '' ? local : `{${this.bound(prefix, offset)}}${local}`;
  }

  private skipCdata(): void {
    const end = this.source.indexOf(']]>', this.at + 9);
    if (end < 0) this.fail('unclosed', this.at, '<![CDATA[');
    if (end - this.at > this.limits.textLength) {
      this.fail('text-too-long', this.at, String(this.limits.textLength));
    }
    this.at = end + 3;
  }

  private skipComment(): void {
    const { source } = this;
    if (source.startsWith('<!DOCTYPE', this.at)) this.fail('document-type', this.at);
    if (!source.startsWith('<!--', this.at)) this.fail('bad-name', this.at + 1);
    const dashes = source.indexOf('--', this.at + 4);
    if (dashes < 0) this.fail('unclosed', this.at, '<!--');
    if (source.charCodeAt(dashes + 2) !== GREATER_THAN) this.fail('bad-comment', dashes);
    this.at = dashes + 3;
  }

  private skipInstruction(): void {
    const { source } = this;
    const end = source.indexOf('?>', this.at + 2);
    if (end < 0) this.fail('unclosed', this.at, '<?');
    const target =
      /^[^ \t\r\n]*/.exec(
        source.slice(this.at + 2, Math.min(end, this.at + 3 + this.limits.nameLength)),
      )?.[0] ?? '';
    if (!isColonlessName(target) || target.toLowerCase() === 'xml') this.fail('bad-instruction', this.at);
    this.at = end + 2;
  }

  private skipSpace(start: number): number {
    let at = start;
    while (isSpace(this.source.charCodeAt(at))) at++;
    return at;
  }

  private fail(code: XmlErrorCode, offset: number, detail = ''): never {
    const before = this.source.slice(0, offset);
    const starts = lineStarts(before);
    const column = offset - (starts.at(-1) ?? 0) + 1;
    throw new XmlError(code, { offset, line: starts.length, column }, detail);
  }
}

interface RawAttribute {
  name: string;
  offset: number;
  value: string;
}

/** The prefix a declaration binds, '' for the default namespace; undefined when the attribute declares nothing. */
function declaredPrefix(name: string): string | undefined {
  if (!name.startsWith('xmlns')) return undefined;
  if (name.length === 5) return '';
  return name.charCodeAt(5) === COLON ? name.slice(6) : undefined;
}

function indexOrEnd(source: string, part: string, start: number): number {
  const found = source.indexOf(part, start);
  return found < 0 ? source.length : found;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const COLON = 0x3a;
const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
const GREATER_THAN = 0x3e;
const QUESTION_MARK = 0x3f;
const EXCLAMATION_MARK = 0x21;
