import type { Cell } from '@scell/pdf';
import type { InstallationFacts } from '../facts.ts';
import { counted, frenchCount, parisDay, shortMoment } from '../french.ts';
import type { Installation } from '../installation.ts';

/** A requirement, what is done about it, where anybody can see that it is, and how it stands here. */
export interface Measure {
  reference: string;
  requirement: string;
  measure: string;
  proof: string;
  state: (facts: InstallationFacts, installation: Installation) => Cell;
}

const inForce: Cell = { text: 'En vigueur', tone: 'good' };
const ofTheUser: Cell = { text: 'À la charge de l’utilisateur', tone: 'muted' };

/** The measures by the condition of the law they serve. */
export const MEASURES: readonly { condition: string; measures: readonly Measure[] }[] = [
  {
    condition: 'Inaltérabilité',
    measures: [
      {
        reference: 'BOI § 50',
        requirement:
          'Garder chaque donnée d’encaissement : numéro, date et heure, total, détail des lignes, taux, moyen de paiement.',
        measure:
          'L’entrée du registre reprend ces données par valeur. Le libellé des lignes et l’identité du client y sont sous forme d’empreintes salées ; leur texte est dans le document figé.',
        proof: 'Export vérifiable, fichiers chains/ ; règles de docs/ledger.md',
        state: ({ chains }) => fiscalState(chains),
      },
      {
        reference: 'BOI § 90',
        requirement: 'Ne corriger que par des opérations en plus ou en moins.',
        measure:
          'Une facture émise, un paiement, une clôture ne se modifient ni ne s’effacent : des déclencheurs de la base et l’absence de droits le refusent au programme. Une correction est un document nouveau.',
        proof: 'Essais apps/server/test/data/immutability.test.ts',
        state: () => inForce,
      },
      {
        reference: 'BOI § 100 à 120',
        requirement: 'Prouver l’absence d’altération, détecter et tracer toute altération.',
        measure:
          'Chaque entrée porte l’empreinte de ses données et celle de l’entrée précédente ; positions sans trou ; une vérification recalcule tout et nomme le premier défaut.',
        proof: 'Vérificateur hors ligne ; contrôle d’intégrité de l’API',
        state: ({ integrity }) =>
          integrity === null
            ? { text: 'Aucun contrôle enregistré', tone: 'warning' }
            : {
                text: `${integrity.valid ? 'Intègre' : 'Défaut trouvé'} le ${shortMoment(integrity.checkedAt)} (${counted(integrity.entries, 'entrée', 'entrées')})`,
                tone: integrity.valid ? 'good' : 'warning',
              },
      },
      {
        reference: 'BOI § 130 et 140 ; LNE ex. 8',
        requirement:
          'Une technique fiable ; selon le LNE, une empreinte à clé ou une signature, la clé hors de portée de l’utilisateur.',
        measure:
          'Sceau Ed25519 de chaque entrée, dans la même transaction. La clé privée n’entre pas dans la base ; SHA-256 pour les empreintes. Une rotation de clé est une entrée de la chaîne, avalisée par la clé précédente.',
        proof: 'Table des clés du dossier technique ; vérificateur hors ligne avec empreinte de clé épinglée',
        state: ({ keys, unsealed }) =>
          keys.length === 0
            ? { text: 'Aucune clé connue', tone: 'warning' }
            : unsealed === 0
              ? { text: `${counted(keys.length, 'clé', 'clés')} ; toutes les entrées scellées`, tone: 'good' }
              : { text: `${counted(unsealed, 'entrée', 'entrées')} sans sceau`, tone: 'warning' },
      },
    ],
  },
  {
    condition: 'Sécurisation',
    measures: [
      {
        reference: 'BOI § 150',
        requirement: 'Distinguer et sécuriser le mode école ou d’essai.',
        measure:
          'Le bac à sable est une base de données à part ; l’environnement est dans chaque entrée et ne peut s’y mêler à l’autre.',
        proof: 'Membre « environment » de chaque entrée exportée',
        state: () => inForce,
      },
      {
        reference: 'LNE ex. 8',
        requirement: 'Rendre décelable le retour à un état antérieur.',
        measure:
          'Les têtes de chaîne sont publiées hors de la base (courriels de clôture, exports, preuves de date) ; le vérificateur les compare et nomme ce qui a été coupé.',
        proof: 'Vérificateur hors ligne avec tête épinglée',
        state: ({ anchors }) => anchorState(anchors),
      },
      {
        reference: 'LNE ex. 6 et 7',
        requirement: 'Ne rien inscrire dans une période close.',
        measure:
          'La base refuse toute entrée datée d’une période close, et toute horloge éloignée de la sienne.',
        proof: 'Borne « closed_until » des chaînes',
        state: () => inForce,
      },
      {
        reference: 'Bonne pratique',
        requirement: 'Tracer les opérations techniques (journal des événements).',
        measure:
          'Un journal technique chaîné et scellé à part reçoit arrêts d’urgence, exports, attestations, effacements, changements de règles et défauts d’intégrité.',
        proof: 'Chaîne « technical » de l’export',
        state: ({ chains }) => {
          const entries = chains
            .filter(({ kind }) => kind === 'technical')
            .reduce((sum, chain) => sum + chain.entries, 0);
          return { text: counted(entries, 'événement', 'événements'), tone: 'good' };
        },
      },
      {
        reference: 'Bonne pratique',
        requirement: 'Pouvoir arrêter l’enregistrement en cas de doute.',
        measure:
          'L’arrêt d’urgence fait refuser par la base toute écriture fiscale du compte ; son usage est tracé.',
        proof: 'API /tenant/fiscal/kill-switch',
        state: ({ killSwitch }) =>
          killSwitch === null
            ? { text: 'Prêt, non activé', tone: 'good' }
            : { text: `Activé depuis le ${shortMoment(killSwitch.since)}`, tone: 'warning' },
      },
      {
        reference: 'BOI § 300',
        requirement: 'L’éditeur ne répond que d’un logiciel non modifié par un tiers.',
        measure: 'Le programme compare à son démarrage ses fichiers à la liste publiée avec la version.',
        proof: 'RELEASE.sha256, à contrôler par sha256sum --check',
        state: (_, { release }) =>
          release.proof.unmodified
            ? { text: 'Identique à la version publiée', tone: 'good' }
            : { text: 'Non prouvé identique', tone: 'warning' },
      },
    ],
  },
  {
    condition: 'Conservation',
    measures: [
      {
        reference: 'BOI § 170',
        requirement: 'Clôturer chaque jour, chaque mois et chaque année.',
        measure:
          'Clôture journalière à 0 h 05 (heure de Paris), mensuelle et annuelle, par chaîne, jours vides compris ; un jour manqué est rattrapé dans l’ordre.',
        proof: 'Entrées « closing » du registre ; liste des clôtures de l’API',
        state: ({ closings }) => closingState(closings),
      },
      {
        reference: 'BOI § 170',
        requirement:
          'Garder dans chaque clôture le cumul de la période et le total perpétuel, sans remise à zéro.',
        measure:
          'Chaque clôture porte les totaux de sa période par taux, le cumul depuis le début de l’exercice et le total perpétuel ; elle nomme la clôture précédente de son type.',
        proof: 'Membres « fiscal_year_total » et « perpetual_total » des clôtures ; vérificateur',
        state: () => inForce,
      },
      {
        reference: 'BOI § 180',
        requirement: 'Conserver le détail des lignes.',
        measure:
          'Le document émis est gardé entier, avec ses lignes, jusqu’au terme de sa conservation au moins ; ses totaux, taux et montants restent dans la chaîne au-delà, et rien n’y est purgé.',
        proof: 'Documents de l’export',
        state: () => inForce,
      },
      {
        reference: 'C. com. L. 123-22 ; LPF L. 102 B',
        requirement:
          'Dix ans pour les pièces comptables ; six ans au moins pour l’administration, dans leur format d’origine.',
        measure:
          'Le terme se calcule par document, à partir de la fin de l’exercice ; l’original structuré est gardé avec sa vue lisible.',
        proof: 'Champ « archive_until » des documents',
        state: ({ archive }) => archiveState(archive),
      },
    ],
  },
  {
    condition: 'Archivage',
    measures: [
      {
        reference: 'BOI § 220',
        requirement: 'Archiver au moins chaque année, avec une date certaine.',
        measure:
          'L’export scellé archive une période quelconque ; OpenTimestamps et un tiers horodateur (RFC 3161) lui donnent, s’ils sont activés, une date opposable à l’éditeur lui-même.',
        proof: 'proofs/ de l’export ; API /tenant/fiscal/anchors',
        state: ({ lastExportAt }, { now }) => exportState(lastExportAt, now),
      },
      {
        reference: 'BOI § 230',
        requirement: 'Un format ouvert, avec une notice en français.',
        measure:
          'Archive ZIP de fichiers JSON, CSV, PDF et XML, avec LISEZMOI.txt et une page qui vérifie sans réseau. Les normes que prévoit la loi n° 2026-534 ne sont pas publiées.',
        proof: 'LISEZMOI.txt de l’export',
        state: () => inForce,
      },
      {
        reference: 'BOI § 240 et 250',
        requirement: 'Offrir la fonction d’archivage et en garder trace.',
        measure:
          'Chaque export s’inscrit au journal technique avant d’être remis, avec sa période ; celui de tout le registre contient sa propre trace. Son manifeste est signé.',
        proof: 'Chaîne « technical » de l’export',
        state: () => inForce,
      },
    ],
  },
  {
    condition: 'Autres obligations',
    measures: [
      {
        reference: 'CGI 289, VII, 1°',
        requirement:
          'Une piste d’audit fiable entre la facture et la livraison ou la prestation, si ni signature ni EDI ne la garantissent.',
        measure:
          'Pour chaque facture : références de commande, de contrat et de livraison, documents liés, paiements, entrées du registre, fichiers, envois et événements, dans l’ordre.',
        proof: 'API /tenant/fiscal/audit-trail',
        state: () => inForce,
      },
      {
        reference: 'CGI 289, VII, 1°',
        requirement: 'Des contrôles permanents et documentés dans l’entreprise.',
        measure:
          'Le logiciel fournit les rapprochements qu’il connaît ; les contrôles internes et leur documentation sont ceux de l’entreprise.',
        proof: 'Documentation de l’utilisateur',
        state: () => ofTheUser,
      },
      {
        reference: 'RGPD, art. 17(3)(b)',
        requirement: 'Effacer ce qu’aucune obligation ne fait garder.',
        measure:
          'Le nom du client et les libellés n’entrent dans la chaîne que par empreinte salée : leur effacement, quand il est permis, ne la rompt pas.',
        proof: 'Réponse à une demande d’effacement ; docs/ledger.md',
        state: () => inForce,
      },
      {
        reference: 'LPF A. 47 A-1',
        requirement: 'Remettre le fichier des écritures comptables de l’exercice.',
        measure:
          'Le logiciel produit un extrait des ventes au format FEC. Le FEC complet de l’entreprise vient de sa comptabilité.',
        proof: 'API /tenant/fiscal/fec',
        state: () => ofTheUser,
      },
    ],
  },
];

