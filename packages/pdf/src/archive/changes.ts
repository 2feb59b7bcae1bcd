import type { Words } from './obstacles.ts';

/** What is mended on the way into the archive. None of it changes what a page shows. */
export const CHANGES = {
  rewritten: {
    en: 'The file is written anew: PDF 1.7, cross-reference, file identifier, objects in use only.',
    fr: 'Le fichier est réécrit : PDF 1.7, table des références, identifiant, seuls objets utilisés.',
  },
  metadata: {
    en: 'The metadata (XMP and Info) are written anew and agree.',
    fr: 'Les métadonnées (XMP et Info) sont réécrites et concordent.',
  },
  part_metadata: {
    en: 'Metadata of images and other parts are left out.',
    fr: 'Les métadonnées d’images et d’autres parties sont laissées de côté.',
  },
  claims: {
    en: 'Claims of other standards in the metadata (PDF/UA, PDF/X and the like) are left out, since they were not examined.',
    fr: 'Les mentions d’autres normes dans les métadonnées (PDF/UA, PDF/X…) sont laissées de côté, faute d’examen.',
  },
  level: {
    en: 'The conformance level becomes lower, since the document does not meet the one it claims.',
    fr: 'Le niveau de conformité baisse : le document ne remplit pas celui qu’il annonce.',
  },
  output_intent: {
    en: 'An output intent says that device colours are sRGB.',
    fr: 'Une intention de sortie indique que les couleurs sont en sRGB.',
  },
  output_intents: {
    en: 'Of several output intents one is kept.',
    fr: 'De plusieurs intentions de sortie, une est gardée.',
  },
  resources: {
    en: 'Resources are listed where they are used instead of higher up.',
    fr: 'Les ressources sont indiquées là où elles servent et non plus haut.',
  },
  interpolation: {
    en: 'Smoothing of images (Interpolate) is switched off.',
    fr: 'Le lissage d’images (Interpolate) est désactivé.',
  },
  alternates: {
    en: 'Alternate versions of images for other devices are left out.',
    fr: 'Les variantes d’images destinées à d’autres supports sont laissées de côté.',
  },
  lzw: {
    en: 'Streams in LZW are compressed anew (Flate).',
    fr: 'Les flux en LZW sont recompressés (Flate).',
  },
  glyph_lists: {
    en: 'Lists of the glyphs in subset fonts (CharSet, CIDSet), which PDF/A does not need, are left out.',
    fr: 'Les listes de glyphes des polices partielles (CharSet, CIDSet), inutiles à PDF/A, sont laissées de côté.',
  },
  glyph_map: {
    en: 'Fonts say explicitly that glyphs go by their numbers (CIDToGIDMap).',
    fr: 'Des polices disent explicitement que les glyphes vont par leurs numéros (CIDToGIDMap).',
  },
  annotation_flags: {
    en: 'Annotations that are shown are also printed.',
    fr: 'Les annotations affichées sont aussi imprimées.',
  },
  annotation_appearances: {
    en: 'Appearances of annotations under the pointer are left out.',
    fr: 'Les apparences d’annotations sous le pointeur sont laissées de côté.',
  },
  form_appearances: {
    en: 'Viewers no longer redraw form fields (NeedAppearances).',
    fr: 'Les afficheurs ne redessinent plus les champs de formulaire (NeedAppearances).',
  },
  layers: {
    en: 'The layers have a name for their configuration and are all listed.',
    fr: 'La configuration des calques a un nom, et tous y sont listés.',
  },
  attachments: {
    en: 'Other attachments are described as PDF/A-3 asks (names, type, relationship).',
    fr: 'Les autres pièces jointes sont décrites comme PDF/A-3 le demande (noms, type, relation).',
  },
  attachment_replaced: {
    en: 'An attachment of the same name, or the former invoice, is removed.',
    fr: 'Une pièce jointe de même nom, ou l’ancienne facture, est retirée.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type ChangeCode = keyof typeof CHANGES;

/** Something that was mended. */
export interface Change {
  code: ChangeCode;
  text: Words;
}
