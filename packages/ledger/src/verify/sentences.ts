import type { Language, Text } from '@scell/core';
import type { FaultCode, Finding, NoteCode, Place } from './finding.ts';
import type { ExportVerdict } from './verify-export.ts';

/** What happened, and what it means. Places, and what was found and expected, are told beside it. */
const SENTENCES: Record<FaultCode | NoteCode, Text> = {
  altered: {
    fr: 'L’écriture a été modifiée : ses empreintes ne correspondent plus à son contenu.',
    en: 'The entry was altered: its hashes no longer match what it says.',
  },
  'unreadable-line': {
    fr: 'La ligne ne peut être lue comme une écriture : elle a été modifiée ou abîmée.',
    en: 'The line cannot be read as an entry: it was altered or damaged.',
  },
  'unknown-version': {
    fr: 'L’écriture est d’une version que ce vérificateur ne connaît pas : employez-en un plus récent.',
    en: 'The entry is of a version that this verifier does not know: use a newer one.',
  },
  gap: {
    fr: 'Des écritures ont été retirées : la numérotation saute.',
    en: 'Entries were removed: the numbering jumps.',
  },
  'out-of-order': {
    fr: 'L’écriture n’est pas à sa place : des écritures ont été échangées ou déplacées.',
    en: 'The entry is not in its place: entries were swapped or moved.',
  },
  repeated: { fr: 'L’écriture figure deux fois.', en: 'The entry is there twice.' },
  fork: {
    fr: 'Une écriture a été ajoutée : deux écritures portent le même numéro.',
    en: 'An entry was added: two entries bear the same number.',
  },
  unlinked: {
    fr: 'L’écriture ne suit pas celle qui la précède : l’une des deux a été remplacée.',
    en: 'The entry does not follow the one before it: one of the two was replaced.',
  },
  'of-another-chain': {
    fr: 'L’écriture vient d’une autre chaîne, ou la chaîne est présentée pour une autre.',
    en: 'The entry comes from another chain, or the chain is passed off as another.',
  },
  'back-in-time': {
    fr: 'L’écriture est datée d’avant celle qui la précède : elle a été antidatée.',
    en: 'The entry is dated before the one it follows: it was backdated.',
  },
  unsealed: {
    fr: 'L’écriture n’est pas scellée : elle a été faite en contournant le programme.',
    en: 'The entry is not sealed: it was made around the program.',
  },
  'bad-seal': {
    fr: 'Le sceau n’est pas celui de cette écriture : elle, ou son sceau, a été refaite sans la clé.',
    en: 'The seal is not that of this entry: it, or its seal, was made anew without the key.',
  },
  'unknown-key': {
    fr: 'La signature est d’une clé qui ne figure pas parmi celles du registre.',
    en: 'The signature is by a key that is not among those of the ledger.',
  },
  'key-unannounced': {
    fr: 'La clé change sans qu’une écriture l’annonce : la suite a pu être refaite avec une autre clé.',
    en: 'The key changes and no entry announces it: what follows may have been made anew with another key.',
  },
  'key-altered': {
    fr: 'La clé ne porte pas l’empreinte qui la nomme, ou la liste des clés est illisible.',
    en: 'The key does not have the fingerprint that names it, or the list of keys cannot be read.',
  },
  'key-unendorsed': {
    fr: 'Aucune clé antérieure ne cautionne cette clé : vérifiez son empreinte auprès de l’éditeur, puis indiquez-la.',
    en: 'No earlier key endorses this one: check its fingerprint with the maker, then pin it.',
  },
  'bad-endorsement': {
    fr: 'La caution de la clé par la précédente est fausse, ou n’est pas celle qui a été annoncée.',
    en: 'The endorsement of the key by the one before is false, or not the one that was announced.',
  },
  'key-not-pinned': {
    fr: 'Les sceaux à partir d’ici sont d’une clé que ni vous ni une clé que vous connaissez ne cautionnez.',
    en: 'The seals from here on are by a key that neither you nor a key you know vouches for.',
  },
  'key-older': {
    fr: 'La chaîne se termine par des sceaux d’une clé antérieure à celle que vous connaissez : si l’éditeur vous en donne l’empreinte, indiquez-la aussi.',
    en: 'The chain ends with seals by a key that came before the one you know: if its maker gives you its fingerprint, pin it too.',
  },
  'closing-differs': {
    fr: 'La clôture n’énonce pas ce que donnent les écritures.',
    en: 'The closing does not state what the entries add up to.',
  },
  'inside-closed-period': {
    fr: 'L’écriture est datée dans une période déjà close.',
    en: 'The entry is dated inside a period that was closed.',
  },
  'document-altered': {
    fr: 'Le document conservé n’est pas celui que l’écriture a enregistré.',
    en: 'The kept document is not the one that the entry recorded.',
  },
  'document-missing': {
    fr: 'Le document manque, et le journal des événements techniques n’en dit pas l’effacement : il a été retiré.',
    en: 'The document is missing, and the journal of technical events does not say that it was erased: it was taken away.',
  },
  'document-unexpected': {
    fr: 'Un document accompagne une écriture qui n’en a pas.',
    en: 'A document comes with an entry that has none.',
  },
  'file-altered': {
    fr: 'Le fichier n’est pas celui que le registre a enregistré.',
    en: 'The file is not the one that the ledger recorded.',
  },
  'file-missing': {
    fr: 'Le fichier que l’écriture a enregistré manque dans l’archive.',
    en: 'The file that the entry recorded is missing from the archive.',
  },
  'file-unrecorded': {
    fr: 'Aucune écriture n’a enregistré ce fichier : il a été ajouté.',
    en: 'No entry recorded this file: it was added.',
  },
  'proof-invalid': {
    fr: 'La preuve de date est fausse ou illisible.',
    en: 'The proof of date is false or cannot be read.',
  },
  'proof-of-nothing': {
    fr: 'La preuve date une empreinte qu’aucune écriture ne porte.',
    en: 'The proof dates a hash that no entry bears.',
  },
  'manifest-altered': {
    fr: 'Le manifeste, ou sa signature, a été modifié.',
    en: 'The manifest, or its signature, was altered.',
  },
  'manifest-unsigned': {
    fr: 'Le manifeste n’est pas signé, ou manque.',
    en: 'The manifest is not signed, or is missing.',
  },
  'member-altered': {
    fr: 'Le membre de l’archive n’a pas les octets que le manifeste annonce.',
    en: 'The member of the archive does not have the bytes that the manifest announces.',
  },
  'member-missing': {
    fr: 'Un membre que le manifeste annonce manque dans l’archive.',
    en: 'A member that the manifest announces is missing from the archive.',
  },
  'member-unlisted': {
    fr: 'Le manifeste n’annonce pas ce membre : il a été ajouté à l’archive.',
    en: 'The manifest does not announce this member: it was added to the archive.',
  },
  'chain-cut': {
    fr: 'La chaîne ne se termine pas où le manifeste le dit : sa fin a été coupée ou refaite.',
    en: 'The chain does not end where the manifest says: its end was cut or made anew.',
  },
  'head-not-reached': {
    fr: 'Aucune chaîne de l’export ne passe par la tête publiée : la fin d’une chaîne a été coupée ou refaite.',
    en: 'No chain of the export passes through the published head: the end of a chain was cut or made anew.',
  },
  'document-erased': {
    fr: 'Le document n’est plus conservé (effacement) : son empreinte demeure, son contenu ne peut être comparé.',
    en: 'The document is no longer kept (erasure): its hash remains, its content cannot be compared.',
  },
  'file-erased': {
    fr: 'Le fichier n’est plus conservé (effacement, déclaré au manifeste) : son empreinte demeure.',
    en: 'The file is no longer kept (erasure, stated in the manifest): its hash remains.',
  },
  'proof-pending': {
    fr: 'La preuve de date attend encore sa confirmation.',
    en: 'The proof of date still awaits its confirmation.',
  },
  'proof-unjudged': {
    fr: 'La preuve de date est bien formée ; ce qui l’atteste est hors de l’export.',
    en: 'The proof of date is well-formed; what attests it lies outside the export.',
  },
  'totals-from-before': {
    fr: 'L’export commence après le début de la chaîne : les cumuls de la première clôture reposent sur ce qui précède.',
    en: 'The export begins after the start of the chain: the totals of its first closing rest on what came before.',
  },
};

