import { decimal } from '@scell/core';
import type { FieldError } from './errors/api-error.ts';
import { conflictText, FIELD_TEXTS, fieldError } from './field-texts.ts';
import type { FieldPlan, KnownNames, Plan, Spelling } from './reading-plan.ts';

type Sent = Readonly<Record<string, unknown>>;

/** One request being read: what was called how, and what was found on the way. */
export class Reading {
  readonly errors: FieldError[] = [];
  readonly ignored: FieldError[] = [];
  readonly unknownPaths: string[] = [];
  /** Canonical path → sent path, where they differ; a longer path follows its longest known prefix. */
  private readonly spellings = new Map<string, string>();

  /** The value with canonical names, as far as its schema has names; anything else is left to the schema. */
  canonical(plan: Plan, value: unknown, path = '', sentPath = ''): unknown {
    if (plan.kind === 'object' && isObject(value)) {
      const result: Record<string, unknown> = {};
      for (const field of plan.fields) {
        const member = this.oneValue(field, value, path, sentPath);
        if (member !== undefined) result[field.name] = member;
      }
      this.noteUnused(plan.known, value, sentPath);
      return result;
    }
    if (plan.kind === 'list' && plan.item.kind !== 'value' && Array.isArray(value))
      return value.map((item, index) =>
        this.canonical(plan.item, item, join(path, index), join(sentPath, index)),
      );
    return value;
  }

  /** The caller's spelling of a canonical path. */
  spell(path: string): string {
    for (let prefix = path; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
      const sent = this.spellings.get(prefix);
      if (sent !== undefined) return sent + path.slice(prefix.length);
    }
    return path;
  }

  /** The one value of a field among its spellings; blanks give way to a spelling that says something. */
  private oneValue(field: FieldPlan, sent: Sent, path: string, sentPath: string): unknown {
    let chosen: Spelling | undefined;
    let blank: Spelling | undefined;
    let value: unknown;
    for (const spelling of field.spellings) {
      const found = memberOf(sent, spelling);
      if (found === undefined) continue;
      if (isBlank(found)) blank ??= spelling;
      else if (chosen === undefined) {
        chosen = spelling;
        value = this.take(field, spelling, found, path, sentPath);
      } else if (!sameValue(value, new Reading().canonical(field.plan, found))) {
        const names = [join(sentPath, chosen.name), join(sentPath, spelling.name)] as const;
        this.errors.push({ path: names[1], text: conflictText(...names) });
      }
    }
    if (chosen !== undefined) return value;
    // Nothing said: an error about it names the spelling that is in use around it.
    const around =
      blank ?? field.spellings.find(({ root, member }) => member !== undefined && isObject(sent[root]));
    if (around !== undefined) this.note(field, around, path, sentPath);
    return blank !== undefined && field.nullable ? null : undefined;
  }

  private take(
    field: FieldPlan,
    spelling: Spelling,
    value: unknown,
    path: string,
    sentPath: string,
  ): unknown {
    this.note(field, spelling, path, sentPath);
    if (field.plan.kind === 'value') return value;
    return this.canonical(field.plan, value, join(path, field.name), join(sentPath, spelling.name));
  }

  private note(field: FieldPlan, spelling: Spelling, path: string, sentPath: string): void {
    if (spelling.name !== field.name)
      this.spellings.set(join(path, field.name), join(sentPath, spelling.name));
  }

  private noteUnused({ flat, nested, ignored }: KnownNames, sent: Sent, sentPath: string): void {
    for (const name of Object.keys(sent)) {
      if (flat.has(name)) continue;
      const members = nested.get(name);
      if (members === undefined) this.noteUnusedField(ignored, name, sentPath);
      else this.noteUnusedMembers(members, ignored, name, sent[name], sentPath);
    }
  }

  private noteUnusedMembers(
    members: ReadonlySet<string>,
    ignored: KnownNames['ignored'],
    root: string,
    value: unknown,
    sentPath: string,
  ): void {
    if (!isObject(value)) {
      if (!isBlank(value)) this.errors.push(fieldError(join(sentPath, root), FIELD_TEXTS.notAnObject));
      return;
    }
    for (const member of Object.keys(value))
      if (!members.has(member)) this.noteUnusedField(ignored, `${root}.${member}`, sentPath);
  }

  private noteUnusedField(ignored: KnownNames['ignored'], name: string, sentPath: string): void {
    const why = ignored.get(name);
    if (why === undefined) this.unknownPaths.push(join(sentPath, name));
    else this.ignored.push(fieldError(join(sentPath, name), why));
  }
}

/** Own member by name or by `root.member`; `undefined` when there is none. */
function memberOf(sent: Sent, { root, member }: Spelling): unknown {
  const value = Object.hasOwn(sent, root) ? sent[root] : undefined;
  if (member === undefined || value === undefined) return value;
  return isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Deeper values are never compared: hostile input may nest without end, and no field of ours nests that far. */
const MAX_COMPARED_DEPTH = 8;

/** Whether two spellings say the same: numbers and numeric texts by value, objects and lists by content. */
function sameValue(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (depth > MAX_COMPARED_DEPTH) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index], depth + 1));
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => sameValue(a[key], b[key], depth + 1));
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
