/** Two versions of a text as a unified diff, as `diff -u` writes and `patch` reads it. */

/** Lines around a change. */
const CONTEXT = 2;
/** How far apart the same lines may stand in the two texts and still be recognised; a diff stays right beyond, it only gets longer. */
const FARTHEST = 400;

interface Change {
  /** Lines of the old and of the new text, from where to where. */
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The empty text where both are the same. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const groups = grouped(changesBetween(old, fresh));
  if (groups.length === 0) return '';
  return `--- ${name}\n+++ ${name}\n${groups.map((changes) => hunk(changes, old, fresh)).join('')}`;
}

/** Each with its line end; a last one without it is marked as `diff` marks it. */
function linesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`));
}

function changesBetween(old: readonly string[], fresh: readonly string[]): Change[] {
  const changes: Change[] = [];
  let at = 0;
  let newAt = 0;
  while (at < old.length || newAt < fresh.length) {
    if (at < old.length && old[at] === fresh[newAt]) {
      at++;
      newAt++;
      continue;
    }
    const [to, newTo] = nextMeeting(old, fresh, at, newAt);
    changes.push({ from: at, to, newFrom: newAt, newTo });
    at = to;
    newAt = newTo;
  }
  return changes;
}

/** The nearest place from which both go on with the same two lines; the ends where there is none. */
function nextMeeting(
  old: readonly string[],
  fresh: readonly string[],
  at: number,
  newAt: number,
): [number, number] {
  for (let distance = 1; distance <= FARTHEST; distance++) {
    for (let skipped = 0; skipped <= distance; skipped++) {
      const i = at + skipped;
      const j = newAt + distance - skipped;
      if (i >= old.length || j >= fresh.length) continue;
      if (old[i] === fresh[j] && old[i + 1] === fresh[j + 1]) return [i, j];
    }
  }
  return [old.length, fresh.length];
}

/** Changes whose contexts touch share a hunk. */
function grouped(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.from - last.to <= 2 * CONTEXT) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunk(changes: readonly Change[], old: readonly string[], fresh: readonly string[]): string {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return '';
  const start = Math.max(0, first.from - CONTEXT);
  const end = Math.min(old.length, last.to + CONTEXT);
  const newStart = first.newFrom - (first.from - start);
  const newEnd = last.newTo + (end - last.to);
  let body = '';
  let at = start;
  for (const { from, to, newFrom, newTo } of changes) {
    body += marked(' ', old.slice(at, from)) + marked('-', old.slice(from, to));
    body += marked('+', fresh.slice(newFrom, newTo));
    at = to;
  }
  body += marked(' ', old.slice(at, end));
  return `@@ -${range(start, end)} +${range(newStart, newEnd)} @@\n${body}`;
}

/** An empty range names the line before it. */
function range(start: number, end: number): string {
  return `${end === start ? start : start + 1},${end - start}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines.map((line) => mark + line).join('');
}
