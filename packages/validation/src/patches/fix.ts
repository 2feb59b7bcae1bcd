/** All patches of a document at once, and what its judges say then. */
import { readXml } from '@scell/syntax';
import { type Finding, validate } from '../validate.ts';
import { applyPatches, merged, type Patch } from './patch.ts';
import { countsOf, louder, patchesFor } from './patches-for.ts';

/** A patch that was applied, and the rule it was for. */
export interface AppliedPatch extends Patch {
  readonly ruleset: string;
  readonly rule: string;
}

export interface Fixed {
  /** The decoded source with all patches applied; no byte order mark. */
  readonly source: string;
  /** In the order of their application. Later ones were made for what the earlier ones had left: their places are not those of the first source. */
  readonly applied: readonly AppliedPatch[];
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
}

/** Each round silences something, so that there are never more rounds than findings; this is for documents made to have thousands. */
const MOST_ROUNDS = 50;

/**
 * Applies the patches of all findings, judges again, and goes on while there are new ones. Patches that do not go together are applied one after
 * the other. No rule speaks more often afterwards than before.
 * @param allowLosses whether patches that lose information are applied too.
 * @throws {XmlError} when the source cannot be read. @throws {RangeError} as `validate` does.
 */
export function fix(source: string, ids: readonly string[], allowLosses = true): Fixed {
  const first = readXml(source);
  const before = validate(first, ids);
  const applied: AppliedPatch[] = [];
  let document = first;
  let findings = before;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const offered = [...patchesFor(document, findings, ids)].filter(([, { loses }]) => allowLosses || !loses);
    const [one] = offered;
    if (one === undefined) break;
    const all = compatible(offered);
    const chosen = isQuiet(document.source, all, findings, ids) ? all : [one];
    for (const [{ ruleSet, rule }, patch] of chosen) applied.push({ ruleset: ruleSet, rule, ...patch });
    document = readXml(
      applyPatches(
        document.source,
        chosen.map(([, patch]) => patch),
      ),
    );
    findings = validate(document, ids);
  }
  return { source: document.source, applied, before, after: findings };
}

type Offer = readonly [Finding, Patch];

/** As many of them, in their order, as do not want to change the same place. */
function compatible(offers: readonly Offer[]): Offer[] {
  const chosen: Offer[] = [];
  let edits: Patch['edits'] = [];
  for (const offer of offers) {
    const joined = merged([...edits, ...offer[1].edits]);
    if (joined === undefined) continue;
    edits = joined;
    chosen.push(offer);
  }
  return chosen;
}

function isQuiet(
  source: string,
  offers: readonly Offer[],
  before: readonly Finding[],
  ids: readonly string[],
): boolean {
  const text = applyPatches(
    source,
    offers.map(([, patch]) => patch),
  );
  return louder(countsOf(before), countsOf(validate(readXml(text), ids))).length === 0;
}
