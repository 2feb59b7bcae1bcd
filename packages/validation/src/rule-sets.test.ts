import { readXml, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';

import { idOf, isRuleSet, judges, ruleSetIds, rulesInForce, versionOf, versionsOf } from './rule-sets.ts';
import { validate } from './validate.ts';

const base = samples.servicesFrance;
if (base === undefined) throw new Error('no sample servicesFrance');
const ubl = (line: string) => readXml(writeUbl(base).replace('<cac:Item>', `${line}<cac:Item>`));
const ids = (document: ReturnType<typeof ubl>, name: string) =>
  validate(document, [name]).map(({ rule }) => rule);

describe('versions', () => {
  it('are those there are of each set, the newest first', () => {
    expect(versionsOf('br-fr')).toEqual([
      { version: '1.4.0.03', from: '2026-08-04' },
      { version: '1.4.0.02', from: '2026-07-14' },
    ]);
    for (const id of ruleSetIds) {
      const days = versionsOf(id).map(({ from }) => from);
      expect(days).toEqual(days.toSorted().toReversed());
      expect(versionOf(id)).toBe(versionsOf(id)[0]?.version);
    }
  });

  it('can be asked for by name', () => {
    expect(versionOf('br-fr@1.4.0.02')).toBe('1.4.0.02');
    expect(idOf('br-fr@1.4.0.02')).toBe('br-fr');
    expect(judges('br-fr@1.4.0.02', 'cii')).toBe(true);
    expect([isRuleSet('br-fr'), isRuleSet('br-fr@1.4.0.02'), isRuleSet('br-fr@9'), isRuleSet('@')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(() => versionOf('br-fr@9')).toThrow(RangeError);
  });

  it.each([
    ['2026-11-20', ['en16931', 'br-fr']],
    ['2026-08-04', ['en16931', 'br-fr']],
    ['2026-08-03', ['en16931', 'br-fr@1.4.0.02']],
    ['2026-07-14', ['en16931', 'br-fr@1.4.0.02']],
    // Before the first there is, the first.
    ['2020-01-01', ['en16931', 'br-fr@1.4.0.02']],
  ])('of %s are %j', (day, names) => expect(rulesInForce(['en16931', 'br-fr'], day)).toEqual(names));

  it('leave names with a version, and the rules of hybrids, as they are', () => {
    expect(rulesInForce(['br-fr@1.4.0.03', 'hybrid'], '2026-07-20')).toEqual(['br-fr@1.4.0.03', 'hybrid']);
  });
});

describe('BR-FR 1.4.0.02', () => {
  const object =
    '<cac:DocumentReference><cbc:ID>LOT A/1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>';
  const preceding = (number: string, day: string) =>
    `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${number}</cbc:ID><cbc:IssueDate>${day}</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>`;

  it('refuses a blank in the object of a line (BT-128), which 1.4.0.03 admits', () => {
    expect(ids(ubl(object), 'br-fr@1.4.0.02')).toContain('BR-FR-02_EXT-FR-FE-136');
    expect(ids(ubl(object), 'br-fr')).toEqual([]);
  });

  it('does not see the invoice a line refers to, which 1.4.0.03 looks at', () => {
    const wrong = ubl(preceding('a b', '1999-01-01'));
    expect(ids(wrong, 'br-fr@1.4.0.02')).toEqual([]);
    expect(ids(wrong, 'br-fr')).toEqual(
      expect.arrayContaining([
        'BR-FR-01_EXT-FR-FE-136-2',
        'BR-FR-02_EXT-FR-FE-136',
        'BR-FR-03_EXT-FR-FE-138',
      ]),
    );
  });
});
