import type { Erasure, Language } from '@scell/contract';
import type { Text } from '@scell/core';
import { moment } from '../../../platform/http/present.ts';
import type { DocumentState, ErasureRow } from './store.ts';

type Ground = Erasure['kept'][number]['ground'];

/** Why the rows of a place that name a person still are kept. */
const GROUND_OF: Record<string, Ground> = {
  issued_documents: 'legal_retention',
  invoices: 'legal_retention',
  files: 'legal_retention',
  'ledger.entries': 'legal_retention',
  companies: 'account_in_use',
  sub_tenants: 'account_in_use',
  tenants: 'account_in_use',
  api_keys: 'account_in_use',
};

const EXPLANATION: Record<Ground, Text> = {
  legal_retention: {
    fr: 'Factures émises et ce qui les prouve : la loi oblige à les garder telles quelles dix ans après la clôture de l’exercice, et l’archive ou une règle de votre compte peut demander plus (kept_by). Elles ne servent plus qu’à cela, et s’effacent d’elles-mêmes ensuite.',
    en: 'Issued invoices and what proves them: the law has them kept as they are for ten years after the end of the accounting year, and the archive or a rule of your account may ask for more (kept_by). They serve nothing else any more, and erase themselves then.',
  },
  account_in_use: {
    fr: 'Identité et contacts de votre propre compte, de vos sociétés ou de vos sous-comptes : modifiez-les à leur adresse dans l’API.',
    en: 'Identity and contacts of your own account, companies or sub-tenants: change them at their address in the API.',
  },
  another_subject: {
    fr: 'Lignes sur quelqu’un d’autre où ces mots se lisent (homonyme, adresse partagée, texte libre) : à vérifier, puis à corriger ou à effacer par une autre demande.',
    en: 'Rows about somebody else in which these words are read (a namesake, a shared address, free text): check them, then mend them or erase them by another request.',
  },
};

const LEGAL_BASIS: Text = {
  fr: 'Code de commerce, art. L.123-22 ; livre des procédures fiscales, art. L.102 B ; RGPD, art. 17 § 3 b',
  en: 'Commercial code, art. L.123-22; tax procedure book, art. L.102 B; GDPR, art. 17(3)(b)',
};

/** The report of an erasure, with its documents as they are now. */
export function presentErasure(
  row: ErasureRow,
  state: { documents: readonly DocumentState[]; pending: ReadonlySet<string> },
  language: Language,
): Erasure {
  const documents = state.documents.filter(({ erasure_id }) => erasure_id === row.id);
  const until = documents.reduce<string | null>(
    (last, { kept_until }) => (last === null || kept_until > last ? kept_until : last),
    null,
  );
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    sub_tenant_id: row.sub_tenant_id,
    subject_kind: row.subject_kind,
    reference: row.reference,
    reason: row.reason,
    status: state.pending.has(row.id) ? 'files_pending' : 'completed',
    requested_by: row.requested_by,
    created_at: moment(row.created_at),
    erased: Object.entries(row.report.erased).map(([place, count]) => ({ place, count })),
    documents: documents.map((document) => ({
      id: document.document_id,
      invoice_number: document.number,
      issue_date: document.issue_date,
      kept_until: document.kept_until,
      kept_by: document.kept_by,
      erased_at: moment(document.erased_at),
    })),
    kept: Object.entries(row.report.kept).map(([place, count]) => {
      const ground = GROUND_OF[place] ?? 'another_subject';
      const legal = ground === 'legal_retention';
      return {
        place,
        count,
        ground,
        explanation: EXPLANATION[ground][language],
        legal_basis: legal ? LEGAL_BASIS[language] : null,
        until: legal ? until : null,
      };
    }),
  };
}
