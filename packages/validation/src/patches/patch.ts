/** Changes to the source text of a document: small, typed, writable as JSON, and nothing else of the text moves. */

/**
 * One change. `start` and `end` are places of the decoded source (UTF-16 code units, no byte order mark), `was` is what stands there and
 * `becomes` what is to stand there; the rest says the same for people and for programs that have no source at hand.
 */
export interface Edit {
  readonly op: 'replace-text' | 'insert' | 'remove' | 'set-attribute' | 'remove-attribute';
  /** The element that changes, or that the new element goes into: an XPath with the prefixes of CEN/TS 16931-3. */
  readonly path: string;
  /** The attribute, or the new element, by its name in that path notation. */
  readonly name?: string;
  /** The text that the element or attribute gets, as a parser reads it. */
  readonly value?: string;
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly becomes: string;
}

/** A remedy. */
export interface Patch {
  /** In the order of the source, without overlap. */
  readonly edits: readonly Edit[];
  /** How many hits of the finding it silences; the others need a person. */
  readonly silences: number;
  /** Whether information goes that nothing else in the document holds. */
  readonly loses: boolean;
  /** The texts that go: "schemeID=X", "Paris". */
  readonly lost: readonly string[];
}

/**
 * The source with the patches applied. The same change asked for twice is made once, and one inside an element that another one removes goes with it.
 * @throws {RangeError} where the source is not the one that the patches were made for, or where two of them want to change the same place.
 */
export function applyPatches(source: string, patches: readonly Pick<Patch, 'edits'>[]): string {
  const edits = merged(patches.flatMap((patch) => patch.edits));
  if (edits === undefined) throw new RangeError('two patches change the same place of the document');
  let text = '';
  let at = 0;
  for (const { start, end, was, becomes } of edits) {
    if (source.slice(start, end) !== was)
      throw new RangeError(`the patch was made for another document: it expects "${was}" at ${start}`);
    text += source.slice(at, start) + becomes;
    at = end;
  }
  return text + source.slice(at);
}

/** The edits in the order of the source, each once; undefined where two contradict each other. */
export function merged(edits: readonly Edit[]): Edit[] | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: Edit[] = [];
  for (const edit of sorted) {
    if (kept.findLast((known) => known.start < edit.start || isSame(edit, known))?.start === edit.start)
      continue;
    const last = kept.at(-1);
    if (last === undefined || edit.start > last.end || (edit.start === last.end && mayFollow(edit, last))) {
      kept.push(edit);
    } else if (last.op !== 'remove' || edit.op === 'insert' || edit.end > last.end) return undefined;
  }
  return kept;
}

function isSame(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.becomes === b.becomes;
}

/** Of two insertions of elements at one place it is not said which comes first, and a new attribute has one value. */
function mayFollow(edit: Edit, last: Edit): boolean {
  if (edit.op === 'insert') return last.op !== 'insert';
  return edit.op !== 'set-attribute' || last.op !== 'set-attribute' || edit.name !== last.name;
}
