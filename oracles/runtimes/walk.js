/**
 * What the published packages are for, in one walk: read, validate, mend, convert, draw, extract. Runs unchanged in Node, Deno and a browser; what it returns
 * must be the same everywhere.
 */
import { convertDocument, extractInvoice, loadInvoiceFonts } from '@scell/facturx';
import { readInvoice, readXml, XmlError } from '@scell/syntax';
import { explain, validate } from '@scell/validation';

/** `files` are the bytes of "invoice.xml", "regular.ttf" and "bold.ttf". */
export async function walk(files) {
  const document = readXml(files['invoice.xml']);
  const findings = validate(document, ['en16931', 'br-fr']);
  const options = {
    language: 'fr',
    fonts: loadInvoiceFonts({ regular: files['regular.ttf'], bold: files['bold.ttf'] }),
    creationDate: '2026-11-20T10:00:00Z',
    documentId: 'walk',
  };
  const ubl = convertDocument(files['invoice.xml'], 'ubl', options);
  const hybrid = convertDocument(ubl.bytes, 'facturx', options);
  const extracted = extractInvoice(hybrid.bytes);
  return {
    number: readInvoice(document).invoice.number,
    findings: explain(document, findings).map(({ rule, places: [{ line }] }) => `${rule} ${line}`),
    complete: ubl.certificate.complete && hybrid.certificate.complete,
    ubl: await digest(ubl.bytes),
    pdf: await digest(hybrid.bytes),
    profile: extracted.profile,
    extracted: await digest(extracted.xml),
    refusal: refusal(),
  };
}

function refusal() {
  try {
    readXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
  } catch (error) {
    return error instanceof XmlError ? error.text.fr : String(error);
  }
}

async function digest(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex();
}
