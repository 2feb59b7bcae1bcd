import { expect, test } from 'vitest';
import { missingTypes, standingOf } from './standing.ts';

const one = (
  type: 'kbis' | 'id_card' | 'articles',
  status: 'pending' | 'under_review' | 'approved' | 'rejected',
) => ({ type, status, rejection_reason: status === 'rejected' ? `no ${type}` : null });

test.each([
  ['pending', [], 'pending'],
  ['documents_submitted', [], 'pending'],
  ['pending', [one('kbis', 'pending')], 'documents_submitted'],
  ['rejected', [one('kbis', 'rejected'), one('kbis', 'pending')], 'documents_submitted'],
  ['documents_submitted', [one('kbis', 'under_review'), one('id_card', 'pending')], 'under_review'],
  ['under_review', [one('kbis', 'approved')], 'under_review'],
  ['under_review', [one('kbis', 'approved'), one('id_card', 'approved')], 'verified'],
  [
    'under_review',
    [one('kbis', 'approved'), one('id_card', 'approved'), one('articles', 'pending')],
    'under_review',
  ],
  ['under_review', [one('kbis', 'approved'), one('id_card', 'rejected')], 'rejected'],
  ['verified', [one('articles', 'pending')], 'verified'],
  ['verified', [], 'verified'],
  ['verified', [one('kbis', 'rejected')], 'rejected'],
] as const)('from %s with %j to %s', (current, documents, expected) => {
  expect(standingOf(current, documents).status).toBe(expected);
});

test('a rejection says why, and what is missing is named', () => {
  const documents = [one('kbis', 'rejected')];
  expect(standingOf('pending', documents).reason).toBe('no kbis');
  expect(missingTypes(documents)).toEqual(['kbis', 'id_card']);
  expect(missingTypes([...documents, one('kbis', 'pending'), one('id_card', 'approved')])).toEqual([]);
});
