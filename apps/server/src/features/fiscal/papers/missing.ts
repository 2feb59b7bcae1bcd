import type { Text } from '@scell/contract';
import type { EditorSettings } from '../../../config.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Release, ReleaseProof } from '../../../platform/services.ts';
import { frenchDay } from './french.ts';

/** What keeps an attestation from being issued, and what to do about it. */
export interface Missing {
  code: string;
  text: Text;
}

/** What an attestation rests on. */
export interface Grounds {
  environment: Environment;
  release: Release;
  editor: EditorSettings;
  /** Whether the user has a company to be named. */
  hasCompany: boolean;
  /** `null`: of the version in use, whatever the year. */
  year: number | null;
  /** The day in Paris. */
  today: string;
}

/** Everything that is missing, in the order it is to be mended; nothing means that the attestation can be issued. */
export function missingFor({ environment, release, editor, hasCompany, year, today }: Grounds): Missing[] {
  const missing: Missing[] = [];
  if (environment !== 'production') {
    missing.push({
      code: 'live_environment',
      text: {
        fr: 'Le bac à sable n’enregistre rien de réel : demandez l’attestation avec une clé de production.',
        en: 'The sandbox records nothing real: ask for the attestation with a live key.',
      },
    });
  }
  for (const [key, { code, fr, en, variable }] of Object.entries(EDITOR_PARTS)) {
    if (editor[key as keyof EditorSettings] !== null) continue;
    missing.push({
      code,
      text: {
        fr: `${fr} : l’exploitant renseigne ${variable}.`,
        en: `${en}: the operator sets ${variable}.`,
      },
    });
  }
  if (!release.proof.unmodified)
    missing.push({ code: 'unmodified_release', text: releaseText(release.version, release.proof) });
  if (!hasCompany) {
    missing.push({
      code: 'user_company',
      text: {
        fr: 'L’utilisateur n’a pas de société à désigner : créez-la et faites-en la société par défaut.',
        en: 'The user has no company to be named: create it and make it the default company.',
      },
    });
  }
  if (year !== null) missing.push(...yearProblems(year, editor.marketingDate, today));
  return missing;
}

const EDITOR_PARTS: Record<keyof EditorSettings, { code: string; fr: string; en: string; variable: string }> =
  {
    name: {
      code: 'editor_name',
      fr: 'Le nom de l’éditeur manque',
      en: 'The name of the editor is missing',
      variable: 'SCELL_EDITOR_NAME',
    },
    legalForm: {
      code: 'editor_legal_form',
      fr: 'La forme juridique de l’éditeur manque',
      en: 'The legal form of the editor is missing',
      variable: 'SCELL_EDITOR_LEGAL_FORM',
    },
    siren: {
      code: 'editor_siren',
      fr: 'Le SIREN de l’éditeur manque',
      en: 'The SIREN of the editor is missing',
      variable: 'SCELL_EDITOR_SIREN',
    },
    address: {
      code: 'editor_address',
      fr: 'L’adresse de l’éditeur manque',
      en: 'The address of the editor is missing',
      variable: 'SCELL_EDITOR_ADDRESS',
    },
    representative: {
      code: 'editor_representative',
      fr: 'Le représentant légal de l’éditeur manque',
      en: 'The legal representative of the editor is missing',
      variable: 'SCELL_EDITOR_REPRESENTATIVE',
    },
    representativeRole: {
      code: 'editor_representative_role',
      fr: 'La qualité du représentant légal manque',
      en: 'The office of the legal representative is missing',
      variable: 'SCELL_EDITOR_REPRESENTATIVE_ROLE',
    },
    marketingDate: {
      code: 'marketing_date',
      fr: 'La date de mise sur le marché de cette version manque',
      en: 'The day this version was put on the market is missing',
      variable: 'SCELL_EDITOR_MARKETING_DATE',
    },
  };

function releaseText(version: string, proof: ReleaseProof & { unmodified: false }): Text {
  switch (proof.reason) {
    case 'no-list':
      return {
        fr: `Rien ne prouve que le logiciel installé est la version ${version} telle que publiée : installez une version publiée, avec sa liste RELEASE.sha256.`,
        en: `Nothing proves that the installed software is version ${version} as published: install a published release with its list RELEASE.sha256.`,
      };
    case 'other-version':
      return {
        fr: `La liste RELEASE.sha256 est celle d’une autre version que ${version} : installez la version avec sa propre liste.`,
        en: `The list RELEASE.sha256 is that of another version than ${version}: install the release with its own list.`,
      };
    case 'other-files': {
      const files = proof.files.join(', ');
      return {
        fr: `Des fichiers diffèrent de ceux de la version ${version} publiée (${files}) : un logiciel modifié par un tiers n’engage plus l’éditeur ; réinstallez la version.`,
        en: `Files differ from those of the published version ${version} (${files}): software modified by a third party no longer binds the editor; install the release again.`,
      };
    }
  }
}

function yearProblems(year: number, marketingDate: string | null, today: string): Missing[] {
  if (year > Number(today.slice(0, 4)))
    return [
      {
        code: 'year_to_come',
        text: {
          fr: `L’année ${year} n’a pas commencé : demandez son attestation quand elle aura commencé.`,
          en: `The year ${year} has not begun: ask for its attestation once it has.`,
        },
      },
    ];
  if (marketingDate !== null && year < Number(marketingDate.slice(0, 4)))
    return [
      {
        code: 'version_later_than_year',
        text: {
          fr: `La version en service est sur le marché depuis le ${frenchDay(marketingDate)} : elle n’a pas pu servir en ${year}. Demandez à l’éditeur l’attestation de la version d’alors.`,
          en: `The version in use has been on the market since ${marketingDate}: it cannot have been used in ${year}. Ask the editor for the attestation of the version of then.`,
        },
      },
    ];
  return [];
}
