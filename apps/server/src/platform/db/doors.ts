import pg from 'pg';
import type { Logger } from 'pino';
import type { LedgerKey } from '../ledger/ledger-key.ts';
import { sealStatement, WRITTEN } from '../ledger/seal.ts';
import { queryBuilder, type Tx } from './client-dialect.ts';
import { DatabaseUnavailable, isConnectionLoss } from './errors.ts';
import { keepWritten } from './savepoint.ts';

/** Whose rows a transaction may see. Without `subTenantId`, all of the tenant. */
export interface TenantScope {
  tenantId: string;
  subTenantId?: string | null;
}

/**
 * Why something runs before or across tenants. Every reason is listed here, and a test lists who uses which.
 */
export type SystemReason =
  | 'find api key'
  | 'note api key use'
  | 'create tenant'
  | 'find tenant'
  | 'find company'
  | 'list verifications'
  | 'set tenant defaults'
  | 'verify tenant'
  | 'find kyb documents'
  | 'claim due timers'
  | 'count late timers'
  | 'count requests'
  | 'note requests'
  | 'purge requests'
  | 'read sandbox clocks'
  | 'purge idempotency keys'
  | 'know ledger keys'
  | 'find content names'
  | 'lease webhooks'
  | 'renew webhook leases'
  | 'release webhooks'
  | 'purge webhook log'
  | 'list credit packs'
  | 'write credit pack'
  | 'count archive backlog'
  | 'list archives'
  | 'find session'
  | 'note session use'
  | 'register'
  | 'sign in'
  | 'manage an account'
  | 'manage members'
  | 'read security log'
  | 'send account mail'
  | 'appoint platform admins';

/** One environment's database: two doors and no third. */
export interface Database {
  /**
   * Runs `fn` in a transaction that sees and writes one tenant's rows only (forced row level security). What it wrote in
   * the ledger is sealed before it commits; without a key, the database refuses to write any of it.
   */
  withTenant<T>(scope: TenantScope, fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `fn` in a transaction that may call the functions of schema `gate` and nothing else. */
  withSystem<T>(reason: SystemReason, fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `onNotify` at each notification on the channel; answers how to stop. */
  listen(
    channel: 'scell_keys' | 'scell_clocks',
    handlers: { onNotify: () => void; onLost: () => void },
  ): Promise<() => Promise<void>>;
  /** Whether the database answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connection of the program's login, which owns nothing. */
  url: string;
  /** Most connections of the tenant door. */
  poolSize: number;
  /** What seals the ledger; `null` while there is no key. */
  ledgerKey: () => LedgerKey | null;
  logger: Logger;
}

/**
 * Nobody waits for ever: PostgreSQL gives up a statement, and a transaction of a process that went silent while it held
 * locks; a server that does not even say so is given up a little later.
 */
const STATEMENT_MS = 20_000;
const SILENT_SERVER_MS = STATEMENT_MS + 5_000;
const CONNECT_MS = 5_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// `date` stays the text it is: a Date would drag in a time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Opens the two doors on one database. No connection is made before the first use. */
export function openDatabase({ url, poolSize, ledgerKey, logger }: DatabaseOptions): Database {
  const pool = (role: string, max: number) => {
    const made = new pg.Pool({
      connectionString: url,
      options: `-c role=${role} -c search_path=scell -c statement_timeout=${STATEMENT_MS} -c idle_in_transaction_session_timeout=${STATEMENT_MS}`,
      max,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: SILENT_SERVER_MS,
      keepAlive: true,
      idleTimeoutMillis: 30_000,
      application_name: 'scell',
    });
    // A connection lost while idle: the pool replaces it; whoever needs one next is told if it cannot.
    // The end of a session may come in the packet that hands it over, before whoever waits for it can listen.
    made.on('connect', (client) =>
      client.on('error', (error) => logger.debug({ err: error }, 'database connection lost')),
    );
    made.on('error', (error) => logger.warn({ err: error }, 'idle database connection lost'));
    return made;
  };
  const tenants = pool('scell_tenant', poolSize);
  const system = pool('scell_system', 2);

  return {
    withTenant(scope, fn) {
      const { tenantId, subTenantId } = scope;
      if (!UUID.test(tenantId) || (subTenantId != null && !UUID.test(subTenantId))) {
        return Promise.reject(new TypeError('a tenant scope is made of UUIDs'));
      }
      const key = ledgerKey();
      // One round trip; the values are UUIDs, checked above, and the name of our key.
      const open = `begin; select set_config('scell.tenant_id', '${tenantId}', true), set_config('scell.sub_tenant_id', '${subTenantId ?? ''}', true), set_config('scell.ledger_key', '${key?.id ?? 'none'}', true)`;
      return transaction(tenants, open, fn, key);
    },
    withSystem(reason, fn) {
      logger.debug({ reason }, 'system door');
      return transaction(system, 'begin', fn);
    },
    async listen(channel, { onNotify, onLost }) {
      const client = new pg.Client({
        connectionString: url,
        connectionTimeoutMillis: CONNECT_MS,
        query_timeout: SILENT_SERVER_MS,
        keepAlive: true,
        application_name: 'scell listener',
      });
      client.on('notification', onNotify);
      client.on('error', onLost);
      client.on('end', onLost);
      await client.connect();
      await client.query(`listen ${channel}`);
      return async () => {
        client.removeAllListeners('end');
        await client.end();
      };
    },
    async ping() {
      try {
        await system.query('select 1');
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.all([tenants.end(), system.end()]);
    },
  };
}

async function transaction<T>(
  pool: pg.Pool,
  open: string,
  fn: (tx: Tx) => Promise<T>,
  ledgerKey: LedgerKey | null = null,
): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw new DatabaseUnavailable(error);
  }
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  const written: string[] = [];
  const onNotice = ({ message, detail }: { message?: string | undefined; detail?: string | undefined }) => {
    if (message === WRITTEN && detail !== undefined) written.push(detail);
  };
  client.on('notice', onNotice);
  try {
    await client.query(open);
    const tx = queryBuilder(client);
    keepWritten(tx, written);
    const result = await fn(tx);
    const seals = ledgerKey === null || written.length === 0 ? '' : `${sealStatement(ledgerKey, written)}; `;
    await client.query(`${seals}commit`);
    return result;
  } catch (error) {
    if (isConnectionLoss(error)) broken ??= error as Error;
    else {
      await client.query('rollback').catch((failure: Error) => {
        broken ??= failure;
      });
    }
    throw broken === undefined ? error : new DatabaseUnavailable(error);
  } finally {
    client.off('error', onError);
    client.off('notice', onNotice);
    client.release(broken);
  }
}
