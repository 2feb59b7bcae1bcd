import type { Block, Cell, Paper } from '@scell/pdf';
import type { SettingInForce } from '../../../../config.ts';
import type { ChainFact, InstallationFacts } from '../facts.ts';
import { frenchCount, frenchMoment, shortMoment } from '../french.ts';
import type { Installation } from '../installation.ts';
import { SOFTWARE_NAME } from '../software.ts';
import type { VersionNotes } from '../version-history.ts';
import { holderRows, lawBlocks, softwareRows } from './shared-blocks.ts';
import { TEMPLATES } from './template.ts';

/** The whole system in the words of an auditor, with the keys, the chains and the settings of this installation. */
export function technicalDossier(
  installation: Installation,
  { settings, history }: { settings: readonly SettingInForce[]; history: readonly VersionNotes[] },
): Paper {
  const { facts, holder, release, environment, now } = installation;
  const { title, version } = TEMPLATES.dossier;
  return {
    title,
    subtitle:
      'Comment ce logiciel enregistre, scelle, clôture, conserve et rend vérifiables les données fiscales',
    identity: `${SOFTWARE_NAME} ${release.version} · ${title.toLowerCase()} · modèle ${version} · ${holder.company?.name ?? holder.name}\nÉtat relevé le ${frenchMoment(now)}`,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ...softwareRows(release),
          ['Environnement', environment === 'production' ? 'production' : 'bac à sable (essais)'],
          ...holderRows(holder),
          ['État relevé le', frenchMoment(now)],
        ],
      },
      ...overview(),
      ...chains(facts),
      ...entries(),
      ...keys(facts),
      ...protection(),
      ...closings(),
      ...verification(),
      ...keeping(facts),
      ...settingsBlocks(settings),
      ...historyBlocks(history),
      ...lawBlocks('10. Le cadre légal'),
    ],
  };
}

const h1 = (text: string): Block => ({ kind: 'heading', level: 1, text });
const h2 = (text: string): Block => ({ kind: 'heading', level: 2, text });
const p = (text: string): Block => ({ kind: 'paragraph', text });
const list = (...items: string[]): Block => ({ kind: 'list', items });

function overview(): Block[] {
  return [
    h1('1. Vue d’ensemble'),
    p(
      'Un programme, qui sert l’API HTTP et les travaux différés, écrit dans une base PostgreSQL. La production et le bac à sable sont deux bases. Les fichiers remis (PDF Factur-X, XML) sont rangés sous leur empreinte SHA-256, synchronisés sur le disque avant la ligne qui les nomme.',
    ),
    list(
      'Le document émis est une ligne immuable : son texte, son sel et ce qu’il faut pour en redessiner la page. Son état (transmis, payé) est une autre ligne.',
      'Le numéro vient d’un compteur verrouillé dans la transaction d’émission : la suite est continue par construction, par vendeur et par mois.',
      'L’entrée du registre est écrite par la base elle-même, par déclencheur, dans la transaction du fait : contourner le programme n’évite pas le registre.',
    ),
  ];
}

const KINDS: Record<ChainFact['kind'], string> = {
  fiscal: 'factures, avoirs, paiements, clôtures, changements de clé',
  archive: 'empreintes des fichiers faits des documents',
  reprint: 'nouvelles remises d’une même pièce',
  technical: 'journal des événements techniques',
};

function chains({ chains }: InstallationFacts): Block[] {
  return [
    h1('2. Les chaînes'),
    p(
      'Une chaîne « fiscal », « archive » ou « reprint » par environnement, compte, sous-compte et vendeur ; une chaîne « technical » par compte et sous-compte. Les chaînes de cette installation pour le titulaire de ce dossier, et leur tête au moment de l’édition :',
    ),
    ...(chains.length === 0
      ? [p('Aucune chaîne n’est encore ouverte : elle l’est par le premier fait.')]
      : chains.flatMap(({ id, kind, seller, entries: count, headHash, lastRecordedAt }): Block[] => [
          h2(`Chaîne « ${kind} »${seller === '' ? '' : `, ${sellerName(seller)}`}`),
          {
            kind: 'facts',
            rows: [
              ['Contenu', KINDS[kind]],
              ['Identifiant', id],
              ['Entrées', frenchCount(count)],
              ['Tête (chain_hash)', { text: headHash, tone: 'digest' }],
              ['Dernière entrée', lastRecordedAt === null ? 'aucune' : frenchMoment(lastRecordedAt)],
            ],
          },
        ])),
  ];
}

