/** Whether the engines say the same of the documents before anybody looks at how fast they say it. */
import type { BenchDocument, Judged, Validator } from './validator.ts';

const MOST_SHOWN = 10;

/**
 * Has every engine judge every document, and prints on how many each fires the rules that the first engine fires, and where it does not. Gives what
 * each engine said of the last document.
 */
export async function compared(
  engines: readonly Validator[],
  documents: readonly BenchDocument[],
): Promise<Map<Validator, Judged>> {
  const last = new Map<Validator, Judged>();
  let ours: { engine: Validator; verdicts: Judged[] } | undefined;
  for (const engine of engines) {
    const verdicts: Judged[] = [];
    for (const document of documents) verdicts.push(await engine.judge(document));
    const [verdict] = verdicts.slice(-1);
    if (verdict !== undefined) last.set(engine, verdict);
    if (ours === undefined) ours = { engine, verdicts };
    else print(documents, ours.engine, ours.verdicts, engine, verdicts);
  }
  return last;
}

function print(
  documents: readonly BenchDocument[],
  ours: Validator,
  mine: Judged[],
  peer: Validator,
  theirs: Judged[],
): void {
  const differences: string[] = [];
  let stopped = 0;
  for (const [index, { name, syntax }] of documents.entries()) {
    const [one, other] = [mine[index]?.fired, theirs[index]?.fired];
    if (other === undefined) stopped++;
    else if (difference(one, other) !== '')
      differences.push(`${name} (${syntax}): ${difference(one, other)}`);
  }
  const same = documents.length - differences.length - stopped;
  const what = documents.length === 1 ? `${documents[0]?.name}, ${documents[0]?.syntax}` : 'the sample';
  process.stdout.write(
    `${what}: ${ours.name} and ${peer.name} fire the same rules on ${same} of ${documents.length}` +
      `${stopped === 0 ? '' : `; ${peer.name} gives no verdict on ${stopped}`}\n`,
  );
  for (const line of differences.slice(0, MOST_SHOWN)) process.stdout.write(`  ${line}\n`);
}

/** Rules that only one of the two fires, or one of them more often. */
function difference(mine: string[] = [], theirs: string[] = []): string {
  const counts = new Map<string, number>();
  for (const id of mine) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const id of theirs) counts.set(id, (counts.get(id) ?? 0) - 1);
  return [...counts]
    .filter(([, more]) => more !== 0)
    .map(([id, more]) => `${id} ${more > 0 ? '+' : ''}${more}`)
    .join(', ');
}
