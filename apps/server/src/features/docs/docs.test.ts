import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERRORS, type ErrorCode, languageOf, operations, pathOf, spellingsOf } from '@scell/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerOf,
  createTestPlatform,
  type TestPlatform,
  type TestTenant,
} from '../../../test/support/platform.ts';
import { html, prose } from '../../platform/http/html.ts';
import { curl } from './curl.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  platform.app.inject({ method: 'GET', url, headers });
const languages = ['fr', 'en'] as const;

test.each(languages)('the served OpenAPI document in %s is valid and names this server', async (language) => {
  const response = await get('/openapi.json', { 'accept-language': language });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  const document = response.json();
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(document.servers).toEqual([{ url: 'http://scell.test' }]);
  expect(document.info.version).toBe('0.0.0-test');
  expect(document.paths['/api/v1/invoices'].post.summary).toBe(
    { fr: 'Créer un brouillon de facture', en: 'Create a draft invoice' }[language],
  );
});

test('?lang= wins over Accept-Language, and no wish means French', async () => {
  const language = async (url: string, header?: string) =>
    /<html lang="(\w\w)">/.exec(
      (await get(url, header === undefined ? {} : { 'accept-language': header })).body,
    )?.[1];
  expect(await language('/docs?lang=en', 'fr')).toBe('en');
  expect(await language('/docs?lang=fr', 'en')).toBe('fr');
  expect(await language('/docs', 'en-GB,en;q=0.9')).toBe('en');
  expect(await language('/docs')).toBe(languageOf(undefined));
  expect(await language('/docs?lang=de', 'en')).toBe('en');
});

test.each(languages)(
  'every operation is on the page in %s, with its address, rights, answers and errors',
  async (language) => {
    const { body, headers } = await get(`/docs?lang=${language}`);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const operation of operations) {
      const section = sectionOf(body, operation.id);
      expect(section).toContain(`<code>${pathOf(operation)}</code>`);
      expect(plain(section)).toContain(operation.summary[language]);
      for (const scope of operation.scopes) expect(section).toContain(`<code>${scope}</code>`);
      for (const status of Object.keys(operation.responses))
        expect(section).toContain(`<span class="status">${status}</span>`);
      for (const code of operation.errors) expect(section).toContain(`/docs/errors/${code}?lang=${language}`);
    }
    expect(body.match(/<section class="operation"/g)).toHaveLength(operations.length);
  },
);

test('every spelling of a field, and every field that is accepted without being read, is on the page', async () => {
  const { body } = await get('/docs?lang=en');
  for (const operation of operations) {
    if (operation.body === undefined) continue;
    const section = sectionOf(body, operation.id);
    const { aliases, ignored } = spellingsOf(operation.body);
    for (const name of [...Object.values(aliases).flat(), ...Object.keys(ignored)])
      expect(section, `${operation.id} ${name}`).toContain(`<code>${name}</code>`);
    for (const name of Object.keys(operation.body.shape))
      expect(section).toContain(`<td><code>${name}</code>`);
  }
  expect(plain(sectionOf(body, 'createInvoice'))).toMatch(/issue_date required\s*or invoice_date/);
  expect(sectionOf(body, 'createInvoice')).toMatch(
    /<code>buyer_name<\/code><br>.*<code>buyer\.company_name<\/code>/,
  );
});

test.each(languages)('every field of a request is explained in %s', async (language) => {
  const { body } = await get(`/docs?lang=${language}`);
  const unexplained = operations.flatMap(({ id }) =>
    [
      ...sectionOf(body, id).matchAll(
        /<td><code>(\w+)<\/code>(?:(?!<\/tr>).)*?<\/td>\s*<td class="type">(?:(?!<\/td>).)*<\/td>\s*<td>\s*(?:<span|<details|<code|<\/td>)/gs,
      ),
    ].map(([, name]) => `${id} ${name}`),
  );
  expect(unexplained).toEqual([]);
});

