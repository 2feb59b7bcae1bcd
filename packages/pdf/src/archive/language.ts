import { decodeText } from '../read/text.ts';
import type { Dictionary } from '../read/values.ts';
import type { Inspection } from './inspection.ts';

/** A language tag (ISO 32000-1 §14.9.2), or empty for an unknown language. */
const LANGUAGE = /^(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?$/;

/** Whether the language that a dictionary gives, if any, is a tag; levels above B ask for it. */
export function hasLanguage({ file }: Inspection, owner: Dictionary): boolean {
  const language = file.resolve(owner.get('Lang'));
  return !(language instanceof Uint8Array) || LANGUAGE.test(decodeText(language));
}