const WORDS = {
  fr: { chain: 'chaîne', entry: 'écriture', line: 'ligne', found: 'trouvé', expected: 'attendu' },
  en: { chain: 'chain', entry: 'entry', line: 'line', found: 'found', expected: 'expected' },
} as const;

/** The sentence of a finding. */
export function sentenceOf({ code }: Finding): Text {
  return SENTENCES[code];
}

/** Where it is: "chain 0193…, entry 12, preimage (chains/0193….jsonl, line 12)". */
export function placeText({ chain, position, member, file, line }: Place, language: Language): string {
  const say = WORDS[language];
  const inside = [
    ...(chain === undefined ? [] : [`${say.chain} ${chain}`]),
    ...(position === undefined ? [] : [`${say.entry} ${position}`]),
    ...(member === undefined ? [] : [member]),
  ].join(', ');
  const at = [
    ...(file === undefined ? [] : [file]),
    ...(line === undefined ? [] : [`${say.line} ${line}`]),
  ].join(', ');
  if (inside === '') return at;
  return at === '' ? inside : `${inside} (${at})`;
}

/** What stands there and what should; empty when nothing more is known. */
export function factsText({ found, expected }: Finding, language: Language): string {
  const say = WORDS[language];
  return [
    ...(found === undefined ? [] : [`${say.found}: ${found}`]),
    ...(expected === undefined ? [] : [`${say.expected}: ${expected}`]),
  ].join(' ; ');
}

/** The verdict in one sentence. */
export function verdictText({ whole, pinned, faults }: ExportVerdict): Text {
  if (!whole)
    return faults === 1
      ? { fr: 'FALSIFIÉ OU ABÎMÉ : un défaut.', en: 'TAMPERED WITH OR DAMAGED: one fault.' }
      : {
          fr: `FALSIFIÉ OU ABÎMÉ : ${faults} défauts.`,
          en: `TAMPERED WITH OR DAMAGED: ${faults} faults.`,
        };
  if (pinned)
    return {
      fr: 'INTÈGRE : rien n’a été modifié, retiré, inséré, déplacé ni antidaté, sous une clé que vous connaissez.',
      en: 'WHOLE: nothing was changed, removed, inserted, reordered or backdated, under a key you know.',
    };
  return {
    fr: 'COHÉRENT, CLÉ NON VÉRIFIÉE : l’export s’accorde avec lui-même. Comparez l’empreinte de la clé à celle que l’éditeur publie, puis indiquez-la.',
    en: 'SELF-CONSISTENT, KEY NOT PINNED: the export agrees with itself. Compare the fingerprint of the key with the one its maker publishes, then pin it.',
  };
}
