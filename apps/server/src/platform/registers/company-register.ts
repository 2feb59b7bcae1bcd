import { OutboundError, outbound } from '../outbound/request.ts';

/** An establishment as the register of French companies shows it; `null` where it says nothing or withholds it. */
export interface RegisteredEstablishment {
  siret: string;
  siren: string;
  /** The name of the legal unit. */
  name: string | null;
  /** The name over the door. */
  trade_name: string | null;
  /** Legal category of INSEE, four digits. */
  legal_form: string | null;
  /** Main activity without its point, `6201Z`. */
  naf_code: string | null;
  address_line1: string | null;
  address_line2: string | null;
  postal_code: string | null;
  city: string | null;
  /** ISO 3166-1; `null` for an establishment abroad, of which the register has no ISO code. */
  country: string | null;
  is_head_office: boolean;
  is_individual: boolean;
  /** Legal unit and establishment are both open. */
  is_active: boolean;
  /** YYYY-MM-DD: since when the legal unit is in the register. */
  registered_at: string | null;
  /** YYYY-MM-DD */
  closed_at: string | null;
  /** The holder has opposed to parts of the entry being shown. */
  is_partial: boolean;
}

/** A register that answered; `null` where it has no such establishment, or does not show it. */
export interface CompanyRegister {
  /** @throws {OutboundError} where it gives no answer that can be used */
  find(siret: string): Promise<RegisteredEstablishment | null>;
}

const REQUEST = { method: 'GET', timeoutMs: 5_000, maxBytes: 1_000_000 } as const;

/** The open API of the State over SIRENE ("API Recherche d'entreprises"), at its address without a trailing slash. */
export function rechercheEntreprises(address: string): CompanyRegister {
  return {
    async find(siret) {
      const url = new URL(`${address}/search?q=${siret}&page=1&per_page=1`);
      const { status, bytes } = await outbound(url, { ...REQUEST, headers: { accept: 'application/json' } });
      if (status !== 200) throw new OutboundError(`${url.host}: HTTP ${status}`);
      return readAnswer(Buffer.from(bytes).toString('utf8'), siret, url.host);
    },
  };
}

type Members = Readonly<Record<string, unknown>>;

function readAnswer(body: string, siret: string, host: string): RegisteredEstablishment | null {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch (cause) {
    throw new OutboundError(`${host}: an answer that is no JSON`, { cause });
  }
  if (!isObject(answer) || !Array.isArray(answer.results))
    throw new OutboundError(`${host}: an answer without results`);
  for (const unit of answer.results) {
    if (!isObject(unit)) continue;
    // A search gives what is near, too: only the establishment asked for is an answer.
    const places = [
      unit.siege,
      ...(Array.isArray(unit.matching_etablissements) ? unit.matching_etablissements : []),
    ];
    const place = places.find((one): one is Members => isObject(one) && one.siret === siret);
    if (place !== undefined) return establishment(unit, place, siret);
  }
  return null;
}

function establishment(unit: Members, place: Members, siret: string): RegisteredEstablishment {
  const abroad = text(place.code_pays_etranger) !== null || text(place.libelle_pays_etranger) !== null;
  const complements = isObject(unit.complements) ? unit.complements : {};
  const postalCode = text(place.code_postal);
  const city = text(place.libelle_commune) ?? text(place.libelle_commune_etranger);
  const enseigne = Array.isArray(place.liste_enseignes) ? text(place.liste_enseignes[0]) : null;
  return {
    siret,
    siren: siret.slice(0, 9),
    name: text(unit.nom_raison_sociale) ?? text(unit.nom_complet),
    trade_name: text(place.nom_commercial) ?? enseigne,
    legal_form: text(unit.nature_juridique),
    naf_code: (text(place.activite_principale) ?? text(unit.activite_principale))?.replace('.', '') ?? null,
    address_line1: street(place) ?? beforePlace(text(place.adresse), postalCode, city),
    address_line2: text(place.complement_adresse),
    postal_code: postalCode,
    city,
    country: abroad ? null : 'FR',
    is_head_office: place.est_siege === true || place === unit.siege,
    is_individual: complements.est_entrepreneur_individuel === true,
    is_active: unit.etat_administratif === 'A' && place.etat_administratif === 'A',
    registered_at: day(unit.date_creation),
    closed_at: day(place.date_fermeture) ?? day(unit.date_fermeture),
    is_partial: [unit.statut_diffusion, place.statut_diffusion_etablissement].includes('P'),
  };
}

/** The street in its parts, which head offices have. */
function street(place: Members): string | null {
  const name = text(place.libelle_voie);
  if (name === null) return null;
  const first = text(place.numero_voie);
  const last = text(place.dernier_numero_voie);
  const number = first !== null && last !== null ? `${first}-${last}` : first;
  return [number, text(place.indice_repetition), text(place.type_voie), name]
    .filter((part) => part !== null)
    .join(' ');
}

/** An address on one line without the postal code and the city it ends with. */
function beforePlace(address: string | null, postalCode: string | null, city: string | null): string | null {
  if (address === null) return null;
  const end = [postalCode, city].filter((part) => part !== null).join(' ');
  return (end !== '' && address.endsWith(end) ? address.slice(0, -end.length).trim() : address) || null;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is written where the holder opposes. */
const WITHHELD = '[NON-DIFFUSIBLE]';

/** A text of the register on one line, bounded; `null` where there is none. */
function text(value: unknown): string | null {
  if (typeof value !== 'string' || value.includes(WITHHELD)) return null;
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return [...line].slice(0, 255).join('') || null;
}

function day(value: unknown): string | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null;
}
