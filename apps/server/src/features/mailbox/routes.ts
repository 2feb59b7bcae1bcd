import * as contract from '@scell/contract';
import { ApiError, RESOURCES } from '@scell/contract';
import { type Actor, ok } from '../../platform/http/call.ts';
import { notFound, pageOf, presentList } from '../../platform/http/lists.ts';
import { route } from '../../platform/http/route.ts';
import { presentMail, presentMessage } from './present.ts';
import { findMail, listMails } from './store.ts';

export const mailboxRoutes = [
  route(contract.listSandboxMails, async (call) => {
    inSandbox(call);
    const { query, scope } = call;
    const filter = { status: query.status, subjectId: query.subject_id };
    const found = await call.db.withTenant(scope, (tx) =>
      listMails(tx, scope.tenantId, filter, query.order, pageOf(query)),
    );
    return ok(
      presentList(query, `${call.apiBase}/mailbox`, found, presentMail, (row) => ({
        value: row.created_at.toISOString(),
        id: row.id,
      })),
    );
  }),
  route(contract.getSandboxMail, async (call) => {
    inSandbox(call);
    const mail = await call.db.withTenant(call.scope, (tx) =>
      findMail(tx, call.scope.tenantId, call.params.id),
    );
    if (mail === undefined) throw notFound(RESOURCES.mail);
    // Its copy may be there for a moment after whom it was for was erased.
    const message = mail.erased_at === null ? await call.services.mailer.read(mail.id) : null;
    return ok({
      data: { ...presentMail(mail), message: message === null ? null : presentMessage(message) },
    });
  }),
];

/** Mails to customers are nobody's to read a second time: only those of the sandbox are shown. */
function inSandbox({ environment }: Pick<Actor, 'environment'>): void {
  if (environment !== 'sandbox') throw new ApiError('SANDBOX_ONLY');
}
