import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { GoogleSettings } from '../../src/platform/services.ts';

/** Somebody who has an account at the provider. */
export interface Visitor {
  email: string;
  verified: boolean;
}

/** A real OpenID provider in the place of Google, on this machine. */
export interface OpenIdProvider {
  settings: GoogleSettings;
  /** Does what a browser and its user do: follows the address, signs in, agrees. Answers where the browser is sent back to. */
  signIn(url: string, who: Visitor): Promise<URL>;
  close(): Promise<void>;
}

export async function startOpenIdProvider(returnAddress: string): Promise<OpenIdProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'scell', clientSecret: 'a secret of the tests' };
  const people = new Map<string, Visitor>();
  const provider = new Provider(issuer, {
    clients: [
      { client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [returnAddress] },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    async findAccount(_context, id) {
      const who = people.get(id);
      return {
        accountId: id,
        claims: async () => ({
          sub: id,
          email: who?.email ?? '',
          email_verified: who?.verified ?? false,
          name: 'Ada Lovelace',
        }),
      };
    },
  });
  server.on('request', provider.callback());

  return {
    settings: { ...client, issuer },
    async signIn(url, who) {
      const id = who.email.replace(/@.*/, '');
      people.set(id, who);
      const jar = new Map<string, string>();
      let next = new URL(url);
      let form: URLSearchParams | null = null;
      for (let step = 0; step < 20; step++) {
        if (next.origin !== issuer) return next;
        const answer: Response = await fetch(next, {
          redirect: 'manual',
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
          ...(form === null ? {} : { method: 'POST', body: form }),
        });
        for (const line of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        const location = answer.headers.get('location');
        if (location !== null) {
          next = new URL(location, next);
          form = null;
          continue;
        }
        // A page that asks: who one is, then whether one agrees.
        const page = await answer.text();
        const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
        const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
        if (action === undefined || prompt === undefined) throw new Error(`${answer.status} ${page}`);
        next = new URL(action, next);
        form = new URLSearchParams({ prompt, login: id, password: 'any' });
      }
      throw new Error('the provider sends in circles');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
