/** SaxonJS with the official style sheets, compiled on this machine by xslt3 and kept beside what the oracles fetched. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import SaxonJS, { type ReportNode } from 'saxon-js';
import { buildJudge, cacheFolder } from '../../../oracles/build.ts';
import { checksFor } from '../../../oracles/rule-sets.ts';
import { timed, type Validator } from './validator.ts';

/** The engine, or why it cannot run here. The document is read once for the two style sheets. */
export async function saxonJs(): Promise<Validator | { unavailable: string }> {
  const build = await buildJudge();
  if ('unavailable' in build)
    return { unavailable: `the official rules cannot be fetched: ${build.unavailable}` };
  const compiled = { cii: [] as object[], ubl: [] as object[] };
  for (const syntax of ['cii', 'ubl'] as const)
    for (const rules of ['en16931', 'br-fr'] as const)
      for (const { with: paths } of checksFor(rules, syntax, 'Invoice', build.folders))
        for (const path of paths) compiled[syntax].push(await compile(path));
  return {
    name: 'SaxonJS 2.7',
    async judge({ syntax, bytes }) {
      const reports: ReportNode[] = [];
      let aborted = false;
      const { took } = await timed(async () => {
        const text = new TextDecoder().decode(bytes);
        const sourceNode = await SaxonJS.getResource({ text, type: 'xml' });
        for (const stylesheetInternal of compiled[syntax]) {
          try {
            const options = { stylesheetInternal, sourceNode, destination: 'document' as const, logLevel: 0 };
            reports.push(SaxonJS.transform(options).principalResult);
          } catch {
            aborted = true;
          }
        }
      });
      return {
        fired: aborted ? undefined : reports.flatMap((report) => [...firedIn(report)]),
        took,
      };
    },
    async stop() {},
  };
}

function* firedIn(node: ReportNode): Generator<string> {
  if (node.localName === 'failed-assert' || node.localName === 'successful-report')
    yield node.getAttribute?.('id') ?? '';
  else for (const child of Array.from(node.childNodes ?? [])) yield* firedIn(child);
}

/** The style sheet as SaxonJS runs it; compiling one takes xslt3 a quarter of a minute, so that it is kept by its content. */
async function compile(path: string): Promise<object> {
  const hash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheFolder, 'sef');
  const kept = join(folder, `${hash}.sef.json`);
  if (!existsSync(kept)) {
    process.stdout.write(`compiling ${path.split('/').at(-1)} for SaxonJS\n`);
    await mkdir(folder, { recursive: true });
    const compiler = fileURLToPath(import.meta.resolve('xslt3'));
    await promisify(execFile)(process.execPath, [compiler, `-xsl:${path}`, `-export:${kept}.new`, '-nogo'], {
      maxBuffer: 1 << 26,
    });
    await rename(`${kept}.new`, kept);
  }
  return JSON.parse(await readFile(kept, 'utf8'));
}
