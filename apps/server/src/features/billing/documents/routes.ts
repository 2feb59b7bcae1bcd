import * as contract from '@scell/contract';
import { ApiError, RESOURCES } from '@scell/contract';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { notFound, pageOf, presentList } from '../../../platform/http/lists.ts';
import { route } from '../../../platform/http/route.ts';
import { requireWholeTenant } from '../../tenants/whole-tenant.ts';
import { buy, termsOfSale } from '../purchases/buy.ts';
import { downloadDocument } from './download.ts';
import { presentDocument } from './present.ts';
import { type BillingDocument, findDocument, listDocuments, lockDocument } from './store.ts';

export const documentRoutes = [
  route(contract.listBillingInvoices, (call) => list(call, call.query, contract.listBillingInvoices.path)),
  route(contract.listScellInvoices, (call) => list(call, call.query, contract.listScellInvoices.path)),
  route(contract.getBillingInvoice, async (call) =>
    ok({ data: presentDocument(await find(call, call.params.invoice)) }),
  ),
  route(contract.downloadBillingInvoice, async (call) =>
    downloadDocument(call.services, await find(call, call.params.invoice)),
  ),

  route(contract.payBillingInvoice, async (call) => {
    const { number } = await find(call, call.params.invoice);
    const terms = await termsOfSale(call.services, call);
    return call.once(async (tx) => {
      const document = await lockDocument(tx, call.scope.tenantId, call.params.invoice);
      if (document === undefined) throw notFound(RESOURCES.invoice);
      if (document.status !== 'open')
        throw new ApiError('INVOICE_NOT_PAYABLE', { params: { status: document.status } });
      const { purchase, clientSecret } = await buy(tx, call, call.services, terms, {
        kind: 'statement',
        packSlug: null,
        documentId: document.id,
        label: `Relevé ${number}`,
        net: document.total_ht,
        bonus: '0',
        save: false,
      });
      return ok({
        message: { fr: 'Paiement à terminer.', en: 'Payment to be completed.' }[call.language],
        data: {
          payment_intent_id: purchase.payment_intent,
          client_secret: clientSecret,
          amount: Number(purchase.total),
          currency: 'EUR',
          status: purchase.status,
        },
      });
    });
  }),
];

async function find(call: Call, id: string): Promise<BillingDocument> {
  requireWholeTenant(call);
  const document = await call.db.withTenant(call.scope, (tx) => findDocument(tx, call.scope.tenantId, id));
  if (document === undefined) throw notFound(RESOURCES.invoice);
  return document;
}

async function list(
  call: Call,
  query: contract.QueryOf<typeof contract.listBillingInvoices>,
  path: string,
): Promise<Reply> {
  requireWholeTenant(call);
  const found = await call.db.withTenant(call.scope, (tx) =>
    listDocuments(tx, call.scope.tenantId, { status: query.status, order: query.order }, pageOf(query)),
  );
  return ok(
    presentList(query, `${call.apiBase}${path}`, found, presentDocument, (row) => ({
      value: row.created_at.toISOString(),
      id: row.id,
    })),
  );
}
