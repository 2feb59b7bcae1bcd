import { ApiError } from '@scell/contract';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { GoogleSettings, Services } from '../../../platform/services.ts';

/** What a browser keeps between leaving for Google and coming back: only it can finish what it began. */
export interface Departure {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who came back, as Google says. */
export interface GoogleIdentity {
  /** Never given to somebody else: the issuer and its own identifier. */
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  givenName: string | null;
  familyName: string | null;
}

/** Seconds that Google has to answer. */
const PATIENCE = 10;

const discovered = new WeakMap<GoogleSettings, Promise<Configuration>>();

/** Google's addresses and keys, read when they are first needed; a failure is not remembered. */
async function configurationOf({ google }: Services): Promise<Configuration> {
  if (google === null) throw new ApiError('GOOGLE_NOT_CONFIGURED');
  const { issuer, clientId, clientSecret } = google;
  let found = discovered.get(google);
  if (found === undefined) {
    const url = new URL(issuer);
    found = discovery(url, clientId, clientSecret, undefined, {
      timeout: PATIENCE,
      // Only a provider on this machine is spoken to in clear: the configuration refuses any other.
      ...(url.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
    });
    discovered.set(google, found);
    found.catch(() => discovered.delete(google));
  }
  return found.catch((cause: unknown) => {
    throw new ApiError('GOOGLE_UNAVAILABLE', { cause });
  });
}

function returnAddress({ publicUrl }: Services): string {
  return `${publicUrl}/api/v1/auth/google/callback`;
}

/** Where to send the browser, and what it has to keep (authorization code with PKCE, RFC 7636). */
export async function depart(services: Services): Promise<{ url: string; departure: Departure }> {
  const configuration = await configurationOf(services);
  const departure = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: returnAddress(services),
    scope: 'openid email profile',
    state: departure.state,
    nonce: departure.nonce,
    code_challenge: await calculatePKCECodeChallenge(departure.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, departure };
}

/** Who came back. Throws a 401 whatever does not fit: state, nonce, code, signature, audience, time. */
export async function arrive(
  services: Services,
  query: Readonly<Record<string, string | undefined>>,
  { state, nonce, verifier }: Departure,
): Promise<GoogleIdentity> {
  const configuration = await configurationOf(services);
  const url = new URL(returnAddress(services));
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const identity = tokens.claims();
    if (identity === undefined) throw new TypeError('no identity');
    // Some providers keep what they know of a person for the second question.
    const claims =
      identity.email === undefined
        ? { ...identity, ...(await fetchUserInfo(configuration, tokens.access_token, identity.sub)) }
        : identity;
    const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
    return {
      subject: `${identity.iss}|${identity.sub}`,
      email: text(claims.email),
      emailVerified: claims.email_verified === true,
      name: text(claims.name),
      givenName: text(claims.given_name),
      familyName: text(claims.family_name),
    };
  } catch (cause) {
    throw new ApiError('GOOGLE_LOGIN_FAILED', { cause });
  }
}
