/** What the notice of an export tells of it. */
export interface NoticeFacts {
  tenant: string;
  environment: 'production' | 'sandbox';
  /** First and last invoice date, `null` where open. */
  from: string | null;
  to: string | null;
  exportedAt: Date;
  release: string;
  retentionYears: number;
}

/**
 * The notice that comes with an archive, in French as BOI-TVA-DECLA-30-10-30 §230 asks: what the files are, how they are read
 * without this software, and how anybody checks that they are whole.
 */
export function noticeOf(facts: NoticeFacts): string {
  const period =
    facts.from === null && facts.to === null
      ? 'toutes les factures émises'
      : `factures datées du ${facts.from ?? 'début'} au ${facts.to ?? 'jour de l’export'}`;
  const sandbox =
    facts.environment === 'sandbox'
      ? '\nATTENTION : ces documents viennent du bac à sable. Ce sont des essais, sans valeur fiscale.\n'
      : '';
  return `EXPORT DES FACTURES
===================
${sandbox}
Compte          ${facts.tenant}
Contenu         ${period}
Exporté le      ${facts.exportedAt.toISOString()} (temps universel)
Logiciel        Scell ${facts.release}

CE QUE CONTIENT CETTE ARCHIVE

factures/VENDEUR/AAAA-MM/NUMERO.pdf       la facture telle qu’émise : PDF/A-3 (ISO 19005-3), lisible avec tout
                                          lecteur de PDF ; elle porte en pièce jointe ses données structurées
                                          (Factur-X)
factures/VENDEUR/AAAA-MM/NUMERO.cii.xml   les mêmes données en XML, syntaxe UN/CEFACT CII D22B (EN 16931)
factures/VENDEUR/AAAA-MM/NUMERO.ubl.xml   les mêmes en syntaxe OASIS UBL 2.1, lorsque la facture a été émise ainsi
factures/VENDEUR/AAAA-MM/NUMERO.json      les mêmes en JSON (RFC 8259), telles que le logiciel les a enregistrées :
                                          les noms sont ceux du modèle sémantique EN 16931, les montants des textes
factures/VENDEUR/AAAA-MM/NUMERO.original.* le fichier reçu de l’émetteur avec la facture, s’il y en a un
index.csv                                 une ligne par fichier : texte UTF-8, séparateur « ; », première ligne de
                                          titres, décimales avec un point
index.json                                le même index en JSON
LISEZMOI.txt                              cette notice

VENDEUR est l’identifiant de l’entité qui facture (par exemple siren-732829320), AAAA-MM le mois d’enregistrement à
l’heure de Paris, NUMERO le numéro de la facture (une barre oblique y devient un tiret bas). Tous ces formats sont
ouverts et documentés ; aucun ne demande le logiciel qui les a produits.

VÉRIFIER QUE RIEN N’A CHANGÉ

L’index donne de chaque fichier sa taille et son empreinte SHA-256 en hexadécimal. Sous Linux et macOS,
« sha256sum FICHIER » (ou « shasum -a 256 FICHIER ») doit afficher la même ; sous Windows, « certutil -hashfile FICHIER
SHA256 ». La colonne « etat » dit « present », « introuvable » pour un fichier que ni le magasin de documents ni
l’archive n’ont pu rendre intact, ou « efface » pour une facture effacée après sa durée légale de conservation.

Ces empreintes sont aussi celles que le registre fiscal a chaînées et scellées lors de l’émission : l’export du
registre (« npx scell export ») et son vérificateur hors ligne (« npx scell verify ») permettent de le prouver. La
production de la présente archive, avec l’empreinte SHA-256 du fichier ZIP, est inscrite au journal des événements
techniques du compte.

CONSERVATION

Les documents comptables et pièces justificatives se conservent dix ans (article L. 123-22 du code de commerce), les
documents sur lesquels s’exerce le contrôle de l’administration six ans (article L. 102 B du livre des procédures
fiscales). L’archive du logiciel est réglée à ${facts.retentionYears} ans après la clôture de l’exercice. Cet export est une copie : sa
propre conservation vous appartient.
`;
}
