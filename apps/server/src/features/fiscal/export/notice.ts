/** LISEZMOI.txt: the notice in French that goes with archived data (BOI-TVA-DECLA-30-10-30 §230). */
export const NOTICE = `EXPORT PROBANT DU REGISTRE FISCAL (Scell)

Ce fichier ZIP contient des écritures chaînées et scellées, et de quoi prouver qu'aucune n'a été modifiée, retirée,
insérée, déplacée ni antidatée. Il se vérifie sans accès au serveur qui l'a produit.

VÉRIFIER
  Sans rien installer : ouvrez verify.html dans un navigateur, réseau coupé, et déposez-y ce fichier ZIP. Prenez de
  préférence une page obtenue d'une autre source que cet export ; son empreinte SHA-256 est publiée avec chaque version.
  En ligne de commande : npx scell verify FICHIER.zip --key EMPREINTE --head TÊTE
  EMPREINTE est celle de la clé de scellement, que l'éditeur publie ; TÊTE une tête de chaîne relevée auparavant : sans
  elle, une fin coupée avec l'accord du détenteur de la clé ne se verrait pas.

CONTENU
  manifest.json       ce que contient l'export : chaînes, bornes, fichiers et leurs empreintes SHA-256
  manifest.sig.json   signature Ed25519 du texte « scell export 1\\n{SHA-256 de manifest.json}\\n »
  keys.json           clés publiques, chacune cautionnée par la précédente
  chains/*.jsonl      une écriture par ligne (JSON) :
                        data_hash  = SHA-256(preimage en UTF-8)
                        chain_hash = SHA-256(previous_hash suivi de data_hash, 32 octets chacun)
                        seal       = signature Ed25519 de « scell seal 1\\n{chaîne}\\n{position}\\n{chain_hash}\\n »
                        document   = texte conservé et son sel ; son empreinte salée est dans l'écriture
  documents/          fichiers des factures et avoirs, nommés par leur SHA-256
  closings/           clôtures journalières, mensuelles et annuelles (CSV)
  proofs/, proofs.json  preuves de date (OpenTimestamps, RFC 3161) et l'empreinte que chacune date
  verify.html         le vérificateur
  views/              pour lire, sans valeur de preuve : report.html (état de chaque chaîne), chronology.csv (toutes les
                      écritures dans l'ordre de leur enregistrement), graph.csv (leurs liens)

La clôture (entry_type « closing ») porte le cumul de la période, celui de l'exercice et le total perpétuel ; le
vérificateur les recalcule à partir des écritures.
`;
