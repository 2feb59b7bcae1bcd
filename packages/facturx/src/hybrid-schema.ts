import type { XmpSchema } from '@scell/pdf';

/** The name that Factur-X 1.0 gives the attachment. */
export const FACTURX_FILENAME = 'factur-x.xml';

/** The metadata Factur-X 1.0 §6.2.1 asks for. */
export function hybridSchema(filename: string, level: string, version: string): XmpSchema {
  return {
    name: 'Factur-X PDFA Extension Schema',
    namespace: 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#',
    prefix: 'fx',
    properties: [
      { name: 'DocumentFileName', value: filename, description: 'Name of the embedded XML invoice file' },
      { name: 'DocumentType', value: 'INVOICE', description: 'Type of the hybrid document' },
      { name: 'Version', value: version, description: 'Version of the Factur-X standard the XML follows' },
      { name: 'ConformanceLevel', value: level, description: 'Profile of the embedded XML invoice' },
    ],
  };
}
