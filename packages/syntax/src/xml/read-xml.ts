/**
 * XML 1.0 with namespaces, without document types: one pass over the UTF-8 bytes, names resolved once each, texts cut out of the source only
 * when asked for. What a hostile document could do is capped (limits.ts); everything wrong is an `XmlError` with its place.
 */
import { decodeXml } from './decode.ts';
import { Document, Element, NO_ATTRIBUTES } from './element.ts';
import { XmlError, type XmlErrorCode } from './error.ts';
import { defaultLimits, type XmlLimits } from './limits.ts';
import { positionIn } from './lines.ts';
import { isColonlessName } from './names.ts';
import type { XmlAttribute, XmlDocument } from './node.ts';
import { type ElementName, mayDeclare, type NameFault, Scope, type Spelling } from './scope.ts';
import { attributeValue, referenced } from './text.ts';

/**
 * Reads a document from its bytes (UTF-8, UTF-16, ISO-8859-1 and -15, Windows-1252, ASCII, by mark or declaration) or from a decoded
 * text, whose declared encoding says nothing any more.
 * @throws {XmlError} when it is not well-formed (XML 1.0, Namespaces in XML 1.0), has a document type, or exceeds a limit.
 */
export function readXml(input: Uint8Array | string, limits: Partial<XmlLimits> = {}): XmlDocument {
  const merged = { ...defaultLimits, ...limits };
  if (input.length > merged.size) {
    throw new XmlError('too-large', { offset: 0, line: 1, column: 1 }, String(merged.size));
  }
  const { text, utf8 } = decodeXml(input);
  return new Reader(text, utf8, merged).read();
}

/** What a byte of character data is to the reader; 0 is a character that stands for itself. */
const MARKUP = 1;
const AMPERSAND = 2;
const CARRIAGE_RETURN = 3;
const BRACKET = 4;
const ILLEGAL = 5;
/** In UTF-8 one character takes a lead byte and continuations, in UTF-16 one code unit, or two for leads from F0. */
const CONTINUATION = 6;
const LEAD_OF_FOUR = 7;
/** May begin U+FFFE or U+FFFF. */
const LEAD_EF = 8;

const kinds = new Uint8Array(256);
kinds.fill(ILLEGAL, 0, 0x20);
kinds[0x09] = 0;
kinds[0x0a] = 0;
kinds[0x0d] = CARRIAGE_RETURN;
kinds[0x3c] = MARKUP;
kinds[0x26] = AMPERSAND;
kinds[0x5d] = BRACKET;
kinds.fill(CONTINUATION, 0x80, 0xc0);
kinds.fill(LEAD_OF_FOUR, 0xf0);
kinds[0xef] = LEAD_EF;

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

interface RawAttribute {
  name: string;
  offset: number;
  value: string;
}

class Reader {
  private readonly source: string;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly limits: XmlLimits;
  /** The present place in the bytes; `at - shift` is the same place in the source. */
  private at = 0;
  private shift = 0;
  private scope = Scope.outermost();
  /** The elements that opened the scopes in force. */
  private readonly owners: Element[] = [];
  /** The children read so far of the elements that are open, one family after the other: each becomes an array of just its size. */
  private readonly family: Element[] = [];
  private familySize = 0;
  private readonly firstChildren: number[] = [];
  private elements = 0;
  private namespaces = 0;
  private depth = 0;
  private lastName: ElementName | null = null;

  constructor(source: string, bytes: Uint8Array, limits: XmlLimits) {
    this.source = source;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.limits = limits;
  }

  read(): XmlDocument {
    this.readDeclaration();
    this.skipOutside();
    if (this.at >= this.bytes.length) this.fail('no-element', this.source.length);
    const root = this.readRoot();
    this.skipOutside();
    if (this.at < this.bytes.length) this.fail('outside-root', this.at - this.shift);
    return new Document(root, this.source);
  }

  private readDeclaration(): void {
    if (!/^<\?xml[ \t\r\n]/.test(this.source)) return;
    const declaration = DECLARATION.exec(this.source);
    if (declaration === null) this.fail('bad-declaration', 0);
    this.at = declaration[0].length;
  }

