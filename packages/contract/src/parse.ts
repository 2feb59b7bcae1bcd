import type { Text } from '@scell/core';
import { decimal } from '@scell/core';
import { z } from 'zod';
import { spellingsOf } from './alias.ts';
import { type FieldError, validationError } from './errors/api-error.ts';
import { conflictText, FIELD_TEXTS, fieldError, listSizeText } from './field-texts.ts';

export interface Parsed<T> {
  value: T;
  /** Paths of fields that do not exist and were not read; `*` stands for any index: `lines.*.colour`. */
  unknown: string[];
  /** One sentence a field that was sent and not used: the unknown ones, and those accepted and ignored on purpose. */
  warnings: FieldError[];
  /** The caller's own spelling of a canonical path: `lines.0.vat_rate` → `lines.0.tva_rate`. */
  spell: (canonicalPath: string) => string;
}

/**
 * Reads a request body, query or path parameters.
 *
 * Every accepted spelling is brought to its canonical name first. A blank text counts as `null`, and `null` as absent
 * unless the field can be cleared. An absent body, an empty text and `[]` (what old PHP clients send) mean no body.
 * With `strict` (`Prefer: handling=strict`, RFC 7240 §4.4) an unknown field is an error, else a warning.
 *
 * Throws `ApiError` VALIDATION_FAILED with every refused field at once, under the caller's own spelling.
 */
export function parse<S extends z.ZodObject>(
  schema: S,
  body: unknown,
  { strict = false }: { strict?: boolean } = {},
): Parsed<z.output<S>> {
  const reading = new Reading();
  const canonical = reading.canonical(schema, isNoBody(body) ? {} : body, '', '');
  const result = schema.safeParse(canonical, { reportInput: true });
  const errors = [...reading.errors, ...(result.success ? [] : refusals(result.error, reading))];
  if (strict) errors.push(...reading.unknownPaths.map((path) => fieldError(path, FIELD_TEXTS.unknown)));
  if (!result.success || errors.length > 0) throw validationError(errors);

  const unknown = [...new Set(reading.unknownPaths.map((path) => path.replace(/\.\d+(?=\.|$)/g, '.*')))];
  const warnings = [
    ...reading.ignored,
    ...unknown.map((path) => fieldError(path, FIELD_TEXTS.unknownIgnored)),
  ];
  return { value: result.data, unknown, warnings, spell: (path) => reading.spell(path) };
}

function isNoBody(body: unknown): boolean {
  return body === undefined || body === null || body === '' || (Array.isArray(body) && body.length === 0);
}

/** One request being read: what was called how, and what was found on the way. */
class Reading {
  readonly errors: FieldError[] = [];
  readonly ignored: FieldError[] = [];
  readonly unknownPaths: string[] = [];
  private readonly spellings = new Map<string, string>();

  /** The value with canonical names, as far as its schema has names; anything else is left to the schema. */
  canonical(schema: z.core.$ZodType, value: unknown, path: string, sentPath: string): unknown {
    const { type } = unwrap(schema);
    if (type instanceof z.ZodObject && isObject(value))
      return this.canonicalObject(type, value, path, sentPath);
    if (type instanceof z.ZodArray && Array.isArray(value)) {
      const element = type.element;
      return value.map((item, index) =>
        this.canonical(element, item, join(path, index), join(sentPath, index)),
      );
    }
    return value;
  }

  spell(path: string): string {
    for (let prefix = path; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
      const sent = this.spellings.get(prefix);
      if (sent !== undefined) return sent + path.slice(prefix.length);
    }
    return path;
  }