/** A seller as its chain identifies it: `siren:123456789`. */
function sellerName(seller: string): string {
  return seller.replace(/^siren:/, 'SIREN ').replace(/^vat:/, 'TVA ');
}

function entries(): Block[] {
  return [
    h1('3. Une entrée'),
    p(
      'La préimage est un texte JSON d’une ligne, en UTF-8, conservé mot pour mot ; ses membres ont un ordre fixe et tous les nombres y sont des textes. Elle porte sa version de schéma : « 2 » aujourd’hui, « 1 » pour les entrées plus anciennes, que les vérificateurs lisent aussi.',
    ),
    {
      kind: 'facts',
      rows: [
        ['data_hash', 'SHA-256 (préimage)'],
        ['chain_hash', 'SHA-256 (previous_hash suivi de data_hash), 32 octets bruts chacun'],
        ['previous_hash', 'chain_hash de l’entrée précédente ; 32 octets nuls pour la première'],
        [
          'Membres communs',
          'schema_version, entry_type, environment, tenant_id, sub_tenant_id, chain_kind, seller, chain_id, position, recorded_at, subject_id, number',
        ],
        [
          'invoice_created, credit_note_issued',
          'type, dates, devises, factures précédentes, totaux (BG-22), ventilation de TVA (BG-23), lignes (quantité, unité, prix, montant, taux, empreinte du libellé), moyen de paiement, empreintes de l’acheteur et du document',
        ],
        ['payment', 'facture, montant, devise, moyen, date du paiement'],
        [
          'closing',
          'type, période et ses bornes, première et dernière position, nombres, totaux par devise et par taux, cumul de l’exercice, total perpétuel, tête de chaîne, clôture précédente',
        ],
        ['seal_key', 'clé, clé publique, clé précédente et son aval'],
        [
          'technical_event, reprint, file_recorded',
          'l’événement et son auteur ; la pièce remise ; le fichier, son empreinte et sa taille',
        ],
      ],
    },
    h2('Données personnelles'),
    p(
      'Le libellé d’une ligne, l’acheteur et le document entier n’entrent que par SHA-256 (sel suivi du texte). Le sel de 16 octets et le texte restent dans la ligne du document : leur effacement, quand aucune obligation de conserver ne s’y oppose, ne rompt pas la chaîne.',
    ),
  ];
}

function keys({ keys: known, unsealed }: InstallationFacts): Block[] {
  return [
    h1('4. Les sceaux et les clés'),
    p(
      'Le sceau d’une entrée est la signature Ed25519 d’un texte de quatre lignes : « scell seal 1 », l’identifiant de la chaîne, la position, le chain_hash en hexadécimal. Il est écrit dans la transaction de l’entrée. La clé privée est hors de la base ; sans elle, la base refuse toute écriture fiscale. Une entrée faite en contournant le programme est chaînée, mais sans sceau, et signalée.',
    ),
    p(
      'L’empreinte d’une clé est le SHA-256 des 32 octets de sa clé publique. Une nouvelle clé est avalisée par la précédente (« scell key 1 », empreinte, clé publique) et son premier usage est une entrée de chaque chaîne. Notez ces empreintes hors de l’installation : le vérificateur les compare.',
    ),
    ...(known.length === 0 ? [p('Aucune clé n’est connue de cette base.')] : known.map(keyFacts)),
    p(
      unsealed === 0
        ? 'Toutes les entrées du titulaire portent un sceau.'
        : `Entrées du titulaire sans sceau : ${frenchCount(unsealed)}. Elles datent d’avant les sceaux ou ont été faites en contournant le programme ; la vérification les nomme.`,
    ),
  ];
}

