/** What this software says of itself in its papers. */
export const SOFTWARE_NAME = 'Scell';

/** The four conditions of CGI 286-I-3° bis and what the software does for each. */
export const CONDITIONS: readonly { name: string; means: string }[] = [
  {
    name: 'Inaltérabilité',
    means:
      'Une facture émise, un paiement ou une clôture s’inscrit par valeur dans une chaîne d’empreintes SHA-256, dans la transaction même qui l’enregistre. La base refuse de modifier ou de supprimer ce qui est inscrit ; une correction est une écriture nouvelle, en plus ou en moins.',
  },
  {
    name: 'Sécurisation',
    means:
      'Chaque entrée reçoit un sceau Ed25519 dont la clé privée est hors de la base de données ; sans cette clé, rien de fiscal ne s’écrit. Une entrée faite en contournant le logiciel reste visible, car elle est sans sceau. Les opérations techniques sont tracées dans un journal chaîné à part ; le bac à sable a sa propre base et ses documents s’y distinguent.',
  },
  {
    name: 'Conservation',
    means:
      'Clôtures journalière, mensuelle et annuelle, chacune avec le total de la période, le cumul depuis le début de l’exercice et le total perpétuel, qui ne sont jamais remis à zéro. Le détail des lignes est conservé ; rien n’est purgé.',
  },
  {
    name: 'Archivage',
    means:
      'Un export scellé et autonome contient les chaînes, les clôtures, les documents et les preuves, dans des formats ouverts et avec une notice en français. Un vérificateur qui n’a besoin ni du réseau ni de l’éditeur en contrôle l’intégrité et nomme le premier défaut.',
  },
];

/** What the statement covers. */
export const COVERED: readonly string[] = [
  'l’émission de factures de vente : numérotation continue par vendeur et par mois, contenu figé à l’émission ;',
  'l’enregistrement des paiements reçus sur ces factures, avec leur moyen et leur date ;',
  'l’inscription de ces données au registre fiscal, leur scellement et leur vérification ;',
  'les clôtures périodiques et leurs totaux ;',
  'la production, la conservation et l’export des documents émis, du registre et de ses preuves.',
];

/** What it does not. */
export const EXCLUDED: readonly string[] = [
  'l’encaissement sans facture : ce logiciel n’est pas une caisse enregistreuse et ne délivre pas de tickets ;',
  'le bac à sable, qui sert aux essais et n’enregistre rien de réel ;',
  'les brouillons et les devis, tant qu’aucune facture n’en est émise, et les factures reçues de fournisseurs ;',
  'la signature électronique, la transmission par une plateforme agréée et tout ce que fait un tiers ;',
  'la comptabilité : l’extrait au format FEC ne remplace pas le fichier des écritures comptables de l’entreprise ;',
  'le logiciel de l’utilisateur ou de son prestataire qui appelle celui-ci, et toute version modifiée par un tiers.',
];
