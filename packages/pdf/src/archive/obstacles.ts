/** What keeps a PDF from becoming PDF/A-3b, in words. */

export interface Words {
  en: string;
  fr: string;
}

interface Description {
  /** Of ISO 19005-3. */
  clause: string;
  /** `detail` is what the document has: a name, a figure. */
  text: (detail: string) => Words;
  remedy: Words;
}

const SOURCE: Words = {
  en: 'Correct it in the program that made the PDF, or export the document as PDF/A there.',
  fr: 'Corrigez-le dans le logiciel qui a produit le PDF, ou exportez-y le document en PDF/A.',
};
const COLOURS: Words = {
  en: 'Export the document in RGB, or as PDF/A with a colour profile for print.',
  fr: 'Exportez le document en RVB, ou en PDF/A avec un profil de couleur d’impression.',
};
const FONTS: Words = {
  en: 'Export the document again with all fonts embedded (PDF/A does so).',
  fr: 'Exportez à nouveau le document avec toutes ses polices incorporées (le format PDF/A le fait).',
};
const FLATTEN: Words = {
  en: 'Print the document into a new PDF, so that what is shown becomes part of the page.',
  fr: 'Imprimez le document vers un nouveau PDF, pour que ce qui est affiché fasse partie de la page.',
};

export const OBSTACLES = {
  encrypted: {
    clause: '6.1.3',
    text: (cipher) => ({
      en: `The file is encrypted (${cipher}).`,
      fr: `Le fichier est chiffré (${cipher}).`,
    }),
    remedy: {
      en: 'Remove the protection with the right to do so, then embed again.',
      fr: 'Retirez la protection si vous en avez le droit, puis recommencez.',
    },
  },
  signed: {
    clause: '6.4.3',
    text: () => ({
      en: 'The document is digitally signed; what is embedded now would break the signature.',
      fr: 'Le document est signé numériquement ; toute insertion romprait la signature.',
    }),
    remedy: {
      en: 'Embed the invoice first and sign the result.',
      fr: 'Incorporez d’abord la facture, puis signez le résultat.',
    },
  },
  no_pages: {
    clause: '6.1',
    text: () => ({ en: 'The document has no page.', fr: 'Le document n’a aucune page.' }),
    remedy: SOURCE,
  },
  attachment_exists: {
    clause: '6.8',
    text: (name) => ({
      en: `The document already carries a file "${name}".`,
      fr: `Le document porte déjà un fichier « ${name} ».`,
    }),
    remedy: { en: 'Ask for it to be replaced.', fr: 'Demandez son remplacement.' },
  },
  attachment_incomplete: {
    clause: '6.8',
    text: (name) => ({
      en: `The file "${name}" that the document carries has no content inside the document.`,
      fr: `Le fichier « ${name} » que porte le document n’a pas de contenu dans le document.`,
    }),
    remedy: { en: 'Remove that attachment.', fr: 'Retirez cette pièce jointe.' },
  },
  limit_exceeded: {
    clause: '6.1.13',
    text: (what) => ({
      en: `A limit of PDF/A is exceeded: ${what}.`,
      fr: `Une limite de PDF/A est dépassée : ${what}.`,
    }),
    remedy: SOURCE,
  },
  page_size: {
    clause: '6.1.13',
    text: (size) => ({
      en: `A page box measures ${size} points; 3 to 14400 are allowed.`,
      fr: `Un cadre de page mesure ${size} points ; de 3 à 14400 sont admis.`,
    }),
    remedy: SOURCE,
  },
  name_not_utf8: {
    clause: '6.1.8',
    text: (name) => ({
      en: `The name ${name} is not valid UTF-8.`,
      fr: `Le nom ${name} n’est pas de l’UTF-8 valide.`,
    }),
    remedy: SOURCE,
  },
  hexadecimal_string: {
    clause: '6.1.6',
    text: () => ({
      en: 'A hexadecimal string in the content is malformed.',
      fr: 'Une chaîne hexadécimale du contenu est mal formée.',
    }),
    remedy: SOURCE,
  },
  external_stream: {
    clause: '6.1.7',
    text: () => ({
      en: 'The data of a stream stand in another file.',
      fr: 'Les données d’un flux se trouvent dans un autre fichier.',
    }),
    remedy: SOURCE,
  },
  filter_forbidden: {
    clause: '6.1.7',
    text: (filter) => ({
      en: `The stream filter ${filter} is forbidden and cannot be replaced.`,
      fr: `Le filtre de flux ${filter} est interdit et ne peut être remplacé.`,
    }),
    remedy: SOURCE,
  },
  content_damaged: {
    clause: '6.2.2',
    text: (detail) => ({
      en: `The content of the page cannot be read: ${detail}.`,
      fr: `Le contenu de la page ne peut être lu : ${detail}.`,
    }),
    remedy: SOURCE,
  },
  operator_unknown: {
    clause: '6.2.2',
    text: (operator) => ({
      en: `The content uses the operator "${operator}", which PDF 1.7 does not have.`,
      fr: `Le contenu emploie l’opérateur « ${operator} », inconnu de PDF 1.7.`,
    }),
    remedy: SOURCE,
  },
  resources_inherited: {
    clause: '6.2.2',
    text: (name) => ({
      en: `A part of the page uses "${name}" without listing it among its own resources.`,
      fr: `Une partie de la page emploie « ${name} » sans l’indiquer parmi ses propres ressources.`,
    }),
    remedy: SOURCE,
  },
  output_intent: {
    clause: '6.2.3',
    text: (detail) => ({
      en: `The colour profile of the output intent cannot be used: ${detail}.`,
      fr: `Le profil de couleur de l’intention de sortie est inutilisable : ${detail}.`,
    }),
    remedy: COLOURS,
  },
  icc_profile: {
    clause: '6.2.4.2',
    text: (detail) => ({
      en: `A colour profile (ICC) is not allowed: ${detail}.`,
      fr: `Un profil de couleur (ICC) n’est pas admis : ${detail}.`,
    }),
    remedy: COLOURS,
  },
  overprint: {
    clause: '6.2.4.2',
    text: () => ({
      en: 'Colours by a CMYK profile are overprinted (OPM 1).',
      fr: 'Des couleurs d’un profil CMJN sont en surimpression (OPM 1).',
    }),
    remedy: COLOURS,
  },
  device_colour: {
    clause: '6.2.4.3',
    text: (space) => ({
      en: `Colours are given in ${space} without a profile that says what they look like.`,
      fr: `Des couleurs sont données en ${space} sans profil qui dise leur apparence.`,
    }),
    remedy: COLOURS,
  },
  colour_space: {
    clause: '6.2.4',
    text: (detail) => ({
      en: `A colour space is not allowed: ${detail}.`,
      fr: `Un espace de couleur n’est pas admis : ${detail}.`,
    }),
    remedy: COLOURS,
  },
  spot_colour: {
    clause: '6.2.4.4',
    text: (name) => ({
      en: `The spot colour "${name}" is described in ways that differ, or not at all.`,
      fr: `Le ton direct « ${name} » est décrit de façons divergentes, ou ne l’est pas.`,
    }),
    remedy: COLOURS,
  },
  transfer_function: {
    clause: '6.2.5',
    text: (key) => ({
      en: `The graphics state has a transfer function (${key}).`,
      fr: `L’état graphique a une fonction de transfert (${key}).`,
    }),
    remedy: SOURCE,
  },
  halftone: {
    clause: '6.2.5',
    text: (detail) => ({
      en: `The graphics state has a halftone that is not allowed (${detail}).`,
      fr: `L’état graphique a une trame qui n’est pas admise (${detail}).`,
    }),
    remedy: SOURCE,
  },
  rendering_intent: {
    clause: '6.2.6',
    text: (name) => ({
      en: `The rendering intent "${name}" is none of the four of PDF.`,
      fr: `L’intention de rendu « ${name} » n’est aucune des quatre de PDF.`,
    }),
    remedy: SOURCE,
  },
  image: {
    clause: '6.2.8',
    text: (detail) => ({
      en: `An image is not allowed: ${detail}.`,
      fr: `Une image n’est pas admise : ${detail}.`,
    }),
    remedy: SOURCE,
  },
  postscript: {
    clause: '6.2.9',
    text: () => ({
      en: 'The page contains PostScript code or an OPI comment.',
      fr: 'La page contient du code PostScript ou un commentaire OPI.',
    }),
    remedy: SOURCE,
  },
  reference_xobject: {
    clause: '6.2.9',
    text: () => ({
      en: 'A part of the page stands in another file (reference XObject).',
      fr: 'Une partie de la page se trouve dans un autre fichier (XObject de référence).',
    }),
    remedy: SOURCE,
  },
  blend_mode: {
    clause: '6.2.10',
    text: (name) => ({
      en: `The blend mode "${name}" is not one of PDF 1.7.`,
      fr: `Le mode de fusion « ${name} » n’est pas de PDF 1.7.`,
    }),
    remedy: SOURCE,
  },
  font_not_embedded: {
    clause: '6.2.11.4',
    text: (name) => ({
      en: `The font "${name}" is not embedded.`,
      fr: `La police « ${name} » n’est pas incorporée.`,
    }),
    remedy: FONTS,
  },
  font_invalid: {
    clause: '6.2.11',
    text: (detail) => ({
      en: `A font is not described as it must be: ${detail}.`,
      fr: `Une police n’est pas décrite comme il se doit : ${detail}.`,
    }),
    remedy: FONTS,
  },
  font_cmap: {
    clause: '6.2.11.3',
    text: (detail) => ({
      en: `The character map of a composite font is not allowed: ${detail}.`,
      fr: `La table de caractères d’une police composite n’est pas admise : ${detail}.`,
    }),
    remedy: FONTS,
  },
  font_widths: {
    clause: '6.2.11.5',
    text: (detail) => ({
      en: `The widths that the document gives differ from those of the embedded font: ${detail}.`,
      fr: `Les chasses indiquées par le document diffèrent de celles de la police incorporée : ${detail}.`,
    }),
    remedy: FONTS,
  },
  font_encoding: {
    clause: '6.2.11.6',
    text: (detail) => ({
      en: `The encoding of a TrueType font is not allowed: ${detail}.`,
      fr: `Le codage d’une police TrueType n’est pas admis : ${detail}.`,
    }),
    remedy: FONTS,
  },
  glyph_missing: {
    clause: '6.2.11.4',
    text: (detail) => ({
      en: `The document shows a character that the embedded font does not have: ${detail}.`,
      fr: `Le document affiche un caractère que la police incorporée n’a pas : ${detail}.`,
    }),
    remedy: FONTS,
  },
  annotation_forbidden: {
    clause: '6.3.1',
    text: (subtype) => ({
      en: `Annotations of the kind "${subtype}" are forbidden.`,
      fr: `Les annotations du genre « ${subtype} » sont interdites.`,
    }),
    remedy: FLATTEN,
  },
  annotation_hidden: {
    clause: '6.3.2',
    text: (subtype) => ({
      en: `An annotation (${subtype}) is hidden; showing or removing it would change the document.`,
      fr: `Une annotation (${subtype}) est masquée ; l’afficher ou la retirer changerait le document.`,
    }),
    remedy: FLATTEN,
  },
  annotation_appearance: {
    clause: '6.3.3',
    text: (subtype) => ({
      en: `An annotation (${subtype}) does not carry its appearance.`,
      fr: `Une annotation (${subtype}) ne porte pas son apparence.`,
    }),
    remedy: FLATTEN,
  },
  form_dynamic: {
    clause: '6.4.2',
    text: () => ({
      en: 'The document is a dynamic form (XFA), whose pages are made by the viewer.',
      fr: 'Le document est un formulaire dynamique (XFA), dont l’afficheur fabrique les pages.',
    }),
    remedy: FLATTEN,
  },
  action_forbidden: {
    clause: '6.5.1',
    text: (action) => ({
      en: `The document contains the action "${action}".`,
      fr: `Le document contient l’action « ${action} ».`,
    }),
    remedy: {
      en: 'Remove scripts and actions in the program that made the PDF; links to addresses and pages may stay.',
      fr: 'Retirez scripts et actions dans le logiciel qui a produit le PDF ; les liens vers des adresses et des pages peuvent rester.',
    },
  },
  action_trigger: {
    clause: '6.5.2',
    text: (owner) => ({
      en: `Actions are triggered by events (${owner}).`,
      fr: `Des actions sont déclenchées par des événements (${owner}).`,
    }),
    remedy: {
      en: 'Remove them in the program that made the PDF.',
      fr: 'Retirez-les dans le logiciel qui a produit le PDF.',
    },
  },
  optional_content: {
    clause: '6.9',
    text: (detail) => ({
      en: `The layers of the document are not described as they must be: ${detail}.`,
      fr: `Les calques du document ne sont pas décrits comme il se doit : ${detail}.`,
    }),
    remedy: {
      en: 'Flatten the layers before exporting.',
      fr: 'Aplatissez les calques avant l’export.',
    },
  },
  presentation: {
    clause: '6.10',
    text: (key) => ({
      en: `The document is a presentation with steps (${key}).`,
      fr: `Le document est une présentation par étapes (${key}).`,
    }),
    remedy: FLATTEN,
  },
  requirements: {
    clause: '6.11',
    text: () => ({
      en: 'The document demands abilities of the viewer (Requirements).',
      fr: 'Le document exige des capacités de l’afficheur (Requirements).',
    }),
    remedy: SOURCE,
  },
} as const satisfies Readonly<Record<string, Description>>;