  /** Comments, instructions and blanks before or after the root element. */
  private skipOutside(): void {
    const { bytes } = this;
    for (;;) {
      this.at = this.afterSpace(this.at);
      if (this.at >= bytes.length) return;
      if (bytes[this.at] !== LESS_THAN) this.fail('outside-root', this.at - this.shift);
      const next = bytes[this.at + 1];
      if (next === QUESTION_MARK) this.skipInstruction();
      else if (next === EXCLAMATION_MARK) this.skipComment();
      else return;
    }
  }

  private readRoot(): Element {
    const { bytes } = this;
    let open = this.startTag(null);
    const root = open;
    if (this.closedByTag(open)) return root;
    this.firstChildren.push(0);
    for (;;) {
      this.readText(open);
      const next = bytes[this.at + 1];
      if (next === SLASH) {
        this.endTag(open);
        if (open.parent === null) return root;
        open = open.parent;
      } else if (next === EXCLAMATION_MARK) {
        open.plain = false;
        if (bytes[this.at + 2] === OPENING_BRACKET) this.skipCdata();
        else this.skipComment();
      } else if (next === QUESTION_MARK) {
        open.plain = false;
        this.skipInstruction();
      } else {
        const element = this.startTag(open);
        this.family[this.familySize++] = element;
        if (this.closedByTag(element)) continue;
        this.firstChildren.push(this.familySize);
        open = element;
      }
    }
  }

  /** Goes on to the next "<". */
  private readText(open: Element): void {
    const { bytes } = this;
    const { length } = bytes;
    const start = this.at;
    const startShift = this.shift;
    let at = start;
    let shift = startShift;
    let references = false;
    for (; at < length; at++) {
      const kind = kinds[bytes[at] as number];
      if (kind === 0) continue;
      if (kind === MARKUP) break;
      if (kind === CONTINUATION) shift++;
      else if (kind === LEAD_OF_FOUR) shift--;
      else if (kind === AMPERSAND) references = true;
      else if (kind === CARRIAGE_RETURN) open.plain = false;
      else if (kind === BRACKET) {
        if (bytes[at + 1] === CLOSING_BRACKET && bytes[at + 2] === GREATER_THAN)
          this.fail('cdata-end', at - shift);
      } else this.checkCharacter(at, shift);
    }
    if (at === length) this.fail('unclosed', open.offset, shortened(open.name.raw));
    if (at - start > this.limits.textLength) {
      this.failLimit('text-too-long', start - startShift, this.limits.textLength);
    }
    if (references) {
      open.plain = false;
      this.checkReferences(start - startShift, at - shift);
    }
    this.at = at;
    this.shift = shift;
  }

  /** Goes over bytes without markup, counting and checking their characters. */
  private pass(end: number): void {
    const { bytes } = this;
    for (let at = this.at; at < end; at++) {
      const kind = kinds[bytes[at] as number] as number;
      if (kind < ILLEGAL) continue;
      if (kind === CONTINUATION) this.shift++;
      else if (kind === LEAD_OF_FOUR) this.shift--;
      else this.checkCharacter(at, this.shift);
    }
    this.at = end;
  }

