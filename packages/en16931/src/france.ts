/**
 * France under the codes ISO 3166-1 gives it: FR, and those of the overseas departments, whose businesses are in the SIRENE
 * register and within French e-invoicing too.
 */
const FRANCE: ReadonlySet<string> = new Set(['FR', 'GP', 'GF', 'MQ', 'RE', 'YT']);

/** Whether a party with this country code has a SIREN and is taxed in France. */
export function isFrench(country: string): boolean {
  return FRANCE.has(country);
}
