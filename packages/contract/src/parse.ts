import type { Text } from '@scell/core';
import type { z } from 'zod';
import { type FieldError, validationError } from './errors/api-error.ts';
import { FIELD_TEXTS, fieldError, listSizeText } from './field-texts.ts';
import { Reading } from './reading.ts';
import { planOf } from './reading-plan.ts';

export interface Parsed<T> {
  value: T;
  /** Paths of fields that do not exist and were not read; `*` stands for any index: `lines.*.colour`. */
  unknown: string[];
  /** One sentence a field that was sent and not used: the unknown ones, and those accepted and ignored on purpose. */
  warnings: FieldError[];
  /** The caller's own spelling of a canonical path: `lines.0.vat_rate` → `lines.0.tva_rate`. */
  spell: (canonicalPath: string) => string;
}

export interface ParseOptions {
  /** An unknown field is an error. */
  strict?: boolean;
  /** Values by canonical name, for the fields that were left out of what was given. */
  fill?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
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
  { strict = false, fill }: ParseOptions = {},
): Parsed<z.output<S>> {
  const reading = new Reading();
  const given = reading.canonical(planOf(schema), isNoBody(body) ? {} : body);
  const canonical = fill === undefined ? given : filled(given, fill);
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

function filled(given: unknown, fill: NonNullable<ParseOptions['fill']>): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const fields = given as Readonly<Record<string, unknown>>;
  return { ...fill(fields), ...fields };
}

function isNoBody(body: unknown): boolean {
  return body === undefined || body === null || body === '' || (Array.isArray(body) && body.length === 0);
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
