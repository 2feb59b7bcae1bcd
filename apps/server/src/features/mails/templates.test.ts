import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAIL_TEMPLATES } from './templates.ts';

const features = join(import.meta.dirname, '..');

/** The jobs of the features that hand mails over, read out of their source. */
async function mailingTasks(): Promise<string[]> {
  const tasks: string[] = [];
  for await (const path of glob('**/*.ts', { cwd: features })) {
    const source = await readFile(join(features, path), 'utf8');
    if (path.endsWith('.test.ts') || !/sendQueued\(|mailer\.send\(/.test(source)) continue;
    const name = /export const \w*MAIL\w* = '([^']+)'/.exec(source)?.[1];
    expect(name, `${path} hands mails over: it names its job`).toBeDefined();
    tasks.push(name ?? '');
  }
  return tasks;
}

test('every job that sends mail has templates, in French and in English', async () => {
  const tasks = await mailingTasks();
  expect(tasks.length).toBeGreaterThanOrEqual(6);
  for (const task of tasks) {
    const languages = MAIL_TEMPLATES.filter((template) => template.task === task).flatMap(
      (template) => template.languages,
    );
    expect(new Set(languages), task).toEqual(new Set(['fr', 'en']));
  }
});

test('names are of their own', () => {
  const names = MAIL_TEMPLATES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(MAIL_TEMPLATES)('$name: text and HTML, nothing left open in either', ({ languages, make }) => {
  const { subject, text, html = '' } = make();
  expect(subject).not.toBe('');
  for (const language of languages) expect(html).toMatch(new RegExp(`<(section|html) lang="${language}">`));
  for (const said of [subject, text, html]) expect(said).not.toMatch(/undefined|\[object|NaN|\bnull\b/);
  expect(html).not.toMatch(/ src=|url\(/);
  const words = html
    .replace(/<style>.*?<\/style>|<title>.*?<\/title>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s/g, '');
  // What the text says stands in the HTML, but for the addresses behind links and the line between languages.
  for (const paragraph of text.split(/\n+|: /))
    if (!/^(https?:\S+|— — —)?$/.test(paragraph)) expect(words).toContain(paragraph.replace(/\s/g, ''));
});
