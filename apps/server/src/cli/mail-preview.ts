import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MAIL_TEMPLATES } from '../features/mails/templates.ts';
import { html } from '../platform/http/html.ts';
import { type Command, UsageError } from './command.ts';

/** Every mail of this release with made-up facts: needs neither database nor configuration, and sends nothing. */
export const mailPreview: Command = {
  summary:
    'Writes every mail there is, with made-up facts: each as text and as HTML, and a page that lists them.',
  usage: '--out FOLDER',
  async run(words) {
    const folder = wishedFolder(words);
    await mkdir(folder, { recursive: true });
    const made = MAIL_TEMPLATES.map(({ name, make }) => ({ name, mail: make() }));
    for (const { name, mail } of made) {
      await writeFile(join(folder, `${name}.txt`), `${mail.subject}\n\n${mail.text}`);
      await writeFile(join(folder, `${name}.html`), mail.html ?? '');
    }
    const list = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Mails</title></head><body style="font-family:system-ui,sans-serif"><h1>Mails</h1><ul>${made.map(
      ({ name, mail }) =>
        html`<li><a href="${name}.html">${mail.subject}</a> (<a href="${name}.txt">text</a>)</li>`,
    )}</ul></body></html>`;
    await writeFile(join(folder, 'index.html'), list.text);
    process.stdout.write(`${made.length} mails: ${join(folder, 'index.html')}\n`);
    return 0;
  },
};

function wishedFolder(args: string[]): string {
  try {
    const { out } = parseArgs({ args, options: { out: { type: 'string' } } }).values;
    if (out !== undefined && out !== '') return out;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError('--out says into which folder.');
}
