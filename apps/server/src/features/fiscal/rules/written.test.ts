import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statutoryRules } from '@scell/en16931';
import { expect, test } from 'vitest';

const text = await readFile(join(import.meta.dirname, '../../../../../../docs/fiscal-rules.md'), 'utf8');

test('docs/fiscal-rules.md names every rule of the law in its category, and no other', () => {
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.includes('---'));
  const start = rows.findIndex((line) => line.startsWith('| Category'));
  const end = rows.findIndex((line) => line.startsWith('| What '));
  let category = '';
  const named = rows.slice(start + 1, end).flatMap((line) => {
    const [, first = '', keys = ''] = line.split('|');
    category = /`(\w+)`/.exec(first)?.[1] ?? category;
    return [...keys.matchAll(/`(\w+(?:\.\w+)+)`/g)].map(([, key]) => `${category} ${key}`);
  });
  const rules = statutoryRules.map((rule) => `${rule.category} ${rule.key}`);
  expect(named.sort()).toEqual(rules.sort());
});

test('docs/fiscal-rules.md gives the other names of rules', () => {
  for (const { aliases = [] } of statutoryRules)
    for (const alias of aliases) expect(text).toContain(`\`${alias}\``);
});
