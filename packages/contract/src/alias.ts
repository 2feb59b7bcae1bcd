import type { Text } from '@scell/core';
import { z } from 'zod';

/** The accepted spellings of one object's fields, and the fields it accepts without using them. */
export interface Spellings {
  /** Canonical name → other accepted names. `seller.name` is member `name` of the nested object `seller`. */
  aliases: Readonly<Record<string, readonly string[]>>;
  /** Names that are accepted and not used, with the sentence that tells the caller why. */
  ignored: Readonly<Record<string, Text>>;
}

const registry = z.registry<Spellings>();

/**
 * Declares every accepted spelling of an object's fields. Reading (`parse`), the warnings about unknown fields and the
 * OpenAPI document all come from this one declaration.
 *
 * An alias is a name (`invoice_date`) or a member of one nested object (`seller.name`). Throws `TypeError` when an
 * alias is also a field or stands for two fields: that is a mistake of the schema, not of a caller.
 */
export function aliased<S extends z.ZodObject>(
  schema: S,
  aliases: { readonly [K in keyof z.output<S>]?: readonly string[] },
  ignored: Readonly<Record<string, Text>> = {},
): S {
  const taken = new Set([...Object.keys(schema.shape), ...Object.keys(ignored)]);
  const declared: Record<string, readonly string[]> = {};
  for (const [field, names] of Object.entries<readonly string[] | undefined>(aliases)) {
    if (!(field in schema.shape)) throw new TypeError(`alias of a field that does not exist: ${field}`);
    for (const name of names ?? []) {
      if (taken.has(name) || name.split('.').length > 2) throw new TypeError(`alias cannot be used: ${name}`);
      taken.add(name);
    }
    if (names !== undefined) declared[field] = names;
  }
  // A clone of its own, so that two declarations over one schema never share spellings.
  const own = schema.meta(schema.meta() ?? {});
  registry.add(own, { aliases: declared, ignored });
  return own;
}

/** The spellings declared for a schema, also when it was refined or described since. */
export function spellingsOf(schema: z.core.$ZodType): Spellings {
  return registry.get(schema) ?? { aliases: {}, ignored: {} };
}
