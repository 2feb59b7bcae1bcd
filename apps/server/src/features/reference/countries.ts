import type { Country, Language } from '@scell/contract';
import { countryCodes, isCountry, isFrench, isInEuVatArea } from '@scell/en16931';

/** Names that the library of languages has not, or not in the sense meant here. */
const OWN_NAMES: Readonly<Record<string, { fr: string; en: string }>> = {
  '1A': { fr: 'Kosovo', en: 'Kosovo' },
  XI: { fr: 'Irlande du Nord', en: 'Northern Ireland' },
};

/** VAT prefixes that are not the code of the country: Greece writes EL; Monaco and three overseas departments have French VAT. */
const PREFIXES: Readonly<Record<string, string>> = {
  GR: 'EL',
  MC: 'FR',
  GP: 'FR',
  MQ: 'FR',
  RE: 'FR',
  XI: 'XI',
};

const namers = {
  fr: new Intl.DisplayNames('fr', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** Every country that a party may be in, by its name in a language. */
export function listCountries(language: Language): Country[] {
  const { compare } = new Intl.Collator(language);
  return countryCodes()
    .map((code) => country(code, language))
    .sort((a, b) => compare(a.name, b.name));
}

/** One country by its code, in upper or lower case; `EL` is Greece too. */
export function findCountry(code: string, language: Language): Country | undefined {
  const known = code.toUpperCase().replace(/^EL$/, 'GR');
  return isCountry(known) ? country(known, language) : undefined;
}

function country(code: string, language: Language): Country {
  const { fr, en } = OWN_NAMES[code] ?? {
    fr: namers.fr.of(code) ?? code,
    en: namers.en.of(code) ?? code,
  };
  const eu = isInEuVatArea(code);
  return {
    code,
    name: language === 'fr' ? fr : en,
    name_fr: fr,
    name_en: en,
    is_eu: eu && code !== 'MC',
    in_eu_vat_area: eu,
    is_french: isFrench(code),
    vat_prefix: PREFIXES[code] ?? (eu ? code : null),
  };
}
