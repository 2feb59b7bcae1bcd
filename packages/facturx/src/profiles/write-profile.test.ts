import { type Invoice, type TermValue, termValues } from '@scell/en16931';
import { readInvoice, readXml, writeCii } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { PROFILE_ORDER, PROFILES, termsOfProfile } from './profiles.ts';
import { writeProfile } from './write-profile.ts';

const base = samples.servicesFrance as Invoice;
const { rounding: _, ...exact } = samples.documentAllowanceCharge?.totals ?? base.totals;

describe('writeProfile', () => {
  it.each(PROFILE_ORDER)('says in BT-24 that the document is of profile %s', (profile) => {
    const { invoice } = readInvoice(readXml(writeProfile(base, profile).xml));
    expect(invoice.specification).toBe(PROFILES[profile].specification);
  });

  it.each(['EN 16931', 'EXTENDED'] as const)('leaves nothing out of %s', (profile) => {
    const { specification } = PROFILES[profile];
    for (const invoice of Object.values(samples))
      expect(writeProfile(invoice, profile)).toEqual({
        xml: writeCii({ ...invoice, specification }),
        leftOut: [],
      });
  });

  it.each(PROFILE_ORDER)('writes or lists every term in %s, and none twice', (profile) => {
    const said = (terms: TermValue[]) => terms.map(({ term, value }) => `${term} ${value}`);
    const held = termsOfProfile(profile);
    for (const sample of Object.values(samples)) {
      const totals = sample.totals.rounding === undefined ? sample.totals : exact;
      const source = { ...sample, totals, specification: PROFILES[profile].specification };
      const { xml, leftOut } = writeProfile(source, profile);
      const written = readInvoice(readXml(xml));
      expect(written.unread).toEqual([]);
      expect([...said(termValues(written.invoice)), ...said(leftOut)].sort()).toEqual(
        said(termValues(source)).sort(),
      );
      expect(leftOut.every(({ term }) => held !== null && !held.has(term))).toBe(true);
    }
  });

  it('writes MINIMUM without lines, breakdown and contacts', () => {
    const { xml, leftOut } = writeProfile(base, 'MINIMUM');
    const { invoice } = readInvoice(readXml(xml));
    expect(invoice).toMatchObject({ number: base.number, lines: [], vatBreakdown: [] });
    expect(invoice.totals).toEqual({
      lineNet: '',
      withoutVat: base.totals.withoutVat,
      vat: base.totals.vat,
      withVat: base.totals.withVat,
      due: base.totals.due,
    });
    expect(invoice.seller).toMatchObject({ name: base.seller.name, legalId: base.seller.legalId });
    expect(invoice.seller.address).toEqual({ country: base.seller.address.country });
    expect(leftOut).toContainEqual({
      term: 'BT-153',
      path: ['lines', 0, 'name'],
      value: base.lines[0]?.name,
    });
  });

  it('keeps the scheme of an identifier with the identifier', () => {
    const { invoice } = readInvoice(readXml(writeProfile(base, 'MINIMUM').xml));
    expect(invoice.seller.legalId?.scheme).toBe(base.seller.legalId?.scheme);
  });

  it('refuses a rounding amount that BASIC WL and BASIC could not add up with', () => {
    const invoice = { ...base, totals: { ...base.totals, rounding: '0.02' } };
    for (const profile of ['BASIC WL', 'BASIC'] as const)
      expect(() => writeProfile(invoice, profile)).toThrow(
        expect.objectContaining({ code: 'rounding-not-held' }),
      );
    expect(writeProfile(invoice, 'MINIMUM').leftOut.map(({ term }) => term)).toContain('BT-114');
    expect(() =>
      writeProfile({ ...base, totals: { ...base.totals, rounding: '0.00' } }, 'BASIC'),
    ).not.toThrow();
  });
});
