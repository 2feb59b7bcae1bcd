/**
 * Milliseconds to read an invoice and judge it by the rules of EN 16931 and of BR-FR: ours beside the official style sheets run by SaxonJS and, where
 * Java is there, by warm Saxon-HE. Every verdict is compared before it is timed.
 */
import { availableParallelism, loadavg } from 'node:os';
import { type Aim, exponentOf, printAims } from './aims.ts';
import { corpusDocuments, documentOfLines, sampleOf } from './corpus.ts';
import { milliseconds, printTable, saveResults } from './report.ts';
import { compared } from './validators/compare.ts';
import { judgedAgain, judgedInRounds } from './validators/judging.ts';
import { saxonHe } from './validators/saxon-he.ts';
import { saxonJs } from './validators/saxon-js.ts';
import { scell } from './validators/scell.ts';
import type { BenchDocument, Syntax, Took, Validator } from './validators/validator.ts';

/** Documents of each syntax: enough for a mean, few enough that SaxonJS is done in a minute. */
const SAMPLE = 75;
const LINES = [1, 100, 1000, 4000];
/** SaxonJS takes minutes for 4,000 lines. */
const SAXONJS_MOST_LINES = process.env.SCELL_BENCH_SAXONJS === 'all' ? 4000 : 1000;

/** What judging a document, or the mean document of several, took. */
interface Row {
  of: string;
  syntax: Syntax | 'both';
  lines?: number;
  engine: string;
  took: Took;
}

/** Compares verdicts, measures, prints and saves bench/results/validation.json. */
export async function bench(): Promise<void> {
  const engines: Validator[] = [scell];
  for (const [name, start] of Object.entries({ SaxonJS: saxonJs, 'Saxon-HE': saxonHe })) {
    const engine = await start();
    if ('unavailable' in engine) process.stdout.write(`${name} is not measured: ${engine.unavailable}\n`);
    else engines.push(engine);
  }
  try {
    const load = [loadavg()[0] ?? 0];
    const rows = [...(await onCorpus(engines)), ...(await onLines(engines))];
    load.push(loadavg()[0] ?? 0);
    for (const of of new Set(rows.map((row) => `${row.of}, ${row.syntax}`))) printRows(of, rows);
    const exponents = exponentsOf(rows);
    printExponents(exponents);
    const aims = aimsOf(rows, exponents);
    printAims(aims, Math.max(...load) > availableParallelism());
    process.stdout.write(
      `\nload of the machine: ${load.map((value) => value.toFixed(1)).join(' before, ')} after\n`,
    );
    await saveResults('validation', { unit: 'milliseconds', load, rows, exponents, aims });
  } finally {
    for (const engine of engines) await engine.stop();
  }
}

/** The mean document of the corpus, and of the sample that the others are given too. */
async function onCorpus(engines: Validator[]): Promise<Row[]> {
  const whole = { cii: corpusDocuments('cii'), ubl: corpusDocuments('ubl') };
  if (whole.cii.length + whole.ubl.length === 0) {
    process.stdout.write('there is no corpus beside the repository: no mean over it\n');
    return [];
  }
  const sample = { cii: sampleOf(whole.cii, SAMPLE), ubl: sampleOf(whole.ubl, SAMPLE) };
  const rows: Row[] = [];
  await compared(engines, [...sample.cii, ...sample.ubl]);
  for (const engine of engines) {
    const documents = engine === scell ? whole : sample;
    const took = await judgedInRounds(engine, [...documents.cii, ...documents.ubl]);
    const mean = (of: string, { cii, ubl }: typeof whole) => {
      for (const [syntax, list] of Object.entries({ cii, ubl, both: [...cii, ...ubl] }) as [
        Row['syntax'],
        BenchDocument[],
      ][])
        rows.push({ of: `${of} of ${list.length}`, syntax, engine: engine.name, took: meanOf(list, took) });
    };
    mean('mean over the sample', sample);
    if (engine === scell) mean('mean over the corpus', whole);
  }
  return rows;
}

