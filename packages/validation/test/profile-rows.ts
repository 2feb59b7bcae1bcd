/** The invoice of cii-invoice.ts as each profile of Factur-X takes it, and a way to say what its rules then hit. */
import { readXml } from '@scell/syntax';
import { expect, it } from 'vitest';
import { PROFILES, type Profile } from '../src/facturx/profiles.ts';
import { facturX } from '../src/facturx/rule-sets.ts';
import { type Change, changed } from './cii-invoice.ts';

const URNS: Readonly<Record<Profile, string>> = {
  minimum: 'urn:factur-x.eu:1p0:minimum',
  basicwl: 'urn:factur-x.eu:1p0:basicwl',
  basic: 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
  en16931: 'urn:cen.eu:en16931:2017',
  extended: 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
};

/** What EXTENDED wants more: terms of payment, and the reason of exemption on the line. */
const COMPLETED: readonly Change[] = [
  [
    '<SpecifiedTradeSettlementHeaderMonetarySummation>',
    '<SpecifiedTradePaymentTerms><Description>30 jours</Description></SpecifiedTradePaymentTerms><SpecifiedTradeSettlementHeaderMonetarySummation>',
  ],
  [
    '<CategoryCode>E</CategoryCode><RateApplicablePercent>0',
    '<ExemptionReason>Exonération</ExemptionReason><CategoryCode>E</CategoryCode><RateApplicablePercent>0',
  ],
];

/** What a profile does, the replacements it is asked about, and every rule that then fires: "BR-01", or "BR-01[warning]". */
export type ProfileRow = readonly [title: string, changes: readonly Change[], hits: readonly string[]];

/** One test a row: exactly these rules of the profile fire. Saxon-HE 12 gave the same with the official files. */
export function itHitsIn(profile: Profile, rows: readonly ProfileRow[]): void {
  const announced: Change = ['urn:cen.eu:en16931:2017', URNS[profile]];
  const base = profile === 'extended' ? [announced, ...COMPLETED] : [announced];
  it.each(rows)(`${profile} %s`, (_title, changes, hits) => {
    const found: string[] = [];
    facturX[PROFILES.indexOf(profile)]?.run(readXml(changed(...base, ...changes)), (rule, severity) =>
      found.push(severity === 'fatal' ? rule : `${rule}[${severity}]`),
    );
    expect(found.sort()).toEqual([...hits].sort());
  });
}
