import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetDue } from '../../src/features/registers/forget-answers.ts';
import { FORGET_TIMER } from '../../src/features/registers/timers.ts';
import { rechercheEntreprises } from '../../src/platform/registers/company-register.ts';
import { vies } from '../../src/platform/registers/vat-register.ts';
import { createTestPlatform, START, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { type FakeRegister, sireneAnswer, startRegister } from '../support/registers.ts';

// Registers outside are asked over real sockets: what they say, what they withhold, and what happens when they do not answer.

const SIRET = '73282932000074';
const HOUR = 3_600_000;

let platform: TestPlatform;
let tenant: TestTenant;
let live: string;
let sirene: FakeRegister;
let commission: FakeRegister;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  live = await tenant.newKey({ environment: 'production' });
  sirene = await startRegister(sireneAnswer({ siret: SIRET }));
  commission = await startRegister({});
  platform.services.registers = {
    companies: rechercheEntreprises(sirene.url),
    vat: vies(commission.url),
  };
});
afterAll(() => Promise.all([platform.close(), sirene.close(), commission.close()]));
/** Every test looks on a day of its own: nothing is kept from the one before. */
let day = 0;
beforeEach(() => {
  day += 1;
  platform.now = START + day * 72 * HOUR;
  sirene.asked.length = 0;
  commission.asked.length = 0;
  sirene.answer = sireneAnswer({ siret: SIRET });
});

const lookUp = (siret: string, key = live) => tenant.call('GET', `/sirene/${siret}`, undefined, { key });

