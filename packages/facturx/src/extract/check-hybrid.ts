import type { Text } from '@scell/core';
import type { EmbeddedFile, PageText, PdfContents } from '@scell/pdf';
import { frenchAdmission } from '../profiles/french-admission.ts';
import { fatal, type HybridCode, type HybridFinding, warning } from './finding.ts';
import { type FormatFacts, factsOf, type HybridFormat, type HybridProfile } from './format.ts';
import type { HybridMetadata } from './hybrid-metadata.ts';
import type { IdentifiedXml } from './identify-xml.ts';

/** What is known of a hybrid document when its PDF side is judged. */
export interface HybridFacts {
  pdf: PdfContents;
  pages: readonly PageText[];
  file: EmbeddedFile;
  format: HybridFormat;
  /** Undefined when the XML cannot be read. */
  xml: IdentifiedXml | undefined;
  metadata: HybridMetadata[];
  /** Why the XMP packet cannot be read. */
  metadataFault: Text | undefined;
}

/** The rules of the PDF side that can be judged on markers; whether a claim of PDF/A is true is a validator's to say. */
export function checkHybrid(facts: HybridFacts): HybridFinding[] {
  const standard = factsOf(facts.format);
  return [
    ...checkDocument(facts.pdf),
    ...checkMarkers(facts.pdf, facts.pages),
    ...(standard === undefined
      ? [noStandard(facts)]
      : [...checkMetadata(facts, standard), ...checkFileName(facts, standard)]),
    ...checkEmbedding(facts.file),
    ...checkRelationship(facts),
    ...checkProfile(facts),
  ];
}

function checkDocument({ pdfA, encryption, repaired }: PdfContents): HybridFinding[] {
  const findings: HybridFinding[] = [];
  const claim = pdfA === null ? undefined : `PDF/A-${pdfA.part}${pdfA.conformance?.toLowerCase() ?? ''}`;
  // ISO 19005-4 puts attachments into level F.
  const carries = pdfA?.part === '3' || (pdfA?.part === '4' && pdfA.conformance?.toUpperCase() === 'F');
  if (claim === undefined)
    findings.push(
      fatal(
        'BR-HYBRID-02',
        'The metadata do not claim PDF/A; a hybrid document is PDF/A-3 (or PDF/A-4f).',
        'Les métadonnées n’annoncent pas PDF/A ; un document hybride est en PDF/A-3 (ou PDF/A-4f).',
      ),
    );
  else if (!carries)
    findings.push(
      fatal(
        'BR-HYBRID-02',
        `The metadata claim ${claim}; a hybrid document is PDF/A-3 (or PDF/A-4f).`,
        `Les métadonnées annoncent ${claim} ; un document hybride est en PDF/A-3 (ou PDF/A-4f).`,
      ),
    );
  if (encryption !== null)
    findings.push(
      fatal(
        'SCELL-HYBRID-ENCRYPTED',
        `The file is encrypted (${encryption.cipher}), which PDF/A forbids.`,
        `Le fichier est chiffré (${encryption.cipher}), ce que PDF/A interdit.`,
      ),
    );
  if (repaired)
    findings.push(
      warning(
        'SCELL-HYBRID-REPAIRED',
        'The cross-reference of the file is damaged; its objects were found one by one.',
        'La table des références du fichier est abîmée ; ses objets ont été retrouvés un à un.',
      ),
    );
  return findings;
}

