/** The standards by which a PDF carries a machine-readable document, and the two syntaxes attached without one. */
export type HybridFormat = 'factur-x' | 'xrechnung' | 'zugferd-2' | 'zugferd-1' | 'order-x' | 'cii' | 'ubl';

/** Profiles by the names that the XMP metadata give them; EXTENDED-CTC-FR has none there. */
export type HybridProfile =
  | 'MINIMUM'
  | 'BASIC WL'
  | 'BASIC'
  | 'EN 16931'
  | 'EXTENDED'
  | 'EXTENDED-CTC-FR'
  | 'XRECHNUNG'
  | 'COMFORT';

/** What a standard asks of its PDF. */
export interface FormatFacts {
  /** For people. */
  title: string;
  filename: string;
  /** Namespaces of its XMP properties, the first being the one to write. */
  namespaces: readonly string[];
  prefixes: readonly string[];
  documentTypes: readonly string[];
  levels: readonly string[];
  /** Values of Version; undefined where any number goes (XRechnung gives its own). */
  versions: readonly string[] | undefined;
}

const FACTURX_NAMESPACE = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
const LEVELS = ['MINIMUM', 'BASIC WL', 'BASIC', 'EN 16931', 'EXTENDED'];

/** Factur-X 1.09 §6.2 and §6.3 (= ZUGFeRD 2.5), ZUGFeRD 2.0 and 1.0 technical supplements, Order-X 1.0 §4.1. */
export const FORMATS: Readonly<Record<Exclude<HybridFormat, 'cii' | 'ubl'>, FormatFacts>> = {
  'factur-x': {
    title: 'Factur-X',
    filename: 'factur-x.xml',
    namespaces: [FACTURX_NAMESPACE],
    prefixes: ['fx'],
    documentTypes: ['INVOICE'],
    levels: [...LEVELS, 'XRECHNUNG'],
    versions: ['1.0'],
  },
  xrechnung: {
    title: 'XRechnung',
    filename: 'xrechnung.xml',
    namespaces: [FACTURX_NAMESPACE],
    prefixes: ['fx'],
    documentTypes: ['INVOICE'],
    levels: ['XRECHNUNG'],
    versions: undefined,
  },
  'zugferd-2': {
    title: 'ZUGFeRD 2.0',
    filename: 'zugferd-invoice.xml',
    namespaces: [
      'urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#',
      'urn:zugferd:pdfa:CrossIndustryDocument:invoice:1p0#',
    ],
    prefixes: ['fx', 'zf'],
    documentTypes: ['INVOICE'],
    levels: LEVELS,
    versions: ['2p0', '2.0', '1.0'],
  },
  'zugferd-1': {
    title: 'ZUGFeRD 1.0',
    filename: 'ZUGFeRD-invoice.xml',
    namespaces: ['urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#', 'urn:ferd:pdfa:invoice:rc#'],
    prefixes: ['zf'],
    documentTypes: ['INVOICE'],
    levels: ['BASIC', 'COMFORT', 'EXTENDED'],
    versions: ['1.0'],
  },
  'order-x': {
    title: 'Order-X',
    filename: 'order-x.xml',
    namespaces: ['urn:factur-x:pdfa:CrossIndustryDocument:1p0#'],
    prefixes: ['fx'],
    documentTypes: ['ORDER', 'ORDER_CHANGE', 'ORDER_RESPONSE'],
    levels: ['BASIC', 'COMFORT', 'EXTENDED'],
    versions: ['1.0'],
  },
};

/** What the standard asks; undefined for a bare syntax. */
export function factsOf(format: HybridFormat): FormatFacts | undefined {
  return format === 'cii' || format === 'ubl' ? undefined : FORMATS[format];
}

/** The standard that has the file name, whatever its case; ZUGFeRD 2.0 where only the case tells it from 1.0. */
export function formatByFilename(name: string): Exclude<HybridFormat, 'cii' | 'ubl'> | undefined {
  if (name === FORMATS['zugferd-1'].filename) return 'zugferd-1';
  const lower = name.toLowerCase();
  for (const format of ['factur-x', 'xrechnung', 'zugferd-2', 'order-x'] as const)
    if (lower === FORMATS[format].filename) return format;
  return undefined;
}
