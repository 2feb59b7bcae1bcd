import { expect, test } from 'vitest';
import {
  hashRecoveryCode,
  matchingStep,
  newRecoveryCodes,
  newTotpSecret,
  otpauthUrl,
  totpCode,
  totpStep,
} from './totp.ts';

// RFC 6238 appendix B, SHA-1: the secret is the ASCII text 12345678901234567890; six of the eight digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  const now = new Date(seconds * 1000);
  expect(totpCode(SECRET, totpStep(now))).toBe(code);
  expect(matchingStep(SECRET, code, now)).toBe(totpStep(now));
});

test('a code is taken a step early and a step late, and no further', () => {
  const now = new Date('2026-05-06T08:00:00Z');
  const step = totpStep(now);
  const taken = [-2, -1, 0, 1, 2].map((drift) => matchingStep(SECRET, totpCode(SECRET, step + drift), now));
  expect(taken).toEqual([null, step - 1, step, step + 1, null]);
});

test.each(['', '28708', '2870822', '٢٨٧٠٨٢'])('"%s" is no code', (text) => {
  expect(matchingStep(SECRET, text, new Date(59_000))).toBeNull();
});

test('secrets are of 160 bits, and an authenticator reads them', () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(secret);
  expect(otpauthUrl(secret, 'zoé@acme.example')).toBe(
    `otpauth://totp/Scell%3Azo%C3%A9%40acme.example?secret=${secret}&issuer=Scell&algorithm=SHA1&digits=6&period=30`,
  );
});

test('recovery codes are ten, all different, the same with and without hyphens, and of one person', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}$/);
  const [code = ''] = codes;
  expect(hashRecoveryCode('a', code)).toEqual(hashRecoveryCode('a', code.replaceAll('-', '')));
  expect(hashRecoveryCode('a', code)).not.toEqual(hashRecoveryCode('b', code));
});
