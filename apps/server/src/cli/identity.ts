import { parseArgs } from 'node:util';
import { createApiKey } from '../features/api-keys/create-api-key.ts';
import { revokeApiKey } from '../features/api-keys/revoke-api-key.ts';
import { findCompaniesByReference } from '../features/companies/find-company.ts';
import { registerCompany } from '../features/companies/register-company.ts';
import {
  openVerifications,
  refuseVerification,
  verifyCompany,
} from '../features/companies/verify-company.ts';
import { createSubTenant, verifySubTenant } from '../features/tenants/create-sub-tenant.ts';
import {
  createTenant,
  findTenantByReference,
  slugOf,
  type TenantSummary,
} from '../features/tenants/create-tenant.ts';
import { verifyTenant } from '../features/tenants/verify-tenant.ts';
import type { Environment } from '../platform/environments.ts';
import type { Services } from '../platform/services.ts';
import { type Command, print, required, UsageError } from './command.ts';
import { withServices } from './with-services.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const tenantCreate: Command = {
  summary: 'Create a tenant.',
  usage: '--name NAME [--slug SLUG] [--email EMAIL] [--json]',
  async run(args) {
    const { values } = read(args, { name: text, slug: text, email: text, json: flag });
    const name = required(values.name, 'name');
    const slug = values.slug ?? slugOf(name);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
      throw new UsageError('--slug takes small letters, digits and single hyphens.');
    return withServices(async (services) => {
      if ((await findTenantByReference(services, slug)) !== undefined)
        throw new UsageError(`there is a tenant "${slug}" already.`);
      const tenant = await createTenant(services, { name, slug, email: values.email ?? null });
      print({ id: tenant.id, slug, name }, values.json);
      return 0;
    });
  },
};

export const tenantVerify: Command = {
  summary: 'Record that the tenant was verified (KYB): its live keys may issue.',
  usage: '--tenant ID|SLUG',
  async run(args) {
    const { values } = read(args, { tenant: text, json: flag });
    return withTenant(values.tenant, async (services, tenant) => {
      await verifyTenant(services, tenant.id);
      print({ id: tenant.id, kyb_status: 'verified' }, values.json);
    });
  },
};

export const subTenantCreate: Command = {
  summary: 'Create a sub-tenant in one environment.',
  usage:
    '--tenant ID|SLUG --name NAME [--environment sandbox|live] [--external-id ID] [--country FR] [--verified] [--json]',
  async run(args) {
    const { values } = read(args, {
      tenant: text,
      name: text,
      environment: text,
      'external-id': text,
      country: text,
      verified: flag,
      json: flag,
    });
    const environment = environmentOf(values.environment);
    return withTenant(values.tenant, async (services, tenant) => {
      const subTenant = await createSubTenant(services, environment, tenant, {
        name: required(values.name, 'name'),
        externalId: values['external-id'] ?? null,
        country: values.country ?? 'FR',
      });
      if (values.verified === true) await verifySubTenant(services, environment, tenant, subTenant.id);
      print({ id: subTenant.id, tenant_id: tenant.id, name: subTenant.name, environment }, values.json);
    });
  },
};

const COMPANY_FIELDS = {
  name: text,
  siret: text,
  'vat-number': text,
  'legal-form': text,
  'address-line1': text,
  'postal-code': text,
  city: text,
  country: text,
  iban: text,
  bic: text,
  email: text,
  'operation-category': text,
  'sub-tenant': text,
} as const;

export const companyCreate: Command = {
  summary: 'Create a live issuing company, mirrored to the sandbox; the first one is the default.',
  usage: `--tenant ID|SLUG ${Object.keys(COMPANY_FIELDS)
    .map((name) => `[--${name} …]`)
    .join(' ')} [--json]`,
  async run(args) {
    const { values } = read(args, { tenant: text, json: flag, ...COMPANY_FIELDS });
    return withTenant(values.tenant, async (services, tenant) => {
      const fields = Object.fromEntries(
        Object.keys(COMPANY_FIELDS)
          .map((option) => [
            option === 'sub-tenant' ? 'sub_tenant_id' : option.replaceAll('-', '_'),
            values[option as keyof typeof COMPANY_FIELDS],
          ])
          .filter(([, value]) => value !== undefined),
      );
      const company = await registerCompany(services, tenant, fields);
      print(
        { id: company.id, tenant_id: tenant.id, name: company.name, status: company.status },
        values.json,
      );
    });
  },
};

export const companyVerify: Command = {
  summary:
    'Record that a live company was verified (KYC), and its tenant with it (KYB) unless --company-only. Without a company: the default one of --tenant.',
  usage: '[ID|SIRET] [--tenant ID|SLUG] [--reference TEXT] [--company-only] [--json]',
  async run(args) {
    const { values, positionals } = read(
      args,
      { tenant: text, company: text, reference: text, 'company-only': flag, json: flag },
      true,
    );
    const named = values.company ?? positionals[0];
    return withServices(async (services) => {
      const { tenant, companyId } = await companyToVerify(services, values.tenant, named);
      const company = await verifyCompany(services, tenant, companyId, values.reference ?? null);
      if (values['company-only'] !== true) {
        if (company.sub_tenant_id === null) await verifyTenant(services, tenant.id);
        else await verifySubTenant(services, 'production', tenant, company.sub_tenant_id);
      }
      print({ id: company.id, tenant_id: tenant.id, status: company.status }, values.json);
      return 0;
    });
  },
};

