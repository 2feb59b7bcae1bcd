import { ApiError, RESOURCES, type Text } from '@scell/contract';
import { readEntry, sealMessage } from '@scell/ledger';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import { nodeCryptography } from '../../../platform/verification/node-cryptography.ts';
import { auditTrail } from '../../invoices/audit-trail.ts';
import {
  type DocumentFacts,
  factsOfDocument,
  factsOfEntry,
  type PartyName,
  UNREADABLE,
} from './document-facts.ts';
import {
  type EntryRow,
  findByNumbers,
  findFollowing,
  findInvoiceAndDocument,
  listEntries,
  listFiles,
  listMails,
  listPayments,
  type MailRow,
  type RelatedRow,
} from './store.ts';

const CRYPTOGRAPHY = nodeCryptography();

/** Everything kept about an issued invoice, from what it refers to to what was done with it. */
export interface Trail {
  id: string;
  number: string;
  status: string;
  recordedAt: Date;
  document: DocumentFacts;
  seller: PartyName;
  related: Related[];
  payments: Awaited<ReturnType<typeof listPayments>>;
  entries: TrailEntry[];
  files: Awaited<ReturnType<typeof listFiles>>;
  mails: MailRow[];
  chronology: Step[];
  /** Events and entries hold, and so does the seal of every entry. */
  intact: boolean;
}

export interface Related {
  relation: 'preceding' | 'following';
  number: string;
  issueDate: string | null;
  typeCode: string | null;
  /** `null`: not kept here. */
  id: string | null;
}

/** `intact`: its own hashes hold. `sealed`: so does the signature of its seal. */
export type TrailEntry = EntryRow & { intact: boolean; sealed: boolean };

export interface Step {
  at: Date;
  kind: 'event' | 'payment' | 'ledger' | 'file' | 'mail';
  what: Text;
  by: string | null;
}

/** Reads the trail. Throws `NOT_FOUND`, and `INVOICE_NOT_ISSUED` for a draft: nothing is proven of it yet. */
export async function readTrail(tx: Tx, actor: Actor, id: string): Promise<Trail> {
  const { tenantId } = actor.scope;
  const found = await findInvoiceAndDocument(tx, tenantId, id);
  if (found === undefined) throw notFound(RESOURCES.invoice);
  if (found.issued === null) throw new ApiError('INVOICE_NOT_ISSUED');
  const { number, seller, seller_name, recorded_at: recordedAt } = found.issued;
  const { data: events, integrity_valid: eventsHold } = await auditTrail(tx, actor, id);
  const payments = await listPayments(tx, tenantId, id);
  const rows = await listEntries(tx, tenantId, [id, ...payments.map((payment) => payment.id)]);
  const seals = await sealsHold(rows);
  const entries = rows.map((row, i) => ({ ...row, intact: holds(row), sealed: seals[i] ?? false }));
  const document = factsOf(found.issued.document, rows);
  const files = await listFiles(tx, tenantId, id);
  const mails = await listMails(tx, tenantId, id);
  return {
    id,
    number,
    status: found.status,
    recordedAt,
    document,
    seller: document.seller ?? { name: seller_name, identifier: seller.replace(/^\w+:/, '') },
    related: await relatedTo(tx, tenantId, seller, number, document),
    payments,
    entries,
    files,
    mails,
    chronology: inOrder([
      ...events.map(
        ({ details, actor: by, created_at }): Step => ({
          at: new Date(created_at),
          kind: 'event',
          what: { fr: details, en: details },
          by,
        }),
      ),
      ...payments.map(
        ({ recorded_at: at, amount, currency }): Step => ({
          at,
          kind: 'payment',
          what: { fr: `Paiement de ${amount} ${currency}`, en: `Payment of ${amount} ${currency}` },
          by: null,
        }),
      ),
      ...entries.map(
        ({ recorded_at: at, chain_kind, position, entry_type }): Step => ({
          at,
          kind: 'ledger',
          what: {
            fr: `Registre : ${entry_type}, chaîne ${chain_kind}, position ${position}`,
            en: `Ledger: ${entry_type}, ${chain_kind} chain, position ${position}`,
          },
          by: null,
        }),
      ),
      ...files.map(
        ({ created_at: at, kind, made_by }): Step => ({
          at,
          kind: 'file',
          what: { fr: `Fichier ${kind}`, en: `File ${kind}` },
          by: made_by,
        }),
      ),
      ...mails.map(
        ({ created_at, sent_at, recipient, status }): Step => ({
          at: sent_at ?? created_at,
          kind: 'mail',
          what: MAIL_WORDS[status](recipient),
          by: null,
        }),
      ),
    ]),
    intact: eventsHold && entries.every(({ intact, sealed }) => intact && sealed),
  };
}