describe('a look-up by SIRET', () => {
  test('gives the establishment in the fields of a company', async () => {
    const { status, body } = await lookUp(SIRET);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      siret: SIRET,
      siren: '732829320',
      name: 'LA BOULANGERIE',
      trade_name: 'AU BON PAIN',
      legal_form: '5499',
      legal_form_name: 'SARL',
      naf_code: '1071C',
      vat_number: 'FR44732829320',
      address: {
        line1: '12 BIS RUE DES MOULINS',
        line2: null,
        postal_code: '59000',
        city: 'LILLE',
        country: 'FR',
      },
      address_line1: '12 BIS RUE DES MOULINS',
      address_line2: null,
      postal_code: '59000',
      city: 'LILLE',
      country: 'FR',
      is_head_office: true,
      is_individual: false,
      is_active: true,
      is_partial: false,
      registered_at: '1998-03-02',
      closed_at: null,
      looked_up_at: body.data.looked_up_at,
    });
    expect(sirene.asked).toEqual([`GET /search?q=${SIRET}&page=1&per_page=1`]);
  });

  test('holds for a day: then, and for another account or environment, the register is asked again', async () => {
    const first = (await lookUp(SIRET)).body.data.looked_up_at;
    platform.now += 24 * HOUR - 1;
    sirene.answer = 'drop';
    expect((await lookUp(SIRET)).body.data.looked_up_at).toBe(first);
    expect(sirene.asked).toHaveLength(1);
    expect((await lookUp(SIRET, tenant.key)).status).toBe(502);
    const other = await platform.tenant();
    const key = await other.newKey({ environment: 'production' });
    expect((await lookUp(SIRET, key)).status).toBe(502);
    platform.now += 1;
    expect((await lookUp(SIRET)).status).toBe(502);
    expect(sirene.asked).toHaveLength(4);
  });

  test('is forgotten after a day, by the timer of the account', async () => {
    const db = platform.services.databases.production;
    const left = () =>
      db.withTenant({ tenantId: tenant.summary.id }, async (tx) => ({
        kept: await tx.selectFrom('register_answers').select('subject').orderBy('subject').execute(),
        due: await tx.selectFrom('timers').select('due_at').where('kind', '=', FORGET_TIMER).execute(),
      }));
    const forget = () => forgetDue(platform.services, 'production', tenant.summary.id);
    await forget();
    await lookUp(SIRET);
    platform.now += HOUR;
    sirene.answer = sireneAnswer({ siret: '35600000000048' });
    await lookUp('35600000000048');
    const first = platform.now + 23 * HOUR;
    expect(await left()).toEqual({
      kept: [{ subject: '35600000000048' }, { subject: SIRET }],
      due: [{ due_at: new Date(first) }],
    });
    platform.now = first;
    await forget();
    expect(await left()).toEqual({
      kept: [{ subject: '35600000000048' }],
      due: [{ due_at: new Date(first + HOUR) }],
    });
    platform.now += HOUR;
    await forget();
    expect(await left()).toEqual({ kept: [], due: [] });
  });

  test('takes the establishment asked for, not the head office of its unit, and its street from the one line it has', async () => {
    const branch = {
      siret: '73282932000066',
      adresse: 'ZONE DES PINS 3 ALLEE DU LAC 33000 BORDEAUX',
      code_postal: '33000',
      libelle_commune: 'BORDEAUX',
      etat_administratif: 'F',
      date_fermeture: '2025-01-31',
      est_siege: false,
      activite_principale: '47.24Z',
    };
    sirene.answer = sireneAnswer({ siret: SIRET }, {}, [branch]);
    expect((await lookUp('73282932000066')).body.data).toMatchObject({
      siret: '73282932000066',
      naf_code: '4724Z',
      address_line1: 'ZONE DES PINS 3 ALLEE DU LAC',
      postal_code: '33000',
      city: 'BORDEAUX',
      is_head_office: false,
      is_active: false,
      closed_at: '2025-01-31',
    });
  });

  test('says what is withheld, and whose seat is abroad', async () => {
    sirene.answer = sireneAnswer(
      { siret: SIRET, libelle_voie: '[NON-DIFFUSIBLE]', adresse: '[NON-DIFFUSIBLE]', code_postal: null },
      {
        nom_complet: '[NON-DIFFUSIBLE]',
        nom_raison_sociale: null,
        statut_diffusion: 'P',
        complements: { est_entrepreneur_individuel: true },
      },
    );
    expect((await lookUp(SIRET)).body.data).toMatchObject({
      name: null,
      address_line1: null,
      is_partial: true,
      is_individual: true,
    });
    platform.now += 25 * HOUR;
    sirene.answer = sireneAnswer({
      siret: SIRET,
      code_pays_etranger: '99109',
      libelle_pays_etranger: 'ALLEMAGNE',
      libelle_commune: null,
      libelle_commune_etranger: 'BERLIN',
    });
    expect((await lookUp(SIRET)).body.data).toMatchObject({ city: 'BERLIN', country: null });
  });

  test.each([
    ['nothing', { results: [], total_results: 0 }],
    ['another establishment only', sireneAnswer({ siret: '35600000000048' })],
  ])('of which the register shows %s is a 404, and is asked again', async (_name, answer) => {
    sirene.answer = answer;
    const { status, body } = await lookUp(SIRET);
    expect([status, body.error_code]).toEqual([404, 'SIRENE_NOT_FOUND']);
    sirene.answer = sireneAnswer({ siret: SIRET });
    expect((await lookUp(SIRET)).status).toBe(200);
  });

  test.each<[string, FakeRegister['answer']]>([
    ['is overrun', { status: 429, body: {} }],
    ['fails', { status: 500, body: { erreur: 'x' } }],
    ['sends somewhere else', { status: 302, body: {} }],
    ['closes the connection', 'drop'],
    ['answers no JSON', 'garbage'],
    ['answers without end', 'huge'],
    ['answers something else', { status: 200, body: { results: 'none' } }],
    ['answers null', { status: 200, body: null }],
  ])('is a 502 when the register %s', async (_name, answer) => {
    sirene.answer = answer;
    const { status, body } = await lookUp(SIRET);
    expect([status, body.error_code, body.code]).toEqual([
      502,
      'REGISTER_UNAVAILABLE',
      'register_unavailable',
    ]);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });

  test('is a 502 after five seconds without an answer', { timeout: 15_000 }, async () => {
    sirene.answer = 'silent';
    const before = performance.now();
    expect((await lookUp(SIRET)).status).toBe(502);
    expect(performance.now() - before).toBeGreaterThan(4_500);
    expect(performance.now() - before).toBeLessThan(9_000);
  });

  test('survives an answer made to hurt', async () => {
    sirene.answer = sireneAnswer(
      {
        siret: SIRET,
        libelle_voie: 'a\0b\ud800\u2028c',
        liste_enseignes: [{ toString: 1 }],
        numero_voie: 12,
      },
      {
        nom_raison_sociale: 'x'.repeat(10_000),
        date_creation: 'hier',
        complements: [],
        nature_juridique: {},
      },
    );
    const { status, body } = await lookUp(SIRET);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      name: 'x'.repeat(255),
      address_line1: 'BIS RUE a b\ufffd c',
      registered_at: null,
      legal_form: null,
    });
  });

  test('wants a SIRET whose key holds; La Poste has a rule of its own', async () => {
    expect((await lookUp('12345')).body.errors.siret).toHaveLength(1);
    const { status, body } = await lookUp('12345678901234');
    expect(status).toBe(422);
    expect(body.errors).toEqual({ siret: ['siret: The check digit of the SIRET is wrong.'] });
    expect(sirene.asked).toEqual([]);
    sirene.answer = sireneAnswer({ siret: '35600000049837' });
    expect((await lookUp('35600000049837')).status).toBe(200);
    expect((await lookUp('35600000049838')).status).toBe(422);
  });

  test('twice at once does not fail', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => lookUp(SIRET)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('the sandbox', () => {
  test('knows the examples without asking anybody', async () => {
    const globex = await lookUp('98765432109876', tenant.key);
    expect(globex.body.data).toMatchObject({ name: 'GLOBEX SAS', city: 'PARIS', is_active: true });
    expect((await lookUp('99999999900001', tenant.key)).body.data.is_active).toBe(false);
    expect((await lookUp('99999999900002', tenant.key)).body.data).toMatchObject({
      name: null,
      is_partial: true,
    });
    expect((await lookUp('99999999900404', tenant.key)).body.error_code).toBe('SIRENE_NOT_FOUND');
    expect((await lookUp('99999999900502', tenant.key)).status).toBe(502);
    expect(sirene.asked).toEqual([]);
  });

  test('knows them under /sandbox/ with a live key too, and live never does', async () => {
    expect(
      (await tenant.call('GET', '/sandbox/sirene/98765432109876', undefined, { key: live })).status,
    ).toBe(200);
    expect((await lookUp('98765432109876')).status).toBe(422);
  });

  test('asks the register about real numbers', async () => {
    expect((await lookUp(SIRET, tenant.key)).body.data.name).toBe('LA BOULANGERIE');
  });
});

describe('the check of a SIRET', () => {
  const check = (siret: unknown, key = live) => tenant.call('POST', '/validate/siret', { siret }, { key });

  test('tells key, entry and activity apart', async () => {
    const { body } = await check('732 829 320 00074');
    expect(body).toMatchObject({ valid: true, registered: 'yes', active: true, reason: null });
    expect(body.company).toEqual({
      name: 'LA BOULANGERIE',
      siret: SIRET,
      siren: '732829320',
      naf: '1071C',
      address: '12 BIS RUE DES MOULINS, 59000 LILLE',
    });
    const { data, ...top } = body;
    expect(data).toEqual(top);
  });

  test('does not call wrong what the register does not show, or when it does not answer', async () => {
    sirene.answer = { results: [] };
    expect((await check(SIRET)).body).toMatchObject({ valid: true, registered: 'no', active: null });
    sirene.answer = 'drop';
    expect((await check(SIRET)).body).toMatchObject({ valid: true, registered: 'unknown', active: null });
  });

  test.each(['73282932000075', '123', 'abc', '7328293200007٤'])('judges %j without asking', async (siret) => {
    const { status, body } = await check(siret);
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, registered: 'unknown', company: null });
    expect(body.reason).toMatch(/SIRET/);
    expect(sirene.asked).toEqual([]);
  });
});

