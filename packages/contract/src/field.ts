import type { Text } from '@scell/core';
import { z } from 'zod';
import { FIELD_TEXTS } from './field-texts.ts';

/** Why a value is refused. */
export class Refusal {
  readonly text: Text;
  constructor(text: Text) {
    this.text = text;
  }
}

/** Refuses a value: `text` says the rule and the remedy, without the field's name. */
export function refuse(text: Text): Refusal {
  return new Refusal(text);
}

/**
 * A scalar field: its JSON Schema as callers may send it, and how its text or number becomes a value. Every sentence a
 * caller reads about it is ours, in both languages; an absent value is "required" unless the field is optional.
 */
export function field<Output, Input = Output>(
  jsonSchema: Readonly<Record<string, unknown>>,
  read: (raw: unknown) => Output | Refusal,
): z.ZodType<Output, Input> {
  const schema = z
    .unknown()
    .transform((raw, context): Output => {
      const value = raw === undefined || raw === null ? refuse(FIELD_TEXTS.required) : read(raw);
      if (!(value instanceof Refusal)) return value;
      addRefusal(context, [], value.text);
      return z.NEVER;
    })
    .meta({ ...jsonSchema });
  return schema as unknown as z.ZodType<Output, Input>;
}

/** Refuses one field of an object from a rule over several. */
export type RefuseField = (path: readonly (string | number)[], text: Text) => void;

/**
 * Adds rules that look at several fields of an object. They run even when single fields were refused, so that a caller
 * sees every mistake at once: a refused field reads as `undefined`.
 */
export function withRules<S extends z.ZodObject>(
  schema: S,
  rules: (value: Partial<z.output<S>>, refuseField: RefuseField) => void,
): S {
  return schema.superRefine(
    (value, context) => {
      const usable = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== z.NEVER));
      rules(usable as Partial<z.output<S>>, (path, text) => addRefusal(context, path, text, true));
    },
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  );
}

function addRefusal(
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  text: Text,
  fromRule = false,
): void {
  context.addIssue({ code: 'custom', path: [...path], message: text.en, params: { text, fromRule } });
}
