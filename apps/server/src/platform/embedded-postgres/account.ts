import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError, systemCode } from './error.ts';

/** The system account PostgreSQL runs as when it is not our own. */
export interface Account {
  uid: number;
  gid: number;
}

/** Looked for in this order in /etc/passwd when root starts its first database. */
const NAMES = ['scell', 'nobody'];

/**
 * The account to run PostgreSQL as: null for our own. PostgreSQL refuses to run as root, so root hands it to the owner of
 * an existing cluster, else to the account `scell` if the machine has one, else to `nobody`.
 *
 * @param cluster folder of the cluster, which may not exist yet
 * @throws EmbeddedPostgresError `no-account` when root finds nobody to hand it to
 */
export async function chooseAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await ownerOf(cluster);
  if (owner !== null && owner.uid !== 0) return owner;
  const accounts = await readPasswd();
  for (const name of NAMES) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid > 0) return account;
  }
  throw new EmbeddedPostgresError(
    'no-account',
    'PostgreSQL refuses to run as root, and this machine has neither an account "scell" nor "nobody" to run it: make one (useradd --system scell), or set DATABASE_URL.',
  );
}

async function ownerOf(path: string): Promise<Account | null> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The accounts of passwd(5): `name:password:uid:gid:…`. A negative uid (nobody on macOS) is left out. */
async function readPasswd(): Promise<Map<string, Account>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const found = new Map<string, Account>();
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) continue;
    if (/^\d+$/.test(uid) && /^\d+$/.test(gid)) found.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return found;
}
