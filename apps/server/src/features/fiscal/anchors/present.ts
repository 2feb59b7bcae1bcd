import type { FiscalAnchor, Language } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import type { Problem } from './step.ts';
import type { AnchorFile } from './store.ts';

export function presentAnchor({ anchor, state, proofs }: AnchorFile, language: Language): FiscalAnchor {
  const hash = anchor.source_hash.toString('hex');
  return {
    id: anchor.id,
    tenant_id: anchor.tenant_id,
    sub_tenant_id: anchor.sub_tenant_id,
    anchor_type: anchor.anchor_type,
    type: anchor.source_type,
    entity_id: anchor.source_id,
    source_hash: hash,
    data_hash: `sha256:${hash}`,
    status: state.status,
    explanation: explanation({ anchor, state, proofs })[language],
    verified: state.status === 'confirmed',
    anchor_provider: state.provider,
    anchor_reference: state.reference,
    anchored_at: moment(state.anchored_at),
    problem:
      state.problem === null
        ? null
        : {
            code: state.problem,
            message: PROBLEMS[state.problem][language],
            detail: state.problem_detail ?? '',
          },
    proofs: proofs.map(({ version, sha256, size, created_at }) => ({
      version,
      sha256: sha256.toString('hex'),
      size,
      created_at: moment(created_at),
    })),
    created_at: moment(anchor.created_at),
    updated_at: moment(state.updated_at),
  };
}

interface Words {
  fr: string;
  en: string;
}

/** What a status means for this anchor. Nothing is called dated before its proof was checked. */
function explanation({ anchor, state }: AnchorFile): Words {
  const bitcoin = anchor.anchor_type === 'opentimestamps';
  const block = state.block_height ?? '?';
  const at = moment(state.anchored_at) ?? '?';
  switch (state.status) {
    case 'submitted':
      return bitcoin
        ? {
            fr: 'Demandé aux calendriers OpenTimestamps ; trop peu ont répondu jusqu’ici. Rien n’est prouvé.',
            en: 'Asked of the OpenTimestamps calendars; too few have answered so far. Nothing is proved.',
          }
        : {
            fr: 'Demandé à l’autorité d’horodatage ; aucun jeton valable jusqu’ici. Rien n’est prouvé.',
            en: 'Asked of the time-stamping authority; no valid token so far. Nothing is proved.',
          };
    case 'pending':
      return {
        fr: 'Des calendriers ont promis de l’inscrire dans Bitcoin. Rien n’est encore prouvé.',
        en: 'Calendars have promised to get it into Bitcoin. Nothing is proved yet.',
      };
    case 'attested':
      return {
        fr: `Attesté par le bloc Bitcoin ${block}, non vérifié ici : comparez la racine de Merkle de ce bloc, par exemple avec « ots verify ».`,
        en: `Attested by Bitcoin block ${block}, not checked here: compare the Merkle root of that block, with "ots verify" for one.`,
      };
    case 'confirmed':
      return bitcoin
        ? {
            fr: `Inscrit dans le bloc Bitcoin ${block}, daté du ${at} : l’empreinte existait alors.`,
            en: `Held by Bitcoin block ${block}, dated ${at}: the hash existed then.`,
          }
        : {
            fr: `Daté du ${at} par ${state.provider ?? '?'} : l’empreinte existait alors.`,
            en: `Dated ${at} by ${state.provider ?? '?'}: the hash existed then.`,
          };
    case 'failed':
      return {
        fr: 'Abandonné après de nombreux essais : aucune date n’est prouvée.',
        en: 'Given up after many tries: no date is proved.',
      };
  }
}

const PROBLEMS: Readonly<Record<Problem['code'], Words>> = {
  unreachable: {
    fr: 'Un service n’a pas répondu. Vérifiez que le serveur peut le joindre.',
    en: 'A service did not answer. Check that the server can reach it.',
  },
  refused: {
    fr: 'Un service a refusé la demande. Vérifiez son adresse, l’accès et la politique demandée.',
    en: 'A service refused the request. Check its address, the login and the policy asked for.',
  },
  unusable: {
    fr: 'La réponse d’un service ne tient pas à la vérification ; elle n’est pas gardée. Le détail dit quoi ; pour un horodatage, vérifiez les certificats racines.',
    en: 'The answer of a service does not hold when checked; it is not kept. The detail says what; for a time stamp, check the root certificates.',
  },
  contradicted: {
    fr: 'Le bloc que nomme un calendrier dit autre chose ; sa réponse n’est pas gardée. Vérifiez la source des blocs.',
    en: 'The block a calendar names says something else; its answer is not kept. Check where blocks are read from.',
  },
  switched_off: {
    fr: 'L’opérateur a désactivé ce service ; l’ancrage reprend s’il est réactivé.',
    en: 'The operator has switched this service off; the anchor goes on if it is switched on again.',
  },
};
