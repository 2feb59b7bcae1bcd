/** docs/routes.md against the OpenAPI document: what is there is listed as there, and nothing else is. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { API_PREFIX, methodsOf, openApiDocument, operations, pathOf } from '@scell/contract';
import { expect, test } from 'vitest';
import { stripeHook } from '../billing/purchases/stripe-hook.ts';
import { kycPage } from '../companies/kyc/page.ts';
import { accountPages } from '../identity/pages.ts';
import { docsPages } from './pages.ts';

const FILE = 'docs/routes.md';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const STATES = ['here', 'to come', 'outside', 'not ours'];
const HEADER = '| Methods | Path | State | Named in | Remark |';

interface Row {
  line: number;
  methods: string[];
  path: string;
  state: string;
  namedIn: string;
  remark: string;
}

const text = await readFile(join(import.meta.dirname, '../../../../..', FILE), 'utf8');
const rows = text.split('\n').flatMap((line, index) => readRow(line, index + 1));

const { paths } = openApiDocument(operations, { version: '0', servers: [] }) as {
  paths: Record<string, Record<string, unknown>>;
};
const documented = Object.entries(paths).map(([path, item]) => ({
  path: withoutPrefix(path),
  methods: Object.keys(item).map((method) => method.toUpperCase()),
}));
const answered = new Set(documented.flatMap(({ path, methods }) => methods.map((name) => key(name, path))));

test('a row is readable: methods, a path, a state we know, where it is named, a reason for what will not come', () => {
  expect(rows.length).toBeGreaterThan(300);
  const wrong = rows.filter(
    ({ methods, path, state, namedIn, remark }) =>
      methods.length === 0 ||
      !methods.every((method) => METHODS.includes(method)) ||
      !/^(\/[a-z0-9._-]+|\/\{[a-z_]+\})+$/.test(path) ||
      !STATES.includes(state) ||
      namedIn === '' ||
      (state === 'not ours' && remark === ''),
  );
  expect(
    wrong.map((row) => `${FILE}:${row.line}: write ${HEADER} with a state of: ${STATES.join(', ')}`),
  ).toEqual([]);
});

test('a route is listed once', () => {
  const seen = new Map<string, number>();
  const twice: string[] = [];
  for (const { line, methods, path } of rows) {
    for (const method of methods) {
      const before = seen.get(key(method, path));
      if (before !== undefined)
        twice.push(`${FILE}:${line}: take ${method} ${path} out, line ${before} lists it`);
      seen.set(key(method, path), line);
    }
  }
  expect(twice).toEqual([]);
});

test('every operation of the OpenAPI document is listed', () => {
  const listed = new Map(
    rows.flatMap((row) => row.methods.map((name) => [key(name, row.path), row] as const)),
  );
  const missing: string[] = [];
  for (const operation of operations) {
    const path = withoutPrefix(pathOf(operation));
    const found = methodsOf(operation).map((name) => listed.get(key(name, path)));
    if (!found.includes(undefined)) continue;
    const line = `| ${methodsOf(operation).join(', ')} | \`${path}\` | here |`;
    const row = found.find((row) => row !== undefined);
    missing.push(
      row === undefined
        ? `${FILE}: in the table of its area, add the line ${line} own |  |`
        : `${FILE}:${row.line}: begin the line with ${line}`,
    );
  }
  expect(missing).toEqual([]);
});

test('what is listed as here is in the OpenAPI document, and nothing to come is', () => {
  const wrong: string[] = [];
  for (const { line, methods, path, state } of rows) {
    if (state === 'outside') continue;
    const there = methods.filter((method) => isAnswered(method, path));
    if (state === 'here' && there.length === 0)
      wrong.push(`${FILE}:${line}: ${path} is not in the OpenAPI document: write "to come"`);
    else if (state === 'here' && there.length < methods.length)
      wrong.push(`${FILE}:${line}: write the methods of the OpenAPI document: ${there.join(', ')}`);
    else if (state !== 'here' && there.length > 0)
      wrong.push(`${FILE}:${line}: ${there.join(', ')} ${path} is answered: write "here" for "${state}"`);
  }
  expect(wrong).toEqual([]);
});

test('what is listed as outside is a page or where a provider calls, and every one is listed', () => {
  const outside = rows.filter(({ state }) => state === 'outside').map(({ path }) => path);
  const pages = [...docsPages(), kycPage, stripeHook, ...accountPages].map(({ path }) =>
    path.replace(/:(\w+)/g, '{$1}'),
  );
  expect(outside.sort()).toEqual(pages.sort());
});

/** An address below `/sandbox` is answered when its twin is: the prefix is taken off before routes are looked for. */
function isAnswered(method: string, path: string): boolean {
  return answered.has(key(method, path)) || answered.has(key(method, path.replace(/^\/sandbox(?=\/)/, '')));
}

function withoutPrefix(path: string): string {
  return path.replace(API_PREFIX, '').replace(/^\/api(?=\/)/, '');
}

/** Names of parameters do not tell routes apart. */
function key(method: string, path: string): string {
  return `${method} ${path.replace(/\{\w+\}/g, '{}')}`;
}

function readRow(line: string, number: number): Row[] {
  const [, methods = '', path = '', state = '', namedIn = '', remark = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  if (!line.startsWith('|') || methods === 'Methods' || /^-+$/.test(methods)) return [];
  return [
    {
      line: number,
      methods: methods.split(', '),
      path: path.replaceAll('`', ''),
      state,
      namedIn,
      remark,
    },
  ];
}
