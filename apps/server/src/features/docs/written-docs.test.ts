/** What the repository's own documents promise: links that lead somewhere, commands and addresses that exist. */
import { execFile } from 'node:child_process';
import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { operations, pathOf } from '@scell/contract';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../../../..');
const written = (
  await Promise.all(
    ['.', 'docs', 'docs/decisions', 'examples', 'apps/server'].map(async (folder) =>
      (await readdir(join(root, folder))).map((name) => join(folder, name)),
    ),
  )
)
  .flat()
  .filter((name) => name.endsWith('.md'));

test.each(written)('the links of %s lead somewhere', async (name) => {
  const text = await readFile(join(root, name), 'utf8');
  for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(link)) continue;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? name : join(dirname(name), path);
    await expect(access(join(root, target)), `${name}: ${link}`).resolves.toBeUndefined();
    if (anchor !== undefined) expect(anchorsOf(await readFile(join(root, target), 'utf8'))).toContain(anchor);
  }
});

test('operators find every command, and no other', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'apps/server/bin/scell.js'),
    'help',
  ]);
  const commands = [...stdout.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)?)(?= -| \[| [A-Z]|$)/gm)].map(
    ([, name = '']) => name,
  );
  expect(commands).toContain('company verify');
  const text = await readFile(join(root, 'docs/operators.md'), 'utf8');
  for (const command of commands) expect(text).toContain(`npx scell ${command}`);
  for (const [, words = ''] of text.matchAll(/^ {4}npx scell (.+)$/gm))
    expect(commands.filter((command) => `${words} `.startsWith(`${command} `)).length, words).toBeGreaterThan(
      0,
    );
});

test.each([
  'README.md',
  'docs/integrators.md',
  'docs/operators.md',
  'docs/ledger.md',
  'docs/anchors.md',
  'docs/fiscal-rules.md',
  'SECURITY.md',
])('the API addresses in %s exist', async (name) => {
  const known = new Set(operations.map((operation) => pathOf(operation).replace(/\{\w+\}/g, '{}')));
  const text = await readFile(join(root, name), 'utf8');
  for (const [, path = ''] of text.matchAll(/GET (\/api\/[^\s`]+)/g))
    expect(known).toContain(path.replace(/\{\w+\}/g, '{}'));
});

/** The anchors of a document's headings, as forges make them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
