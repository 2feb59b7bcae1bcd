import { readXml, type XmlNode } from '@scell/syntax';
import { FORMATS } from './format.ts';

/** The properties by which the XMP packet announces the attachment. What is absent is null. */
export interface HybridMetadata {
  namespace: string;
  /** The prefix the packet binds to the namespace. */
  prefix: string | null;
  documentType: string | null;
  documentFileName: string | null;
  version: string | null;
  conformanceLevel: string | null;
  /** The packet declares the namespace in a PDF/A extension schema (ISO 19005-3 §6.6.2.3). */
  declared: boolean;
}

const NAMESPACES = new Set(Object.values(FORMATS).flatMap(({ namespaces }) => namespaces));
const RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}';
const SCHEMA_URI = '{http://www.aiim.org/pdfa/ns/schema#}namespaceURI';
const PACKET_DEPTH = 64;

/**
 * The hybrid properties of a packet, one entry a known namespace, written as elements or as attributes of rdf:Description. Throws `XmlError`
 * for a packet that is not well-formed.
 */
export function readHybridMetadata(packet: string): HybridMetadata[] {
  // Packets are padded, and some writers pad with NUL.
  const { root, source } = readXml(packet.replace(/\0+$/, '').trim(), { depth: PACKET_DEPTH });
  const properties = new Map<string, Map<string, string>>();
  const declared = new Set<string>();
  const note = (name: string, value: string) => {
    if (name === SCHEMA_URI) declared.add(value.trim());
    const [, namespace = '', local = ''] = /^\{(.*)\}(.*)$/.exec(name) ?? [];
    if (!NAMESPACES.has(namespace)) return;
    const known = properties.get(namespace) ?? new Map<string, string>();
    if (!known.has(local)) known.set(local, value.trim());
    properties.set(namespace, known);
  };
  const visit = (node: XmlNode) => {
    if (node.tag === `${RDF}Description` || node.tag === `${RDF}li`)
      for (const { name, value } of node.attributes) note(name, value);
    if (node.children.length === 0) note(node.tag, node.text);
    for (const child of node.children) visit(child);
  };
  visit(root);
  return [...properties].map(([namespace, values]) => ({
    namespace,
    prefix: prefixOf(source, namespace),
    documentType: values.get('DocumentType') ?? null,
    documentFileName: values.get('DocumentFileName') ?? null,
    version: values.get('Version') ?? null,
    conformanceLevel: values.get('ConformanceLevel') ?? null,
    declared: declared.has(namespace),
  }));
}

function prefixOf(source: string, namespace: string): string | null {
  for (const [, prefix = '', uri] of source.matchAll(
    /\sxmlns:([\w.-]{1,100})\s{0,9}=\s{0,9}["']([^"'<]{1,200})["']/g,
  ))
    if (uri === namespace) return prefix;
  return null;
}
