import type { Call } from '../../platform/http/call.ts';
import { type DocumentToFile, makeFiles } from './make-files.ts';

/** Makes the files of a document once it is committed. It is issued whatever happens then: the worker makes the missing ones. */
export function filesMaker(call: Call, document: DocumentToFile | null): () => Promise<void> {
  if (document === null || call.services.documents !== 'at-once') return async () => {};
  return () =>
    makeFiles(call.services, call.environment, call.scope.tenantId, document.invoiceId, document).catch(
      (error: unknown) =>
        call.logger.error({ err: error, invoice_id: document.invoiceId }, 'files not made at submission'),
    );
}

/** The same for many, one after the other and without being waited for: an answer of a hundred is not held up by their pages. */
export function makeAllFiles(call: Call, documents: readonly (DocumentToFile | null)[]): void {
  void (async () => {
    for (const document of documents) await filesMaker(call, document)();
  })();
}