function keyFacts({ id, introducedAt, endorsedBy }: InstallationFacts['keys'][number]): Block {
  return {
    kind: 'facts',
    rows: [
      ['Empreinte de la clé', { text: id, tone: 'digest' }],
      ['Introduite le', frenchMoment(introducedAt)],
      ['Avalisée par', { text: endorsedBy ?? 'aucune : c’est la première', tone: 'digest' }],
    ],
  };
}

function protection(): Block[] {
  return [
    h1('5. Ce qui interdit le changement'),
    {
      kind: 'table',
      columns: [
        { head: 'Rôle de la base', share: 20 },
        { head: 'Ce qu’il peut', share: 80 },
      ],
      rows: [
        [
          'Connexion du programme',
          'Ne possède aucune table, donc ne peut désactiver aucun déclencheur ; elle devient l’un des rôles suivants, jamais celui du propriétaire.',
        ],
        [
          'scell_tenant',
          'Lit et écrit les lignes d’un seul compte, par la sécurité au niveau des lignes, imposée. Aucun droit de modifier, supprimer ou vider une table fiscale ; lit le registre, n’y insère pas.',
        ],
        [
          'scell_system',
          'Appelle les fonctions nommées du schéma « gate », et rien d’autre ; chaque usage est journalisé.',
        ],
        [
          'scell_ledger',
          'Sans connexion possible. Possède les fonctions qui écrivent le registre, seules à y insérer : document, paiement, fichier, réimpression, événement technique, clôture, sceau.',
        ],
        ['scell_worker', 'Les tables de la file de travaux, et rien d’autre.'],
      ],
    },
    p(
      'Sur les documents émis, les paiements, les fichiers, les entrées, les sceaux, les clés, les clôtures et les attestations, des déclencheurs refusent UPDATE, DELETE et TRUNCATE à tout rôle. L’unicité de la position et de l’empreinte précédente interdit la fourche ; la tête de chaîne est verrouillée pendant l’écriture. Qui possède la base peut réécrire la chaîne entière : cela se voit, faute de clé, aux sceaux, et par comparaison avec une tête publiée ailleurs.',
    ),
  ];
}

const CLOSING_WORDS = {
  daily: 'journalière,',
  monthly: 'mensuelle,',
  annual: 'annuelle, exercice clos le',
} as const;

function closings(): Block[] {
  return [
    h1('6. Les clôtures'),
    p(
      'Chaque chaîne fiscale est close à 0 h 05 (heure de Paris) pour la veille, puis pour le mois et pour l’exercice, jours vides compris. La période est celle de l’enregistrement par le serveur ; la date portée par la facture (BT-2) est une donnée. Une clôture est elle-même une entrée scellée ; aucune entrée ne peut plus entrer dans une période close ; les jours manqués sont rattrapés dans l’ordre. Les totaux cumulés et perpétuels ne sont jamais remis à zéro, pas même par un changement de version.',
    ),
  ];
}

function verification(): Block[] {
  return [
    h1('7. La vérification'),
    p(
      'L’export vérifiable est une archive ZIP qui se suffit : manifeste signé, clés publiques, chaînes, documents, clôtures, preuves, notice en français et page de vérification. Une fois l’archive obtenue, rien ne dépend plus de cette installation :',
    ),
    {
      kind: 'list',
      ordered: true,
      items: [
        'Ouvrir verify.html dans un navigateur, sans réseau, et lui donner l’archive ; ou exécuter « npx scell verify EXPORT ».',
        'Donner l’empreinte de clé notée ailleurs (option --key) et, si l’on en a une, une tête publiée (option --head). Sans clé épinglée, le verdict se limite à la cohérence de l’archive avec elle-même.',
        'Le vérificateur recalcule chaque empreinte, chaque lien, chaque sceau, chaque clôture et l’empreinte de chaque document ; il rend « intègre » ou nomme le premier défaut et sa place.',
      ],
    },
    p(
      'Dans l’installation, un contrôle journalier fait de même et garde son résultat ; un défaut produit un événement et un courriel.',
    ),
  ];
}

