import { type SelectQueryBuilder, sql } from 'kysely';
import type { Page } from '../http/lists.ts';

/** A LIKE pattern for texts that contain `part`, whatever characters it has. */
export function containing(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/**
 * What a list can be sorted by: the expression, never null so that a cursor can go on from any row, and the type its
 * cursor value is read as.
 */
const SORTS = {
  created_at: { by: sql`created_at`, as: sql`timestamptz` },
  issue_date: { by: sql`issue_date`, as: sql`date` },
  due_date: { by: sql`coalesce(due_date, '0001-01-01')`, as: sql`date` },
  total_ttc: { by: sql`total_ttc`, as: sql`numeric` },
  name: { by: sql`name`, as: sql`text` },
  sequence: { by: sql`sequence`, as: sql`bigint` },
  invoice_number: { by: sql`coalesce(invoice_number, draft_number)`, as: sql`text` },
} as const;

export type SortColumn = keyof typeof SORTS;

/** One page of a query in a stable order: the column, then the id. A cursor goes on after the row it names. */
export function inOrder<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  { sort, order }: { sort: SortColumn; order: 'asc' | 'desc' },
  page: Page,
): SelectQueryBuilder<DB, TB, O> {
  const { by, as } = SORTS[sort];
  const direction = order === 'desc' ? sql`desc` : sql`asc`;
  const ordered = query
    .orderBy(sql`${by} ${direction}, id ${direction}`)
    .limit(page.limit)
    .offset(page.offset);
  if (page.after === null) return ordered;
  const { value, id } = page.after;
  const beyond = order === 'desc' ? sql`<` : sql`>`;
  return ordered.where(sql<boolean>`(${by}, id) ${beyond} (${value}::${as}, ${id}::uuid)`);
}
