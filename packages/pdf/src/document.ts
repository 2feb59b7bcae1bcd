import { strToU8, zlibSync } from 'fflate';
import { Canvas, type Resources } from './canvas.ts';
import { documentDate } from './date.ts';
import { embedFont } from './embed-font.ts';
import { MissingGlyphsError } from './errors.ts';
import { type Font, type Glyph, missingGlyphs } from './font.ts';
import type { Size } from './geometry.ts';
import { srgbProfile } from './icc.ts';
import type { PdfImage } from './image.ts';
import { md5 } from './md5.ts';
import { hex, name, ObjectFile, textString } from './objects.ts';
import { addStructure, StructureNode } from './structure.ts';
import { type XmpSchema, xmpPacket } from './xmp.ts';

/** A file carried inside the document (ISO 19005-3 §6.8). */
export interface Attachment {
  /** File name, unique in the document: "factur-x.xml". */
  name: string;
  bytes: Uint8Array;
  /** MIME type without parameters: "text/xml". */
  mimeType: string;
  description: string;
  /** What the file is to the document (ISO 19005-3 annex E). */
  relationship: 'Alternative' | 'Data' | 'Source' | 'Supplement' | 'Unspecified';
}

/** What a document says of itself. Nothing is taken from the machine: the same input gives the same bytes. */
export interface DocumentOptions {
  title: string;
  author: string;
  subject?: string;
  /** BCP 47 tag: "fr-FR". */
  language: string;
  /** The program that made the content; this package signs as producer. */
  creator: string;
  /** ISO 8601 instant with seconds and offset: creation and modification of the document and its attachments. */
  creationDate: string;
  /** What tells this document from any other: hashed into the file identifier. */
  id: string;
  attachments?: Attachment[];
  /** Metadata schemas of one's own. */
  schemas?: XmpSchema[];
}

const PRODUCER = 'Scell PDF';

let profile: { data: Uint8Array; length: number } | undefined;

/**
 * A PDF/A-3 (ISO 19005-3) in the making: add pages, draw on them, take the bytes. Level B; level A once something is drawn as
 * tagged with elements below `structure`, and then all of it should be.
 */
export class PdfDocument implements Resources {
  /** Root of the logical structure. */
  readonly structure = new StructureNode('Document');
  readonly #options: DocumentOptions;
  readonly #pages: Canvas[] = [];
  readonly #fonts = new Map<Font, FontUse>();
  readonly #images = new Map<PdfImage, string>();

  constructor(options: DocumentOptions) {
    this.#options = options;
  }

  /** The pages so far, in order; all may be drawn on until `toBytes`. */
  get pages(): readonly Canvas[] {
    return this.#pages;
  }

  addPage(size: Size): Canvas {
    const page = new Canvas(size, this);
    this.#pages.push(page);
    return page;
  }

  encode(text: string, font: Font): { resource: string; hex: string }[] {
    let use = this.#fonts.get(font);
    if (use === undefined) {
      use = new FontUse(font, `F${this.#fonts.size + 1}`);
      this.#fonts.set(font, use);
    }
    return use.encode(text);
  }

  image(image: PdfImage): string {
    let resource = this.#images.get(image);
    if (resource === undefined) {
      resource = `I${this.#images.size + 1}`;
      this.#images.set(image, resource);
    }
    return resource;
  }

