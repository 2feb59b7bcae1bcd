import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The offline verifier as one static page. */
export interface VerifyPage {
  html: string;
  /** What a cautious auditor compares with that of a page from elsewhere. */
  sha256: string;
}

let made: Promise<VerifyPage> | undefined;

/**
 * The page, bundled from the sources of this very release when it is first asked for: no generated file is kept in the repository, and the page cannot be
 * older than the program. The same release gives the same bytes.
 */
export function verifyPage(): Promise<VerifyPage> {
  made ??= bundle().catch((error) => {
    made = undefined;
    throw error;
  });
  return made;
}

async function bundle(): Promise<VerifyPage> {
  const at = (name: string) => fileURLToPath(import.meta.resolve(`@scell/ledger/page/${name}`));
  // Loaded when it is needed: a bundler is much to load for one page.
  const { rolldown } = await import('rolldown');
  const build = await rolldown({ input: at('main.ts'), platform: 'browser' });
  const { output } = await build.generate({ format: 'iife', minify: true }).finally(() => build.close());
  const [chunk] = output;
  // Inside an HTML document a script ends at the first such text, wherever it stands.
  const script = chunk.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const [template, style] = await Promise.all([
    readFile(at('page.html'), 'utf8'),
    readFile(at('style.css'), 'utf8'),
  ]);
  const allow = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${allow(script)}`,
    `style-src ${allow(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: [string, string][] = [
    ['__POLICY__', policy],
    ['/* style.css */', style],
    ['/* main.ts, bundled */', script],
  ];
  const html = parts.reduce((page, [mark, text]) => page.replace(mark, () => text), template);
  return { html, sha256: createHash('sha256').update(html).digest('hex') };
}
