import type { ForensicExport } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
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

/** How entries hang together: each follows the one before it, and is about something that others are about too. */
export function presentGraph(rows: readonly OrderedEntryRow[]): Graph {
  const nodes = new Map<string, Graph['nodes'][number]>();
  const edges: Graph['edges'] = [];
  const subject = (id: string, label: string | null) => {
    const name = `subject:${id}`;
    if (!nodes.has(name))
      nodes.set(name, { id: name, kind: 'subject', label, recorded_at: null, hash: null });
    return name;
  };
  for (const row of rows) {
    const id = `entry:${row.chain_id}:${row.position}`;
    const facts = JSON.parse(row.preimage) as Record<string, unknown>;
    const number = typeof facts.number === 'string' ? facts.number : null;
    nodes.set(id, {
      id,
      kind: row.entry_type,
      label: number,
      recorded_at: moment(row.recorded_at),
      hash: row.chain_hash.toString('hex'),
    });
    if (row.position !== '1')
      edges.push({
        from: id,
        to: `entry:${row.chain_id}:${BigInt(row.position) - 1n}`,
        relation: 'follows',
      });
    edges.push({ from: id, to: subject(row.subject_id, number), relation: 'about' });
    if (typeof facts.invoice_id === 'string')
      edges.push({ from: id, to: subject(facts.invoice_id, number), relation: 'pays' });
    if (row.entry_type === 'closing' && typeof facts.first_position === 'string') {
      for (const [relation, position] of [
        ['closes_from', facts.first_position],
        ['closes_to', facts.last_position],
      ])
        edges.push({ from: id, to: `entry:${row.chain_id}:${position}`, relation: String(relation) });
    }
  }
  return { nodes: [...nodes.values()], edges };
}
