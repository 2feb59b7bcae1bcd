import { expect, test } from 'vitest';
import { ApiError, validationError } from './api-error.ts';
import { presentError } from './present-error.ts';
import { ERRORS, type ErrorDefinition } from './registry.ts';

const context = { language: 'en', requestId: 'req-1', docBase: 'https://docs.example' } as const;
const entries: [string, ErrorDefinition][] = Object.entries(ERRORS);

test.each(entries)(
  '%s is complete in both languages and needs the same parameters in each',
  (name, definition) => {
    expect(name).toMatch(/^[A-Z][A-Z_]+$/);
    expect(definition.code).toMatch(/^(?:[a-z_]+|[A-Z_]+)$/);
    expect(definition.status).toBeGreaterThanOrEqual(400);
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(names(definition.message.en)).toEqual(names(definition.message.fr));
    for (const text of [definition.message, definition.remedy]) {
      expect(text.fr).toMatch(/[.]$/);
      expect(text.en).toMatch(/[.]$/);
      expect(text.fr).not.toBe(text.en);
    }
    expect([...names(definition.remedy.fr), ...names(definition.remedy.en)]).toEqual([]);
  },
);

test('a body carries both spellings, the request and its documentation page', () => {
  const error = new ApiError('INVOICE_IMMUTABLE', {
    params: { number: 'ACME0-202605-00001', fields: 'total_ht' },
  });
  expect(error.status).toBe(422);
  expect(presentError(error, context)).toEqual({
    message: 'Invoice ACME0-202605-00001 is issued: its content cannot change any more (total_ht).',
    code: 'isca_immutable',
    error_code: 'INVOICE_IMMUTABLE',
    error: 'isca_immutable',
    errors: {},
    request_id: 'req-1',
    doc_url: 'https://docs.example/errors/INVOICE_IMMUTABLE',
  });
});

test('a parameter may itself have two languages', () => {
  const error = new ApiError('NOT_FOUND', { params: { resource: { fr: 'Acheteur', en: 'Buyer' } } });
  expect(presentError(error, { ...context, language: 'fr' }).message).toBe('Acheteur introuvable.');
  expect(presentError(error, context).message).toBe('Buyer not found.');
});

test('field errors are grouped by path, without repetition, in one language', () => {
  const late = { fr: 'Trop tard.', en: 'Too late.' };
  const bad = { fr: 'Faux.', en: 'Wrong.' };
  const error = validationError([
    { path: 'due_date', text: late },
    { path: 'due_date', text: bad },
    { path: 'due_date', text: late },
    { path: '__proto__', text: bad },
  ]);
  const body = presentError(error, { ...context, language: 'fr' });
  expect(Object.entries(body.errors ?? {})).toEqual([
    ['due_date', ['Trop tard.', 'Faux.']],
    ['__proto__', ['Faux.']],
  ]);
  expect(body.message).toContain('due_date, __proto__');
});

test('details join the body and cannot hide a standard member', () => {
  const error = new ApiError('RATE_LIMITED', {
    params: { retry_after: 30 },
    headers: { 'Retry-After': '30' },
    details: { retry_after: 30, code: 'mine' },
  });
  expect(error.headers).toEqual({ 'Retry-After': '30' });
  expect(presentError(error, context)).toMatchObject({ retry_after: 30, code: 'rate_limited' });
});

test('a missing or unknown parameter does not compile', () => {
  // @ts-expect-error: the message needs {limit}
  expect(new ApiError('PAYLOAD_TOO_LARGE').message).toContain('{limit}');
  // @ts-expect-error: no such code
  expect(() => new ApiError('NO_SUCH_CODE')).toThrow();
});