const MAIL_WORDS: Record<MailRow['status'], (to: string) => Text> = {
  queued: (to) => ({ fr: `Courriel à ${to}, en attente`, en: `Mail to ${to}, waiting` }),
  sent: (to) => ({ fr: `Courriel envoyé à ${to}`, en: `Mail sent to ${to}` }),
  failed: (to) => ({ fr: `Courriel à ${to}, échec`, en: `Mail to ${to}, failed` }),
  erased: () => ({
    fr: 'Courriel non envoyé : destinataire effacé',
    en: 'Mail not sent: its recipient was erased',
  }),
};

/** By moment; what happened at the same one, from the fact to its proof. */
const RANK: Record<Step['kind'], number> = { event: 0, payment: 1, ledger: 2, file: 3, mail: 4 };

function inOrder(steps: Step[]): Step[] {
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime() || RANK[a.kind] - RANK[b.kind]);
}

function holds({ preimage, data_hash, previous_hash, chain_hash }: EntryRow): boolean {
  const entry = { preimage, dataHash: data_hash, previousHash: previous_hash, chainHash: chain_hash };
  return readEntry(entry, CRYPTOGRAPHY.sha256) !== null;
}

/** Whether each entry bears a seal, and the key it names made it. */
async function sealsHold(rows: readonly EntryRow[]): Promise<boolean[]> {
  const signed = rows.map(({ chain_id, position, chain_hash, signature, public_key }) =>
    signature === null || public_key === null
      ? null
      : { publicKey: public_key, message: sealMessage(chain_id, BigInt(position), chain_hash), signature },
  );
  const verdicts = await CRYPTOGRAPHY.verifyEd25519(signed.filter((message) => message !== null));
  let next = 0;
  return signed.map((message) => message !== null && (verdicts[next++] ?? false));
}

/**
 * From the text, or what its entry keeps of it when the text was lawfully erased. A trail is read all the same when somebody
 * tampered with either: it says that it is not intact.
 */
function factsOf(document: string, entries: readonly EntryRow[]): DocumentFacts {
  const entry = entries.find(({ entry_type }) => DOCUMENT_ENTRIES.has(entry_type));
  return factsOfDocument(document) ?? factsOfEntry(entry?.preimage ?? '') ?? UNREADABLE;
}

const DOCUMENT_ENTRIES = new Set(['invoice_created', 'credit_note_issued']);

async function relatedTo(
  tx: Tx,
  tenantId: string,
  seller: string,
  number: string,
  { preceding: before }: DocumentFacts,
): Promise<Related[]> {
  const numbers = before.map((preceding) => preceding.number);
  const kept = await findByNumbers(tx, tenantId, seller, numbers);
  const byNumber = new Map(kept.map((row) => [row.number, row]));
  const named = before.map((preceding): Related => {
    const row = byNumber.get(preceding.number);
    return {
      relation: 'preceding',
      number: preceding.number,
      issueDate: preceding.issueDate ?? row?.issue_date ?? null,
      typeCode: row?.type_code ?? null,
      id: row?.id ?? null,
    };
  });
  const after = (await findFollowing(tx, tenantId, seller, number)).map(
    (row: RelatedRow): Related => ({
      relation: 'following',
      number: row.number,
      issueDate: row.issue_date,
      typeCode: row.type_code,
      id: row.id,
    }),
  );
  return [...named, ...after];
}