describe('the check of a VAT number', () => {
  const check = (vat_number: unknown, key = live) =>
    tenant.call('POST', '/validate/vat', { vat_number }, { key });

  test('says valid, with what VIES gives as evidence', async () => {
    commission.answer = {
      countryCode: 'BE',
      vatNumber: '0403170701',
      requestDate: '2026-05-06T08:00:00.000Z',
      valid: true,
      requestIdentifier: 'WAPIAAAAX1',
      name: 'NV EXAMPLE',
      address: '---',
    };
    const { body } = await check('BE 0403.170.701');
    expect(body).toMatchObject({
      valid: true,
      status: 'valid',
      vat_number: 'BE0403170701',
      countryCode: 'BE',
      vatNumber: '0403170701',
      name: 'NV EXAMPLE',
      address: null,
      consultation_number: 'WAPIAAAAX1',
    });
    expect(body.data.valid).toBe(true);
    expect(commission.asked).toEqual([
      'POST /check-vat-number {"countryCode":"BE","vatNumber":"0403170701"}',
    ]);
  });

  test('asks by the number of the default company, where it has one that holds', async () => {
    const own = await platform.tenant();
    const key = await own.newKey({ environment: 'production' });
    const ask = () => own.call('POST', '/validate/vat', { vat_number: 'DE123456789' }, { key });
    commission.answer = { valid: true, requestIdentifier: 'WAPIX' };
    await ask();
    const change = { siret: SIRET, vat_number: 'FR44732829320' };
    const { status } = await own.call('PATCH', `/companies/${own.companyId}`, change, { key });
    expect(status).toBe(200);
    expect((await ask()).body.consultation_number).toBe('WAPIX');
    commission.answer = { errorWrappers: [{ error: 'INVALID_REQUESTER_INFO' }] };
    await ask();
    const asked = '"countryCode":"DE","vatNumber":"123456789"';
    const by = '"requesterMemberStateCode":"FR","requesterNumber":"44732829320"';
    expect(commission.asked.map((line) => line.split(' ')[2])).toEqual([
      `{${asked}}`,
      `{${asked},${by}}`,
      `{${asked},${by}}`,
      `{${asked}}`,
    ]);
  });

  test('says invalid', async () => {
    commission.answer = { valid: false, name: '---', address: '---' };
    expect((await check('DE123456789')).body).toMatchObject({
      valid: false,
      status: 'invalid',
      reason: 'NOT_REGISTERED',
      name: null,
    });
  });

  test.each<[string, FakeRegister['answer'], string]>([
    [
      'a failure under 200',
      { actionSucceed: false, errorWrappers: [{ error: 'MS_MAX_CONCURRENT_REQ' }] },
      'MS_MAX_CONCURRENT_REQ',
    ],
    ['a failure under 500', { status: 500, body: { errorWrappers: [{ error: 'TIMEOUT' }] } }, 'TIMEOUT'],
    ['a failure without a name', { errorWrappers: [null] }, 'UNKNOWN_FAILURE'],
    ['an empty object', {}, 'UNREADABLE_ANSWER'],
    ['no JSON', 'garbage', 'UNREADABLE_ANSWER'],
    ['a closed connection', 'drop', 'NO_ANSWER'],
    ['too much', 'huge', 'NO_ANSWER'],
  ])('says neither at %s', async (_name, answer, reason) => {
    commission.answer = answer;
    expect((await check('DE123456789')).body).toMatchObject({
      valid: null,
      status: 'unavailable',
      reason,
    });
  });

  test.each([
    ['FR99732829320', false, 'FORMAT'],
    ['DE12', false, 'FORMAT'],
    ['ZZ123456', false, 'FORMAT'],
    ['732829320', false, 'FORMAT'],
    ['GB123456789', null, 'COUNTRY_NOT_SERVED'],
    ['CH123456788', null, 'COUNTRY_NOT_SERVED'],
  ])('does not ask about %s', async (vat, valid, reason) => {
    expect((await check(vat)).body).toMatchObject({ valid, reason });
    expect(commission.asked).toEqual([]);
  });

  test('asks about Greece as EL, however it is written, and about Northern Ireland', async () => {
    commission.answer = { valid: true };
    expect((await check('GR123456789')).body).toMatchObject({
      country_code: 'GR',
      vat_number: 'EL123456789',
    });
    expect((await check('XI123456789')).body).toMatchObject({ country_code: 'XI', valid: true });
    expect(commission.asked.map((line) => line.split(' ')[2])).toEqual([
      '{"countryCode":"EL","vatNumber":"123456789"}',
      '{"countryCode":"XI","vatNumber":"123456789"}',
    ]);
  });

  test('answers examples in the sandbox without asking, and says when nobody is asked', async () => {
    for (const [vat, status] of [
      ['FR12345678901', 'valid'],
      ['IT100', 'valid'],
      ['DE200', 'invalid'],
      ['ES301', 'unavailable'],
    ])
      expect((await check(vat, tenant.key)).body).toMatchObject({ status });
    expect((await check('DE200')).body).toMatchObject({ status: 'invalid', reason: 'FORMAT' });
    expect(commission.asked).toEqual([]);
    const { vat, companies } = platform.services.registers;
    platform.services.registers = { vat: null, companies: null };
    expect((await check('DE123456789')).body).toMatchObject({ valid: null, reason: 'SWITCHED_OFF' });
    expect((await lookUp(SIRET)).status).toBe(502);
    platform.services.registers = { vat, companies };
  });
});