test('links inside the page lead somewhere', async () => {
  const { body } = await get('/docs?lang=en');
  const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, anchor] of body.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  const pages = new Set([...body.matchAll(/href="(\/[^"#]*)/g)].map(([, url]) => String(url)));
  for (const url of pages) expect((await get(url)).statusCode, url).toBe(200);
});

test('the example requests of the page can be pasted: their bodies create what they say', async () => {
  const { body } = await get('/docs?lang=en');
  for (const id of ['createCompany', 'createBuyer', 'createInvoice']) {
    const commands = [...sectionOf(body, id).matchAll(/<pre><code>(.*?)<\/code><\/pre>/gs)].map(([, text]) =>
      plain(String(text)),
    );
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect(command).toMatch(
        /^curl -sS "http:\/\/scell\.test\/api\/v1\/\w+" \\\n {2}-X POST \\\n {2}-H "X-API-Key: \$KEY"/,
      );
      const json = /-d '(.*)'$/s.exec(command)?.[1]?.replaceAll(`'\\''`, "'") ?? '';
      const request = JSON.parse(json);
      if ('buyer_id' in request || id === 'createCompany') continue;
      const answer = await tenant.call('POST', id === 'createBuyer' ? '/buyers' : '/invoices', request);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    }
  }
});

test('the first block of the page, pasted into a shell, leaves the PDF of an issued invoice', async () => {
  const { body } = await get('/docs?lang=en');
  const block = plain(/<p id="first-invoice">.*?<pre><code>(.*?)<\/code><\/pre>/s.exec(body)?.[1] ?? '');
  const address = await platform.app.listen({ port: 0, host: '127.0.0.1' });
  const folder = await mkdtemp(join(tmpdir(), 'scell-docs-'));
  try {
    const script = block
      .replace('KEY=sk_test_…', `KEY=${tenant.key}`)
      .replaceAll('http://scell.test', address);
    const shell = spawn('bash', ['-eu', '-c', script], { cwd: folder, stdio: 'ignore' });
    expect((await once(shell, 'close'))[0]).toBe(0);
    const [file = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(file).toMatch(/^ACME\d?-202605-\d{5}\.pdf$/);
    expect((await readFile(join(folder, file))).subarray(0, 5).toString()).toBe('%PDF-');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each(Object.keys(ERRORS) as ErrorCode[])('%s has its page in both languages', async (code) => {
  for (const language of languages) {
    const { statusCode, body } = await get(`/docs/errors/${code}?lang=${language}`);
    expect(statusCode).toBe(200);
    const shown = plain(body);
    expect(shown).toContain(ERRORS[code].message[language]);
    expect(shown).toContain(ERRORS[code].remedy[language].replaceAll('`', ''));
    expect(shown).toContain(String(ERRORS[code].status));
    expect(shown).toContain(`"code": "${ERRORS[code].code}"`);
  }
});

test('the doc_url of an error opens its page', async () => {
  const error = await tenant.call('POST', '/invoices', { issue_date: '2026-02-30' });
  expect(error.status).toBe(422);
  const url = new URL(error.body.doc_url);
  expect(url.origin).toBe('http://scell.test');
  const page = await get(url.pathname, { 'accept-language': 'en' });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('<h1>VALIDATION_FAILED</h1>');
});

test('an unknown error is a 404 page that lists the known ones and repeats nothing of the address', async () => {
  for (const name of ['NO_SUCH_THING', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '__proto__', 'toString']) {
    const { statusCode, headers, body } = await get(`/docs/errors/${name}?lang=en`);
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('There is no such error');
    expect(body).toContain('/docs/errors/VALIDATION_FAILED?lang=en');
    expect(body).not.toContain('alert');
  }
});

test('pages load, run and submit nothing, and cannot be framed', async () => {
  for (const url of ['/docs', '/docs/errors', '/docs/errors/RATE_LIMITED', '/docs/errors/nothing']) {
    const { headers, body } = await get(url);
    const style = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers.vary).toBe('Accept-Language');
    expect(body).not.toMatch(/<script| style=| on\w+=|src=/);
  }
});

test('pages are read only, and answer where operations do', async () => {
  const refused = answerOf(await platform.app.inject({ method: 'POST', url: '/docs' }));
  expect(refused.status).toBe(405);
  expect(refused.headers.allow).toBe('GET');
  for (const url of ['/api/v1/docs', '/v1/openapi.json', '/docs/', '/docs/errors/'])
    expect((await get(url)).statusCode).toBe(200);
});

test('a platform below a path links below that path', async () => {
  const { publicUrl } = platform.services;
  platform.services.publicUrl = 'https://example.org/scell';
  try {
    const { body } = await get('/docs?lang=en');
    expect(body).toContain('href="/scell/docs/errors?lang=en"');
    expect(plain(body)).toContain('curl -sS "https://example.org/scell/api/v1/invoices"');
  } finally {
    platform.services.publicUrl = publicUrl;
  }
});

test('values in templates are escaped, HTML in them is not escaped again', () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  const escaped = '&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;';
  expect(html`<p title="${evil}">${html`<b>${evil}</b>`}${[1, null, undefined]}</p>`.text).toBe(
    `<p title="${escaped}"><b>${escaped}</b>1</p>`,
  );
  expect(prose(`a \`<b>\` ${evil}`).text).toBe(`a <code>&#60;b&#62;</code> ${escaped}`);
});

test('French punctuation does not start a line', () => {
  expect(prose('la société : « Acme » ; fin').text).toBe('la société\u00a0: «\u00a0Acme\u00a0»\u00a0; fin');
});

test('a quote in an example body stays inside the shell word', () => {
  const create = operations.find(({ id }) => id === 'createBuyer');
  expect(create).toBeDefined();
  if (create !== undefined)
    expect(curl(create, 'http://h', { name: "L'Été" })).toContain(`"name": "L'\\''Été"`);
});

function sectionOf(page: string, id: string): string {
  return new RegExp(`<section class="operation" id="${id}">(.*?)</section>`, 's').exec(page)?.[1] ?? '';
}

/** The text of HTML as a reader sees it. */
function plain(page: string): string {
  return page
    .replace(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
