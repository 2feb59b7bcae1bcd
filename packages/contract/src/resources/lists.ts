import { z } from 'zod';
import { choice, integer } from '../fields/choices.ts';
import { line } from '../fields/texts.ts';

/** Items a page unless said, and at most. */
const DEFAULT_PER_PAGE = 25;
const MAX_PER_PAGE = 100;

/**
 * The paging parameters of every list. `cursor` (from `meta.next_cursor`) continues a list without skipping or
 * repeating rows that came meanwhile, and wins over `page`. The first of `sorts` is the usual one.
 */
export function paging<const Sort extends string>(sorts: readonly [Sort, ...Sort[]]) {
  return {
    page: integer(1, 1_000_000).default(1),
    per_page: integer(1, MAX_PER_PAGE).default(DEFAULT_PER_PAGE),
    cursor: line(500).optional(),
    sort: choice<Sort>(sorts).optional(),
    order: choice(['asc', 'desc']).default('desc'),
  };
}

const RANK = 'Rank of the first item of the page; null when it is empty or was reached by a cursor.';

const listMeta = z
  .object({
    current_page: z.int().meta({ description: '1-based.' }),
    from: z.int().nullable().meta({ description: RANK }),
    to: z.int().nullable(),
    last_page: z.int(),
    per_page: z.int(),
    total: z.int(),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` to go on; null at the end.' }),
  })
  .meta({ id: 'ListMeta' });

const listLinks = z
  .object({
    first: z.string(),
    last: z.string(),
    prev: z.string().nullable(),
    next: z.string().nullable(),
  })
  .meta({ id: 'ListLinks' });

/** A page of items. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.object({ data: z.array(item), meta: listMeta, links: listLinks });
}

export type ListMeta = z.output<typeof listMeta>;
export type ListLinks = z.output<typeof listLinks>;
