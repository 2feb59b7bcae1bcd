import type { Text } from '@scell/contract';

/**
 * What the law asks, and what it does not, as of `LAW_AS_OF`: the words all fiscal papers share. A change of the law or of these words
 * is a new version of the templates.
 */
export const LAW_AS_OF = '2026-11-20';

/** The obligation and who bears it. */
export const OBLIGATION = [
  'L’article 286, I, 3° bis du code général des impôts (CGI) vise l’assujetti à la TVA qui enregistre les règlements de ses clients particuliers dans un logiciel ou un système de caisse. Son outil doit satisfaire à des conditions d’inaltérabilité, de sécurisation, de conservation et d’archivage des données, et il doit pouvoir le prouver.',
  'La preuve est un document que l’utilisateur présente lors d’un contrôle : un certificat d’un organisme accrédité, ou une attestation individuelle de l’éditeur du logiciel. Le document est nominatif et désigne la version utilisée. Qui ne peut le produire dispose de trente jours (LPF, art. L. 80 O) ; l’amende est de 7 500 € par logiciel et pèse sur l’utilisateur, qui a ensuite soixante jours pour se mettre en règle (CGI, art. 1770 duodecies).',
] as const;

/** Where the law moved, and where it may. */
export const UNCERTAINTY = [
  'La loi n° 2025-127 (art. 43) a supprimé l’attestation de l’éditeur à compter du 16 février 2025 ; la loi n° 2026-103 (art. 125) l’a rétablie depuis le 21 février 2026. La doctrine suivie ici est celle du BOI-TVA-DECLA-30-10-30 et du modèle BOI-LETTRE-000242, tous deux du 25 mars 2026.',
  'À compter du 1er janvier 2027, l’ordonnance n° 2026-671 du 27 juillet 2026 déplace ces règles dans le code des impositions sur les biens et services (CIBS, art. L. 216-40 et suivants) et renvoie à un décret qui n’était pas paru quand ce modèle a été arrêté. Il n’est pas certain que l’attestation de l’éditeur y reste admise : vérifiez-le avant de vous en prévaloir pour une période postérieure au 31 décembre 2026.',
  'La loi n° 2026-534 du 25 juin 2026 (art. 87) veut que les données archivées se restituent dans un format répondant à des normes de l’administration ; aucune n’était publiée quand ce modèle a été arrêté.',
] as const;

/** What lies outside of the text. */
export const OUT_OF_SCOPE = [
  'La facturation entre assujettis (B2B) n’entre pas dans le champ de l’article 286, I, 3° bis : pour elle, les mesures décrites sont une qualité du logiciel, non une obligation légale.',
  'L’article 286, I, 3° bis n’impose aucune technique. Le chaînage, les sceaux et les preuves de date décrits ici sont le choix de l’éditeur.',
] as const;

/** Who answers for what is said. */
export const RESPONSIBILITY =
  'C’est l’éditeur qui atteste, sous sa seule responsabilité. La direction générale des finances publiques (DGFiP) n’approuve ni n’agrée ce logiciel ; la CNIL n’a pas de rôle dans cette matière. Le logiciel n’est certifié ni NF525, ni par le LNE, ni par un autre organisme, et ce document n’est pas un certificat.';

/** The offence of a false statement. */
export const FALSE_STATEMENT =
  'Établir une attestation inexacte, ou en faire usage, est puni de trois ans d’emprisonnement et de 45 000 € d’amende (code pénal, art. 441-1).';

/** The same in a sentence, for programs that show it beside the preview. */
export const SCOPE_NOTE: Text = {
  fr: 'La loi (CGI, art. 286, I, 3° bis) vise l’enregistrement des règlements de clients particuliers ; la facturation entre assujettis est hors de son champ. L’éditeur atteste sous sa responsabilité ; ni la DGFiP ni la CNIL n’approuvent ce logiciel, qui n’est pas certifié. La survie de l’attestation de l’éditeur après le 1er janvier 2027 (CIBS) est incertaine.',
  en: 'The law (CGI art. 286-I-3° bis) is about recording payments of private customers; invoicing between taxable persons is outside of its scope. The editor attests on its own responsibility; neither DGFiP nor CNIL approves this software, which is not certified. Whether the attestation of the editor survives 1 January 2027 (CIBS) is uncertain.',
};
