import { expect, test } from 'vitest';
import { mayFollow } from './calendars.ts';

const CONFIGURED = ['https://a.pool.opentimestamps.org', 'http://127.0.0.1:14788'];

test.each([
  'https://alice.btc.calendar.opentimestamps.org',
  'https://bob.btc.calendar.opentimestamps.org/',
  'https://finney.calendar.eternitywall.com',
  'https://btc.calendar.catallaxy.com',
  'http://127.0.0.1:14788',
  'http://127.0.0.1:14788/',
])('a promise kept at %s is followed', (uri) => {
  expect(mayFollow(uri, CONFIGURED)).toBe(true);
});

test.each([
  '',
  'alice.btc.calendar.opentimestamps.org',
  'http://alice.btc.calendar.opentimestamps.org',
  'https://alice.btc.calendar.opentimestamps.org:8443',
  'https://alice.btc.calendar.opentimestamps.org/admin',
  'https://calendar.opentimestamps.org',
  'https://calendar.opentimestamps.org.evil.example',
  'https://evil-calendar.opentimestamps.org',
  'https://evil.example/x.calendar.opentimestamps.org',
  'http://127.0.0.1',
  'http://127.0.0.1:14789',
  'http://127.0.0.1:14788/elsewhere',
  'http://127.0.0.1:14788@evil.example',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
])('one kept at "%s" is not', (uri) => {
  expect(mayFollow(uri, CONFIGURED)).toBe(false);
});
