/** Our findings beside the verdict of an official engine: the same ids, severities and numbers of hits. */
import type { Finding } from '@scell/validation';
import type { Verdict } from './judge.ts';

/** The style sheet gave up: where it does, no rule has an official verdict, and the document must not pass. */
export function aborted({ fatal }: Verdict): boolean {
  return fatal.some(({ id }) => id === 'aborted');
}

/** What we report too often (+) or too seldom (-): "BR-01[fatal] +1". What the schema says is no rule; "?" stands for an assertion without id. */
export function differences(verdict: Verdict, ours: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (id: string, severity: string, hits: number) => {
    const key = `${id}[${severity}]`;
    counts.set(key, (counts.get(key) ?? 0) + hits);
  };
  for (const { rule, severity, hits } of ours) count(rule, severity, hits.length);
  for (const { id } of verdict.fatal) if (id !== 'xsd') count(id || '?', 'fatal', -1);
  for (const { id } of verdict.warnings) if (id !== 'xsd') count(id || '?', 'warning', -1);
  return counts;
}

/** One line a difference, each with the name of the document. */
export function said(name: string, rules: string, counts: ReadonlyMap<string, number>): string[] {
  return [...counts].flatMap(([key, more]) =>
    more === 0 ? [] : [`${name}: ${rules} ${key} ${more > 0 ? '+' : ''}${more}`],
  );
}
