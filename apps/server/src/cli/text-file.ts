/** A text in a file, to be changed here and there and written back as it was otherwise. */

/** Encodings whose bytes a text gives back exactly. */
const ENCODINGS = ['utf8', 'latin1', 'utf16le'] as const;
const MARK = '\ufeff';

/**
 * How to write a changed text in the encoding of the file it was read from: undefined where the text does not give back the very bytes of the
 * file, so that something else in the file would change too.
 * @param text the decoded content, without a byte order mark.
 */
export function writerLike(
  bytes: Buffer,
  text: string,
): ((changed: string) => Buffer | undefined) | undefined {
  for (const encoding of ENCODINGS) {
    for (const mark of ['', MARK]) {
      if (!Buffer.from(mark + text, encoding).equals(bytes)) continue;
      return (changed) => {
        const written = Buffer.from(mark + changed, encoding);
        return written.toString(encoding) === mark + changed ? written : undefined;
      };
    }
  }
  return undefined;
}
