/** The rules of EN 16931 that the profiles have word for word: those of en16931-cii, heard for these ids only. */
import { judgeAllowancesAndChargesApart } from '../../en16931-cii/allowances-charges.ts';
import { judgeDocument } from '../../en16931-cii/document.ts';
import type { Naming } from '../../en16931-cii/hearing.ts';
import { judgeLines } from '../../en16931-cii/lines.ts';
import { judgeParties } from '../../en16931-cii/parties.ts';
import { judgePayment } from '../../en16931-cii/payment.ts';
import { judgeDates } from '../../en16931-cii/references.ts';
import { judgeStructure } from '../../en16931-cii/structure-checks.ts';
import { judgeTotals } from '../../en16931-cii/totals.ts';
import { judgeVat } from '../../en16931-cii/vat.ts';
import { adopted } from './adopted.ts';

const CORE: ReadonlySet<string> = new Set(
  `BR-12 BR-13 BR-14 BR-15 BR-16 BR-18 BR-19 BR-20 BR-22 BR-23 BR-24 BR-26 BR-27 BR-28 BR-29 BR-30 BR-31 BR-32 BR-33 BR-36 BR-37
   BR-38 BR-41 BR-42 BR-43 BR-44 BR-49 BR-50 BR-51 BR-53 BR-54 BR-61 BR-62 BR-63
   BR-CO-04 BR-CO-09 BR-CO-10 BR-CO-13 BR-CO-14 BR-CO-16 BR-CO-19 BR-CO-20 BR-CO-21 BR-CO-22 BR-CO-23 BR-CO-24 BR-CO-26
   BR-DEC-01 BR-DEC-02 BR-DEC-05 BR-DEC-06 BR-DEC-09 BR-DEC-10 BR-DEC-11 BR-DEC-12 BR-DEC-13 BR-DEC-14 BR-DEC-15 BR-DEC-16
   BR-DEC-17 BR-DEC-18 BR-DEC-23 BR-DEC-24 BR-DEC-25 BR-DEC-27 BR-DEC-28
   BR-AE-01 BR-AF-01 BR-AG-01 BR-E-01 BR-G-01 BR-IC-01 BR-O-01 BR-S-01 BR-Z-01 BR-B-01 BR-B-02
   CII-DT-097 CII-SR-463 CII-SR-467 CII-SR-468 CII-SR-469 CII-SR-474 CII-SR-475 CII-SR-476`.split(/\s+/),
);

/** Rules that EXTENDED has under another name too. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['BR-38', 'BR-FXEXT-BR-38'],
  ['BR-44', 'BR-FXEXT-BR-44'],
]);

export const judgeCore = adopted(
  [
    judgeDocument,
    judgeDates,
    judgeParties,
    judgePayment,
    judgeAllowancesAndChargesApart,
    judgeLines,
    judgeTotals,
    judgeVat,
    judgeStructure,
  ],
  (rule) => (CORE.has(rule) ? rule : undefined),
);

/** What the survey of CEN says of the structure is said otherwise here, but for what an allowance or charge has twice; two of those changed their numbers. */
const SURVEYED: ReadonlyMap<string, string> = new Map([
  ['CII-SR-471', 'CII-SR-472'],
  ['CII-SR-472', 'CII-SR-471'],
  ['CII-SR-473', 'CII-SR-473'],
]);

/** The rules of the kind that the survey reports which judges report here. */
const JUDGED: ReadonlySet<string> = new Set(['CII-SR-465', 'CII-SR-466', 'CII-SR-470']);

/** The name of a rule in a profile that has `rules`; undefined where it has none such. */
export function namedFor(rules: ReadonlySet<string>): Naming {
  return (rule) => {
    const name = nameOf(rule);
    if (name === undefined || rules.has(name)) return name;
    const renamed = RENAMED.get(name);
    return renamed !== undefined && rules.has(renamed) ? renamed : undefined;
  };
}

function nameOf(rule: string): string | undefined {
  if (!/^CII-(?:SR|DT)-/.test(rule)) return rule;
  return CORE.has(rule) || JUDGED.has(rule) ? rule : SURVEYED.get(rule);
}
