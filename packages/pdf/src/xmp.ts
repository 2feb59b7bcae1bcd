import { escapeXml } from './xml.ts';

/** One property of a metadata schema that is not predefined by XMP, with what ISO 19005-3 §6.6.2.3 has it declare. */
export interface XmpProperty {
  name: string;
  value: string;
  /** English description for the PDF/A extension schema. */
  description: string;
  /** Text when absent. */
  type?: 'Integer';
  /** Whether the program that writes the document minds it itself; else it is of the caller. */
  internal?: boolean;
}

/** A metadata schema of one's own (Factur-X, say) and its values. */
export interface XmpSchema {
  name: string;
  namespace: string;
  prefix: string;
  properties: XmpProperty[];
}

/** What the packet says of the document; the Info dictionary says the same. Dates are ISO 8601 with an offset. */
export interface XmpContent {
  title: string;
  author: string;
  subject?: string;
  keywords?: string;
  language?: string;
  creatorTool: string;
  producer: string;
  createDate: string;
  /** The creation when absent. */
  modifyDate?: string;
  /** Level of PDF/A-3; B when absent. */
  conformance?: 'A' | 'B' | 'U';
  schemas: XmpSchema[];
}

/** The XMP packet (ISO 16684-1) that claims PDF/A-3 (ISO 19005-3 §6.6). Every text is escaped. */
export function xmpPacket(content: XmpContent): string {
  const date = escapeXml(content.createDate);
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>${content.conformance ?? 'B'}</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title>${alternative(content.title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(content.author)}</rdf:li></rdf:Seq></dc:creator>
${content.subject === undefined ? '' : `<dc:description>${alternative(content.subject)}</dc:description>\n`}${content.language === undefined ? '' : `<dc:language><rdf:Bag><rdf:li>${escapeXml(content.language)}</rdf:li></rdf:Bag></dc:language>\n`}</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>${escapeXml(content.creatorTool)}</xmp:CreatorTool>
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${escapeXml(content.modifyDate ?? content.createDate)}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${escapeXml(content.producer)}</pdf:Producer>
${content.keywords === undefined ? '' : `<pdf:Keywords>${escapeXml(content.keywords)}</pdf:Keywords>\n`}</rdf:Description>
${extensionSchemas(content.schemas)}${content.schemas.map(values).join('')}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

function alternative(text: string): string {
  return `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
}

function values(schema: XmpSchema): string {
  const prefix = escapeXml(schema.prefix);
  const properties = schema.properties.map(
    ({ name, value }) => `<${prefix}:${name}>${escapeXml(value)}</${prefix}:${name}>\n`,
  );
  return `<rdf:Description rdf:about="" xmlns:${prefix}="${escapeXml(schema.namespace)}">\n${properties.join('')}</rdf:Description>\n`;
}

function extensionSchemas(schemas: XmpSchema[]): string {
  if (schemas.length === 0) return '';
  return `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
${schemas.map(declaration).join('')}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`;
}

function declaration(schema: XmpSchema): string {
  const properties = schema.properties.map(
    ({ name, description, type = 'Text', internal = false }) => `<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>${escapeXml(name)}</pdfaProperty:name>
<pdfaProperty:valueType>${type}</pdfaProperty:valueType>
<pdfaProperty:category>${internal ? 'internal' : 'external'}</pdfaProperty:category>
<pdfaProperty:description>${escapeXml(description)}</pdfaProperty:description>
</rdf:li>
`,
  );
  return `<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>${escapeXml(schema.name)}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${escapeXml(schema.namespace)}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>${escapeXml(schema.prefix)}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${properties.join('')}</rdf:Seq></pdfaSchema:property>
</rdf:li>
`;
}

/** The claim of PDF/UA-1 (ISO 14289-1 §5), for documents tagged through and through. */
export const PDF_UA: XmpSchema = {
  name: 'PDF/UA Universal Accessibility Schema',
  namespace: 'http://www.aiim.org/pdfua/ns/id/',
  prefix: 'pdfuaid',
  properties: [
    { name: 'part', value: '1', description: 'Part of ISO 14289', type: 'Integer', internal: true },
  ],
};
