import { ApiError, fieldError, validationError } from '@scell/contract';
import { isUuid } from '@scell/core';

/** Where a page of a list starts and how long it is. */
export interface Page {
  /** Rows to read: one more than the page shows, which tells whether there is another page. */
  limit: number;
  offset: number;
  after: CursorKey | null;
}

/** The sort key of the last row seen: its value as text, and its id to tell equals apart. */
export interface CursorKey {
  value: string;
  id: string;
}

interface PagingQuery {
  page: number;
  per_page: number;
  cursor?: string | undefined;
  /** The column sorted by, `created_at` unless said. */
  sort?: string | undefined;
}

/** The page a query asks for; a cursor wins over a page number. */
export function pageOf({ page, per_page, cursor, sort }: PagingQuery): Page {
  return {
    limit: per_page + 1,
    offset: cursor === undefined ? (page - 1) * per_page : 0,
    after: cursor === undefined ? null : readCursor(cursor, sort ?? DEFAULT_SORT),
  };
}

/**
 * What a list answers around its items, given the rows of `pageOf`. `keyOf` gives the sort key of a row. After a cursor
 * the ranks of the items are unknown: rows may have come before them.
 */
export function presentList<Row, Item>(
  query: PagingQuery & Record<string, unknown>,
  address: string,
  found: { rows: Row[]; total: number },
  present: (row: Row) => Item,
  keyOf: (row: Row) => CursorKey,
) {
  const { page, per_page } = query;
  const { total } = found;
  const rows = found.rows.slice(0, per_page);
  const last = rows.at(-1);
  const nextCursor =
    found.rows.length > per_page && last !== undefined
      ? writeCursor(keyOf(last), query.sort ?? DEFAULT_SORT)
      : null;
  const byCursor = query.cursor !== undefined;
  const lastPage = Math.max(1, Math.ceil(total / per_page));
  const link = (position: 'page' | 'cursor', value: string | number) => {
    const parameters = new URLSearchParams();
    for (const [name, given] of Object.entries(query)) {
      if (given !== undefined && name !== 'cursor' && name !== 'page') parameters.set(name, String(given));
    }
    parameters.set(position, String(value));
    return `${address}?${parameters}`;
  };
  const next = byCursor
    ? nextCursor && link('cursor', nextCursor)
    : page < lastPage
      ? link('page', page + 1)
      : null;
  const first = rows.length === 0 || byCursor ? null : (page - 1) * per_page + 1;
  return {
    data: rows.map(present),
    meta: {
      current_page: page,
      from: first,
      to: first === null ? null : first + rows.length - 1,
      last_page: lastPage,
      per_page,
      total,
      next_cursor: nextCursor,
    },
    links: {
      first: link('page', 1),
      last: link('page', lastPage),
      prev: page > 1 && !byCursor ? link('page', page - 1) : null,
      next,
    },
  };
}

const DEFAULT_SORT = 'created_at';

/** A cursor belongs to a list in one order: its value means nothing in another. */
function writeCursor({ value, id }: CursorKey, sort: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

function readCursor(cursor: string, sort: string): CursorKey {
  try {
    const [writtenFor, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const ours = writtenFor === sort && typeof value === 'string' && typeof id === 'string';
    if (ours && isUuid(id) && isSortValue(value, sort)) return { value, id };
  } catch {
    // Not one of ours: refused below.
  }
  throw validationError([
    fieldError('cursor', {
      fr: 'ce curseur n’est pas de cette liste dans cet ordre : reprenez celui de meta.next_cursor, ou partez de page=1.',
      en: 'this cursor is not of this list in this order: take the one of meta.next_cursor, or start at page=1.',
    }),
  ]);
}

/** Whether the database can read a text as a value of the column: a cursor may come back altered. */
function isSortValue(value: string, sort: string): boolean {
  if (sort === 'sequence') return /^\d{1,18}$/.test(value);
  if (sort === 'total_ttc') return /^-?\d{1,20}(?:\.\d{1,8})?$/.test(value);
  if (sort !== 'created_at' && !sort.endsWith('_date')) return !value.includes('\0');
  const form =
    sort === 'created_at'
      ? /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
      : /^(?!0000)\d{4}-\d{2}-\d{2}$/;
  const time = form.test(value) ? Date.parse(value) : Number.NaN;
  // A day that is not in the calendar comes back as another one.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** A 404 for something the caller may not see or that is not there: the same answer for both. */
export function notFound(resource: { fr: string; en: string }): ApiError {
  return new ApiError('NOT_FOUND', { params: { resource } });
}
