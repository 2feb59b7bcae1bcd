import { expect, test } from 'vitest';
import { DatabaseUnavailable, isConnectionLoss, violatedConstraint } from './errors.ts';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

test.each([
  ['the socket', 'ECONNREFUSED'],
  ['the socket in mid answer', 'ECONNRESET'],
  ['a connection failure', '08006'],
  ['an administrator who ends sessions', '57P01'],
  ['a server that starts', '57P03'],
  ['too many connections', '53300'],
  ['a statement given up for its time', '57014'],
  ['a transaction ended for its silence', '25P03'],
])('%s is a loss of the database', (_what, code) => {
  expect(isConnectionLoss(withCode(code))).toBe(true);
});

test.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
  'Query read timeout',
])('"%s" is a loss of the database', (message) => {
  expect(isConnectionLoss(new Error(message))).toBe(true);
});

test.each(['23505', '42501', '22P02', '40001', '57000', 'P0001'])(
  'the server’s refusal %s is not',
  (code) => {
    expect(isConnectionLoss(withCode(code))).toBe(false);
  },
);

test('what is no error, or another, is not', () => {
  expect(isConnectionLoss(new Error('the query says Connection terminated'))).toBe(false);
  expect(isConnectionLoss('57P01')).toBe(false);
  expect(isConnectionLoss(undefined)).toBe(false);
});

test('the constraint of a refusal is told, and the cause of an unavailability kept', () => {
  expect(violatedConstraint(Object.assign(new Error('x'), { constraint: 'append_only' }))).toBe(
    'append_only',
  );
  expect(violatedConstraint(new Error('x'))).toBeUndefined();
  const cause = withCode('57P01');
  expect(new DatabaseUnavailable(cause)).toMatchObject({ message: 'the database is unavailable', cause });
});
