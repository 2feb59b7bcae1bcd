/** ISO 4217 currencies by the number of digits of their minor unit (BR-CL-03, 04, 05). */
import { codeSet } from './code-set.ts';

const TWO = codeSet(`
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
  CHW CNH CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
  HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP
  MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD
  SCR SDG SEK SGD SHP SLE SOS SRD SSP STD SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS
  VES VED WST XCD XCG YER ZAR ZMW ZWG
`);
const NONE = codeSet('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF');
const THREE = codeSet('BHD IQD JOD KWD LYD OMR TND');
const FOUR = codeSet('CLF UYW');
/** Metals, units of account and test codes: ISO 4217 gives them no minor unit. */
const NOT_APPLICABLE = codeSet('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX');

/** Whether the code is a currency of ISO 4217. */
export function isCurrency(code: string): boolean {
  return minorUnits(code) !== undefined || NOT_APPLICABLE.has(code);
}

/**
 * Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for TND; `undefined` for an unknown code or one without minor unit.
 * An amount of EN 16931 has two decimals in every currency; this is for showing it.
 */
export function minorUnits(code: string): 0 | 2 | 3 | 4 | undefined {
  if (TWO.has(code)) return 2;
  if (NONE.has(code)) return 0;
  if (THREE.has(code)) return 3;
  if (FOUR.has(code)) return 4;
  return undefined;
}
