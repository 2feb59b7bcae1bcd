import { expect, test } from 'vitest';
import { parseChangelog, readVersionHistory } from './version-history.ts';

test('a change log is its versions, each with its notes as plain text', () => {
  const text = [
    '# Changelog',
    'Words before.',
    '## [1.1.0](https://x.example) - 2026-05-06',
    '### Added',
    '- A `thing`, and',
    '  more of it.',
    '- **Another**.',
    '',
    '## 1.0.0',
    '- First.',
  ].join('\n');
  expect(parseChangelog(text)).toEqual([
    { version: '1.1.0 - 2026-05-06', notes: ['A thing, and more of it.', 'Another.'] },
    { version: '1.0.0', notes: ['First.'] },
  ]);
  expect(parseChangelog('')).toEqual([]);
});

test('the one that ships has notes', async () => {
  const [latest] = await readVersionHistory();
  expect(latest?.notes.length).toBeGreaterThan(3);
});
