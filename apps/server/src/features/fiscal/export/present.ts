import type { ForensicExport } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import { factsOf } from '../../../platform/ledger/facts-of.ts';
import type { accountOf, ChainPart, OrderedEntryRow } from './store.ts';

type Account = Awaited<ReturnType<typeof accountOf>>;
type Graph = NonNullable<ForensicExport['graph']>;

export function presentChain(part: ChainPart, { byType, head }: Account): ForensicExport['chains'][number] {
  const count = (name: 'entries' | 'sealed') => byType.reduce((sum, row) => sum + Number(row[name]), 0);
  return {
    chain_id: part.id,
    kind: part.kind,
    seller: part.seller,
    sub_tenant_id: part.sub_tenant_id,
    first_position: Number(part.first_position),
    last_position: Number(part.last_position),
    head_hash: head.toString('hex'),
    entries_count: count('entries'),
    unsealed_count: count('entries') - count('sealed'),
    by_type: Object.fromEntries(byType.map(({ entry_type, entries }) => [entry_type, Number(entries)])),
  };
}

/** An entry with everything that is hashed and signed, so that it can be checked by hand. */
export function presentEntry(row: OrderedEntryRow): NonNullable<ForensicExport['entries']>[number] {
  const { key_id: keyId, signature } = row;
  return {
    chain_id: row.chain_id,
    chain_kind: row.chain_kind,
    position: Number(row.position),
    entry_type: row.entry_type,
    recorded_at: moment(row.recorded_at),
    subject_id: row.subject_id,
    preimage: row.preimage,
    data_hash: row.data_hash.toString('hex'),
    previous_hash: row.previous_hash.toString('hex'),
    chain_hash: row.chain_hash.toString('hex'),
    seal:
      keyId === null || signature === null ? null : { key_id: keyId, signature: signature.toString('hex') },
  };
}

export const entryName = ({ chain_id, position }: Pick<OrderedEntryRow, 'chain_id' | 'position'>): string =>
  `entry:${chain_id}:${position}`;

const subjectName = (id: string): string => `subject:${id}`;

/** How an entry hangs together with others: it follows the one before it, and is about something that others are about too. */
export function linksOf(row: OrderedEntryRow): { to: string; relation: string }[] {
  const facts = factsOf(row.preimage);
  const links = [{ to: subjectName(row.subject_id), relation: 'about' }];
  const { chain_id } = row;
  if (row.position !== '1')
    links.unshift({
      to: entryName({ chain_id, position: String(BigInt(row.position) - 1n) }),
      relation: 'follows',
    });
  if (typeof facts.invoice_id === 'string')
    links.push({ to: subjectName(facts.invoice_id), relation: 'pays' });
  if (row.entry_type === 'closing' && typeof facts.first_position === 'string')
    links.push(
      { to: entryName({ chain_id, position: facts.first_position }), relation: 'closes_from' },
      { to: entryName({ chain_id, position: String(facts.last_position) }), relation: 'closes_to' },
    );
  return links;
}

/** The graph of some entries: they and what they are about. */
export function presentGraph(rows: readonly OrderedEntryRow[]): Graph {
  const nodes = new Map<string, Graph['nodes'][number]>();
  const edges: Graph['edges'] = [];
  for (const row of rows) {
    const id = entryName(row);
    const { number } = factsOf(row.preimage);
    const label = typeof number === 'string' ? number : null;
    nodes.set(id, {
      id,
      kind: row.entry_type,
      label,
      recorded_at: moment(row.recorded_at),
      hash: row.chain_hash.toString('hex'),
    });
    for (const { to, relation } of linksOf(row)) {
      edges.push({ from: id, to, relation });
      if ((relation === 'about' || relation === 'pays') && !nodes.has(to))
        nodes.set(to, { id: to, kind: 'subject', label, recorded_at: null, hash: null });
    }
  }
  return { nodes: [...nodes.values()], edges };
}
