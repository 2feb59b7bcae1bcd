import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  [undefined, 'fr'],
  ['', 'fr'],
  ['*', 'fr'],
  ['de, it;q=0.5', 'fr'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr;q=0.4, en;q=0.8', 'en'],
  ['fr-CA, en;q=0.8', 'fr'],
  ['fr, en', 'fr'],
  ['en;q=0', 'fr'],
  ['en;q=2', 'fr'],
  ['EN-us', 'en'],
])('Accept-Language %j is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
