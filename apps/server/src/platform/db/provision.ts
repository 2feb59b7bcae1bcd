import pg from 'pg';

/** Owns both databases and runs migrations; may create the roles they need, and is no superuser. */
export const OWNER_LOGIN = 'scell_owner';
/** The program. Owns nothing and inherits nothing: it becomes the roles that migrations grant it. */
export const APP_LOGIN = 'scell_app';

const DATABASES = { live: 'scell_live', sandbox: 'scell_sandbox' } as const;

export interface ProvisionPasswords {
  appPassword: string;
  ownerPassword: string;
}

/** Connection strings of one database. */
export interface LoginUrls {
  app: string;
  owner: string;
}

/**
 * Makes the two logins and the two databases of a server, and sets the logins' passwords. Running it again changes
 * nothing but the passwords.
 *
 * @param superuserUrl administrator's connection string for any database of the server
 * @returns connection strings of the program and of the owner, for both databases
 */
export async function provision(
  superuserUrl: string,
  passwords: ProvisionPasswords,
): Promise<{ live: LoginUrls; sandbox: LoginUrls }> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await provisionLogins(client, passwords);
    for (const name of Object.values(DATABASES)) await provisionDatabase(client, name);
  } finally {
    await client.end();
  }
  const urls = (database: string) => loginUrls(superuserUrl, database, passwords);
  return { live: urls(DATABASES.live), sandbox: urls(DATABASES.sandbox) };
}

/** The logins alone, on an open connection of an administrator. */
export async function provisionLogins(client: pg.Client, passwords: ProvisionPasswords): Promise<void> {
  const logins = [
    { name: OWNER_LOGIN, attributes: 'login createrole nosuperuser', password: passwords.ownerPassword },
    { name: APP_LOGIN, attributes: 'login noinherit nosuperuser', password: passwords.appPassword },
  ];
  for (const { name, attributes, password } of logins) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
    const verb = rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${name} ${attributes} password ${client.escapeLiteral(password)}`);
  }
}

async function provisionDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  // CREATE DATABASE cannot run in a transaction, and has no "if not exists".
  if (rowCount === 0) await client.query(`create database ${name} owner ${OWNER_LOGIN} encoding 'UTF8'`);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect on database ${name} to ${APP_LOGIN}`);
}

/** Connection strings of both logins for one database of the server an administrator's address names. */
export function loginUrls(
  superuserUrl: string,
  database: string,
  { appPassword, ownerPassword }: ProvisionPasswords,
): LoginUrls {
  const as = (login: string, password: string) => {
    const url = new URL(superuserUrl);
    url.username = login;
    url.password = encodeURIComponent(password);
    url.pathname = `/${encodeURIComponent(database)}`;
    return url.href;
  };
  return { app: as(APP_LOGIN, appPassword), owner: as(OWNER_LOGIN, ownerPassword) };
}