export const companyRefuse: Command = {
  summary: 'Record that a live company that asked for its verification could not be verified, and why.',
  usage: '[ID|SIRET] [--tenant ID|SLUG] --reason TEXT [--json]',
  async run(args) {
    const { values, positionals } = read(args, { tenant: text, reason: text, json: flag }, true);
    const reason = required(values.reason, 'reason');
    return withServices(async (services) => {
      const { tenant, companyId } = await companyToVerify(services, values.tenant, positionals[0]);
      await refuseVerification(services, tenant, companyId, reason);
      print({ id: companyId, tenant_id: tenant.id, verification: 'refused' }, values.json);
      return 0;
    });
  },
};

export const companyPending: Command = {
  summary: 'List the live companies that wait for their verification, the longest waiting first.',
  usage: '[--json]',
  async run(args) {
    const { values } = read(args, { json: flag });
    return withServices(async (services) => {
      for (const { started_at, ...waiting } of await openVerifications(services))
        print({ ...waiting, siret: waiting.siret ?? '', started_at: started_at.toISOString() }, values.json);
      return 0;
    });
  },
};

/** The company named by id or SIRET, of any tenant or of the one named; or the default company of that one. */
async function companyToVerify(
  services: Services,
  tenantReference: string | undefined,
  named: string | undefined,
): Promise<{ tenant: TenantSummary; companyId: string }> {
  if (named === undefined) {
    const tenant = await requireTenant(services, required(tenantReference, 'tenant'));
    if (tenant.default_company_id === null)
      throw new UsageError('the tenant has no company: create one with "company create".');
    return { tenant, companyId: tenant.default_company_id };
  }
  const owner = tenantReference === undefined ? undefined : await requireTenant(services, tenantReference);
  const found = (await findCompaniesByReference(services, named)).filter(
    ({ tenant_id: tenantId }) => owner === undefined || tenantId === owner.id,
  );
  const [company, ...others] = found;
  if (company === undefined) throw new UsageError(`there is no company "${named}".`);
  if (others.length > 0)
    throw new UsageError(`several tenants have a company "${named}": say which with --tenant.`);
  return { tenant: owner ?? (await requireTenant(services, company.tenant_id)), companyId: company.id };
}

export const keyCreate: Command = {
  summary: 'Create an API key. It is shown once.',
  usage:
    '--tenant ID|SLUG [--environment sandbox|live] [--kind sk|tk|pk] [--name NAME] [--scopes a,b] [--sub-tenant ID] [--company ID] [--expires 2027-01-31] [--json]',
  async run(args) {
    const { values } = read(args, {
      tenant: text,
      environment: text,
      kind: text,
      name: text,
      scopes: text,
      'sub-tenant': text,
      company: text,
      expires: text,
      json: flag,
    });
    const kind = values.kind ?? 'sk';
    if (kind !== 'sk' && kind !== 'tk' && kind !== 'pk') throw new UsageError('--kind is sk, tk or pk.');
    const expiresAt = values.expires === undefined ? null : new Date(values.expires);
    if (expiresAt !== null && Number.isNaN(expiresAt.getTime()))
      throw new UsageError('--expires is a date such as 2027-01-31.');
    const environment = environmentOf(values.environment);
    return withTenant(values.tenant, async (services, tenant) => {
      const { id, key } = await createApiKey(services, tenant.id, {
        kind,
        environment,
        name: values.name ?? 'Command line',
        scopes: values.scopes?.split(',') ?? ['*'],
        subTenantId: values['sub-tenant'] ?? null,
        companyId: values.company ?? null,
        expiresAt,
      });
      print({ id, key, tenant_id: tenant.id, environment }, values.json);
    });
  },
};

export const keyRevoke: Command = {
  summary: 'Revoke a key, by its last four characters. It stops working at once.',
  usage: '--tenant ID|SLUG --last4 XXXX',
  async run(args) {
    const { values } = read(args, { tenant: text, last4: text, json: flag });
    return withTenant(values.tenant, async (services, tenant) => {
      const revoked = await revokeApiKey(services, tenant.id, required(values.last4, 'last4'));
      if (revoked === 0) throw new UsageError('no active key of the tenant ends like that.');
      print({ revoked }, values.json);
    });
  },
};

export function withTenant(
  reference: string | undefined,
  work: (services: Services, tenant: TenantSummary) => Promise<void>,
): Promise<number> {
  const wanted = required(reference, 'tenant');
  return withServices(async (services) => {
    await work(services, await requireTenant(services, wanted));
    return 0;
  });
}

async function requireTenant(services: Services, reference: string): Promise<TenantSummary> {
  const tenant = await findTenantByReference(services, reference);
  if (tenant === undefined) throw new UsageError(`there is no tenant "${reference}".`);
  return tenant;
}

export function environmentOf(word = 'sandbox'): Environment {
  if (word === 'sandbox') return 'sandbox';
  if (word === 'live' || word === 'production') return 'production';
  throw new UsageError('--environment is sandbox or live.');
}

export function read<O extends Record<string, { type: 'string' | 'boolean' }>>(
  args: string[],
  options: O,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args, options, allowPositionals, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
