import { type Certificate, KEY_USAGE } from './certificate.ts';
import { MalformedAsn1 } from './der.ts';
import { type SignatureCrypto, signatureHolds, UnsupportedAlgorithm } from './signature.ts';

/** Certificates from the signer's up to a trusted one, or why there is no such path. */
export type Path =
  | { found: true; certificates: Certificate[] }
  | { found: false; why: 'no-path' | 'not-valid-then' | 'not-an-authority' | 'unsupported'; detail: string };

export interface PathSearch {
  /** Certificates that are trusted. */
  roots: readonly Certificate[];
  /** Certificates that may stand between; nothing makes them trusted. */
  others: readonly Certificate[];
  /** When all must have been valid, in milliseconds. */
  at: number;
  crypto: SignatureCrypto;
}

/** A hostile bundle may be full of certificates of one name: no more signatures than this are tried. */
const MOST_SIGNATURES = 64;
const LONGEST = 8;

/**
 * Looks for a path from a certificate to a root: names and signatures follow each other, every certificate was valid at
 * the moment, and those that issue are allowed to (RFC 5280 §6.1, without policies, name constraints and revocation).
 */
export async function findPath(signer: Certificate, search: PathSearch): Promise<Path> {
  let signatures = 0;
  // The reason that came closest to a path is the one worth telling.
  let best: Extract<Path, { found: false }> = {
    found: false,
    why: 'no-path',
    detail: `no trusted certificate issued ${signer.name || 'the signer'}`,
  };
  const note = (why: typeof best.why, detail: string) => {
    if (best.why === 'no-path') best = { found: false, why, detail };
  };
  const isRoot = (certificate: Certificate) =>
    search.roots.some((root) => root.raw.toHex() === certificate.raw.toHex());

  const extend = async (path: readonly Certificate[]): Promise<Certificate[] | null> => {
    const last = path.at(-1) ?? signer;
    if (search.at < last.notBefore || search.at > last.notAfter) {
      const span = `${new Date(last.notBefore).toISOString()} to ${new Date(last.notAfter).toISOString()}`;
      note('not-valid-then', `${last.name} is valid from ${span}`);
      return null;
    }
    const [unknown] = last.unknownCritical;
    if (unknown !== undefined) {
      note('unsupported', `${last.name} has a critical extension ${unknown}`);
      return null;
    }
    if (isRoot(last)) return [...path];
    if (path.length >= LONGEST) return null;
    for (const issuer of [...search.roots, ...search.others]) {
      if (issuer.subject !== last.issuer || path.includes(issuer)) continue;
      if (signatures >= MOST_SIGNATURES) return null;
      signatures += 1;
      if (!(await issued(issuer, last, search.crypto, note))) continue;
      if (!mayIssue(issuer, path.length - 1, isRoot(issuer))) {
        note('not-an-authority', `${issuer.name} may not issue certificates`);
        continue;
      }
      const found = await extend([...path, issuer]);
      if (found !== null) return found;
    }
    return null;
  };
  const certificates = await extend([signer]);
  return certificates === null ? best : { found: true, certificates };
}

async function issued(
  issuer: Certificate,
  certificate: Certificate,
  crypto: SignatureCrypto,
  note: (why: 'unsupported', detail: string) => void,
): Promise<boolean> {
  try {
    return await signatureHolds(crypto, {
      algorithm: certificate.signatureAlgorithm,
      publicKey: issuer.publicKey,
      publicKeyAlgorithm: issuer.publicKeyAlgorithm,
      signature: certificate.signature,
      data: certificate.signed,
    });
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) note('unsupported', error.message);
    else if (!(error instanceof MalformedAsn1)) throw error;
    return false;
  }
}

/** Whether a certificate may issue others, `below` of which already stand between it and the signer's. */
function mayIssue({ basicConstraints, keyUsage }: Certificate, below: number, trusted: boolean): boolean {
  // A root of the first version of X.509 says nothing of itself: whoever trusts it knows.
  const authority = basicConstraints === null ? trusted : basicConstraints.isAuthority;
  const length = basicConstraints?.pathLength ?? null;
  const signs = keyUsage === null || keyUsage.has(KEY_USAGE.certificateSigning);
  return authority && signs && (length === null || below <= length);
}
