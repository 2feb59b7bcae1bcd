import type { Budget } from '../read/limits.ts';
import { Keyword, Parser } from '../read/parser.ts';
import { Name, type PdfValue } from '../read/values.ts';

/** A CMap (ISO 32000-1 §9.7.5, §9.10.3): how strings fall into codes, and what the codes mean. */
export interface CMap {
  name: string | undefined;
  /** 1 for vertical writing. */
  writingMode: number;
  registry: string | undefined;
  ordering: string | undefined;
  supplement: number | undefined;
  /** Another CMap that this one builds on. */
  uses: string | undefined;
  /** Numbers of bytes of a code and the first and last of them. */
  spaces: { length: number; low: number; high: number }[];
  /** Character identifiers by code. */
  cids: Map<number, number>;
  /** Texts by code (ToUnicode). */
  texts: Map<number, string>;
}

/** Codes that one range may have: all of two bytes. */
const LONGEST_RANGE = 65_536;

/** Reads a CMap. Throws `PdfReadError` for one that is broken or exceeds the limits. */
export function readCMap(data: Uint8Array, budget: Budget): CMap {
  const parser = new Parser(data, 0, budget);
  const cmap: CMap = {
    name: undefined,
    writingMode: 0,
    registry: undefined,
    ordering: undefined,
    supplement: undefined,
    uses: undefined,
    spaces: [],
    cids: new Map(),
    texts: new Map(),
  };
  let operands: PdfValue[] = [];
  for (;;) {
    parser.skip();
    if (parser.at >= data.length) return cmap;
    const token = parser.next();
    if (!(token instanceof Keyword)) {
      operands.push(token);
      continue;
    }
    apply(token.word, operands, cmap, budget);
    if (token.word !== 'dict' && token.word !== 'dup') operands = [];
  }
}

function apply(word: string, operands: PdfValue[], cmap: CMap, budget: Budget): void {
  switch (word) {
    case 'def':
      define(operands, cmap);
      break;
    case 'usecmap': {
      const used = operands.at(-1);
      if (used instanceof Name) cmap.uses = used.value;
      break;
    }
    case 'endcodespacerange':
      for (let i = 0; i + 1 < operands.length; i += 2) {
        const [low, high] = [operands[i], operands[i + 1]];
        if (low instanceof Uint8Array && high instanceof Uint8Array && low.length > 0 && low.length <= 4)
          cmap.spaces.push({ length: low.length, low: numberOf(low), high: numberOf(high) });
      }
      break;
    case 'endcidchar':
      for (let i = 0; i + 1 < operands.length; i += 2) {
        const [code, cid] = [operands[i], operands[i + 1]];
        if (code instanceof Uint8Array && typeof cid === 'number') cmap.cids.set(numberOf(code), cid);
      }
      break;
    case 'endcidrange':
      ranges(operands, budget, (code, offset, start) => {
        if (typeof start === 'number') cmap.cids.set(code, start + offset);
      });
      break;
    case 'endbfchar':
      for (let i = 0; i + 1 < operands.length; i += 2) {
        const [code, text] = [operands[i], operands[i + 1]];
        if (code instanceof Uint8Array && text instanceof Uint8Array)
          cmap.texts.set(numberOf(code), utf16(text));
      }
      break;
    case 'endbfrange':
      ranges(operands, budget, (code, offset, start) => {
        if (start instanceof Uint8Array) cmap.texts.set(code, following(start, offset));
        const item = Array.isArray(start) ? start[offset] : undefined;
        if (item instanceof Uint8Array) cmap.texts.set(code, utf16(item));
      });
      break;
    default:
  }
}

function define(operands: PdfValue[], cmap: CMap): void {
  const [key, value] = operands.slice(-2);
  if (!(key instanceof Name)) return;
  if (key.value === 'CMapName' && value instanceof Name) cmap.name = value.value;
  if (key.value === 'WMode' && typeof value === 'number') cmap.writingMode = value;
  if (key.value === 'Registry' && value instanceof Uint8Array) cmap.registry = latin(value);
  if (key.value === 'Ordering' && value instanceof Uint8Array) cmap.ordering = latin(value);
  if (key.value === 'Supplement' && typeof value === 'number') cmap.supplement = value;
  if (key.value === 'CIDSystemInfo' && value instanceof Map) {
    const [registry, ordering, supplement] = ['Registry', 'Ordering', 'Supplement'].map((entry) =>
      value.get(entry),
    );
    if (registry instanceof Uint8Array) cmap.registry = latin(registry);
    if (ordering instanceof Uint8Array) cmap.ordering = latin(ordering);
    if (typeof supplement === 'number') cmap.supplement = supplement;
  }
}

function ranges(
  operands: PdfValue[],
  budget: Budget,
  set: (code: number, offset: number, start: PdfValue) => void,
): void {
  for (let i = 0; i + 2 < operands.length; i += 3) {
    const [low, high, start] = operands.slice(i, i + 3);
    if (!(low instanceof Uint8Array) || !(high instanceof Uint8Array)) continue;
    const [first, last] = [numberOf(low), numberOf(high)];
    for (let code = first; code <= last && code - first < LONGEST_RANGE; code++) {
      budget.step();
      set(code, code - first, start ?? null);
    }
  }
}

/** Up to four bytes as a number. */
export function numberOf(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes.subarray(0, 4)) value = value * 256 + byte;
  return value;
}

function utf16(bytes: Uint8Array): string {
  if (bytes.length === 1) return String.fromCharCode(bytes[0] ?? 0);
  let text = '';
  for (let i = 0; i + 1 < Math.min(bytes.length, 128); i += 2)
    text += String.fromCharCode(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
  return text.toWellFormed();
}

/** The text `offset` after this one: its last code unit counts up. */
function following(bytes: Uint8Array, offset: number): string {
  const text = utf16(bytes);
  if (offset === 0) return text;
  return text.slice(0, -1) + String.fromCharCode((text.charCodeAt(text.length - 1) + offset) & 0xffff);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 127));
}