  private canonicalObject(
    schema: z.ZodObject,
    sent: Readonly<Record<string, unknown>>,
    path: string,
    sentPath: string,
  ): Record<string, unknown> {
    const { aliases, ignored } = spellingsOf(schema);
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(schema.shape)) {
      const names = [name, ...(aliases[name] ?? [])];
      const value = this.oneValue(member, names, sent, join(path, name), sentPath);
      if (value !== undefined) result[name] = value;
    }
    this.noteUnused(
      new Set(Object.keys(schema.shape)),
      Object.values(aliases).flat(),
      ignored,
      sent,
      sentPath,
    );
    return result;
  }

  /** The one value of a field among its spellings; blanks give way to a spelling that says something. */
  private oneValue(
    schema: z.core.$ZodType,
    names: readonly string[],
    sent: Readonly<Record<string, unknown>>,
    path: string,
    sentPath: string,
  ): unknown {
    const present = names.filter((name) => memberOf(sent, name) !== undefined);
    const telling = present.filter((name) => !isBlank(memberOf(sent, name)));
    const [first, ...others] = telling;
    if (first === undefined) {
      // Nothing said: an error about it names the spelling that is in use around it.
      const [blank = names.find((name) => name.includes('.') && isObject(sent[name.split('.')[0] ?? '']))] =
        present;
      if (blank !== undefined) this.spellings.set(path, join(sentPath, blank));
      return present.length > 0 && unwrap(schema).nullable ? null : undefined;
    }
    this.spellings.set(path, join(sentPath, first));
    const value = this.canonical(schema, memberOf(sent, first), path, join(sentPath, first));
    for (const other of others) {
      const same = new Reading().canonical(schema, memberOf(sent, other), path, '');
      if (!sameValue(value, same))
        this.errors.push({
          path: join(sentPath, other),
          text: conflictText(join(sentPath, first), join(sentPath, other)),
        });
    }
    return value;
  }

  private noteUnused(
    fields: ReadonlySet<string>,
    aliases: readonly string[],
    ignored: Readonly<Record<string, Text>>,
    sent: Readonly<Record<string, unknown>>,
    sentPath: string,
  ): void {
    const flat = new Set(aliases.filter((alias) => !alias.includes('.')));
    const nested = aliases.filter((alias) => alias.includes('.')).map((alias) => alias.split('.'));
    for (const [name, value] of Object.entries(sent)) {
      if (fields.has(name) || flat.has(name)) continue;
      const members = nested.filter(([root]) => root === name).map(([, member]) => member);
      if (members.length > 0) this.noteUnusedMembers(members, ignored, value, name, sentPath);
      else this.noteUnusedField(ignored, name, sentPath);
    }
  }

  private noteUnusedMembers(
    members: readonly (string | undefined)[],
    ignored: Readonly<Record<string, Text>>,
    value: unknown,
    root: string,
    sentPath: string,
  ): void {
    if (!isObject(value)) {
      if (!isBlank(value)) this.errors.push(fieldError(join(sentPath, root), FIELD_TEXTS.notAnObject));
      return;
    }
    for (const member of Object.keys(value))
      if (!members.includes(member)) this.noteUnusedField(ignored, `${root}.${member}`, sentPath);
  }

  private noteUnusedField(ignored: Readonly<Record<string, Text>>, name: string, sentPath: string): void {
    const why = Object.hasOwn(ignored, name) ? ignored[name] : undefined;
    if (why === undefined) this.unknownPaths.push(join(sentPath, name));
    else this.ignored.push(fieldError(join(sentPath, name), why));
  }
}

/** Field errors of a failed schema, in the caller's spelling. A rule over several fields yields to a field's own error. */
function refusals(error: z.ZodError, reading: Reading): FieldError[] {
  const own = new Set(
    error.issues.filter((issue) => !isFromRule(issue)).map((issue) => issue.path.join('.')),
  );
  return error.issues
    .filter((issue) => !isFromRule(issue) || !own.has(issue.path.join('.')))
    .map((issue) => fieldError(reading.spell(issue.path.join('.')) || 'body', textOf(issue)));
}

function isFromRule(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.fromRule === true;
}

function textOf(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'custom' && issue.params !== undefined) return issue.params.text as Text;
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return FIELD_TEXTS.required;
    return issue.expected === 'array' ? FIELD_TEXTS.notAList : FIELD_TEXTS.notAnObject;
  }
  if (issue.code === 'too_small') return listSizeText('least', Number(issue.minimum));
  if (issue.code === 'too_big') return listSizeText('most', Number(issue.maximum));
  return FIELD_TEXTS.unreadable;
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

/** Own member by name or by `root.name`; `undefined` when there is none. */
function memberOf(sent: Readonly<Record<string, unknown>>, name: string): unknown {
  const [root = '', member] = name.split('.');
  const value = Object.hasOwn(sent, root) ? sent[root] : undefined;
  if (member === undefined) return value;
  return isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Whether two spellings say the same: numbers and numeric texts by value, objects and lists by content. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => sameValue(a[key], b[key]));
  }
  const left = asDecimal(a);
  return left !== undefined && left === asDecimal(b);
}

function asDecimal(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  try {
    return decimal(value);
  } catch {
    return undefined;
  }
}

function join(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`;
}
