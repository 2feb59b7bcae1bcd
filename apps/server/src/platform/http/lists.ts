import { ApiError, validationError } from '@scell/contract';

/** Where a page of a list starts and how long it is. */
export interface Page {
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
}

/** The page a query asks for; a cursor wins over a page number. */
export function pageOf({ page, per_page, cursor }: PagingQuery): Page {
  return {
    limit: per_page,
    offset: cursor === undefined ? (page - 1) * per_page : 0,
    after: cursor === undefined ? null : readCursor(cursor),
  };
}

/** What a list answers around its items. `keyOf` gives the sort key of a row. */
export function presentList<Row, Item>(
  query: PagingQuery & Record<string, unknown>,
  address: string,
  { rows, total }: { rows: Row[]; total: number },
  present: (row: Row) => Item,
  keyOf: (row: Row) => CursorKey,
) {
  const { page, per_page } = query;
  const lastPage = Math.max(1, Math.ceil(total / per_page));
  const last = rows.at(-1);
  const more = rows.length === per_page && (query.cursor !== undefined || page < lastPage);
  const link = (n: number) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && name !== 'cursor' && name !== 'page') parameters.set(name, String(value));
    }
    parameters.set('page', String(n));
    return `${address}?${parameters}`;
  };
  const first = rows.length === 0 ? null : (page - 1) * per_page + 1;
  return {
    data: rows.map(present),
    meta: {
      current_page: page,
      from: first,
      to: first === null ? null : first + rows.length - 1,
      last_page: lastPage,
      per_page,
      total,
      next_cursor: more && last !== undefined ? writeCursor(keyOf(last)) : null,
    },
    links: {
      first: link(1),
      last: link(lastPage),
      prev: page > 1 ? link(page - 1) : null,
      next: page < lastPage ? link(page + 1) : null,
    },
  };
}

function writeCursor({ value, id }: CursorKey): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

function readCursor(cursor: string): CursorKey {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof value === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
      return { value, id };
  } catch {
    // Not one of ours: refused below.
  }
  throw validationError([
    {
      path: 'cursor',
      text: {
        fr: 'ce curseur n’est pas de nous : reprenez celui de meta.next_cursor, ou partez de page=1.',
        en: 'this cursor is not one of ours: take the one of meta.next_cursor, or start at page=1.',
      },
    },
  ]);
}

/** A 404 for something the caller may not see or that is not there: the same answer for both. */
export function notFound(resource: { fr: string; en: string }): ApiError {
  return new ApiError('NOT_FOUND', { params: { resource } });
}
