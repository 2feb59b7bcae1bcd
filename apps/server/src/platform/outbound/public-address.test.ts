import { expect, test } from 'vitest';
import { allowedAddresses, isPublicAddress } from './public-address.ts';

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '0:0:0:0:0:ffff:a00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '2002:808:808::1',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '0x7f.1',
  '',
])('%s is not of the public Internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '1.1.1.1',
  '93.184.216.34',
  '172.32.0.1',
  '223.255.255.254',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2606:4700:4700::1111',
  '2a01:e0a::1',
])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test('what an operator opens is open in every form', () => {
  const allowed = allowedAddresses(['127.0.0.1/32', '10.0.0.0/8', 'fd00::/8']);
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '10.9.9.9', 'fd00::5'])
    expect({ address, open: allowed.has(address) }).toEqual({ address, open: true });
  for (const address of ['127.0.0.2', '11.0.0.1', 'fe80::1', '::1', 'x'])
    expect({ address, open: allowed.has(address) }).toEqual({ address, open: false });
  expect(allowedAddresses([]).none).toBe(true);
});

test.each(['10.0.0.0/33', '::/129', 'here', '10.0.0/8', '10.0.0.1/-1'])('%s is no block', (block) => {
  expect(() => allowedAddresses([block])).toThrow(RangeError);
});
