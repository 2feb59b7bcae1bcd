import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import type { Schema } from './schema.ts';

/** What a command gets to work with: a query builder bound to one open transaction. */
export type Tx = Pick<
  Kysely<Schema>,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with' | 'getExecutor' | 'fn'
>;

/** Kysely over one checked-out client whose transaction is opened and closed by the doors, not by Kysely. */
export function queryBuilder(client: PoolClient): Tx {
  return new Kysely<Schema>({ dialect: new ClientDialect(client) });
}

class ClientDialect implements Dialect {
  readonly #client: PoolClient;
  constructor(client: PoolClient) {
    this.#client = client;
  }
  createAdapter() {
    return new PostgresAdapter();
  }
  createDriver() {
    return new ClientDriver(new ClientConnection(this.#client));
  }
  createIntrospector(db: Kysely<unknown>) {
    return new PostgresIntrospector(db);
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler();
  }
}

class ClientDriver implements Driver {
  readonly #connection: ClientConnection;
  constructor(connection: ClientConnection) {
    this.#connection = connection;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  beginTransaction(): Promise<void> {
    return Promise.reject(new Error('the doors open transactions'));
  }
  commitTransaction(): Promise<void> {
    return Promise.reject(new Error('the doors close transactions'));
  }
  rollbackTransaction(): Promise<void> {
    return Promise.reject(new Error('the doors close transactions'));
  }
}

class ClientConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  constructor(client: PoolClient) {
    this.#client = client;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = statementName(query.sql);
    const result = await this.#client.query({
      text: query.sql,
      values: [...query.parameters],
      ...(name === undefined ? {} : { name }),
    });
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
  }
  // biome-ignore lint/correctness/useYield: the doors never stream
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not offered inside a transaction of the doors');
  }
}

/**
 * A name for the statement, so that the server parses and plans it once a connection. Bounded: past the limit (only
 * lists with ever new filters could reach it) statements stay unnamed.
 */
const MOST_NAMES = 1_000;
const names = new Map<string, string>();
function statementName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `scell_${names.size}`;
  names.set(sql, name);
  return name;
}