  /** The finished file. Throws `PdfError` (`date_invalid`). */
  toBytes(): Uint8Array {
    const { title, author, subject, language, creator, id, schemas = [] } = this.#options;
    const date = documentDate(this.#options.creationDate);
    const file = new ObjectFile();
    const pageTree = file.reserve();
    const resources = this.#addResources(file);
    const tagged = this.structure.kids.length > 0;
    const kids = this.#pages.map((page, index) =>
      this.#addPage(file, page, pageTree, resources, tagged ? ` /StructParents ${index}` : ''),
    );
    const structure = tagged
      ? addStructure(file, this.structure, new Map(this.#pages.map((page, i) => [page, kids[i] ?? 0])))
      : '';
    file.put(pageTree, `<</Type /Pages /Count ${kids.length} /Kids [${kids.map(reference).join(' ')}]>>`);

    const xmp = xmpPacket({
      title,
      author,
      ...(subject === undefined ? {} : { subject }),
      language,
      creatorTool: creator,
      producer: PRODUCER,
      createDate: date.xmp,
      ...(tagged ? { conformance: 'A' } : {}),
      schemas,
    });
    const metadata = file.addStream('/Type /Metadata /Subtype /XML', strToU8(xmp));
    const attachments = this.#addAttachments(file, date.pdf);
    const root = file.add(
      `<</Type /Catalog /Pages ${reference(pageTree)} /Metadata ${reference(metadata)} /Lang ${textString(language)} ` +
        `/ViewerPreferences <</DisplayDocTitle true>> /OutputIntents [${outputIntent(file)}]${attachments}${structure}>>`,
    );
    const info = file.add(
      `<</Title ${textString(title)} /Author ${textString(author)}${subject === undefined ? '' : ` /Subject ${textString(subject)}`} ` +
        `/Creator ${textString(creator)} /Producer ${textString(PRODUCER)} /CreationDate (${date.pdf}) /ModDate (${date.pdf})>>`,
    );
    return file.toBytes(root, info, md5(strToU8(id)));
  }

  #addResources(file: ObjectFile): number {
    const fonts: string[] = [];
    for (const use of this.#fonts.values())
      for (const [resource, subset] of use.subsets())
        fonts.push(`/${resource} ${reference(embedFont(file, use.font, subset))}`);
    const images = [...this.#images].map(
      ([image, resource]) => `/${resource} ${reference(addImage(file, image))}`,
    );
    return file.add(`<</Font <<${fonts.join(' ')}>> /XObject <<${images.join(' ')}>>>>`);
  }

  #addPage(file: ObjectFile, page: Canvas, parent: number, resources: number, structParents: string): number {
    const contents = file.addStream(
      '/Filter /FlateDecode',
      zlibSync(strToU8(page.content(), true), { level: 6 }),
    );
    const { width, height } = page.size;
    return file.add(
      `<</Type /Page /Parent ${reference(parent)} /MediaBox [0 0 ${width} ${height}] /Resources ${reference(resources)} ` +
        `/Group <</S /Transparency /CS /DeviceRGB>> /Contents ${reference(contents)}${structParents}>>`,
    );
  }

  /** The catalog entries that list the attachments: by name for readers, and as associated files for PDF/A-3. */
  #addAttachments(file: ObjectFile, date: string): string {
    const attachments = (this.#options.attachments ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    if (attachments.length === 0) return '';
    const specifications = attachments.map((attachment) => {
      const { bytes } = attachment;
      const embedded = file.addStream(
        `/Type /EmbeddedFile /Subtype ${name(attachment.mimeType)} /Filter /FlateDecode ` +
          `/Params <</Size ${bytes.length} /ModDate (${date}) /CheckSum ${hex(md5(bytes))}>>`,
        zlibSync(bytes, { level: 6 }),
      );
      const label = textString(attachment.name);
      return file.add(
        `<</Type /Filespec /F ${label} /UF ${label} /Desc ${textString(attachment.description)} ` +
          `/AFRelationship /${attachment.relationship} /EF <</F ${reference(embedded)} /UF ${reference(embedded)}>>>>`,
      );
    });
    const names = specifications.map((id, i) => `${textString(attachments[i]?.name ?? '')} ${reference(id)}`);
    return ` /Names <</EmbeddedFiles <</Names [${names.join(' ')}]>>>> /AF [${specifications.map(reference).join(' ')}]`;
  }
}

/** A font in one document: its base subset, and a second one for what else the document's texts need. */
class FontUse {
  readonly font: Font;
  readonly #resource: string;
  readonly #extra: Glyph[] = [];
  readonly #extraCodes = new Map<Glyph, string>();
  #usesBase = false;

  constructor(font: Font, resource: string) {
    this.font = font;
    this.#resource = resource;
  }

  encode(text: string): { resource: string; hex: string }[] {
    const runs: { resource: string; hex: string }[] = [];
    let codes = '';
    let inBase = true;
    for (const character of text) {
      const glyph = this.font.glyph(character.codePointAt(0) ?? 0);
      if (glyph === undefined) throw new MissingGlyphsError(missingGlyphs(text, this.font));
      const isBase = glyph.baseId > 0;
      if (isBase !== inBase && codes !== '') {
        runs.push({ resource: this.#name(inBase), hex: codes });
        codes = '';
      }
      inBase = isBase;
      codes += isBase ? glyph.hex : this.#extraCode(glyph);
    }
    if (codes !== '') runs.push({ resource: this.#name(inBase), hex: codes });
    return runs;
  }

  /** The subsets the document used, by resource name. */
  subsets(): [string, ReturnType<Font['subset']>][] {
    const used: [string, ReturnType<Font['subset']>][] = [];
    if (this.#usesBase) used.push([this.#resource, this.font.baseSubset()]);
    if (this.#extra.length > 0) used.push([`${this.#resource}x`, this.font.subset(this.#extra)]);
    return used;
  }

  #name(base: boolean): string {
    if (base) this.#usesBase = true;
    return base ? this.#resource : `${this.#resource}x`;
  }

  #extraCode(glyph: Glyph): string {
    let code = this.#extraCodes.get(glyph);
    if (code === undefined) {
      this.#extra.push(glyph);
      code = this.#extra.length.toString(16).padStart(4, '0');
      this.#extraCodes.set(glyph, code);
    }
    return code;
  }
}

function addImage(file: ObjectFile, image: PdfImage): number {
  const size = `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /BitsPerComponent 8`;
  let mask = '';
  if (image.alpha !== undefined) {
    const id = file.addStream(`${size} /ColorSpace /DeviceGray /Filter /FlateDecode`, image.alpha);
    mask = ` /SMask ${reference(id)}`;
  }
  return file.addStream(
    `${size} /ColorSpace /${image.colorSpace} /Filter /${image.filter} /Interpolate false${mask}`,
    image.data,
  );
}

/** ISO 19005-3 §6.2.3: says which colours DeviceRGB and DeviceGray mean. */
function outputIntent(file: ObjectFile): string {
  if (profile === undefined) {
    const bytes = srgbProfile();
    profile = { data: zlibSync(bytes, { level: 9 }), length: bytes.length };
  }
  const id = file.addStream('/N 3 /Alternate /DeviceRGB /Filter /FlateDecode', profile.data);
  const label = textString('sRGB IEC61966-2.1');
  return (
    `<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier ${label} /Info ${label} ` +
    `/RegistryName (http://www.color.org) /DestOutputProfile ${reference(id)}>>`
  );
}

function reference(id: number): string {
  return `${id} 0 R`;
}
