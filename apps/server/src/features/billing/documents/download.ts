import { ApiError } from '@scell/contract';
import type { BytesReply } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';
import { printPaper } from '../../fiscal/papers/print.ts';
import { SOFTWARE_NAME } from '../../fiscal/papers/software.ts';
import { readFile } from '../../invoices/make-files.ts';
import { ownerActor } from './owner.ts';
import { statementPaper } from './statement-paper.ts';
import type { BillingDocument } from './store.ts';

/** The PDF of a bill: the invoice as the platform's owner issued it, or the statement, where there was nothing to invoice. */
export async function downloadDocument(services: Services, document: BillingDocument): Promise<BytesReply> {
  return {
    status: 200,
    bytes: await bytesOf(services, document),
    mediaType: 'application/pdf',
    filename: `${document.number}.pdf`,
  };
}

async function bytesOf(services: Services, document: BillingDocument): Promise<Uint8Array> {
  if (document.invoice_id === null)
    return printPaper(services, statementPaper(document), {
      author: services.editor.name ?? SOFTWARE_NAME,
      at: document.issued_at,
      id: `statement ${document.id}`,
    });
  const { actor } = await ownerActor(services);
  const pdf = await readFile(services, 'production', actor.scope, document.invoice_id, 'facturx');
  if (pdf === null) throw new ApiError('FILE_NOT_FOUND');
  return pdf;
}