/** What every PDF/A has besides the claim (ISO 19005-3 §6.1.3, §6.2.3, §6.6). */
function checkMarkers(
  { identified, outputIntent, info, xmpInfo }: PdfContents,
  pages: readonly PageText[],
): HybridFinding[] {
  const findings: HybridFinding[] = [];
  if (!identified)
    findings.push(
      warning(
        'SCELL-HYBRID-ID',
        'The file has no identifier (ID), which PDF/A wants.',
        'Le fichier n’a pas d’identifiant (ID), que PDF/A exige.',
      ),
    );
  if (!outputIntent && pages.some(({ deviceColours }) => deviceColours))
    findings.push(
      warning(
        'SCELL-HYBRID-INTENT',
        'Colours are those of a device, and no output intent says with a profile what they look like.',
        'Des couleurs sont celles d’un appareil, et aucune intention de sortie n’indique leur apparence par un profil.',
      ),
    );
  for (const key of ['title', 'author'] as const) {
    const [one, other] = [info[key], xmpInfo[key]];
    if (one !== undefined && other !== undefined && folded(one) !== folded(other))
      findings.push(
        warning(
          'SCELL-HYBRID-INFO',
          `The Info dictionary and the XMP metadata differ (${key}): "${one}", "${other}".`,
          `Le dictionnaire Info et les métadonnées XMP diffèrent (${key}) : « ${one} », « ${other} ».`,
        ),
      );
  }
  return findings;
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function noStandard({ file, format }: HybridFacts): HybridFinding {
  const syntax = format.toUpperCase();
  return fatal(
    'BR-HYBRID-13',
    `The attachment "${file.name}" is ${syntax}, but neither its name nor the metadata follow Factur-X: most receivers will not find it.`,
    `La pièce jointe « ${file.name} » est en ${syntax}, mais ni son nom ni les métadonnées ne suivent Factur-X : la plupart des destinataires ne la trouveront pas.`,
  );
}

function checkMetadata(
  { metadata, metadataFault, xml, file }: HybridFacts,
  standard: FormatFacts,
): HybridFinding[] {
  if (metadataFault !== undefined)
    return [
      fatal(
        'SCELL-HYBRID-XMP',
        `The XMP metadata cannot be read: ${metadataFault.en}`,
        `Les métadonnées XMP ne peuvent être lues : ${metadataFault.fr}`,
      ),
    ];
  const own = metadata.find(({ namespace }) => standard.namespaces.includes(namespace));
  const [other] = metadata;
  if (own === undefined)
    return [
      other === undefined
        ? fatal(
            'BR-HYBRID-03',
            `The XMP metadata lack the properties of ${standard.title}.`,
            `Les métadonnées XMP n’ont pas les propriétés de ${standard.title}.`,
          )
        : fatal(
            'BR-HYBRID-04',
            `The XMP properties are in the namespace "${other.namespace}"; ${standard.title} has "${standard.namespaces[0]}".`,
            `Les propriétés XMP sont dans l’espace de noms « ${other.namespace} » ; celui de ${standard.title} est « ${standard.namespaces[0]} ».`,
          ),
    ];
  return [
    ...(own.declared
      ? []
      : [
          fatal(
            'BR-HYBRID-03',
            `No PDF/A extension schema declares the namespace "${own.namespace}".`,
            `Aucun schéma d’extension PDF/A ne déclare l’espace de noms « ${own.namespace} ».`,
          ),
        ]),
    ...(own.prefix === null || standard.prefixes.includes(own.prefix)
      ? []
      : [
          listed(
            'BR-HYBRID-05',
            { en: 'namespace prefix', fr: 'préfixe de l’espace de noms' },
            own.prefix,
            standard.prefixes,
          ),
        ]),
    ...value('BR-HYBRID-06', 'DocumentType', own.documentType, standard.documentTypes),
    ...value('BR-HYBRID-07', 'ConformanceLevel', own.conformanceLevel, standard.levels),
    ...value('BR-HYBRID-08', 'DocumentFileName', own.documentFileName, [standard.filename]),
    ...checkVersion(own.version, standard),
    ...(own.documentFileName === null || own.documentFileName === file.name
      ? []
      : [
          warning(
            'BR-HYBRID-14',
            `DocumentFileName says "${own.documentFileName}", the attachment is called "${file.name}".`,
            `DocumentFileName indique « ${own.documentFileName} », la pièce jointe s’appelle « ${file.name} ».`,
          ),
        ]),
    ...checkLevel(own.conformanceLevel, xml, standard),
  ];
}

/** A property that must be there with one of the values. */
function value(
  code: HybridCode,
  property: string,
  found: string | null,
  allowed: readonly string[],
): HybridFinding[] {
  if (found === null || found === '')
    return [fatal(code, `The XMP property ${property} is missing.`, `La propriété XMP ${property} manque.`)];
  if (allowed.includes(found)) return [];
  return [listed(code, { en: `XMP property ${property}`, fr: `propriété XMP ${property}` }, found, allowed)];
}

function listed(
  code: HybridCode,
  subject: { en: string; fr: string },
  found: string,
  allowed: readonly string[],
): HybridFinding {
  const quoted = (open: string, close: string) => allowed.map((item) => `${open}${item}${close}`).join(', ');
  return fatal(
    code,
    `The ${subject.en} is "${found}"; it can be: ${quoted('"', '"')}.`,
    `${subject.fr.charAt(0).toUpperCase()}${subject.fr.slice(1)} : « ${found} » ; les valeurs admises sont ${quoted('« ', ' »')}.`,
  );
}

function checkVersion(version: string | null, { versions }: FormatFacts): HybridFinding[] {
  if (version === null || !/^\d+[.p]\d+$/.test(version))
    return value('BR-HYBRID-09', 'Version', version, ['1.0']);
  if (versions === undefined || versions.includes(version)) return [];
  return [
    warning(
      'BR-HYBRID-10',
      `The XMP property Version is "${version}" instead of "${versions[0]}".`,
      `La propriété XMP Version vaut « ${version} » au lieu de « ${versions[0]} ».`,
    ),
  ];
}

function checkLevel(
  level: string | null,
  xml: IdentifiedXml | undefined,
  { levels }: FormatFacts,
): HybridFinding[] {
  const profile = xml?.profile;
  if (profile === undefined || profile === null || level === null || !levels.includes(level)) return [];
  if (levelsOf(profile).includes(level)) return [];
  return [
    warning(
      'BR-HYBRID-15',
      `The XMP property ConformanceLevel says "${level}", the XML (BT-24) is of profile ${profile}.`,
      `La propriété XMP ConformanceLevel indique « ${level} », le XML (BT-24) est du profil ${profile}.`,
    ),
  ];
}

/** XRechnung is a usage of EN 16931 and may be announced as such; the French extension has no level of its own. */
function levelsOf(profile: HybridProfile): string[] {
  if (profile === 'XRECHNUNG') return ['XRECHNUNG', 'EN 16931'];
  return profile === 'EXTENDED-CTC-FR' ? ['EXTENDED'] : [profile];
}

function checkFileName({ file }: HybridFacts, { title, filename }: FormatFacts): HybridFinding[] {
  if (file.name === filename) return [];
  return [
    fatal(
      'BR-HYBRID-13',
      `The attachment is called "${file.name}"; ${title} calls it "${filename}".`,
      `La pièce jointe s’appelle « ${file.name} » ; ${title} la nomme « ${filename} ».`,
    ),
  ];
}

/** How Factur-X §6.2 and ISO 19005-3 §6.8 embed the XML. */
function checkEmbedding(file: EmbeddedFile): HybridFinding[] {
  const findings: HybridFinding[] = [];
  const fault = (en: string, fr: string) => findings.push(fatal('BR-HYBRID-12', en, fr));
  if (!file.places.includes('names'))
    fault(
      'The attachment is missing from the name tree EmbeddedFiles.',
      'La pièce jointe manque dans l’arbre de noms EmbeddedFiles.',
    );
  if (!file.places.includes('catalog-af'))
    fault(
      'The AF array of the catalog does not refer to the attachment.',
      'Le tableau AF du catalogue ne renvoie pas à la pièce jointe.',
    );
  if (file.unicodeName === null || file.fileName === null) {
    const missing = file.unicodeName === null ? 'UF' : 'F';
    fault(
      `The file specification has no ${missing} (ISO 19005-3 §6.8).`,
      `La spécification de fichier n’a pas de ${missing} (ISO 19005-3 §6.8).`,
    );
  }
  if (file.mimeType === null)
    fault(
      'The attachment has no MIME type (Subtype); text/xml is expected.',
      'La pièce jointe n’a pas de type MIME (Subtype) ; text/xml est attendu.',
    );
  else if (file.mimeType.toLowerCase() !== 'text/xml')
    findings.push(
      warning(
        'BR-HYBRID-12',
        `The MIME type of the attachment is "${file.mimeType}" instead of "text/xml".`,
        `Le type MIME de la pièce jointe est « ${file.mimeType} » au lieu de « text/xml ».`,
      ),
    );
  if (file.relationship === null)
    fault(
      'The file specification has no AFRelationship (ISO 19005-3 §6.8).',
      'La spécification de fichier n’a pas d’AFRelationship (ISO 19005-3 §6.8).',
    );
  if (file.checksumForm === 'digits' || file.checksumForm === 'other')
    findings.push(
      warning(
        'SCELL-HYBRID-CHECKSUM',
        'The CheckSum of the attachment is not the 16 bytes of an MD5 digest.',
        'Le CheckSum de la pièce jointe n’est pas les 16 octets d’une empreinte MD5.',
      ),
    );
  if (file.modificationDate === null)
    findings.push(
      warning(
        'BR-HYBRID-12',
        'The parameters of the attachment have no valid ModDate.',
        'Les paramètres de la pièce jointe n’ont pas de ModDate valide.',
      ),
    );
  return findings;
}

/** Factur-X §6.2.2: Data where the XML is no full invoice; where it is, Alternative in Germany, and Source or Data in France as well. */
function checkRelationship({ file, format, xml }: HybridFacts): HybridFinding[] {
  const profile = xml?.profile ?? null;
  const german = xml?.sellerCountry === 'DE' && xml.buyerCountry === 'DE';
  const strict = german || format === 'zugferd-1' || format === 'zugferd-2' || format === 'xrechnung';
  const allowed =
    format !== 'zugferd-1' && (profile === 'MINIMUM' || profile === 'BASIC WL')
      ? ['Data']
      : strict
        ? ['Alternative']
        : ['Alternative', 'Source', 'Data'];
  if (file.relationship === null || allowed.includes(file.relationship)) return [];
  const named = profile === null ? { en: '', fr: '' } : { en: ` for ${profile}`, fr: ` pour ${profile}` };
  return [
    warning(
      'BR-HYBRID-11',
      `AFRelationship is ${file.relationship}; expected${named.en}: ${allowed.join(', ')}.`,
      `AFRelationship vaut ${file.relationship} ; attendu${named.fr} : ${allowed.join(', ')}.`,
    ),
  ];
}

function checkProfile({ xml, format }: HybridFacts): HybridFinding[] {
  if (xml === undefined) return [];
  const { profile, guideline, sellerCountry, buyerCountry } = xml;
  const between = (country: string) => sellerCountry === country && buyerCountry === country;
  const findings: HybridFinding[] = [];
  if (guideline === null)
    findings.push(
      fatal(
        'SCELL-HYBRID-GUIDELINE',
        'The XML does not say which specification it follows (BT-24).',
        'Le XML n’indique pas la spécification qu’il suit (BT-24).',
      ),
    );
  else if (profile === null)
    findings.push(
      warning(
        'SCELL-HYBRID-GUIDELINE',
        `The specification identifier "${guideline}" (BT-24) is of no known profile.`,
        `L’identifiant de spécification « ${guideline} » (BT-24) n’est celui d’aucun profil connu.`,
      ),
    );
  else if (profile === 'EXTENDED-CTC-FR' && format === 'factur-x')
    findings.push(
      warning(
        'SCELL-HYBRID-GUIDELINE',
        'EXTENDED-CTC-FR is for bare XML; inside a PDF the identifier of the Factur-X profile EXTENDED stays (BT-24).',
        'EXTENDED-CTC-FR vaut pour le XML seul ; dans un PDF, l’identifiant du profil EXTENDED de Factur-X demeure (BT-24).',
      ),
    );
  if (between('DE') && (profile === 'MINIMUM' || profile === 'BASIC WL'))
    findings.push(
      fatal(
        profile === 'MINIMUM' ? 'BR-HYBRID-DE-01' : 'BR-HYBRID-DE-02',
        `Between German parties the profile ${profile} must not be used.`,
        `Entre parties allemandes, le profil ${profile} est exclu.`,
      ),
    );
  if (between('FR') && profile === 'XRECHNUNG')
    findings.push(
      fatal(
        'BR-HYBRID-FR-01',
        'Between French parties the profile XRECHNUNG must not be used.',
        'Entre parties françaises, le profil XRECHNUNG est exclu.',
      ),
    );
  if (between('FR')) findings.push(...frenchAdmission(profile));
  return findings;
}
