import { malformed } from './multipart.ts';

type Node = Map<string, Node> | string;

/** `lines[0][period][start]` is four steps; nothing of ours nests deeper than six. */
const DEEPEST = 8;

/**
 * The fields of a form as the object that JSON would say. Nested fields are written as HTML forms and PHP clients do
 * (`lines[0][description]`, `tags[]`) or with dots (`buyer_address.city`, `lines.0.description`). What has only whole
 * numbers for names is a list, in their order. A name that is given twice is refused: nobody knows which one was meant.
 */
export function nestedFields(
  fields: readonly (readonly [name: string, value: string])[],
): Record<string, unknown> {
  const root: Node = new Map();
  for (const [name, value] of fields) place(root, name, value);
  return members(root);
}

function place(root: Map<string, Node>, name: string, value: string): void {
  const steps = stepsOf(name);
  let node = root;
  for (const [depth, step] of steps.entries()) {
    const key = step === '' ? String(node.size) : step;
    const known = node.get(key);
    if (depth === steps.length - 1) {
      if (known !== undefined) throw twice(name);
      node.set(key, value);
      return;
    }
    if (typeof known === 'string') throw twice(name);
    const inner: Map<string, Node> = known ?? new Map();
    if (known === undefined) node.set(key, inner);
    node = inner;
  }
}

function stepsOf(name: string): string[] {
  const steps = name.replace(/\]$/, '').split(/\]\[|\]\.|[.[\]]/);
  const [first = ''] = steps;
  if (first === '' || steps.length > DEEPEST) {
    throw malformed({
      fr: `« ${name} » n’est pas le nom d’un champ`,
      en: `"${name}" is not the name of a field`,
    });
  }
  return steps;
}

function twice(name: string): Error {
  return malformed({ fr: `« ${name} » est donné deux fois`, en: `"${name}" is given twice` });
}

function members(node: Map<string, Node>): Record<string, unknown> {
  // From entries, so that a field named `__proto__` stays a field.
  return Object.fromEntries([...node].map(([name, inner]) => [name, jsonOf(inner)]));
}

function jsonOf(node: Node): unknown {
  if (typeof node === 'string') return node;
  const names = [...node.keys()];
  if (!names.every((name) => /^\d{1,9}$/.test(name))) return members(node);
  return names.toSorted((a, b) => Number(a) - Number(b)).map((name) => jsonOf(node.get(name) ?? ''));
}