function meanOf(documents: BenchDocument[], took: ReadonlyMap<BenchDocument, Took>): Took {
  const mean = (of: keyof Took) =>
    documents.reduce((sum, document) => sum + (took.get(document)?.[of] ?? Number.NaN), 0) / documents.length;
  return { clock: mean('clock'), processor: mean('processor') };
}

async function onLines(engines: Validator[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const syntax of ['cii', 'ubl'] as const)
    for (const lines of LINES) {
      const document = documentOfLines(lines, syntax);
      const able = engines.filter(({ name }) => !name.startsWith('SaxonJS') || lines <= SAXONJS_MOST_LINES);
      for (const [engine, first] of await compared(able, [document])) {
        const took = await judgedAgain(engine, document, first);
        rows.push({ of: document.name, syntax, lines, engine: engine.name, took });
      }
    }
  return rows;
}

function printRows(title: string, all: Row[]): void {
  const rows = all.filter(({ of, syntax }) => `${of}, ${syntax}` === title);
  const ours = rows.find(({ engine }) => engine === scell.name)?.took;
  process.stdout.write(`\n${title}\n`);
  printTable([
    ['engine', 'ms', 'ms of processor', 'ours x'],
    ...rows.map(({ engine, took }) => [
      engine,
      milliseconds(took.clock),
      milliseconds(took.processor),
      (took.processor / (ours?.processor ?? Number.NaN)).toFixed(1),
    ]),
  ]);
  const lines = rows[0]?.lines ?? 0;
  if (lines > SAXONJS_MOST_LINES)
    process.stdout.write('  SaxonJS: minutes; measured with SCELL_BENCH_SAXONJS=all only\n');
}

interface Exponent extends Took {
  engine: string;
  syntax: Syntax;
  /** The lines it is fitted over. */
  lines: number[];
}

/** How time grows with the lines from 100 on, by engine and syntax. */
function exponentsOf(rows: Row[]): Exponent[] {
  const exponents: Exponent[] = [];
  for (const syntax of ['cii', 'ubl'] as const)
    for (const engine of new Set(rows.map((row) => row.engine))) {
      const fitted = rows.filter(
        (row) => row.engine === engine && row.syntax === syntax && (row.lines ?? 0) >= 100,
      );
      const over = (of: keyof Took) => exponentOf(fitted.map(({ lines = 0, took }) => [lines, took[of]]));
      const [clock, processor] = [over('clock'), over('processor')];
      if (clock === undefined || processor === undefined) continue;
      exponents.push({ engine, syntax, clock, processor, lines: fitted.map(({ lines = 0 }) => lines) });
    }
  return exponents;
}

function printExponents(exponents: Exponent[]): void {
  process.stdout.write('\nhow time grows: the exponent fitted over the lines\n');
  printTable([
    ['engine', 'syntax', 'lines', 'exponent', 'by processor'],
    ...exponents.map(({ engine, syntax, lines, clock, processor }) => [
      engine,
      syntax,
      lines.join(' '),
      clock.toFixed(2),
      processor.toFixed(2),
    ]),
  ]);
}

function aimsOf(rows: Row[], exponents: Exponent[]): Aim[] {
  const aims: Aim[] = [];
  const mean = (engine: string) =>
    rows.find((row) => row.engine.startsWith(engine) && row.syntax === 'both' && row.of.includes('sample'))
      ?.took;
  const [ours, theirs] = [mean(scell.name), mean('SaxonJS')];
  if (ours !== undefined && theirs !== undefined)
    aims.push({
      name: 'mean over the sample, times faster than SaxonJS',
      clock: theirs.clock / ours.clock,
      processor: theirs.processor / ours.processor,
      aim: 100,
      least: true,
    });
  for (const [lines, aim] of [
    [100, 2],
    [4000, 60],
  ] as const)
    for (const { engine, syntax, took, ...row } of rows)
      if (engine === scell.name && row.lines === lines)
        aims.push({ name: `${lines} lines, ${syntax}, milliseconds`, ...took, aim, least: false });
  for (const { engine, syntax, clock, processor } of exponents)
    if (engine === scell.name)
      aims.push({ name: `exponent, ${syntax}`, clock, processor, aim: 1.1, least: false });
  return aims;
}
