/** Whether the engines say the same of the documents before anybody looks at how fast they say it. */
import type { BenchDocument, Judged, Validator } from './validator.ts';

const MOST_SHOWN = 10;

/** Prints on how many documents each engine fires the rules that the first one fires, and where it does not. */
export async function compareVerdicts(
  [ours, ...peers]: Validator[],
  documents: BenchDocument[],
): Promise<void> {
  if (ours === undefined) return;
  for (const peer of peers) {
    const differences: string[] = [];
    let stopped = 0;
    for (const document of documents) {
      const [mine, theirs] = [await ours.judge(document), await peer.judge(document)];
      if (theirs.fired === undefined) stopped++;
      else if (countsOf(mine) !== countsOf(theirs))
        differences.push(`${document.name} (${document.syntax}): ${difference(mine, theirs)}`);
    }
    const what =
      documents.length === 1
        ? `${documents[0]?.name}, ${documents[0]?.syntax}`
        : `${documents.length} documents`;
    const same = documents.length - differences.length - stopped;
    process.stdout.write(
      `${what}: ${ours.name} and ${peer.name} fire the same rules on ${same}, others on ${differences.length}` +
        `${stopped === 0 ? '' : `; ${peer.name} gives no verdict on ${stopped}`}\n`,
    );
    for (const line of differences.slice(0, MOST_SHOWN)) process.stdout.write(`  ${line}\n`);
  }
}

function countsOf({ fired }: Judged): string {
  return [...(fired ?? [])].sort().join(' ');
}

/** Rules that only one of the two fires, or one of them more often. */
function difference(mine: Judged, theirs: Judged): string {
  const counts = new Map<string, number>();
  for (const id of mine.fired ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const id of theirs.fired ?? []) counts.set(id, (counts.get(id) ?? 0) - 1);
  return [...counts]
    .filter(([, more]) => more !== 0)
    .map(([id, more]) => `${id} ${more > 0 ? '+' : ''}${more}`)
    .join(', ');
}
