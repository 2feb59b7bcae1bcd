/** The subject code of a note in UBL, which stands between two "#" before its text (BR-FR-05 and its like read it there). */
import { isNoteSubject } from '@scell/en16931';

/** The code before a text, or undefined. */
export function subjectOf(text: string): string | undefined {
  const [, code] = /^#([A-Z0-9]{2,3})#./s.exec(text) ?? [];
  return code !== undefined && isNoteSubject(code) ? code : undefined;
}

/** What stands before the text of that subject. */
export function subjectPrefix(code: string): string {
  return `#${code}#`;
}
