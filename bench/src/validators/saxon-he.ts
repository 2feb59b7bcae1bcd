/** Saxon-HE 12 in the warm JVM of the oracles; it is timed in there, and reads the document once for each of the two style sheets. */
import { startJudge } from '../../../oracles/judge.ts';
import type { Validator } from './validator.ts';

/** The engine, or why it cannot run here. */
export async function saxonHe(): Promise<Validator | { unavailable: string }> {
  const judge = await startJudge();
  if ('unavailable' in judge) return judge;
  return {
    name: 'Saxon-HE 12',
    async judge({ syntax, bytes }) {
      const verdicts = await judge.judge({ kind: syntax, content: bytes, rules: ['en16931', 'br-fr'] });
      const ids = verdicts.flatMap(({ fatal, warnings }) => [...fatal, ...warnings].map(({ id }) => id));
      const sum = (of: 'milliseconds' | 'processorMilliseconds') =>
        verdicts.reduce((total, verdict) => total + verdict[of], 0);
      return {
        fired: ids.includes('aborted') ? undefined : ids,
        took: { clock: sum('milliseconds'), processor: sum('processorMilliseconds') },
      };
    },
    stop: () => judge.stop(),
  };
}
