import type { ForensicExport } from '@scell/contract';
import { csvLine } from '../../../platform/csv.ts';
import { Html, html } from '../../../platform/http/html.ts';
import { factsOf } from '../../../platform/ledger/facts-of.ts';
import type { Plan } from './plan.ts';
import { entryName, linksOf } from './present.ts';
import type { ChainPart, OrderedEntryRow } from './store.ts';

/** The members of the archive that are for reading. They only repeat what its chains say and prove. */
export const VIEWS = {
  chronology: 'views/chronology.csv',
  graph: 'views/graph.csv',
  report: 'views/report.html',
} as const;

/** Reads entries of one kind of chain behind one of them, in the order of recording. */
export type ReadEntries = (
  kind: ChainPart['kind'],
  after: OrderedEntryRow | undefined,
) => Promise<OrderedEntryRow[]>;

/** Every entry of the export in the order of recording, one a line, with what proves it. */
export async function* chronology(plan: Plan, read: ReadEntries): AsyncGenerator<Buffer> {
  yield Buffer.from(
    csvLine([
      'recorded_at',
      'chain_id',
      'chain',
      'position',
      'entry_type',
      'number',
      'subject_id',
      'chain_hash',
      'sealed_by',
    ]),
  );
  for await (const rows of inOrder(plan, read))
    yield Buffer.from(
      rows
        .map((row) => {
          const { number } = factsOf(row.preimage);
          return csvLine([
            row.recorded,
            row.chain_id,
            row.chain_kind,
            row.position,
            row.entry_type,
            typeof number === 'string' ? number : '',
            row.subject_id,
            row.chain_hash.toString('hex'),
            row.key_id ?? '',
          ]);
        })
        .join(''),
    );
}

/** How the entries hang together: one link a line. */
export async function* graph(plan: Plan, read: ReadEntries): AsyncGenerator<Buffer> {
  yield Buffer.from(csvLine(['from', 'relation', 'to']));
  for await (const rows of inOrder(plan, read))
    yield Buffer.from(
      rows
        .flatMap((row) => linksOf(row).map(({ to, relation }) => csvLine([entryName(row), relation, to])))
        .join(''),
    );
}

/** The entries of all kinds of chains merged by their moment. */
async function* inOrder(plan: Plan, read: ReadEntries): AsyncGenerator<OrderedEntryRow[]> {
  const kinds = [...new Set(plan.chains.map(({ kind }) => kind))];
  const queues: { rows: OrderedEntryRow[]; kind: ChainPart['kind'] }[] = [];
  for (const kind of kinds) queues.push({ kind, rows: (await read(kind, undefined)).reverse() });
  while (true) {
    const batch: OrderedEntryRow[] = [];
    for (;;) {
      let next: (typeof queues)[number] | undefined;
      for (const queue of queues) {
        const [row, first] = [queue.rows.at(-1), next?.rows.at(-1)];
        if (row !== undefined && (first === undefined || row.recorded < first.recorded)) next = queue;
      }
      const row = next?.rows.pop();
      if (next === undefined || row === undefined) break;
      batch.push(row);
      if (next.rows.length > 0) continue;
      next.rows = (await read(next.kind, row)).reverse();
      break;
    }
    if (batch.length === 0) return;
    yield batch;
  }
}

/** Who is asked about, when, and what a chain holds. */
export interface Report {
  tenant: string;
  environment: string;
  exportedAt: string;
  period: { start_date: string | null; end_date: string | null } | null;
  chains: readonly ForensicExport['chains'][number][];
  keys: readonly { key_id: string; introduced_at: string }[];
}

/** The account of the export on one page, in French, as an auditor reads it first. */
export function report({ tenant, environment, exportedAt, period, chains, keys }: Report): Buffer {
  const unsealed = chains.reduce((sum, { unsealed_count }) => sum + unsealed_count, 0);
  const entries = chains.reduce((sum, { entries_count }) => sum + entries_count, 0);
  const span =
    period === null
      ? 'depuis la première écriture'
      : `du ${period.start_date ?? 'début'} au ${period.end_date ?? exportedAt.slice(0, 10)}`;
  const page = html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Export probant : état des chaînes</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>Export probant du registre fiscal</h1>
<dl>
<dt>Compte</dt><dd>${tenant}${environment === 'sandbox' ? ' (bac à sable : aucune valeur fiscale)' : ''}</dd>
<dt>Période d’enregistrement</dt><dd>${span}</dd>
<dt>Établi le</dt><dd>${exportedAt}</dd>
<dt>Écritures</dt><dd>${entries}, dont ${unsealed} sans scellement</dd>
</dl>
<p>Cette page résume ; elle ne prouve rien. La preuve est dans les chaînes : ouvrez <code>verify.html</code>, ou lancez
<code>npx scell verify</code>. <code>chronology.csv</code> donne les écritures dans l’ordre, <code>graph.csv</code> leurs liens.</p>
${chains.map(
  (chain) => html`<section>
<h2>Chaîne ${NAMES[chain.kind] ?? chain.kind}${chain.sub_tenant_id === null ? '' : `, sous-compte ${chain.sub_tenant_id}`}</h2>
<dl>
<dt>Identifiant</dt><dd><code>${chain.chain_id}</code></dd>
<dt>Vendeur</dt><dd>${chain.seller}</dd>
<dt>Écritures</dt><dd>${chain.entries_count}, de ${chain.first_position} à ${chain.last_position}</dd>
<dt>Sans scellement</dt><dd>${chain.unsealed_count}</dd>
<dt>Tête</dt><dd><code>${chain.head_hash}</code></dd>
</dl>
<table>
<thead><tr><th scope="col">Type d’écriture</th><th scope="col">Nombre</th></tr></thead>
<tbody>${Object.entries(chain.by_type).map(
    ([type, count]) => html`<tr><td>${TYPES[type] ?? type}</td><td>${count}</td></tr>`,
  )}</tbody>
</table>
</section>
`,
)}
<section>
<h2>Clés de scellement</h2>
<table>
<thead><tr><th scope="col">Empreinte</th><th scope="col">En service depuis</th></tr></thead>
<tbody>${keys.map(
    ({ key_id, introduced_at }) => html`<tr><td><code>${key_id}</code></td><td>${introduced_at}</td></tr>`,
  )}</tbody>
</table>
<p>Comparez l’empreinte avec celle que l’éditeur publie ailleurs : l’export ne peut pas se porter garant de sa propre clé.</p>
</section>
</body>
</html>
`;
  return Buffer.from(page.text);
}

const NAMES: Readonly<Record<string, string>> = {
  fiscal: 'fiscale',
  archive: 'des fichiers',
  reprint: 'des réimpressions',
  technical: 'des événements techniques (JET)',
};

const TYPES: Readonly<Record<string, string>> = {
  invoice_created: 'facture émise',
  credit_note_issued: 'avoir émis',
  payment: 'paiement',
  closing: 'clôture',
  seal_key: 'clé de scellement',
  technical_event: 'événement technique',
  reprint: 'réimpression',
  file_recorded: 'fichier enregistré',
};

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;color:#1c2430;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.5rem}dt{color:#5b6675}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;margin-top:.5rem}th,td{text-align:left;padding:.25rem 1.5rem .25rem 0;border-bottom:1px solid #d5dae1}
code{font-size:.9em;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{background:#12161c;color:#e4e8ee}dt{color:#9aa6b5}th,td{border-color:#313a46}}
`;
