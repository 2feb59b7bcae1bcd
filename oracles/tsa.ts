/** A time-stamping authority made of `openssl ts`, and openssl's verdict on a stamp. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { works } from './build.ts';

const run = promisify(execFile);

/** Whether openssl is installed, and knows time stamps. */
export function hasOpenssl(): Promise<boolean> {
  return works('openssl', ['ts', '-help']);
}

/** How keys are made: `openssl genpkey` arguments by name. */
const KEYS = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
} as const;

export interface AuthorityWish {
  key: keyof typeof KEYS;
  /** The hash function of the statement's signature. */
  digest?: 'sha256' | 'sha384' | 'sha512' | 'sha1';
  /** How the certificate is named in what is signed. */
  named?: 'sha1' | 'sha256' | 'sha512';
  /** A certificate stands between root and authority. */
  between?: boolean;
  /** Certificates are signed by RSA-PSS. */
  pss?: boolean;
}

export interface OpensslAuthority {
  /** The root certificate, DER. */
  root: Buffer;
  /** The reply to a request, as bytes of both. */
  reply(query: Uint8Array): Promise<Buffer>;
  /** The same over HTTP. */
  url: string;
  /** What `openssl ts -query -text` reads in a request. */
  describe(query: Uint8Array): Promise<string>;
  close(): Promise<void>;
}

/** Starts an authority with keys of its own, in a folder that goes when it is closed. */
export async function startOpensslAuthority(wish: AuthorityWish): Promise<OpensslAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-tsa-'));
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const pss = wish.pss ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] : [];

  const certify = async (name: string, issuer: string | null, extensions: string) => {
    await openssl('genpkey', ...KEYS[wish.key], '-out', `${name}.key`);
    await writeFile(path(`${name}.ext`), extensions);
    await openssl(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      `/O=Oracle/CN=${name}`,
      '-out',
      `${name}.csr`,
    );
    const signer =
      issuer === null
        ? ['-signkey', `${name}.key`]
        : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial'];
    const made = ['-days', '30', '-sha256', '-extfile', `${name}.ext`, '-out', `${name}.crt`];
    await openssl('x509', '-req', '-in', `${name}.csr`, ...signer, ...pss, ...made);
  };
  const authority = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n';
  await certify('root', null, authority);
  if (wish.between) await certify('between', 'root', authority);
  await certify(
    'tsa',
    wish.between ? 'between' : 'root',
    'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n',
  );
  await writeFile(path('chain.pem'), wish.between ? await readFile(path('between.crt')) : '');
  const certs = wish.between ? `certs = ${path('chain.pem')}\n` : '';
  await writeFile(
    path('tsa.cnf'),
    `[tsa]
default_tsa = settings
[settings]
serial = ${path('serial')}
signer_cert = ${path('tsa.crt')}
${certs}signer_key = ${path('tsa.key')}
signer_digest = ${wish.digest ?? 'sha256'}
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256
accuracy = secs:1, millisecs:500
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ${wish.named ?? 'sha256'}
`,
  );
  await openssl('x509', '-in', 'root.crt', '-outform', 'DER', '-out', 'root.der');

  let turn: Promise<unknown> = Promise.resolve();
  const reply = (query: Uint8Array): Promise<Buffer> => {
    // One at a time: the serial number is a file.
    const next = turn.then(async () => {
      await writeFile(path('query.tsq'), query);
      await openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
      return readFile(path('reply.tsr'));
    });
    turn = next.catch(() => {});
    return next;
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const wanted = request.headers['content-type'] === 'application/timestamp-query';
    response.setHeader('content-type', 'application/timestamp-reply');
    if (wanted) response.end(await reply(Buffer.concat(parts)));
    else response.writeHead(415).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: await readFile(path('root.der')),
    reply,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    async describe(query) {
      await writeFile(path('described.tsq'), query);
      return (await openssl('ts', '-query', '-in', 'described.tsq', '-text')).stdout;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface StampQuestion {
  reply: Uint8Array;
  /** Certificate (DER) trusted. */
  root: Uint8Array;
  /** What the reply answers: a whole request, or only a hash. */
  asked: { query: Uint8Array } | { imprint: Uint8Array };
  /** Certificates are judged as of this moment (milliseconds). */
  at: number;
}

/** Whether `openssl ts -verify` accepts a reply, and what it says. */
export async function opensslVerdict({
  reply,
  root,
  asked,
  at,
}: StampQuestion): Promise<{ ok: boolean; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-tsv-'));
  const path = (name: string) => join(folder, name);
  try {
    await writeFile(path('r.tsr'), reply);
    const base64 = Buffer.from(root).toString('base64');
    await writeFile(
      path('root.pem'),
      `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    );
    if ('query' in asked) await writeFile(path('q.tsq'), asked.query);
    const about =
      'query' in asked
        ? ['-queryfile', path('q.tsq')]
        : ['-digest', Buffer.from(asked.imprint).toString('hex')];
    const when = ['-attime', String(Math.floor(at / 1_000))];
    const { stdout, stderr } = await run('openssl', [
      'ts',
      '-verify',
      ...about,
      '-in',
      path('r.tsr'),
      '-CAfile',
      path('root.pem'),
      ...when,
    ]);
    return { ok: true, said: `${stdout}${stderr}` };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { ok: false, said: `${stdout}${stderr}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