describe('countries', () => {
  const get = async (path: string, language = 'en') =>
    (await platform.app.inject({ url: `/api/v1${path}`, headers: { 'accept-language': language } })).json();

  test('are listed for anybody, by name in the language of the caller', async () => {
    const { data } = await get('/reference/countries');
    expect(data).toHaveLength(251);
    expect(data[0]).toMatchObject({ code: 'AF', name: 'Afghanistan' });
    expect(data.filter(({ is_eu }: { is_eu: boolean }) => is_eu)).toHaveLength(27);
    expect(data.filter(({ name, code }: { name: string; code: string }) => name === code)).toEqual([]);
    expect((await get('/reference/countries', 'fr')).data[0]).toMatchObject({
      code: 'AF',
      name: 'Afghanistan',
    });
  });

  test.each([
    ['FR', { name: 'France', is_eu: true, is_french: true, vat_prefix: 'FR' }],
    ['gr', { code: 'GR', is_eu: true, vat_prefix: 'EL' }],
    ['EL', { code: 'GR' }],
    ['MC', { is_eu: false, in_eu_vat_area: true, vat_prefix: 'FR' }],
    ['RE', { is_french: true, in_eu_vat_area: false, vat_prefix: 'FR' }],
    ['XI', { name_fr: 'Irlande du Nord', is_eu: false, vat_prefix: 'XI' }],
    ['US', { name_fr: 'États-Unis', vat_prefix: null }],
  ])('%s', async (code, expected) => {
    expect((await get(`/reference/countries/${code}`)).data).toMatchObject(expected);
  });

  test('that are none are not found', async () => {
    expect((await get('/reference/countries/ZZ')).error_code).toBe('NOT_FOUND');
    expect((await get('/reference/countries/France')).error_code).toBe('VALIDATION_FAILED');
  });
});
