import type { Budget } from '../read/limits.ts';
import { isSpace, Keyword, Parser } from '../read/parser.ts';
import { type Dictionary, Name, type PdfValue } from '../read/values.ts';

/** One operator of a content stream with its operands; an inline image comes as `BI` with its dictionary. */
export interface Operation {
  operator: string;
  operands: PdfValue[];
  /** A hexadecimal string so far was not written as it must be. */
  loose: boolean;
}

/** Operands kept for one operator: far more than the 33 that a DeviceN colour may have. */
const MOST_OPERANDS = 64;

/** The operations of a content stream (ISO 32000-1 §7.8.2). Throws `PdfReadError` where the syntax breaks off. */
export function* operations(data: Uint8Array, budget: Budget): Generator<Operation> {
  const parser = new Parser(data, 0, budget);
  let operands: PdfValue[] = [];
  for (;;) {
    parser.skip();
    if (parser.at >= data.length) return;
    const token = parser.next();
    if (!(token instanceof Keyword)) {
      if (operands.length < MOST_OPERANDS) operands.push(token);
      continue;
    }
    if (token.word === 'BI')
      yield { operator: 'BI', operands: [inlineImage(parser, data, budget)], loose: parser.looseHexadecimal };
    else yield { operator: token.word, operands, loose: parser.looseHexadecimal };
    operands = [];
  }
}

/** The dictionary of an inline image (§8.9.7); its data are passed over. */
function inlineImage(parser: Parser, data: Uint8Array, budget: Budget): Dictionary {
  const entries: Dictionary = new Map();
  for (;;) {
    parser.skip();
    if (parser.at >= data.length) return entries;
    const key = parser.next();
    if (key instanceof Keyword) {
      if (key.word === 'ID') break;
      continue;
    }
    const value = parser.next();
    if (value instanceof Keyword) {
      if (value.word === 'ID') break;
      continue;
    }
    if (key instanceof Name) entries.set(key.value, value);
  }
  const from = parser.at;
  parser.at = endOfImage(data, from + 1);
  budget.work(parser.at - from);
  return entries;
}

/** After the `EI` that stands between white space and is followed by what looks like text; binary data may hold such letters. */
function endOfImage(data: Uint8Array, from: number): number {
  for (let at = from; at + 1 < data.length; at++) {
    if (data[at] !== 0x45 || data[at + 1] !== 0x49) continue;
    const after = at + 2;
    if (!isSpace(data[at - 1]) || (after < data.length && !isSpace(data[after]))) continue;
    const ahead = data.subarray(after, after + 12);
    if (ahead.every((byte) => isSpace(byte) || (byte > 0x20 && byte < 0x7f))) return after;
  }
  return data.length;
}
