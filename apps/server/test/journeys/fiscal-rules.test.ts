import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import {
  type Answer,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// The registry of fiscal rules: REST reference §5.12, §22 of the French one, clients' FiscalRule. It is 6 May 2026.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const RULES = '/tenant/fiscal/rules';
const rate = (answer: Answer) => answer.body.data.rule_definition.rate;

async function rule(tenant: TestTenant, body: Record<string, unknown>, key = tenant.key): Promise<Answer> {
  const answer = await tenant.call('POST', RULES, { effective_from: '2026-01-01', ...body }, { key });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer;
}
async function refused(tenant: TestTenant, body: Record<string, unknown>): Promise<Record<string, string[]>> {
  const answer = await tenant.call('POST', RULES, { effective_from: '2026-01-01', ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  expect(answer.body.error_code).toBe('VALIDATION_FAILED');
  return answer.body.errors;
}
async function submitted(
  tenant: TestTenant,
  changes: Record<string, unknown> = {},
  key = tenant.key,
): Promise<Answer> {
  const draft = await tenant.call('POST', '/invoices', invoiceBody(changes), { key });
  expect(draft.status, JSON.stringify(draft.body)).toBe(201);
  return tenant.call('POST', `/invoices/${draft.body.data.id}/submit`, undefined, { key });
}
const atRate = (vat_rate: number) => ({
  total_ht: undefined,
  total_tax: undefined,
  total_ttc: undefined,
  lines: [{ description: 'Conseil', quantity: 1, unit_price: 100, vat_rate }],
});

describe('the law', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await platform.tenant();
  });

  test('is listed as it stands today, page by page and by category', async () => {
    const all = await tenant.call('GET', `${RULES}?per_page=100`);
    expect(all.status).toBe(200);
    expect(all.body.data.length).toBe(all.body.meta.total);
    const keys = all.body.data.map((one: { rule_key: string }) => one.rule_key);
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(keys.length);
    for (const one of all.body.data) expect(one).toMatchObject({ is_active: true, tenant_id: null });

    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Answer = await tenant.call(
        'GET',
        `${RULES}?per_page=7${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...page.body.data.map((one: { rule_key: string }) => one.rule_key));
      cursor = page.body.meta.next_cursor;
    } while (cursor !== null);
    expect(paged).toEqual(keys);
    const second = await tenant.call('GET', `${RULES}?per_page=7&page=2`);
    expect(second.body.data.map((one: { rule_key: string }) => one.rule_key)).toEqual(keys.slice(7, 14));

    for (const category of ['vat', 'invoicing', 'credit_note', 'closing', 'export', 'retention']) {
      const some = await tenant.call('GET', `${RULES}?category=${category}&per_page=100`);
      expect(some.body.data.length).toBeGreaterThan(0);
      for (const one of some.body.data) expect(one.category).toBe(category);
    }
  });

  test('is that of the day asked for', async () => {
    const on = async (date: string) => {
      const { body } = await tenant.call('GET', `${RULES}?date=${date}&category=vat&per_page=100`);
      return body.data.find((one: { rule_key: string }) => one.rule_key === 'vat.standard')?.value;
    };
    expect(await on('2013-12-31')).toBe(19.6);
    expect(await on('2014-01-01')).toBe(20);
    const past = await tenant.call('GET', `${RULES}?active=false&category=vat&per_page=100`);
    expect(past.body.data).toContainEqual(
      expect.objectContaining({ rule_key: 'vat.standard', value: 19.6, is_active: false }),
    );
  });

  test('has a rule under its key, its other name and its identifier, and its history', async () => {
    const one = await tenant.call('GET', `${RULES}/vat_standard_rate`);
    expect(one.body.data).toMatchObject({
      rule_key: 'vat.standard',
      key: 'vat.standard',
      aliases: ['vat_standard_rate'],
      category: 'vat',
      value: 20,
      rule_definition: { kind: 'vat_rate', rate: '20', territories: ['mainland', 'corsica'] },
      version: 3,
      effective_from: '2014-01-01',
      effective_until: '2026-08-31',
      legal_reference: 'CGI, art. 278',
      certainty: 'certain',
      tenant_id: null,
      is_active: true,
    });
    expect((await tenant.call('GET', `${RULES}/vat.standard`)).body).toEqual(one.body);
    expect((await tenant.call('GET', `${RULES}/${one.body.data.id}`)).body).toEqual(one.body);
    expect(rate(await tenant.call('GET', `${RULES}/vat_standard_rate?date=2000-03-31`))).toBe('20.6');

    const history = await tenant.call('GET', `${RULES}/vat_standard_rate/history`);
    expect(history.body.data.map((version: { value: number }) => version.value)).toEqual([
      20, 20, 19.6, 20.6,
    ]);
    expect(history.body.meta.total).toBe(4);
    const second = await tenant.call(
      'GET',
      `${RULES}/vat_standard_rate/history?per_page=1&page=3&order=desc`,
    );
    expect(second.body.data).toMatchObject([{ value: 19.6, superseded_on: '2014-01-01' }]);
    for (const path of ['no.such.rule', 'no.such.rule/history', '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000'])
      expect((await tenant.call('GET', `${RULES}/${path}`)).body.error_code).toBe('NOT_FOUND');
  });

  test('is said in the language of the caller, doubts included', async () => {
    const french = await tenant.call('GET', `${RULES}/retention.tax?date=2026-11-20`, undefined, {
      headers: { 'accept-language': 'fr' },
    });
    expect(french.body.data).toMatchObject({ certainty: 'uncertain', value: 6 });
    expect(french.body.data.description).toContain('loi 2026-534');
    const english = await tenant.call('GET', `${RULES}/retention.tax?date=2026-11-20`);
    expect(english.body.data.description).toContain('Law 2026-534');
  });

  test('is exported whole, or as it was in a period', async () => {
    const whole = (await tenant.call('GET', `${RULES}/export`)).body.data;
    expect(whole).toMatchObject({ format: 'scell-fiscal-rules', format_version: '1', period: null });
    expect(whole.count).toBe(whole.rules.length);
    const values = (rules: { rule_key: string; value: number }[]) =>
      rules.filter(({ rule_key }) => rule_key === 'vat.standard').map(({ value }) => value);
    expect(values(whole.rules)).toEqual([20.6, 19.6, 20, 20]);
    const period = await tenant.call('GET', `${RULES}/export?start_date=2013-06-01&end_date=2014-06-30`);
    expect(period.body.data.period).toEqual({ start_date: '2013-06-01', end_date: '2014-06-30' });
    expect(values(period.body.data.rules)).toEqual([19.6, 20]);
    for (const query of ['start_date=2026-01-01', 'start_date=2026-02-01&end_date=2026-01-01'])
      expect((await tenant.call('GET', `${RULES}/export?${query}`)).status).toBe(422);
  });

  test('is not changed by an account', async () => {
    const { id } = (await tenant.call('GET', `${RULES}/vat.standard`)).body.data;
    for (const name of [id, 'vat.standard', 'vat_standard_rate']) {
      const answer = await tenant.call('PUT', `${RULES}/${name}`, { value: 10 });
      expect(answer.status).toBe(403);
      expect(answer.body.error_code).toBe('FISCAL_RULE_STATUTORY');
    }
    expect((await tenant.call('PUT', `${RULES}/no.such.rule`, { value: 10 })).status).toBe(404);
  });

  test('decides which rate an invoice may bear, by the days of the operation', async () => {
    const draft = (changes: Record<string, unknown>) =>
      tenant.call('POST', '/invoices', invoiceBody({ ...atRate(19.6), ...changes }));
    const late = await draft({});
    expect(late.status).toBe(422);
    expect(late.body.errors['lines.0.vat_rate']).toEqual([
      'lines.0.vat_rate: the rate of 19.6% is in force from 2000-04-01 to 2013-12-31, not on 2026-05-06: if the operation is of that time, give its date (delivery, BT-72, or period, BG-14).',
    ]);
    const delivered = await draft({
      issue_date: '2014-01-15',
      due_date: '2014-02-15',
      delivery_date: '2013-12-20',
    });
    expect(delivered.status, JSON.stringify(delivered.body)).toBe(201);
  });

  test('warns of more cash than may be paid', async () => {
    const cash = invoiceBody({ payment_method: 'especes' });
    const answer = await tenant.call('POST', '/invoices', cash);
    expect(answer.status).toBe(201);
    expect(answer.body.warnings).toContainEqual({
      field: 'payment_method',
      message: expect.stringMatching(/cash is at most €1000 .*\(SC-CASH-LIMIT\)/),
    });
  });
});

describe('a rule of an account', () => {
  test('is created by both bodies, and reads as a FiscalRule', async () => {
    const tenant = await platform.tenant();
    const byValue = await rule(tenant, {
      key: 'vat_reduced_rate',
      value: 5.5,
      description: 'Taux reduit TVA',
    });
    expect(byValue.body.data).toMatchObject({
      rule_key: 'vat.reduced',
      value: 5.5,
      rule_definition: { kind: 'vat_rate', rate: '5.5' },
      description: 'Taux reduit TVA',
      version: 1,
      effective_from: '2026-01-01',
      effective_until: null,
      tenant_id: tenant.summary.id,
      is_active: true,
    });
    expect(byValue.body.warnings).toEqual([
      { field: 'key', message: expect.stringContaining('says the law again') },
    ]);
    const byDefinition = await rule(tenant, {
      rule_key: 'shop.order',
      name: 'Bon de commande',
      category: 'invoicing',
      rule_definition: { kind: 'required_term', term: 'BT-13' },
      effective_until: '2026-12-31',
      legal_reference: 'CGV, art. 4',
    });
    const { id } = byDefinition.body.data;
    expect(byDefinition.body.data).toEqual({
      id,
      rule_key: 'shop.order',
      key: 'shop.order',
      aliases: [],
      name: 'Bon de commande',
      category: 'invoicing',
      rule_definition: { kind: 'required_term', term: 'BT-13' },
      value: null,
      version: 1,
      effective_from: '2026-01-01',
      effective_until: '2026-12-31',
      superseded_on: null,
      legal_reference: 'CGV, art. 4',
      certainty: null,
      description: null,
      tenant_id: tenant.summary.id,
      sub_tenant_id: null,
      is_active: true,
      created_by: expect.stringMatching(/^api_key:/),
      created_at: '2026-05-06T08:00:00+00:00',
    });
    expect((await tenant.call('GET', `${RULES}/shop.order`)).body.data).toEqual(byDefinition.body.data);
    expect((await tenant.call('GET', `${RULES}/${id}`)).body.data).toEqual(byDefinition.body.data);
    // The account's own stands before the law's under the same key.
    expect((await tenant.call('GET', `${RULES}/vat_reduced_rate`)).body.data.id).toBe(byValue.body.data.id);
    const again = await tenant.call('POST', RULES, {
      rule_key: 'shop.order',
      rule_definition: { kind: 'required_term', term: 'BT-12' },
      effective_from: '2026-01-01',
    });
    expect(again.status).toBe(409);
    expect(again.body.error_code).toBe('FISCAL_RULE_EXISTS');
    expect(again.body.message).toContain(id);
  });

  test('is created once for one Idempotency-Key', async () => {
    const tenant = await platform.tenant();
    const send = () =>
      tenant.call(
        'POST',
        RULES,
        { key: 'payment.term', value: 30, effective_from: '2026-01-01' },
        { headers: { 'idempotency-key': 'rule-1' } },
      );
    const [first, second] = [await send(), await send()];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  test('may only tighten the law: what loosens it or is not understood is refused with the remedy', async () => {
    const tenant = await platform.tenant();
    const why = async (body: Record<string, unknown>, field = 'rule_definition') =>
      (await refused(tenant, body))[field]?.[0];
    expect(await why({ key: 'payment.cash_limit', value: 3000 }, 'value')).toMatch(
      /legal limit of cash is €1000 .*may lower it, not raise it/,
    );
    expect(await why({ key: 'vat_reduced_rate', value: 10 }, 'value')).toMatch(
      /does not change a rate of the law .*vat\.accepted_rates/,
    );
    expect(await why({ rule_key: 'retention.accounting', rule_definition: { years: 5 } })).toMatch(
      /asks for 10 years .*keep longer, not less/,
    );
    expect(await why({ rule_key: 'vat.accepted_rates', rule_definition: { rates: ['20', '18'] } })).toMatch(
      /18% is not a French VAT rate/,
    );
    expect(await why({ rule_key: 'shop.magic', rule_definition: { anything: 'goes' } })).toMatch(
      /kind of the rule .* is not understood: vat_rates, invoice_limit/,
    );
    expect(await why({ rule_key: 'invoicing.number.form', rule_definition: { max_length: 99 } })).toMatch(
      /applied as the law writes it/,
    );
    expect(await why({ rule_key: 'shop.both', rule_definition: {}, value: 3 })).toMatch(/by one of the two/);
    expect(await why({ rule_key: 'Shop Rule', value: 3 }, 'rule_key')).toMatch(/lower-case letters/);
    expect(
      await why({ key: 'payment.term', value: 30, effective_until: '2025-12-31' }, 'effective_until'),
    ).toMatch(/not before the start/);
    expect((await tenant.call('GET', `${RULES}/export`)).body.data.rules).not.toContainEqual(
      expect.objectContaining({ tenant_id: tenant.summary.id }),
    );
  });

  test('is held against invoices when they are submitted, by their date, and the refusal names it', async () => {
    const tenant = await platform.tenant();
    await rule(tenant, { rule_key: 'vat.accepted_rates', rule_definition: { rates: ['20'] } });
    const draft = await tenant.call('POST', '/invoices', invoiceBody(atRate(10)));
    const { id } = draft.body.data;
    // A draft is told in time.
    expect(draft.body.warnings).toContainEqual({
      field: 'lines.0.vat_rate',
      message: expect.stringContaining('(rule vat.accepted_rates of your account, version 1)'),
    });
    const answer = await tenant.call('POST', `/invoices/${id}/submit`);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error_code: 'INVOICE_REJECTED', rules: ['vat.accepted_rates'] });
    expect(answer.body.errors).toEqual({
      'lines.0.vat_rate': [
        'lines.0.vat_rate: The rate of 10% is not one of those you charge: 20 (rule vat.accepted_rates of your account, version 1).',
      ],
    });
    const kept = (await tenant.call('GET', `/invoices/${id}`)).body.data;
    expect(kept).toMatchObject({ status: 'rejected', invoice_number: expect.stringMatching(/^DRAFT-/) });
    // Mended, it is issued.
    const mended = await tenant.call('PATCH', `/invoices/${id}`, atRate(20));
    expect(mended.status, JSON.stringify(mended.body)).toBe(200);
    expect(JSON.stringify(mended.body.warnings)).not.toContain('vat.accepted_rates');
    const worse = await tenant.call('PATCH', `/invoices/${id}`, atRate(5.5));
    expect(JSON.stringify(worse.body.warnings)).toContain('rule vat.accepted_rates');
    await tenant.call('PATCH', `/invoices/${id}`, atRate(20));
    expect((await tenant.call('POST', `/invoices/${id}/submit`)).status).toBe(200);
    // Before the rule started, the rate was free.
    const earlier = { ...atRate(10), issue_date: '2025-12-31', due_date: '2026-01-31' };
    expect((await submitted(tenant, earlier)).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['payment.cash_limit', { value: 300 }, { payment_method: 'especes' }, 'payment_method'],
    ['payment.term', { value: 29 }, {}, 'due_date'],
    ['shop.limit', { rule_definition: { kind: 'invoice_limit', amount: 1199.99 } }, {}, 'total_ttc'],
    ['shop.currency', { rule_definition: { kind: 'currencies', currencies: ['USD'] } }, {}, 'currency'],
    ['shop.order', { rule_definition: { kind: 'required_term', term: 'BT-13' } }, {}, 'purchase_order'],
    [
      'shop.note',
      { rule_definition: { kind: 'required_note', text: 'Membre d’une association agréée' } },
      {},
      'notes',
    ],
  ])('%s %j refuses, at %s %s', async (key, definition, changes, field) => {
    const tenant = await platform.tenant();
    await rule(tenant, { rule_key: key, ...definition });
    const answer = await submitted(tenant, changes);
    expect(answer.status).toBe(422);
    expect(answer.body.rules).toEqual([key]);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
    const lawful: Record<string, Record<string, unknown>> = {
      'payment.cash_limit': { payment_method: 'virement' },
      'payment.term': { due_date: '2026-06-04' },
      'shop.limit': atRate(20),
      'shop.currency': { currency: 'USD', exchange_rate: 0.9 },
      'shop.order': { purchase_order: 'PO-1' },
      'shop.note': { notes: 'Membre d’une association agréée.' },
    };
    const kept = await submitted(tenant, lawful[key]);
    expect(kept.status, JSON.stringify(kept.body)).toBe(200);
  });

  test('changes by further versions, by PUT or by POST, and keeps its history', async () => {
    const tenant = await platform.tenant();
    const { id } = (await rule(tenant, { key: 'payment.term', value: 45 })).body.data;
    const second = await tenant.call('PUT', `${RULES}/${id}`, { value: 30, effective_from: '2026-07-01' });
    expect(second.status, JSON.stringify(second.body)).toBe(200);
    expect(second.body).toMatchObject({
      message: 'Version 2 of the rule recorded.',
      data: { version: 2, value: 30, effective_from: '2026-07-01', is_active: false },
    });
    // Today the first one still holds.
    expect((await tenant.call('GET', `${RULES}/payment.term`)).body.data).toMatchObject({
      id,
      value: 45,
      superseded_on: '2026-07-01',
    });
    expect((await tenant.call('GET', `${RULES}/payment.term?date=2026-07-01`)).body.data.value).toBe(30);

    const third = await tenant.call('POST', `${RULES}/${id}`, {
      rule_definition: { days: 15 },
      effective_from: '2026-09-01',
      effective_until: '2026-09-30',
      legal_reference: 'Accord du 1er mai',
    });
    expect(third.status, JSON.stringify(third.body)).toBe(200);
    expect(third.body.data).toMatchObject({ version: 3, value: 15, legal_reference: 'Accord du 1er mai' });
    const own = (await tenant.call('GET', `${RULES}/payment.term/history`)).body.data.filter(
      (version: { tenant_id: string | null }) => version.tenant_id !== null,
    );
    expect(own.map((version: { value: number }) => version.value)).toEqual([15, 30, 45]);
    // After its last day the rule of the account is over: the law's stands alone.
    const after = await tenant.call('GET', `${RULES}/payment.term?date=2026-10-01`);
    expect(after.body.data).toMatchObject({ tenant_id: null, value: 60 });

    const byKey = await tenant.call('PUT', `${RULES}/payment.term`, { value: 20, effective_until: null });
    expect(byKey.body.data).toMatchObject({ version: 4, value: 20, effective_until: null });

    const loose = await tenant.call('PUT', `${RULES}/${id}`, { value: 90 });
    expect(loose.status).toBe(422);
    expect(loose.body.errors.value[0]).toMatch(/at most 60 days/);
    const backwards = await tenant.call('PUT', `${RULES}/${id}`, { effective_until: '2026-01-31' });
    expect(backwards.body.errors.effective_until[0]).toMatch(
      /starts on 2026-09-01 and would end on 2026-01-31/,
    );
    expect((await tenant.call('GET', `${RULES}/payment.term/history`)).body.meta.total).toBe(6);
  });

  test('has one first version and no gap in the others, however many write at once', async () => {
    const tenant = await platform.tenant();
    const body = { key: 'payment.term', value: 45, effective_from: '2026-01-01' };
    const firsts = await Promise.all(Array.from({ length: 6 }, () => tenant.call('POST', RULES, body)));
    expect(firsts.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const others = await Promise.all(
      Array.from({ length: 8 }, (_, n) => tenant.call('PUT', `${RULES}/payment.term`, { value: 30 + n })),
    );
    expect(others.map(({ body }) => body.data.version).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('leaves each version in the journal of technical events, without its words', async () => {
    const tenant = await platform.tenant();
    const { id } = (
      await rule(tenant, {
        rule_key: 'shop.note',
        rule_definition: { kind: 'required_note', text: 'Marie Dupont' },
      })
    ).body.data;
    await tenant.call('PUT', `${RULES}/${id}`, { effective_until: '2026-12-31' });
    const preimages = await platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      async (tx) =>
        (
          await tx
            .selectFrom('ledger.entries')
            .select('preimage')
            .where('tenant_id', '=', tenant.summary.id)
            .where('entry_type', '=', 'technical_event')
            .orderBy('position')
            .execute()
        ).map(({ preimage }) => JSON.parse(preimage)),
    );
    expect(preimages).toMatchObject([
      {
        entry_type: 'technical_event',
        event: 'fiscal_rule_created',
        data: { rule_id: id, rule_key: 'shop.note', version: '1', effective_until: null },
      },
      {
        entry_type: 'technical_event',
        event: 'fiscal_rule_changed',
        data: { rule_key: 'shop.note', version: '2', effective_until: '2026-12-31' },
      },
    ]);
    expect(preimages[0].data.definition_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(preimages)).not.toContain('Dupont');
  });

  test('an update that says nothing but an end ends the rule', async () => {
    const tenant = await platform.tenant();
    const made = await rule(tenant, {
      rule_key: 'shop.order',
      rule_definition: { kind: 'required_term', term: 'BT-13' },
    });
    expect((await submitted(tenant)).status).toBe(422);
    const ended = await tenant.call('PUT', `${RULES}/${made.body.data.id}`, {
      effective_from: '2026-01-01',
      effective_until: '2026-01-01',
    });
    expect(ended.body.data).toMatchObject({
      rule_definition: { kind: 'required_term', term: 'BT-13' },
      effective_until: '2026-01-01',
      is_active: false,
    });
    expect((await submitted(tenant)).status).toBe(200);
  });
});

describe('replay', () => {
  test('says which issued invoices would be refused now, and changes none', async () => {
    const tenant = await platform.tenant();
    const low = await submitted(tenant, atRate(10));
    await submitted(tenant, atRate(20));
    await submitted(tenant, { ...atRate(10), issue_date: '2025-11-30', due_date: '2025-12-30' });
    const nothing = await tenant.call('POST', `${RULES}/replay`);
    expect(nothing.status, JSON.stringify(nothing.body)).toBe(200);
    expect(nothing.body).toMatchObject({
      message: '3 invoices replayed, 0 would be refused today. None was changed.',
      data: { start_date: null, end_date: null, documents_checked: 3, documents_that_differ: 0 },
    });

    // A rule found late, that holds since January.
    await rule(tenant, { rule_key: 'vat.accepted_rates', rule_definition: { rates: ['20', '5.5'] } });
    const before = (await tenant.call('GET', `/invoices/${low.body.data.id}`)).body;
    const report = await tenant.call('POST', `${RULES}/replay`, {
      start_date: '2026-01-01',
      end_date: '2026-12-31',
    });
    expect(report.body.data).toEqual({
      start_date: '2026-01-01',
      end_date: '2026-12-31',
      release: '0.0.0-test',
      documents_checked: 2,
      documents_that_differ: 1,
      by_rule: { 'vat.accepted_rates': 1 },
      differences: [
        {
          invoice_id: low.body.data.id,
          invoice_number: low.body.data.invoice_number,
          issue_date: '2026-05-06',
          findings: [
            {
              rule: 'vat.accepted_rates',
              term: 'BT-152',
              path: 'lines[0].vatRate',
              message:
                'The rate of 10% is not one of those you charge: 20, 5.5 (rule vat.accepted_rates of your account, version 1).',
            },
          ],
        },
      ],
      truncated: false,
    });
    expect((await tenant.call('GET', `/invoices/${low.body.data.id}`)).body).toEqual(before);
    // Of the whole time, the invoice of 2025 is older than the rule.
    expect((await tenant.call('POST', `${RULES}/replay`, [])).body.data).toMatchObject({
      documents_checked: 3,
      documents_that_differ: 1,
    });
    expect((await tenant.call('POST', `${RULES}/replay`, { start_date: '2026-01-01' })).status).toBe(422);
  });
});

describe('isolation', () => {
  test('what one account asks of itself is neither seen by another nor held against it', async () => {
    const [tenant, rival] = [await platform.tenant(), await platform.tenant()];
    const { id } = (
      await rule(tenant, {
        rule_key: 'shop.order',
        rule_definition: { kind: 'required_term', term: 'BT-13' },
      })
    ).body.data;
    for (const path of [`/${id}`, '/shop.order', '/shop.order/history'])
      expect((await rival.call('GET', `${RULES}${path}`)).status).toBe(404);
    expect((await rival.call('PUT', `${RULES}/${id}`, { effective_until: '2026-12-31' })).status).toBe(404);
    expect((await rival.call('GET', `${RULES}/export`)).body.data.rules).not.toContainEqual(
      expect.objectContaining({ rule_key: 'shop.order' }),
    );
    expect((await submitted(rival)).status).toBe(200);
    expect((await submitted(tenant)).status).toBe(422);
  });

  test('sub-tenants: the account’s rules bind all, one’s own bind it alone', async () => {
    const tenant = await platform.tenant();
    const sub = async (siret: string) => {
      const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
        name: siret,
        externalId: null,
        country: 'FR',
      });
      await tenant.call('POST', '/companies', {
        name: 'Beta SARL',
        siret,
        address_line1: '2 Rue du Nord',
        postal_code: '59000',
        city: 'Lille',
        operation_category: 'services',
        sub_tenant_id: id,
      });
      return { id, key: await tenant.newKey({ subTenantId: id }) };
    };
    const [first, second] = [await sub('73282932000074'), await sub('55208131766522')];
    const whole = await rule(tenant, { key: 'payment.term', value: 29 });
    // By its own key, and by the account for it.
    const own = await rule(
      tenant,
      { rule_key: 'my.order', rule_definition: { kind: 'required_term', term: 'BT-13' } },
      first.key,
    );
    expect(own.body.data.sub_tenant_id).toBe(first.id);
    await rule(tenant, {
      rule_key: 'my.contract',
      rule_definition: { kind: 'required_term', term: 'BT-12' },
      sub_tenant_id: second.id,
    });

    const brokenBy = async (key: string) => (await submitted(tenant, {}, key)).body.rules;
    expect((await brokenBy(first.key)).sort()).toEqual(['my.order', 'payment.term']);
    expect((await brokenBy(second.key)).sort()).toEqual(['my.contract', 'payment.term']);
    expect(await brokenBy(tenant.key)).toEqual(['payment.term']);

    const seen = async (key: string) =>
      (await tenant.call('GET', `${RULES}/export`, undefined, { key })).body.data.rules
        .filter((one: { tenant_id: string | null }) => one.tenant_id !== null)
        .map((one: { rule_key: string }) => one.rule_key);
    expect(await seen(first.key)).toEqual(['my.order', 'payment.term']);
    expect(await seen(second.key)).toEqual(['my.contract', 'payment.term']);
    expect(await seen(tenant.key)).toEqual(['my.contract', 'my.order', 'payment.term']);

    // Seen is not changed: the account's and a sibling's are not its own.
    for (const id of [whole.body.data.id, own.body.data.id])
      expect(
        (await tenant.call('PUT', `${RULES}/${id}`, { effective_until: '2026-12-31' }, { key: second.key }))
          .status,
      ).toBe(404);
    // One may ask more of itself under the account's key; both hold.
    await rule(tenant, { key: 'payment.term', value: 10 }, first.key);
    const both = await submitted(tenant, { due_date: '2026-06-03', purchase_order: 'PO-1' }, first.key);
    expect(both.body.errors.due_date).toEqual([
      expect.stringContaining('beyond 10 (rule payment.term of your account, version 1)'),
    ]);
    const foreign = { key: 'payment.term', value: 5, effective_from: '2026-01-01', sub_tenant_id: second.id };
    expect((await tenant.call('POST', RULES, foreign, { key: first.key })).status).toBe(404);
  });

  test('the database itself keeps versions as they are, and rules of the account from its sub-tenants', async () => {
    const tenant = await platform.tenant();
    const { id } = (await rule(tenant, { key: 'payment.term', value: 30 })).body.data;
    const { id: subTenantId } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'Sub',
      externalId: null,
      country: 'FR',
    });
    const { sandbox } = platform.services.databases;
    const tenantId = tenant.summary.id;
    const row = await sandbox.withTenant({ tenantId }, (tx) =>
      tx.selectFrom('fiscal_rules').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    const copy = { ...row, definition: JSON.stringify(row.definition), id: subTenantId, version: 2 };
    await expect(
      sandbox.withTenant({ tenantId, subTenantId }, (tx) =>
        tx.insertInto('fiscal_rules').values(copy).execute(),
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      sandbox.withTenant({ tenantId }, (tx) =>
        tx.updateTable('fiscal_rules').set({ effective_until: '2026-01-02' }).execute(),
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(
      sandbox.withTenant({ tenantId }, (tx) => tx.deleteFrom('fiscal_rules').execute()),
    ).rejects.toThrow(/permission denied/);
  });

  test('rights are asked for', async () => {
    const tenant = await platform.tenant();
    const reader = await tenant.newKey({ scopes: ['fiscal:read'] });
    const other = await tenant.newKey({ scopes: ['invoices'] });
    const body = { key: 'payment.term', value: 30, effective_from: '2026-01-01' };
    expect((await tenant.call('GET', RULES, undefined, { key: reader })).status).toBe(200);
    expect((await tenant.call('POST', RULES, body, { key: reader })).body.error_code).toBe(
      'INSUFFICIENT_SCOPE',
    );
    expect((await tenant.call('POST', `${RULES}/replay`, undefined, { key: reader })).status).toBe(403);
    expect((await tenant.call('GET', RULES, undefined, { key: other })).status).toBe(403);
  });
});
