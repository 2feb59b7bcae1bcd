import type { Clock } from '@scell/core';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../db/doors.ts';
import { hashApiKey } from './api-keys.ts';
import type { Principal } from './principal.ts';

export type KeyLookup =
  | { status: 'valid'; principal: Principal; allowedIps: readonly string[] }
  | { status: 'unknown' | 'revoked' | 'expired' };

/** Finds who is behind a key. */
export interface KeyDirectory {
  find(key: string): Promise<KeyLookup>;
  /** Reads keys and tenants anew from now on: for whoever just changed one in this process. */
  forget(): void;
  close(): Promise<void>;
}

interface KeyRow {
  id: string;
  tenant_id: string;
  sub_tenant_id: string | null;
  company_id: string | null;
  kind: 'sk' | 'tk' | 'pk';
  environment: Principal['environment'];
  scopes: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  /** Blocks of addresses (CIDR) the key works from; none: anywhere. */
  allowed_ips: string[];
  tenant_slug: string;
  tenant_name: string;
  kyb_status: Principal['kybStatus'];
  default_company_id: string | null;
}

const MOST_REMEMBERED = 10_000;
const REMEMBERED_MS = 60_000;

/**
 * Keys of the live database. Found keys are remembered, but only while the database tells us of every change to a key
 * or its tenant (LISTEN): a key revoked anywhere stops working at once everywhere, and without the line to the database
 * nothing is remembered.
 */
export function openKeyDirectory(live: Database, clock: Clock, logger: Logger): KeyDirectory {
  const remembered = new Map<string, { row: KeyRow; until: number; noted: number }>();
  let listening: Promise<(() => Promise<void>) | null> | null = null;
  let current = false;
  let closed = false;
  /** Counts what we were told to forget: a row read before that must not be remembered after it. */
  let forgotten = 0;

  const forget = () => {
    forgotten += 1;
    remembered.clear();
  };
  const lost = () => {
    current = false;
    listening = null;
    forget();
  };
  const listen = () => {
    listening ??= live
      .listen('scell_keys', { onNotify: forget, onLost: lost })
      .then((stop) => {
        current = true;
        forget();
        return stop;
      })
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'cannot listen for key changes');
        lost();
        return null;
      });
    return listening;
  };

  return {
    async find(key) {
      const now = clock();
      const hash = hashApiKey(key);
      const name = hash.toString('base64');
      let entry = remembered.get(name);
      if (entry === undefined || entry.until <= now) {
        if (!current && !closed) await listen();
        const before = forgotten;
        const row = await readKey(live, hash);
        if (row === undefined) return { status: 'unknown' };
        entry = { row, until: now + REMEMBERED_MS, noted: 0 };
        if (current && forgotten === before) {
          if (remembered.size >= MOST_REMEMBERED) remembered.clear();
          remembered.set(name, entry);
        }
      }
      const { row } = entry;
      if (row.revoked_at !== null) return { status: 'revoked' };
      if (row.expires_at !== null && row.expires_at.getTime() <= now) return { status: 'expired' };
      if (now - entry.noted >= REMEMBERED_MS) {
        entry.noted = now;
        noteUse(live, row, new Date(now)).catch((error: unknown) =>
          logger.warn({ err: error }, 'key use not noted'),
        );
      }
      return { status: 'valid', principal: principalOf(row), allowedIps: row.allowed_ips };
    },
    forget,
    async close() {
      closed = true;
      const stop = await listening;
      current = false;
      await stop?.();
    },
  };
}

async function readKey(live: Database, hash: Buffer): Promise<KeyRow | undefined> {
  return live.withSystem('find api key', async (tx) => {
    const { rows } = await sql<KeyRow>`select * from gate.find_api_key(${hash})`.execute(tx);
    return rows[0];
  });
}

async function noteUse(live: Database, row: KeyRow, at: Date): Promise<void> {
  await live.withSystem('note api key use', (tx) =>
    sql`select gate.touch_api_key(${row.tenant_id}, ${row.id}, ${at})`.execute(tx),
  );
}

function principalOf(row: KeyRow): Principal {
  return {
    keyId: row.id,
    session: null,
    tenantId: row.tenant_id,
    tenantSlug: row.tenant_slug,
    tenantName: row.tenant_name,
    kybStatus: row.kyb_status,
    defaultCompanyId: row.default_company_id,
    subTenantId: row.sub_tenant_id,
    companyId: row.company_id,
    kind: row.kind,
    environment: row.environment,
    scopes: row.scopes,
  };
}
