/** Rules taken over from other sets: their judges, heard for some ids only and under the names these have here. */
import type { Judge } from '../../en16931-cii/hearing.ts';

/** One judge of several, of whose rules those are heard that have a name here. */
export function adopted(judges: readonly Judge[], nameOf: (rule: string) => string | undefined): Judge {
  return (hearing) => {
    const named =
      <Rest extends unknown[]>(assertion: (rule: string, ...rest: Rest) => void) =>
      (rule: string, ...rest: Rest) => {
        const name = nameOf(rule);
        if (name !== undefined) assertion(name, ...rest);
      };
    const here = { ...hearing, fatal: named(hearing.fatal), warning: named(hearing.warning) };
    for (const judge of judges) judge(here);
  };
}