export type ObstacleCode = keyof typeof OBSTACLES;

/** One reason, with the places where it was met. */
export interface Obstacle {
  code: ObstacleCode;
  /** Of ISO 19005-3. */
  clause: string;
  /** Pages counted from 1, in order; none for what belongs to the document as a whole. */
  pages: number[];
  /** The first object it was met in. */
  object: number | null;
  /** One sentence, the place included. */
  text: Words;
  remedy: Words;
}

/** The obstacle in words. */
export function obstacle(
  code: ObstacleCode,
  detail: Words,
  pages: number[],
  object: number | null,
): Obstacle {
  const { clause, text, remedy }: Description = OBSTACLES[code];
  const many = pages.length > 1;
  const list = `${pages.slice(0, 10).join(', ')}${pages.length > 10 ? ', …' : ''}`;
  const place = {
    en: [
      ...(pages.length === 0 ? [] : [`${many ? 'pages' : 'page'} ${list}`]),
      ...(object === null ? [] : [`object ${object}`]),
    ],
    fr: [
      ...(pages.length === 0 ? [] : [`${many ? 'pages' : 'page'} ${list}`]),
      ...(object === null ? [] : [`objet ${object}`]),
    ],
  };
  const sentence = (language: 'en' | 'fr') => {
    const words = text(detail[language])[language];
    const where = place[language];
    return where.length === 0 ? words : `${words.slice(0, -1)} (${where.join(', ')}).`;
  };
  return { code, clause, pages, object, text: { en: sentence('en'), fr: sentence('fr') }, remedy };
}
