/** Names of XML 1.0 (fifth edition, §2.3) and the namespaces of invoices. */

/** The prefixes of CEN/TS 16931-3 for the namespaces of CII D16B and D22B and of UBL 2.1. */
const canonicalPrefixes: ReadonlyMap<string, string> = new Map([
  ['urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100', 'rsm'],
  ['urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100', 'ram'],
  ['urn:un:unece:uncefact:data:standard:QualifiedDataType:100', 'qdt'],
  ['urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100', 'udt'],
  ['urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', 'ubl'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2', 'cn'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2', 'cac'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2', 'cbc'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2', 'ext'],
]);

/** The namespace that each canonical prefix stands for. */
export const namespaces: ReadonlyMap<string, string> = new Map(
  Array.from(canonicalPrefixes, ([uri, prefix]) => [prefix, uri]),
);

const known = new Map<string, string>();
/** What a hostile stream of documents may add to the memory of a long-lived process. */
const MOST_KNOWN = 10_000;

/** The canonical name of an element: "ram:ID", "{uri}local", or "local" in no namespace. */
export function canonicalName(namespace: string, local: string): string {
  if (namespace === '') return local;
  const prefix = canonicalPrefixes.get(namespace);
  return prefix === undefined ? `{${namespace}}${local}` : interned(`${prefix}:${local}`);
}

/** One string for each name: property keys are unique in the engine, so that === compares addresses. */
function interned(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const unique = Object.keys({ [name]: 0 })[0] ?? name;
  if (known.size < MOST_KNOWN) known.set(unique, unique);
  return unique;
}

const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF' +
  '\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const COLONLESS = new RegExp(`^[${START}][-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040${START}]*$`, 'u');

/** Whether a text is an NCName: a name without a colon (Namespaces in XML 1.0 §3). */
export function isColonlessName(text: string): boolean {
  return COLONLESS.test(text);
}
