import { z } from 'zod';

export const warning = z
  .object({
    field: z.string().nullable().meta({ description: 'Path of the field, as it was sent.' }),
    message: z.string(),
  })
  .meta({ id: 'Warning' });

/** A fact about a request that did not stop it. */
export type Warning = z.output<typeof warning>;

/** One resource, as it was read. */
export function one<S extends z.ZodType>(resource: S) {
  return z.object({ data: resource });
}

/** One resource, after it was written: a sentence for people, and what the caller should know. */
export function written<S extends z.ZodType>(resource: S) {
  return z.object({ message: z.string(), data: resource, warnings: z.array(warning) });
}

/** Nothing but a sentence: a deletion answers it, because old clients parse the body of every answer. */
export const messageOnly = z.object({ message: z.string() }).meta({ id: 'Message' });
