import { type ApiKey, type Language, type NewApiKey, RATE_LIMITS, type Text } from '@scell/contract';
import type { JsonReply } from '../../platform/http/call.ts';
import { moment, presentWarnings } from '../../platform/http/present.ts';
import type { ApiKeyRow } from './store.ts';

export function presentKey(row: ApiKeyRow): ApiKey {
  const limits = RATE_LIMITS.invoices;
  return {
    id: row.id,
    name: row.name,
    type: row.kind === 'pk' ? 'publishable' : 'secret',
    prefix: row.prefix,
    key_prefix: row.prefix,
    last4: row.last4,
    last_four: row.last4,
    tenant_id: row.tenant_id,
    sub_tenant_id: row.sub_tenant_id,
    company_id: row.company_id,
    environment: row.environment,
    scopes: row.scopes,
    permissions: row.scopes,
    allowed_ips: row.allowed_ips,
    allowed_origins: row.allowed_origins,
    rate_limit: (row.environment === 'sandbox' ? limits.sandbox : limits.live).limit,
    last_used_at: moment(row.last_used_at),
    expires_at: moment(row.expires_at),
    created_at: moment(row.created_at),
    revoked_at: moment(row.revoked_at),
  };
}

const KEEP: Text = {
  fr: 'Conservez cette clé en lieu sûr : elle ne sera plus affichée.',
  en: 'Keep this key in a safe place: it will not be shown again.',
};
const OLD_ONE_STOPPED: Text = {
  fr: 'L’ancienne clé ne fonctionne plus. Conservez la nouvelle : elle ne sera plus affichée.',
  en: 'The old key no longer works. Keep the new one: it will not be shown again.',
};

/** A new key, whole: the one answer that shows it. */
export function presentNewKey(
  { row, key }: { row: ApiKeyRow; key: string },
  { language, warnings }: { language: Language; warnings: Parameters<typeof presentWarnings>[0] },
  { status, message, replaced }: { status: 200 | 201; message: Text; replaced: boolean },
): JsonReply {
  const data: NewApiKey = { ...presentKey(row), key, plain_text_key: key, tenant_key: key };
  return {
    status,
    body: {
      message: message[language],
      api_key: key,
      warning: (replaced ? OLD_ONE_STOPPED : KEEP)[language],
      data,
      warnings: presentWarnings(warnings, language),
    },
  };
}
