import { isPdf, type OpenedDocument, openDocument as open } from '@scell/facturx';
import { DocumentFault } from './fault.ts';
import { startsLikeXml } from './file-type.ts';

/**
 * Opens XML or a hybrid PDF that somebody sent. Throws what `faultOf` knows for what is no invoice in CII or UBL.
 */
export function openDocument(bytes: Uint8Array): OpenedDocument {
  refuseOtherFiles(bytes);
  return open(bytes);
}

/** Says of what is neither XML nor PDF what it is not, rather than where its XML goes wrong. */
export function refuseOtherFiles(bytes: Uint8Array): void {
  if (isPdf(bytes) || startsLikeXml(bytes)) return;
  throw new DocumentFault({
    kind: 'no-invoice',
    code: 'unknown-type',
    text: { fr: 'Le fichier n’est ni du XML ni un PDF.', en: 'The file is neither XML nor a PDF.' },
  });
}
