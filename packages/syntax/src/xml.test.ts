import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, each, escapeText, group, IllegalCharacterError, leaf } from './xml.ts';

/** What an XML 1.0 parser makes of element content or of an attribute value. */
function parsed(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function isXmlChar(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  );
}

const anyText = fc.string({
  unit: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom('a', '&', '<', '>', '"', "'", '\r', '\n', '\t', ']]>', '&amp;', '€', '😀'),
    },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) },
  ),
});

describe('escapeText', () => {
  it('comes back unchanged from a parser, or names the character XML refuses', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const illegal = Array.from(text).find((char) => !isXmlChar(char.codePointAt(0) ?? 0));
        if (illegal !== undefined) {
          expect(() => escapeText(text, 'BT-22')).toThrow(IllegalCharacterError);
          return;
        }
        const escaped = escapeText(text, 'BT-22');
        expect(parsed(escaped)).toBe(text);
        expect(escaped).not.toMatch(/[<>]|&(?!(amp|lt|gt|#13);)/);
        if (text === '') return;
        const quoted = attribute('a', text, 'BT-22');
        expect(quoted).toMatch(/^ a="[^"<>\n\t\r]*"$/);
        expect(parsed(quoted.slice(4, -1))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['\u0000', 0],
    ['a\u0008', 1],
    ['ab\u001f', 2],
    ['\ufffe', 0],
    ['x\ud800y', 1],
    ['\udc00', 0],
  ])('refuses %j', (text, index) => {
    const attempt = () => escapeText(text, 'BT-153');
    expect(attempt).toThrow(expect.objectContaining({ term: 'BT-153', index }));
    expect(attempt).toThrow(/^BT-153 holds the character U\+[0-9A-F]{4}/);
  });

  it('keeps characters beyond the basic plane', () => expect(escapeText('𝄞 😀', 'BT-22')).toBe('𝄞 😀'));
});

describe('pieces', () => {
  it('write nothing for what is absent', () => {
    expect(leaf('a', undefined, 'BT-1')).toBe('');
    expect(leaf('a', '', 'BT-1')).toBe('');
    expect(attribute('a', undefined, 'BT-1')).toBe('');
    expect(group('a', leaf('b', undefined, 'BT-1'))).toBe('');
    expect(each(undefined, () => 'x')).toBe('');
  });
});
