import { expect, test } from 'vitest';
import { type FileLink, readLink, signLink } from './signed-links.ts';

const secret = 'a secret of more than thirty-two characters';
const link: FileLink = {
  environment: 'sandbox',
  tenantId: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000',
  subjectId: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001',
  kind: 'facturx',
  expires: 1_800_000_000,
};

test('a link opens what was signed', () => {
  expect(readLink(signLink(link, secret), secret)).toEqual(link);
});

test('any change of the token, or another secret, opens nothing', () => {
  const token = signLink(link, secret);
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A';
    const read = readLink(token.slice(0, i) + other + token.slice(i + 1), secret);
    // The last base64url character carries unused bits: the same bytes may be spelled twice, and then open the same.
    if (read !== null) expect(read).toEqual(link);
  }
  expect(readLink(token, `${secret}!`)).toBeNull();
  expect(readLink('', secret)).toBeNull();
});
