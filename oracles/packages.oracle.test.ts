/**
 * The libraries as they are published, installed into an empty project, in other runtimes: Node without the workspace, Deno, a browser. The same walk gives the same
 * bytes everywhere.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { INTER } from '@scell/pdf';
import { writeCii } from '@scell/syntax';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { packPackages } from '../scripts/pack-packages.ts';
import { cacheFolder } from './build.ts';

const run = promisify(execFile);
const folder = join(cacheFolder, 'packages');
const project = join(folder, 'project');
const DENO = '2.9.6';
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => {
  try {
    return execFileSync('which', [name]).length > 0;
  } catch {
    return false;
  }
});

const files = ['invoice.xml', 'regular.ttf', 'bold.ttf'];

/** What the walk must give, from the sources in this repository. */
let expected: unknown;

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(project, { recursive: true });
  const packed = await packPackages(join(folder, 'packed'));
  const tarballs = await Promise.all(
    packed.map(async (source) => {
      const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', project, source]);
      return stdout.trim().split('\n').at(-1) ?? '';
    }),
  );
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = ['install', '--no-audit', '--no-fund'];
  await run('npm', [...install, ...tarballs.map((name) => `./${name}`), `deno@${DENO}`], { cwd: project });
  const invoice = samples.servicesFrance;
  if (invoice === undefined) throw new Error('no sample servicesFrance');
  await writeFile(join(project, 'invoice.xml'), writeCii(invoice));
  for (const weight of ['regular', 'bold'] as const)
    await copyFile(fileURLToPath(import.meta.resolve(INTER[weight])), join(project, `${weight}.ttf`));
  await copyFile(join(import.meta.dirname, 'runtimes/walk.js'), join(project, 'walk.js'));
  await writeFile(
    join(project, 'main.js'),
    `import { readFileSync } from 'node:fs';
     import { walk } from './walk.js';
     const files = Object.fromEntries(${JSON.stringify(files)}.map((name) => [name, new Uint8Array(readFileSync(name))]));
     console.log(JSON.stringify(await walk(files)));`,
  );
  // The workspace resolves the same names to the sources.
  const { walk } = await import(new URL('./runtimes/walk.js', import.meta.url).href);
  const bytes = await Promise.all(
    files.map(async (name) => [name, new Uint8Array(await readFile(join(project, name)))]),
  );
  expected = await walk(Object.fromEntries(bytes));
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const parsed = (stdout: string): unknown => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

describe('the published packages', () => {
  it('walk the same way in the workspace as they are meant to', () => {
    expect(expected).toMatchObject({ findings: [], complete: true, profile: 'EN 16931' });
  });

  it('run in Node', async () => {
    const { stdout } = await run(process.execPath, ['main.js'], { cwd: project });
    expect(parsed(stdout)).toEqual(expected);
  });

  it('have types that a strict project compiles with', async () => {
    await writeFile(
      join(project, 'types.ts'),
      `import { type Conversion, convertInvoice, readXml } from '@scell/syntax';
       import { type ConvertedDocument, convertDocument } from '@scell/facturx';
       export const conversion: Conversion = convertInvoice(readXml('<a/>'), 'ubl');
       export const convert: (...of: Parameters<typeof convertDocument>) => ConvertedDocument = convertDocument;
       // @ts-expect-error: the declarations are found, and say that this is no number.
       export const wrong: number = conversion.xml;`,
    );
    const compilerOptions = {
      noEmit: true,
      strict: true,
      module: 'nodenext',
      lib: ['esnext', 'dom'],
      types: [],
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['types.ts'] }));
    const compiler = join(import.meta.dirname, '../node_modules/typescript/bin/tsc');
    await run(process.execPath, [compiler, '-p', project]);
  });

  it('run in Deno', async (context) => {
    const deno = join(project, 'node_modules/.bin/deno');
    if (!existsSync(deno)) return context.skip();
    const { stdout } = await run(deno, ['run', '--allow-read', 'main.js'], { cwd: project });
    expect(parsed(stdout)).toEqual(expected);
  });

  it('run in a browser', async (context) => {
    if (chromium === undefined) return context.skip();
    const server = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
      const bytes = path === '' ? page() : await readFile(join(project, path)).catch(() => undefined);
      const type =
        path === '' ? 'text/html' : /\.m?js$/.test(path) ? 'text/javascript' : 'application/octet-stream';
      response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': type }).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { stdout } = await run(
      chromium,
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', `--user-data-dir=${join(folder, 'profile')}`],
        ...['--virtual-time-budget=60000', '--dump-dom', `http://127.0.0.1:${port}/`],
      ],
      { timeout: 120_000 },
    ).finally(() => server.close());
    const [, json = ''] = /<pre>(.*?)<\/pre>/s.exec(stdout) ?? [];
    expect(JSON.parse(json.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))).toEqual(
      expected,
    );
  });
});

/** A page without a bundler: an import map names the packages. */
function page(): string {
  const scell = ['core', 'en16931', 'syntax', 'pdf', 'validation', 'facturx'];
  const imports = {
    ...Object.fromEntries(
      scell.map((name) => [`@scell/${name}`, `/node_modules/@scell/${name}/dist/index.js`]),
    ),
    'big.js': '/node_modules/big.js/big.mjs',
    fflate: '/node_modules/fflate/esm/browser.js',
    '@noble/hashes/': '/node_modules/@noble/hashes/',
    '@noble/ciphers/': '/node_modules/@noble/ciphers/',
  };
  return `<!doctype html><pre></pre><script type="importmap">${JSON.stringify({ imports })}</script><script type="module">
    import { walk } from '/walk.js';
    const bytes = async (name) => [name, new Uint8Array(await (await fetch('/' + name)).arrayBuffer())];
    const files = Object.fromEntries(await Promise.all(${JSON.stringify(files)}.map(bytes)));
    document.querySelector('pre').textContent = JSON.stringify(await walk(files));
  </script>`;
}
