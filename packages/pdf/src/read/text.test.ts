import { describe, expect, it } from 'vitest';
import { pdfAIdentification } from './pdfa.ts';
import { decodeDate, decodeText } from './text.ts';

describe('text strings', () => {
  it.each([
    ['PDFDocEncoding', Buffer.from([0x61, 0xe9, 0xa0, 0x85, 0x93]), 'aé€–ﬁ'],
    ['UTF-16', Buffer.from('feff20ac0041', 'hex'), '€A'],
    ['UTF-8', Buffer.from('efbbbfe282ac', 'hex'), '€'],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('are cut where no honest one goes', () => {
    expect(decodeText(new Uint8Array(1_000_000).fill(0x61))).toHaveLength(65_536);
  });
});

describe('dates', () => {
  it.each([
    ["D:20260506100000+02'00'", '2026-05-06T10:00:00+02:00'],
    ["D:20260506100000+02'00", '2026-05-06T10:00:00+02:00'],
    ['D:20260506100000Z', '2026-05-06T10:00:00Z'],
    ["D:20260506100000Z00'00'", '2026-05-06T10:00:00Z'],
    ['D:20260506100000', '2026-05-06T10:00:00'],
    ['D:2026', '2026-01-01T00:00:00'],
    ['D:20260230', undefined],
    ['20260506', undefined],
    ['D:20261301', undefined],
    ['yesterday', undefined],
  ])('%s', (text, date) => {
    expect(decodeDate(text)).toBe(date);
  });
});

describe('the claim of PDF/A', () => {
  const packet = (content: string) => `<rdf:Description xmlns:a="http://www.aiim.org/pdfa/ns/id/" ${content}`;
  it('as elements, as attributes, under any prefix', () => {
    expect(pdfAIdentification(packet('><a:part>3</a:part><a:conformance> U </a:conformance>'))).toEqual({
      part: '3',
      conformance: 'U',
    });
    expect(pdfAIdentification(packet("a:part='3' a:conformance='B'/>"))).toEqual({
      part: '3',
      conformance: 'B',
    });
    expect(pdfAIdentification(packet('a:part="4"/>'))).toEqual({ part: '4', conformance: null });
  });
  it('in time, however many prefixes are declared', () => {
    const declared = Array.from(
      { length: 50_000 },
      (_, i) => `<x xmlns:p${i}="http://www.aiim.org/pdfa/ns/id/"/>`,
    );
    expect(pdfAIdentification(declared.join(''))).toBeNull();
  });
  it('null when there is none', () => {
    expect(pdfAIdentification('<pdfaid:part>3</pdfaid:part>')).toBeNull();
    expect(pdfAIdentification(packet('/>'))).toBeNull();
  });
});
