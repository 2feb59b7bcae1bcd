import { expect, test } from 'vitest';
import { EVENTS, SUBSCRIBABLE, subscriptionsOf } from './events.ts';

test('every name of the references and the public clients may be subscribed to', () => {
  const names = [
    ...[
      'created',
      'validated',
      'transmitted',
      'accepted',
      'rejected',
      'error',
      'paid',
      'submitted',
      'sent',
      'cancelled',
    ].map((name) => `invoice.${name}`),
    ...['received', 'validated', 'accepted', 'rejected', 'disputed', 'paid'].map(
      (name) => `invoice.incoming.${name}`,
    ),
    ...[
      ...['created', 'waiting', 'signed', 'completed', 'refused', 'expired', 'error', 'declined'],
      ...['cancelled', 'reminder_sent'],
    ].map((name) => `signature.${name}`),
    ...['low', 'critical', 'depleted', 'reloaded'].map((name) => `balance.${name}`),
    ...['started', 'step_completed', 'completed', 'failed'].map((name) => `onboarding.${name}`),
    ...['created', 'sent', 'cancelled'].map((name) => `credit_note.${name}`),
    'api_key.created',
    'api_key.revoked',
  ];
  expect(names.filter((name) => !SUBSCRIBABLE.includes(name))).toEqual([]);
});

test('no name stands for two facts, and an alias is no fact', () => {
  expect(new Set(SUBSCRIBABLE).size).toBe(SUBSCRIBABLE.length);
});

test('a fact is heard under the name subscribed to; by two names, once and under its own', () => {
  expect(subscriptionsOf(['invoice.submitted', 'invoice.paid'])).toEqual({
    'invoice.validated': 'invoice.submitted',
    'invoice.paid': 'invoice.paid',
  });
  for (const both of [
    ['invoice.submitted', 'invoice.validated'],
    ['invoice.validated', 'invoice.submitted'],
  ])
    expect(subscriptionsOf(both)).toEqual({ 'invoice.validated': 'invoice.validated' });
  expect(subscriptionsOf(['*', 'signature.*'])).toEqual({ '*': '*', 'signature.*': 'signature.*' });
});

test('every fact is explained in both languages', () => {
  for (const { text } of Object.values(EVENTS)) expect(text.fr.length * text.en.length).toBeGreaterThan(0);
});
