import type { Text } from '@scell/core';
import type { Obstacle } from '@scell/pdf';

/** Reasons of the XML and of what the PDF carries already; those of the PDF itself are the obstacles of `@scell/pdf`. */
const REASONS = {
  xml_malformed: {
    text: (detail: Text): Text => ({
      en: `The XML is not well-formed: ${detail.en}`,
      fr: `Le XML n’est pas bien formé : ${detail.fr}`,
    }),
    remedy: { en: 'Correct the XML.', fr: 'Corrigez le XML.' },
  },
  xml_not_cii: {
    text: (detail: Text): Text => ({
      en: `The XML is ${detail.en}; a hybrid invoice carries an invoice in CII.`,
      fr: `Le XML est ${detail.fr} ; une facture hybride porte une facture en CII.`,
    }),
    remedy: { en: 'Convert the invoice to CII first.', fr: 'Convertissez d’abord la facture en CII.' },
  },
  profile_unknown: {
    text: (detail: Text): Text => ({
      en: `The specification identifier (BT-24) is ${detail.en}: no profile of Factur-X has it.`,
      fr: `L’identifiant de spécification (BT-24) est ${detail.fr} : aucun profil de Factur-X ne l’a.`,
    }),
    remedy: {
      en: 'Give BT-24 the identifier of the profile that the XML follows, "urn:cen.eu:en16931:2017" say.',
      fr: 'Donnez à BT-24 l’identifiant du profil que suit le XML, « urn:cen.eu:en16931:2017 » par exemple.',
    },
  },
  profile_bare: {
    text: (): Text => ({
      en: 'EXTENDED-CTC-FR (BT-24) is for bare XML and has no place in a PDF.',
      fr: 'EXTENDED-CTC-FR (BT-24) vaut pour le XML seul et n’a pas sa place dans un PDF.',
    }),
    remedy: {
      en: 'Give BT-24 the identifier of the Factur-X profile EXTENDED.',
      fr: 'Donnez à BT-24 l’identifiant du profil EXTENDED de Factur-X.',
    },
  },
  invoice_present: {
    text: (detail: Text): Text => ({
      en: `The PDF already carries an invoice, ${detail.en}.`,
      fr: `Le PDF porte déjà une facture, ${detail.fr}.`,
    }),
    remedy: {
      en: 'Ask for it to be replaced if that is meant.',
      fr: 'Demandez son remplacement si tel est le but.',
    },
  },
} as const;

type ReasonCode = keyof typeof REASONS;

/** One reason why an invoice cannot be embedded, with its place in the PDF where it has one. */
export interface Reason extends Pick<Obstacle, 'pages' | 'object'> {
  code: ReasonCode | Obstacle['code'];
  /** Of ISO 19005-3; null for what is no matter of PDF/A. */
  clause: string | null;
  text: Text;
  remedy: Text;
}

export function reason(code: ReasonCode, detail: Text = { en: '', fr: '' }): Reason {
  const { text, remedy } = REASONS[code];
  return { code, clause: null, pages: [], object: null, text: text(detail), remedy };
}