  /** For a byte that is a control character or may begin U+FFFE or U+FFFF (§2.2). */
  private checkCharacter(at: number, shift: number): void {
    const { bytes } = this;
    const byte = bytes[at] ?? 0;
    if (byte === 0xef && !(bytes[at + 1] === 0xbf && (bytes[at + 2] ?? 0) >= 0xbe)) return;
    const code = this.source.charCodeAt(at - shift);
    this.fail('illegal-character', at - shift, `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  }

  /** References between two places of the source: the five entities and characters that XML allows (§4.1). */
  private checkReferences(start: number, end: number): void {
    const { source } = this;
    let at = source.indexOf('&', start);
    while (at >= 0 && at < end) {
      const stop = source.indexOf(';', at);
      if (stop < 0 || stop >= end) this.fail('bad-reference', at);
      const name = source.slice(at + 1, stop);
      if (referenced(name) === undefined) this.failReference(name, at);
      at = source.indexOf('&', stop);
    }
  }

  private failReference(name: string, at: number): never {
    if (/^#(?:[0-9]+|x[0-9A-Fa-f]+)$/.test(name)) this.fail('illegal-character', at, `&${shortened(name)};`);
    if (!isColonlessName(name)) this.fail('bad-reference', at);
    this.fail('unknown-entity', at, shortened(name));
  }

  private startTag(parent: Element | null): Element {
    const { bytes, limits, source } = this;
    const offset = this.at - this.shift;
    if (++this.elements > limits.elements) this.failLimit('too-many-elements', offset, limits.elements);
    if (++this.depth > limits.depth) this.failLimit('too-deep', offset, limits.depth);
    const start = ++this.at;
    let name = this.guessedName();
    const raw = name === null ? this.rawName() : name.raw;
    const nameLength = this.at - start;
    let attributes = NO_ATTRIBUTES;
    let opened = false;
    if (bytes[this.at] !== GREATER_THAN) {
      const spelt = name?.spelt ?? null;
      if (spelt !== null && this.stands(spelt, this.at)) {
        attributes = spelt.attributes;
        this.at += spelt.length - 1;
        this.shift += spelt.shift;
      } else {
        const { at, shift } = this;
        const found = this.readAttributes(offset, raw);
        opened = this.enterScope(found);
        attributes = this.resolveAttributes(found);
        if (opened) name = null;
        else if (name !== null) {
          // To the ">" and with it, so that what stands again is all there is.
          name.spelt = { start: at, length: this.at + 1 - at, shift: this.shift - shift, attributes };
        }
      }
    }
    if (name === null) {
      name = this.resolved(this.scope.elementName(raw, start, nameLength), offset + 1);
      if (this.lastName !== null) this.lastName.next = name;
    }
    this.lastName = name;
    this.at++;
    const element = new Element(name, parent, attributes, offset, source, this.at - this.shift);
    if (opened) this.owners.push(element);
    return element;
  }

  /** The name that followed the last one before, when it stands here again. */
  private guessedName(): ElementName | null {
    const guess = this.lastName?.next ?? null;
    if (guess === null || guess.scope !== this.scope || !this.stands(guess, this.at)) return null;
    const end = this.at + guess.length;
    if (!endsName(this.bytes[end])) return null;
    this.at = end;
    this.shift += guess.length - guess.raw.length;
    return guess;
  }

  /** Whether a spelling stands at a place of the bytes: four bytes a step, since most of a document is names. */
  private stands(spelling: Spelling, at: number): boolean {
    const { bytes, view } = this;
    const { start, length } = spelling;
    if (at + length >= bytes.length) return false;
    let index = 0;
    for (; index + 4 <= length; index += 4) {
      if (view.getUint32(start + index, true) !== view.getUint32(at + index, true)) return false;
    }
    for (; index < length; index++) if (bytes[start + index] !== bytes[at + index]) return false;
    return true;
  }

  /** The name that begins here, up to white space, "/", ">", "=" or "<". */
  private rawName(): string {
    const { bytes, limits } = this;
    const start = this.at;
    const offset = start - this.shift;
    let end = start;
    while (end < bytes.length && !endsName(bytes[end])) end++;
    this.pass(end);
    const length = end - this.shift - offset;
    if (length === 0) this.fail('bad-name', offset);
    if (length > limits.nameLength) this.failLimit('name-too-long', offset, limits.nameLength);
    return this.source.slice(offset, offset + length);
  }

  /** Whether the tag just read was of the form "<name …/>": such an element is complete. No name and no value ends with "/". */
  private closedByTag(element: Element): boolean {
    if (this.bytes[this.at - 2] !== SLASH) return false;
    this.leave(element);
    return true;
  }

  private endTag(open: Element): void {
    const { bytes } = this;
    const { name } = open;
    const offset = this.at - this.shift;
    if (!this.stands(name, this.at + 2)) this.fail('wrong-end-tag', offset, shortened(name.raw));
    let end = this.at + 2 + name.length;
    if (bytes[end] !== GREATER_THAN) {
      end = this.afterSpace(end);
      if (bytes[end] !== GREATER_THAN) this.fail('wrong-end-tag', offset, shortened(name.raw));
    }
    open.contentEnd = offset;
    const first = this.firstChildren.pop() ?? 0;
    if (first < this.familySize) {
      open.children = this.family.slice(first, this.familySize);
      open.plain = false;
      this.familySize = first;
    }
    this.shift += name.length - name.raw.length;
    this.at = end + 1;
    this.leave(open);
  }

  private leave(element: Element): void {
    this.depth--;
    if (this.owners.length === 0 || this.owners.at(-1) !== element) return;
    this.owners.pop();
    this.scope = this.scope.outer ?? this.scope;
  }

  /** Leaves the present place at the ">" that ends the tag. */
  private readAttributes(tag: number, element: string): RawAttribute[] {
    const { bytes, limits } = this;
    const attributes: RawAttribute[] = [];
    for (;;) {
      const before = this.at;
      this.at = this.afterSpace(before);
      const code = bytes[this.at];
      if (code === GREATER_THAN) return attributes;
      const offset = this.at - this.shift;
      if (code === SLASH && bytes[this.at + 1] === GREATER_THAN) {
        this.at++;
        return attributes;
      }
      if (this.at >= bytes.length) this.fail('unclosed', tag, shortened(element));
      if (this.at === before || endsName(code)) this.fail('bad-tag', offset, shortened(element));
      if (attributes.length === limits.attributes) {
        this.failLimit('too-many-attributes', offset, limits.attributes);
      }
      const name = this.rawName();
      attributes.push({ name, offset, value: this.attributeText(name, offset) });
    }
  }

  /** What stands after the name of an attribute: "=", and a quoted value. */
  private attributeText(name: string, offset: number): string {
    const { bytes } = this;
    this.at = this.afterSpace(this.at);
    if (bytes[this.at] !== EQUALS) this.fail('bad-attribute', offset, shortened(name));
    this.at = this.afterSpace(this.at + 1);
    const quote = bytes[this.at];
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) this.fail('bad-attribute', offset, shortened(name));
    this.at++;
    const start = this.at - this.shift;
    const end = bytes.indexOf(quote, this.at);
    if (end < 0) this.fail('unclosed', offset, shortened(name));
    if (end - this.at > this.limits.textLength)
      this.failLimit('text-too-long', start, this.limits.textLength);
    this.pass(end);
    this.at++;
    const raw = this.source.slice(start, end - this.shift);
    if (raw.includes('<')) this.fail('bad-attribute', offset, shortened(name));
    if (raw.includes('&')) this.checkReferences(start, end - this.shift);
    return attributeValue(raw);
  }

  /** Enters a scope for the namespaces that attributes declare; whether there were any not in force already. */
  private enterScope(attributes: RawAttribute[]): boolean {
    let declared: Map<string, string> | undefined;
    for (const { name, value, offset } of attributes) {
      if (!name.startsWith('xmlns')) continue;
      const resolved = this.resolved(this.scope.attributeName(name), offset);
      if (!('declares' in resolved)) continue;
      if (!mayDeclare(resolved.declares, value)) this.fail('bad-namespace', offset, shortened(name));
      if (this.scope.namespaceOf(resolved.declares) === value) continue;
      declared ??= new Map();
      declared.set(resolved.declares, value);
    }
    if (declared === undefined) return false;
    const { size } = declared;
    this.scope = this.scope.inner(declared, () => {
      this.namespaces += size;
      if (this.namespaces > this.limits.namespaces)
        this.failLimit('too-many-namespaces', attributes[0]?.offset ?? 0, this.limits.namespaces);
    });
    return true;
  }

  /** The attributes by their expanded names, each once; namespace declarations left out. */
  private resolveAttributes(raw: RawAttribute[]): readonly XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    const seen = raw.length > 1 ? new Set<string>() : undefined;
    for (const { name, offset, value } of raw) {
      const resolved = this.resolved(this.scope.attributeName(name), offset);
      const declaration = 'declares' in resolved;
      const key = declaration ? `xmlns:${resolved.declares}` : resolved.expanded;
      if (seen?.has(key)) this.fail('duplicate-attribute', offset, shortened(name));
      seen?.add(key);
      if (!declaration) attributes.push({ name: key, value });
    }
    return attributes.length === 0 ? NO_ATTRIBUTES : attributes;
  }

  private resolved<T>(name: T | NameFault, offset: number): T {
    if (isFault(name)) this.fail(name.fault, offset, shortened(name.detail));
    return name;
  }

  private skipCdata(): void {
    const offset = this.at - this.shift;
    if (!this.source.startsWith('<![CDATA[', offset)) this.fail('bad-name', offset + 1);
    const end = this.find(']]>', this.at + 9);
    if (end < 0) this.fail('unclosed', offset, '<![CDATA[');
    if (end - this.at > this.limits.textLength)
      this.failLimit('text-too-long', offset, this.limits.textLength);
    this.pass(end + 3);
  }

  private skipComment(): void {
    const offset = this.at - this.shift;
    if (this.source.startsWith('<!DOCTYPE', offset)) this.fail('document-type', offset);
    if (!this.source.startsWith('<!--', offset)) this.fail('bad-name', offset + 1);
    const dashes = this.find('--', this.at + 4);
    if (dashes < 0) this.fail('unclosed', offset, '<!--');
    this.pass(dashes);
    if (this.bytes[dashes + 2] !== GREATER_THAN) this.fail('bad-comment', dashes - this.shift);
    this.at = dashes + 3;
  }

  private skipInstruction(): void {
    const { bytes } = this;
    const offset = this.at - this.shift;
    const end = this.find('?>', this.at + 2);
    if (end < 0) this.fail('unclosed', offset, '<?');
    let targetEnd = this.at + 2;
    while (targetEnd < end && !isSpace(bytes[targetEnd])) targetEnd++;
    this.at += 2;
    this.pass(targetEnd);
    const target = this.source.slice(offset + 2, targetEnd - this.shift);
    if (target.length > this.limits.nameLength)
      this.failLimit('name-too-long', offset, this.limits.nameLength);
    if (!isColonlessName(target) || target.toLowerCase() === 'xml') this.fail('bad-instruction', offset);
    this.pass(end);
    this.at = end + 2;
  }

  /** Where an ASCII text stands next in the bytes, or -1. */
  private find(text: string, start: number): number {
    const { bytes } = this;
    const first = text.charCodeAt(0);
    for (let at = bytes.indexOf(first, start); at >= 0; at = bytes.indexOf(first, at + 1)) {
      let same = 1;
      while (same < text.length && bytes[at + same] === text.charCodeAt(same)) same++;
      if (same === text.length) return at;
    }
    return -1;
  }

  private afterSpace(start: number): number {
    let at = start;
    while (isSpace(this.bytes[at])) at++;
    return at;
  }

  private failLimit(code: XmlErrorCode, offset: number, limit: number): never {
    this.fail(code, offset, String(limit));
  }

  private fail(code: XmlErrorCode, offset: number, detail = ''): never {
    throw new XmlError(code, { offset, ...positionIn(this.source, offset) }, detail);
  }
}

/** Names may be as long as the limit; a message may not. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isFault(name: unknown): name is NameFault {
  return typeof name === 'object' && name !== null && 'fault' in name;
}

function isSpace(code: number | undefined): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function endsName(code: number | undefined): boolean {
  return code === GREATER_THAN || code === SLASH || code === EQUALS || code === LESS_THAN || isSpace(code);
}

const EXCLAMATION_MARK = 0x21;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
const GREATER_THAN = 0x3e;
const QUESTION_MARK = 0x3f;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
