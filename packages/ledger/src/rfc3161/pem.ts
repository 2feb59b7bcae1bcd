/** The certificates (DER) of a text in PEM, in its order. */
export function readPemCertificates(text: string): Uint8Array[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g);
  return [...blocks].map(([, base64 = '']) => Uint8Array.fromBase64(base64));
}
