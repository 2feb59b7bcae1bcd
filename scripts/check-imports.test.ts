import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkImports } from './check-imports.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** A workspace of the given files; every room they name gets a package.json. */
function problemsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'scell-imports-'));
  roots.push(root);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const room of [
    'packages/core',
    'packages/en16931',
    'packages/syntax',
    'packages/pdf',
    'apps/server',
  ]) {
    const name = `@scell/${room.split('/')[1]}`;
    write(`${room}/package.json`, JSON.stringify({ name, exports: { '.': './src/index.ts' } }));
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return checkImports(root).map(({ file, line, text }) => `${file}:${line} ${text}`);
}

describe('import directions', () => {
  it('lets a room import the rooms below it', () => {
    expect(
      problemsOf({
        'apps/server/src/app.ts': "import { writeCii } from '@scell/syntax';\nimport { a } from './a.ts';",
        'packages/syntax/src/cii.ts':
          "import type { Invoice } from '@scell/en16931';\nexport * from './ubl.ts';",
      }),
    ).toEqual([]);
  });

  it.each([
    ['upwards', 'packages/core/src/a.ts', "import { a } from '@scell/en16931';"],
    ['sideways', 'packages/pdf/src/a.ts', "import { a } from '@scell/syntax';"],
    ['as a type', 'packages/core/src/a.ts', "import type { Invoice } from '@scell/en16931';"],
    ['by re-export', 'packages/core/src/a.ts', "export { a } from '@scell/pdf';"],
    ['over several lines', 'packages/core/src/a.ts', "import {\n  a,\n} from '@scell/pdf';"],
    ['dynamically', 'packages/core/src/a.ts', "const a = await import('@scell/pdf');"],
    ['into an app', 'packages/core/src/a.ts', "import '@scell/server';"],
    ['in a test', 'packages/core/src/a.test.ts', "import { a } from '@scell/pdf';"],
  ])('refuses an import %s', (_, path, text) => {
    expect(problemsOf({ [path]: text })).toEqual([expect.stringContaining('imports point down only')]);
  });

  it('names file and line', () => {
    expect(problemsOf({ 'packages/pdf/src/a.ts': "\n\nimport { a } from '@scell/syntax';" })).toEqual([
      'packages/pdf/src/a.ts:3 packages/pdf imports packages/syntax: imports point down only',
    ]);
  });

  it('reads neither comments nor strings as imports', () => {
    expect(
      problemsOf({
        'packages/core/src/a.ts':
          "/**\n * import { a } from '@scell/pdf';\n */\n// import '@scell/pdf';\nexport const url = 'https://a.example';",
      }),
    ).toEqual([]);
  });

  it('refuses a path into another room, except test material of a lower room in a test', () => {
    const text = "import { samples } from '../../en16931/test/samples.ts';";
    expect(problemsOf({ 'packages/syntax/src/a.ts': text })).toEqual([
      expect.stringContaining('reaches packages/en16931/test/samples.ts by path'),
    ]);
    expect(problemsOf({ 'packages/syntax/src/a.test.ts': text })).toEqual([]);
    expect(problemsOf({ 'packages/core/src/a.test.ts': text })).toEqual([
      expect.stringContaining('imports point down only'),
    ]);
    expect(
      problemsOf({ 'packages/syntax/src/a.test.ts': "import { a } from '../../en16931/src/totals.ts';" }),
    ).toEqual([expect.stringContaining('by path')]);
  });

  it('refuses what a package does not export', () => {
    expect(problemsOf({ 'apps/server/src/a.ts': "import { a } from '@scell/core/src/decimal.ts';" })).toEqual(
      [expect.stringContaining('does not export')],
    );
  });

  it('refuses a second barrel', () => {
    expect(problemsOf({ 'packages/core/src/index.ts': '', 'packages/core/src/codes/index.ts': '' })).toEqual([
      expect.stringContaining('packages/core/src/codes/index.ts:1'),
    ]);
  });
});

describe('borders of the packages', () => {
  it.each([
    "import { readFileSync } from 'node:fs';",
    "import { readFileSync } from 'fs';",
    'const a = Buffer.from([1]);',
    'const a = process.env.HOME;',
    'const a = Temporal.Now.instant();',
  ])('refuses %s in a library, allows it in its tests', (text) => {
    expect(problemsOf({ 'packages/core/src/a.ts': text })).toEqual([
      expect.stringContaining('packages run outside Node too'),
    ]);
    expect(problemsOf({ 'packages/core/src/a.test.ts': text })).toEqual([]);
  });

  it('leaves words alone that only look like a global of Node', () => {
    expect(
      problemsOf({
        'packages/core/src/a.ts': "const a = { process: 1 }; a.process.x; const t = 'Buffer.from(';",
      }),
    ).toEqual([]);
  });
});

describe('borders inside the server', () => {
  it('keeps the store of a feature to itself', () => {
    const call = (file: string) => ({
      'apps/server/src/features/invoices/submit-invoice.ts': `import { a } from '../buyers/${file}';`,
    });
    expect(problemsOf(call('find-buyer.ts'))).toEqual([]);
    expect(problemsOf(call('store.ts'))).toEqual([expect.stringContaining('the store of features/buyers')]);
    expect(
      problemsOf({ 'apps/server/src/features/buyers/find-buyer.ts': "import { a } from './store.ts';" }),
    ).toEqual([]);
    expect(
      problemsOf({ 'apps/server/src/app.ts': "import { a } from './features/buyers/store.ts';" }),
    ).toEqual([expect.stringContaining('the store of features/buyers')]);
  });

  it.each(['process.env.PORT', "process['env'].PORT", 'const { PORT } = process.env'])(
    'keeps the environment to config.ts: %s',
    (text) => {
      expect(problemsOf({ 'apps/server/src/app.ts': text })).toEqual([
        expect.stringContaining('config.ts is its only reader'),
      ]);
      expect(problemsOf({ 'apps/server/src/config.ts': text, 'apps/server/test/a.ts': text })).toEqual([]);
    },
  );

  it.each([
    "db.selectFrom('invoices').selectAll()",
    "tx\n  .insertInto('invoices')",
    'sql`select 1`.execute(db)',
    'const a = sql<{ n: number }>`select 1`;',
    "import { sql } from 'kysely';",
    "import pg from 'pg';",
    "import { Kysely, type Transaction } from 'kysely';",
  ])('keeps SQL to stores, platform and migrations: %s', (text) => {
    expect(problemsOf({ 'apps/server/src/features/invoices/submit-invoice.ts': text })).toEqual([
      expect.stringContaining('holds SQL'),
    ]);
    expect(
      problemsOf({
        'apps/server/src/features/invoices/store.ts': text,
        'apps/server/src/platform/db/pool.ts': text,
      }),
    ).toEqual([]);
  });

  it('lets a command name the type of a transaction', () => {
    expect(
      problemsOf({
        'apps/server/src/features/invoices/a.ts':
          "import type { Transaction } from 'kysely';\nimport { type Kysely } from 'kysely';",
      }),
    ).toEqual([]);
  });
});
