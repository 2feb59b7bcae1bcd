import { z } from 'zod';

type Clearable<Shape extends z.core.$ZodLooseShape> = {
  [K in keyof Shape]: Shape[K] extends z.ZodOptional<infer Inner extends z.core.$ZodType>
    ? z.ZodOptional<z.ZodNullable<Inner>>
    : Shape[K] extends z.ZodDefault<infer Inner extends z.core.$ZodType>
      ? z.ZodOptional<Inner>
      : z.ZodOptional<Shape[K]>;
};

/**
 * The shape of an update, from that of a creation: every field may be left out (unchanged), what a creation may leave
 * out may be cleared with `null`, and defaults of a creation do not come back.
 */
export function updateShape<Shape extends z.core.$ZodLooseShape>(shape: Shape): Clearable<Shape> {
  const fields = Object.entries(shape).map(([name, schema]): [string, z.core.$ZodType] => {
    if (schema instanceof z.ZodOptional) return [name, z.optional(z.nullable(schema.unwrap()))];
    if (schema instanceof z.ZodDefault) return [name, z.optional(schema.unwrap())];
    return [name, z.optional(schema)];
  });
  return Object.fromEntries(fields) as Clearable<Shape>;
}