function fiscalState(chains: InstallationFacts['chains']): Cell {
  const fiscal = chains.filter(({ kind }) => kind === 'fiscal');
  const entries = fiscal.reduce((sum, chain) => sum + chain.entries, 0);
  return {
    text: `${counted(fiscal.length, 'chaîne', 'chaînes')}, ${counted(entries, 'entrée', 'entrées')}`,
    tone: 'good',
  };
}

function closingState(closings: InstallationFacts['closings']): Cell {
  const names = { daily: 'Jour', monthly: 'Mois', annual: 'Exercice' } as const;
  if (closings.length === 0) return { text: 'Aucune clôture encore', tone: 'warning' };
  return {
    text: closings
      .map(({ type, day, closedAt }) => `${names[type]} ${day}\u00a0: ${parisDay(closedAt)}`)
      .join('\n'),
    tone: 'good',
  };
}

const YEAR = 366 * 86_400_000;

function exportState(at: Date | null, now: Date): Cell {
  if (at === null) return { text: 'Aucun export encore', tone: 'warning' };
  const late = now.getTime() - at.getTime() > YEAR;
  return { text: `Dernier export le ${parisDay(at)}`, tone: late ? 'warning' : 'good' };
}

function anchorState({
  openTimestamps,
  timestampAuthority,
  confirmed,
  pending,
  failed,
}: InstallationFacts['anchors']): Cell {
  if (!openTimestamps && !timestampAuthority)
    return { text: 'Preuves de date non activées', tone: 'warning' };
  const kinds = [openTimestamps ? 'OpenTimestamps' : '', timestampAuthority ? 'RFC 3161' : ''];
  const failures = failed === 0 ? '' : `, ${counted(failed, 'échec', 'échecs')}`;
  return {
    text: `${kinds.filter((kind) => kind !== '').join(' et ')} : ${counted(confirmed, 'preuve confirmée', 'preuves confirmées')}, ${frenchCount(pending)} en attente${failures}`,
    tone: failed === 0 ? 'good' : 'warning',
  };
}

function archiveState(archive: InstallationFacts['archive']): Cell {
  if (archive.place === 'off') return { text: 'Archive non activée', tone: 'warning' };
  const place = archive.place === 's3' ? 'S3, verrou d’objets' : 'dossier à écriture unique';
  return {
    text: `${archive.years} ans, ${place}${archive.encrypted ? ', chiffrée' : ''} : ${counted(archive.kept, 'objet gardé', 'objets gardés')}, ${frenchCount(archive.waiting)} en attente`,
    tone: 'good',
  };
}
