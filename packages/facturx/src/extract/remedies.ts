import type { Text } from '@scell/core';

const EMBED: Text = {
  en: 'Embed the XML anew (npx scell embed, with --replace).',
  fr: 'Incorporez à nouveau le XML (npx scell embed, avec --replace).',
};
const LEVEL: Text = {
  en: 'Announce in the XMP metadata the profile that BT-24 names.',
  fr: 'Annoncez dans les métadonnées XMP le profil que nomme BT-24.',
};
const PAGE: Text = {
  en: 'Make page and XML of the same data; between them the receiver cannot choose.',
  fr: 'Produisez la page et le XML à partir des mêmes données ; le destinataire ne peut choisir entre eux.',
};

/** What helps against each finding of the PDF side. */
export const REMEDIES = {
  'BR-HYBRID-02': {
    en: 'Make the PDF a PDF/A-3, by exporting it so or by embedding with npx scell embed.',
    fr: 'Faites du PDF un PDF/A-3, par l’export ou avec npx scell embed.',
  },
  'BR-HYBRID-03': EMBED,
  'BR-HYBRID-04': EMBED,
  'BR-HYBRID-05': EMBED,
  'BR-HYBRID-06': EMBED,
  'BR-HYBRID-07': LEVEL,
  'BR-HYBRID-08': EMBED,
  'BR-HYBRID-09': EMBED,
  'BR-HYBRID-10': EMBED,
  'BR-HYBRID-11': {
    en: 'Give the file specification the AFRelationship of the profile: Data for MINIMUM and BASIC WL, else Alternative.',
    fr: 'Donnez à la spécification de fichier l’AFRelationship du profil : Data pour MINIMUM et BASIC WL, sinon Alternative.',
  },
  'BR-HYBRID-12': EMBED,
  'BR-HYBRID-13': {
    en: 'Give the attachment the name that the standard sets, factur-x.xml for Factur-X.',
    fr: 'Donnez à la pièce jointe le nom que fixe la norme, factur-x.xml pour Factur-X.',
  },
  'BR-HYBRID-14': {
    en: 'Let DocumentFileName and the name of the attachment agree.',
    fr: 'Accordez DocumentFileName et le nom de la pièce jointe.',
  },
  'BR-HYBRID-15': LEVEL,
  'BR-HYBRID-DE-01': {
    en: 'Send at least profile BASIC.',
    fr: 'Envoyez au moins le profil BASIC.',
  },
  'BR-HYBRID-DE-02': {
    en: 'Send at least profile BASIC.',
    fr: 'Envoyez au moins le profil BASIC.',
  },
  'SCELL-HYBRID-FR-PROFILE': {
    en: 'Make the document of profile EN 16931, or EXTENDED where its terms are needed.',
    fr: 'Produisez le document au profil EN 16931, ou EXTENDED si ses termes sont nécessaires.',
  },
  'BR-HYBRID-FR-01': {
    en: 'Send a profile of Factur-X, EN 16931 say.',
    fr: 'Envoyez un profil de Factur-X, EN 16931 par exemple.',
  },
  'SCELL-HYBRID-ENCRYPTED': {
    en: 'Send the PDF without protection.',
    fr: 'Envoyez le PDF sans protection.',
  },
  'SCELL-HYBRID-REPAIRED': {
    en: 'Have the file made or sent anew; it may be cut short.',
    fr: 'Faites produire ou envoyer à nouveau le fichier ; il est peut-être tronqué.',
  },
  'SCELL-HYBRID-XMP': {
    en: 'Escape the texts in the XMP metadata (& becomes &amp;), or embed anew.',
    fr: 'Échappez les textes des métadonnées XMP (& devient &amp;), ou incorporez à nouveau.',
  },
  'SCELL-HYBRID-INFO': {
    en: 'Let the Info dictionary and the XMP metadata say the same.',
    fr: 'Accordez le dictionnaire Info et les métadonnées XMP.',
  },
  'SCELL-HYBRID-INTENT': {
    en: 'Add an output intent with a colour profile (sRGB).',
    fr: 'Ajoutez une intention de sortie avec un profil de couleur (sRGB).',
  },
  'SCELL-HYBRID-ID': {
    en: 'Write a file identifier (ID) into the trailer.',
    fr: 'Écrivez un identifiant de fichier (ID) dans la fin de fichier.',
  },
  'SCELL-HYBRID-GUIDELINE': {
    en: 'Give BT-24 the identifier of the profile that the XML follows.',
    fr: 'Donnez à BT-24 l’identifiant du profil que suit le XML.',
  },
  'SCELL-HYBRID-XML': {
    en: 'Attach an invoice in CII, encoded as its declaration says.',
    fr: 'Joignez une facture en CII, encodée comme l’indique sa déclaration.',
  },
  'SCELL-HYBRID-CHECKSUM': EMBED,
  'SCELL-HYBRID-SEVERAL': {
    en: 'Keep one invoice in the PDF.',
    fr: 'Gardez une seule facture dans le PDF.',
  },
  'SCELL-HYBRID-PRINTED': PAGE,
  'SCELL-HYBRID-NOT-FOUND': {
    en: 'Look at the page: the figure may be a picture, or written in an unusual way.',
    fr: 'Regardez la page : le montant y est peut-être en image, ou écrit d’une façon inhabituelle.',
  },
  'SCELL-HYBRID-NOT-COMPARED': {
    en: 'Compare page and XML by eye.',
    fr: 'Comparez la page et le XML à l’œil.',
  },
} as const satisfies Readonly<Record<string, Text>>;