function keeping({ anchors, archive, closings: known, integrity, killSwitch }: InstallationFacts): Block[] {
  const rows: [string, Cell][] = [
    [
      'Preuves de date',
      anchors.openTimestamps || anchors.timestampAuthority
        ? `${[anchors.openTimestamps ? 'OpenTimestamps' : '', anchors.timestampAuthority ? 'tiers horodateur RFC 3161' : ''].filter(Boolean).join(', ')} ; ${frenchCount(anchors.confirmed)} confirmées, ${frenchCount(anchors.pending)} en attente, ${frenchCount(anchors.failed)} en échec`
        : 'non activées',
    ],
    [
      'Archive',
      archive.place === 'off'
        ? 'non activée'
        : `${archive.place === 's3' ? 'S3 avec verrou d’objets (COMPLIANCE)' : 'dossier à écriture unique'}, ${archive.encrypted ? 'chiffrée (AES-256-GCM)' : 'en clair'} ; ${frenchCount(archive.kept)} objets gardés, ${frenchCount(archive.waiting)} en attente${archive.lastVerifiedAt === null ? '' : ` ; relue le ${shortMoment(archive.lastVerifiedAt)}`}`,
    ],
    [
      'Durée de conservation',
      archive.place === 'off'
        ? 'rien n’est supprimé de la base'
        : `${archive.years} ans après la fin de l’exercice, par document`,
    ],
    [
      'Dernières clôtures',
      known.length === 0
        ? 'aucune'
        : known
            .map(
              ({ type, day, closedAt }) => `${CLOSING_WORDS[type]} ${day}, close le ${shortMoment(closedAt)}`,
            )
            .join('\n'),
    ],
    [
      'Dernier contrôle d’intégrité',
      integrity === null
        ? 'aucun'
        : `${integrity.valid ? 'intègre' : 'défaut trouvé'}, ${shortMoment(integrity.checkedAt)}, ${frenchCount(integrity.entries)} entrées`,
    ],
    [
      'Arrêt d’urgence',
      killSwitch === null ? 'non activé' : `activé depuis le ${shortMoment(killSwitch.since)}`,
    ],
  ];
  return [
    h1('8. Preuves, archive et surveillance'),
    p(
      'OpenTimestamps ancre une empreinte dans la chaîne Bitcoin par des serveurs publics qui ne la voient pas ; un tiers horodateur la signe avec une date (RFC 3161). Les deux sont facultatifs. Seul un tiers qualifié au sens du règlement eIDAS donne une présomption légale. L’archive garde chaque document sous son empreinte jusqu’à son terme, calculé par document, et se relit pour le prouver.',
    ),
    { kind: 'facts', rows },
  ];
}

function settingsBlocks(settings: readonly SettingInForce[]): Block[] {
  return [
    h1('9. Réglages en vigueur et versions'),
    h2('Réglages'),
    p(
      'Les variables d’environnement du programme au moment de l’édition. Une valeur qui pourrait contenir un secret n’est pas montrée.',
    ),
    {
      kind: 'table',
      columns: [
        { head: 'Variable', share: 45 },
        { head: 'Valeur', share: 55 },
      ],
      rows: settings.map(({ name, set, value }) => [
        name,
        value === null
          ? { text: set ? 'réglée, non montrée' : 'par défaut', tone: 'muted' }
          : value === ''
            ? { text: 'par défaut', tone: 'muted' }
            : value,
      ]),
    },
  ];
}

function historyBlocks(history: readonly VersionNotes[]): Block[] {
  return [
    h2('Historique des versions'),
    p('Tel que l’éditeur le publie, en anglais, la version la plus récente d’abord.'),
    ...history.flatMap(({ version, notes }): Block[] => [h2(version), { kind: 'list', items: notes }]),
  ];
}
