import type { Text } from '@scell/core';
import { z } from 'zod';
import { spellingsOf } from './alias.ts';

/** How a value of a schema is brought to canonical names, worked out once a schema. */
export type Plan =
  | { kind: 'object'; fields: readonly FieldPlan[]; known: KnownNames }
  | { kind: 'list'; item: Plan }
  | { kind: 'value' };

export interface FieldPlan {
  /** The canonical name. */
  name: string;
  /** The canonical name first, then its aliases. */
  spellings: readonly Spelling[];
  /** Whether `null` clears the field. */
  nullable: boolean;
  plan: Plan;
}

/** A name, or a member of the nested object `root`. */
export interface Spelling {
  name: string;
  root: string;
  member: string | undefined;
}

export interface KnownNames {
  /** Names read as they are. */
  flat: ReadonlySet<string>;
  /** Nested objects and the members of them that are read. */
  nested: ReadonlyMap<string, ReadonlySet<string>>;
  ignored: ReadonlyMap<string, Text>;
}

const plans = new WeakMap<z.core.$ZodType, Plan>();

/** The plan of a schema. */
export function planOf(schema: z.core.$ZodType): Plan {
  const known = plans.get(schema);
  if (known !== undefined) return known;
  const plan = makePlan(unwrap(schema).type);
  plans.set(schema, plan);
  return plan;
}

function makePlan(schema: z.core.$ZodType): Plan {
  if (schema instanceof z.ZodArray) return { kind: 'list', item: planOf(schema.element) };
  if (!(schema instanceof z.ZodObject)) return { kind: 'value' };
  const { aliases, ignored } = spellingsOf(schema);
  const fields = Object.entries<z.core.$ZodType>(schema.shape).map(
    ([name, member]): FieldPlan => ({
      name,
      spellings: [name, ...(aliases[name] ?? [])].map(spellingOf),
      nullable: unwrap(member).nullable,
      plan: planOf(member),
    }),
  );
  return { kind: 'object', fields, known: knownNames(fields, ignored) };
}

function spellingOf(name: string): Spelling {
  const [root = '', member] = name.split('.');
  return { name, root, member };
}

function knownNames(fields: readonly FieldPlan[], ignored: Readonly<Record<string, Text>>): KnownNames {
  const flat = new Set<string>();
  const nested = new Map<string, Set<string>>();
  for (const { root, member } of fields.flatMap(({ spellings }) => spellings)) {
    if (member === undefined) flat.add(root);
    else nested.set(root, (nested.get(root) ?? new Set()).add(member));
  }
  return { flat, nested, ignored: new Map(Object.entries(ignored)) };
}

function unwrap(schema: z.core.$ZodType): { type: z.core.$ZodType; nullable: boolean } {
  let type = schema;
  let nullable = false;
  for (;;) {
    if (type instanceof z.ZodNullable) nullable = true;
    if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault)
      type = type.unwrap();
    else return { type, nullable };
  }
}
