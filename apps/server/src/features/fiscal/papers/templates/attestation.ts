import type { Block, Paper } from '@scell/pdf';
import type { EditorSettings } from '../../../../config.ts';
import type { Release } from '../../../../platform/services.ts';
import { frenchDay, frenchMoment } from '../french.ts';
import type { Holder } from '../holder.ts';
import { FALSE_STATEMENT } from '../law.ts';
import type { Missing } from '../missing.ts';
import { CONDITIONS, COVERED, EXCLUDED, SOFTWARE_NAME } from '../software.ts';
import { holderRows, lawBlocks, softwareRows } from './shared-blocks.ts';
import { TEMPLATES } from './template.ts';

/** What an attestation says. */
export interface AttestationFacts {
  /** `null`: of the version in use. */
  year: number | null;
  editor: EditorSettings;
  release: Release;
  holder: Holder;
  /** Nothing: it is issued, under this identifier. */
  missing: readonly Missing[];
  id: string | null;
  at: Date;
}

const BLANK = '(non renseigné)';

/** The individual attestation of the editor in its two parts, or the draft of one. */
export function attestationPaper(facts: AttestationFacts): Paper {
  const { year, release, holder, missing, id, at } = facts;
  const { title, version } = TEMPLATES.attestation;
  const draft = missing.length > 0;
  const period = year === null ? 'version en service' : `année ${year}`;
  return {
    title: draft ? `Projet d’attestation individuelle – ${period}` : `${title} – ${period}`,
    subtitle:
      'Conditions d’inaltérabilité, de sécurisation, de conservation et d’archivage des données (CGI, art. 286, I, 3° bis)',
    ...(draft ? { mark: 'PROJET – CE DOCUMENT N’EST PAS UNE ATTESTATION ET NE PROUVE RIEN' } : {}),
    identity: [
      `${SOFTWARE_NAME} ${release.version} · ${draft ? 'projet d’attestation' : 'attestation'}, ${period} · modèle ${version} · ${holder.company?.name ?? holder.name}`,
      draft
        ? `Projet tiré le ${frenchMoment(at)} – ce document n’est pas une attestation`
        : `Attestation ${id} émise le ${frenchMoment(at)}`,
    ].join('\n'),
    blocks: [
      ...(draft ? [draftNotice(missing)] : []),
      ...editorPart(facts, draft),
      { kind: 'pageBreak' },
      ...userPart(facts),
      ...lawBlocks('Ce que la loi demande, et ce qu’elle ne demande pas'),
    ],
  };
}

function draftNotice(missing: readonly Missing[]): Block {
  return {
    kind: 'notice',
    tone: 'warning',
    title: 'Ceci est un projet, pas une attestation. Il manque :',
    paragraphs: missing.map(({ text }) => `– ${text.fr}`),
  };
}

function editorPart({ editor, release, year, at }: AttestationFacts, draft: boolean): Block[] {
  const { name, legalForm, siren, address, representative, representativeRole, marketingDate } = editor;
  const signer = `${representative ?? BLANK}, ${representativeRole ?? BLANK}`;
  const statement =
    `Je soussigné(e), ${signer}, représentant légal de ${name ?? BLANK}, éditeur du logiciel ${SOFTWARE_NAME}, ` +
    `${draft ? 'attesterais' : 'atteste'} que ce logiciel, dans la version désignée ci-dessus et pour les fonctions couvertes énumérées plus bas, ` +
    'satisfait aux conditions d’inaltérabilité, de sécurisation, de conservation et d’archivage des données que prévoit ' +
    `le 3° bis du I de l’article 286 du CGI en vue du contrôle de l’administration fiscale${year === null ? '' : `, pour son usage pendant l’année ${year}`}.`;
  return [
    { kind: 'heading', level: 1, text: 'Partie 1 – À remplir par l’éditeur' },
    {
      kind: 'facts',
      rows: [
        ['Éditeur', name ?? BLANK],
        ['Forme juridique', legalForm ?? BLANK],
        ['SIREN ou n° d’immatriculation', siren ?? BLANK],
        ['Adresse', address ?? BLANK],
        ['Représentant légal', signer],
        ...softwareRows(release),
        ['Mise sur le marché', marketingDate === null ? BLANK : frenchDay(marketingDate)],
      ],
    },
    { kind: 'heading', level: 2, text: 'Déclaration' },
    { kind: 'paragraph', text: statement },
    {
      kind: 'table',
      columns: [
        { head: 'Condition', share: 1 },
        { head: 'Comment le logiciel y satisfait', share: 4 },
      ],
      rows: CONDITIONS.map(({ name: condition, means }) => [condition, means]),
    },
    { kind: 'heading', level: 2, text: 'Fonctions couvertes' },
    { kind: 'list', items: COVERED },
    { kind: 'heading', level: 2, text: 'Fonctions exclues' },
    { kind: 'list', items: EXCLUDED },
    { kind: 'heading', level: 2, text: 'Portée' },
    {
      kind: 'list',
      items: [
        `La déclaration vaut pour la version ${release.version} et pour ses versions mineures, qui gardent le même premier nombre (le deuxième tant que le premier est 0) ; une version majeure demande une attestation nouvelle.`,
        'Elle ne vaut que pour l’utilisateur désigné dans la partie 2.',
        'L’éditeur n’en répond plus dès qu’un tiers a modifié le logiciel. La liste des fichiers publiée avec la version, dont l’empreinte est donnée ci-dessus, permet à chacun de le contrôler.',
      ],
    },
    ...(draft
      ? []
      : ([
          {
            kind: 'paragraph',
            text: `Émise le ${frenchMoment(at)} au nom de ${name ?? BLANK} et inscrite, avec l’empreinte de ce fichier, au journal technique de l’installation. Signature du représentant légal :`,
          },
          { kind: 'blanks', labels: [signer, 'Fait à, le', 'Signature'] },
        ] satisfies Block[])),
  ];
}

function userPart({ holder, release, year }: AttestationFacts): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Partie 2 – À remplir par l’utilisateur' },
    { kind: 'facts', rows: holderRows(holder) },
    {
      kind: 'paragraph',
      text: `Je soussigné(e) déclare que l’entreprise désignée ci-dessus utilise le logiciel ${SOFTWARE_NAME}, version ${release.version}, décrit dans la partie 1${year === null ? '' : `, et l’a utilisé pendant l’année ${year},`} pour enregistrer les règlements de ses clients, depuis la date indiquée ci-dessous, sans l’avoir modifié ni fait modifier.`,
    },
    {
      kind: 'blanks',
      labels: ['Utilisé depuis le', 'Nom du représentant légal', 'Qualité', 'Fait à, le', 'Signature'],
    },
    {
      kind: 'notice',
      tone: 'plain',
      title: 'À conserver',
      paragraphs: [
        'L’utilisateur garde ce document signé avec ses pièces comptables et le présente lors d’un contrôle. Un utilisateur qui intègre ce logiciel dans le sien et le remet à ses clients est éditeur de l’ensemble : il atteste lui-même de son propre logiciel.',
        FALSE_STATEMENT,
      ],
    },
  ];
}
