/** A part of our OpenAPI document: a JSON Schema 2020-12. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  examples?: readonly unknown[];
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** One field of an object, with all its accepted spellings. */
export interface Field {
  name: string;
  spellings: string[];
  required: boolean;
  nullable: boolean;
  /** `string`, `number`, `date`, the words it takes, or the name of an object. */
  type: string;
  list: boolean;
  /** The words it takes, where they are a few. */
  words: string[];
  description: string | null;
  /** EN 16931 terms it fills. */
  terms: string[];
  fallback: string | null;
  example: string | null;
  limits: string | null;
  /** Most characters of a text. */
  maxLength: number | null;
  /** Name of the object it holds, when that has a name. */
  object: string | null;
  /** The fields of the object it holds, when there are any. */
  fields: Field[];
}

// How the OpenAPI document says that a property is another spelling (contract, openapi/json-schema.ts).
const SPELLING = /^Accepted spelling of `(.+)`\.$/;
const NESTED = 'Accepted nested spelling of its fields.';

/** The fields of an object schema. Other spellings of a field are no fields of their own: they stand with it. */
export function fieldsOf(schema: Schema, schemas: Schemas): Field[] {
  const { properties = {}, required = [], allOf = [] } = resolve(schema, schemas);
  const spellings = new Map<string, string[]>();
  const own: [string, Schema][] = [];
  const note = (description: string | undefined, spelling: string) => {
    const field = SPELLING.exec(description ?? '')?.[1];
    if (field !== undefined) spellings.set(field, [...(spellings.get(field) ?? []), spelling]);
    return field !== undefined;
  };
  for (const [name, property] of Object.entries(properties)) {
    if (property.description === NESTED) {
      for (const [member, { description }] of Object.entries(property.properties ?? {}))
        note(description, `${name}.${member}`);
    } else if (!note(descriptionOf(property), name)) own.push([name, property]);
  }
  // A field with several spellings is required as "one of them".
  const mandatory = new Set([
    ...required,
    ...allOf.flatMap(({ anyOf = [] }) => anyOf.slice(0, 1).flatMap((first) => first.required ?? [])),
  ]);
  return own.map(([name, property]) =>
    describe(name, property, mandatory.has(name), spellings.get(name) ?? [], schemas),
  );
}

function describe(
  name: string,
  property: Schema,
  required: boolean,
  spellings: string[],
  schemas: Schemas,
): Field {
  const description = descriptionOf(property) ?? null;
  const terms = /^B[TG]-\d/.test(description ?? '') ? (description ?? '').split(', ') : [];
  const nullable = [property, ...(property.anyOf ?? [])].some(({ type }) => typesOf(type).includes('null'));
  const plain = withoutNull(property);
  const list = plain.type === 'array' && plain.items !== undefined;
  const item = list && plain.items !== undefined ? withoutNull(plain.items) : plain;
  const object = item.$ref?.split('/').at(-1) ?? null;
  const target = resolve(item, schemas);
  const words = (target.enum ?? (target.const === undefined ? [] : [target.const])).map(String);
  const example = property.examples?.[0] ?? plain.examples?.[0];
  const fallback = property.default ?? plain.default;
  return {
    name,
    spellings,
    required,
    nullable,
    type: typeOf(target),
    list,
    words,
    description: terms.length > 0 ? null : description,
    terms,
    fallback: fallback === undefined ? null : String(fallback),
    example: example === undefined ? null : String(example),
    limits: limitsOf(target),
    maxLength: target.maxLength ?? null,
    object,
    fields: target.properties === undefined ? [] : fieldsOf(target, schemas),
  };
}

/** The object a reference points to, or the schema itself. */
export function resolve(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (schemas[name] ?? schema);
}

function descriptionOf(schema: Schema): string | undefined {
  return schema.description ?? (schema.anyOf ?? []).find(({ description }) => description)?.description;
}

function withoutNull(schema: Schema): Schema {
  const others = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  return others.length === 1 && others[0] !== undefined ? others[0] : schema;
}

function typeOf(schema: Schema): string {
  if (schema.format === 'date' || schema.format === 'date-time' || schema.format === 'uuid')
    return schema.format;
  const types = (schema.anyOf ?? [schema]).flatMap(({ type, format }) => format ?? typesOf(type));
  return [...new Set(types)].filter((type) => type !== 'null').join(' | ') || 'object';
}

function typesOf(type: Schema['type']): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}

function limitsOf(schema: Schema): string | null {
  const { minimum, exclusiveMinimum, maximum } =
    schema.anyOf?.find(({ type }) => type === 'number') ?? schema;
  const limits = [
    ...(minimum === undefined ? [] : [`≥ ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`> ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`≤ ${maximum}`]),
  ];
  return limits.length === 0 ? null : limits.join(', ');
}
