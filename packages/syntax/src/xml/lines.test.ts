import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Lines, positionIn } from './lines.ts';

/** Texts of a few long lines and of many short ones, with each way to end a line. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r', '\r\n', 'é', ''),
      fc.nat(3_000).map((length) => 'a'.repeat(length)),
    ),
    {
      maxLength: 200,
    },
  )
  .map((parts) => parts.join(''));

it('a place has one position, asked alone or among others: the one that splitting into lines gives', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, chance) => {
      const offset = chance % (text.length + 1);
      // Between a carriage return and its line feed the line has not ended.
      const before =
        text[offset] === '\n' ? text.slice(0, offset).replace(/\r$/, 'x') : text.slice(0, offset);
      const lines = before.split(/\r\n?|\n/);
      const expected = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
      expect(positionIn(text, offset)).toEqual(expected);
      expect(new Lines(text).positionOf(offset)).toEqual(expected);
    }),
  );
});
