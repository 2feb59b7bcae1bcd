import type { FieldError, Language } from '@scell/contract';

/** A moment as the API writes it: `2026-05-06T08:42:31+00:00`. */
export function moment(date: Date): string;
export function moment(date: Date | null): string | null;
export function moment(date: Date | null): string | null {
  return date === null ? null : date.toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

/** Warnings in the caller's language. */
export function presentWarnings(
  warnings: readonly FieldError[],
  language: Language,
): { field: string | null; message: string }[] {
  return warnings.map(({ path, text }) => ({ field: path === '' ? null : path, message: text[language] }));
}
