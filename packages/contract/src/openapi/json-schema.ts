import { z } from 'zod';
import { type Spellings, spellingsOf } from '../alias.ts';

/** A JSON Schema, or any part of an OpenAPI document: plain JSON. */
export type Json = { [member: string]: unknown };

const MARK = 'x-spellings';

/**
 * Turns schemas into JSON Schema 2020-12, as OpenAPI 3.1 uses it. Named schemas (`meta({ id })`) become components, each
 * once; every accepted spelling of a field becomes a property beside it.
 */
export class SchemaWriter {
  readonly components: Json = {};

  /** The schema of what callers send. */
  input(schema: z.ZodType): Json {
    return this.write(schema, 'input');
  }

  /** The schema of what the API answers. */
  output(schema: z.ZodType): Json {
    return this.write(schema, 'output');
  }

  private write(schema: z.ZodType, io: 'input' | 'output'): Json {
    const written = z.toJSONSchema(schema, {
      io,
      target: 'draft-2020-12',
      override: ({ zodSchema, jsonSchema }) => {
        const { aliases } = spellingsOf(zodSchema);
        if (jsonSchema.properties !== undefined && Object.keys(aliases).length > 0)
          Object.assign(jsonSchema, { [MARK]: aliases });
        // Zod leaves both out of what transforms its input; ours mean what callers send.
        const { examples } = z.globalRegistry.get(zodSchema) ?? {};
        if (io === 'input' && examples !== undefined) jsonSchema.examples = examples as unknown[];
        if (zodSchema instanceof z.ZodDefault) jsonSchema.default = zodSchema.def.defaultValue as never;
        // Answers may gain members without notice: readers must not refuse them.
        if (zodSchema instanceof z.ZodObject && io === 'output')
          Reflect.deleteProperty(jsonSchema, 'additionalProperties');
      },
    });
    const {
      $schema: _,
      $defs = {},
      id: name,
      ...own
    } = JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json & {
      $defs?: Json;
    };
    for (const [id, definition] of Object.entries($defs))
      this.components[id] = withSpellings(withoutId(definition as Json));
    const result = withSpellings(own) as Json;
    if (typeof name !== 'string') return result;
    this.components[name] = result;
    return { $ref: `#/components/schemas/${name}` };
  }
}

function withoutId({ id: _, ...definition }: Json): Json {
  return definition;
}

/** Replaces every mark of spellings below a value by the properties it stands for. */
function withSpellings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSpellings);
  if (typeof value !== 'object' || value === null) return value;
  const { [MARK]: aliases, ...members } = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === MARK ? member : withSpellings(member)]),
  );
  return aliases === undefined ? members : spelledObject(members, aliases as Spellings['aliases']);
}

function spelledObject(schema: Json, aliases: Spellings['aliases']): Json {
  const properties = schema.properties as Record<string, Json>;
  const required = (schema.required ?? []) as string[];
  const added: Record<string, Json> = {};
  for (const [field, names] of Object.entries(aliases)) {
    for (const name of names) addSpelling(added, name, spellingOf(properties[field] ?? {}, field));
  }
  const spelled = required.filter((field) => aliases[field] !== undefined);
  const alternatives = spelled.map((field) => ({
    anyOf: [field, ...(aliases[field] ?? [])].map(requirement),
  }));
  const { required: _, ...rest } = schema;
  const plain = required.filter((field) => aliases[field] === undefined);
  return {
    ...rest,
    properties: { ...properties, ...added },
    ...(plain.length > 0 ? { required: plain } : {}),
    ...(alternatives.length > 0 ? { allOf: alternatives } : {}),
  };
}

/** The same schema under another name. A reference may have siblings in JSON Schema 2020-12. */
function spellingOf(schema: Json, field: string): Json {
  return { ...schema, description: `Accepted spelling of \`${field}\`.` };
}

function addSpelling(added: Record<string, Json>, name: string, schema: Json): void {
  const [root = '', member] = name.split('.');
  if (member === undefined) {
    added[root] = schema;
    return;
  }
  const nested = added[root] ?? {
    type: 'object',
    properties: {},
    description: 'Accepted nested spelling of its fields.',
  };
  added[root] = { ...nested, properties: { ...(nested.properties as Json), [member]: schema } };
}

function requirement(name: string): Json {
  const [root = '', member] = name.split('.');
  return member === undefined
    ? { required: [root] }
    : { required: [root], properties: { [root]: { required: [member] } } };
}
