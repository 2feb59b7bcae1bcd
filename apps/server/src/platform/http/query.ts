/**
 * The parameters of a query string. A repeated name is a list, and so are the spellings PHP clients send for one:
 * `status[]=draft`, `status[0]=draft&status[1]=paid`.
 */
export function readQuery(text: string): Record<string, string | string[]> {
  // Without a prototype: a parameter named `__proto__` is a parameter.
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [sent, value] of new URLSearchParams(text)) {
    const [, name = sent, list] = /^([^[\]]+)(\[\d*\])$/.exec(sent) ?? [];
    const before = query[name];
    if (Array.isArray(before)) before.push(value);
    else if (before !== undefined) query[name] = [before, value];
    else query[name] = list === undefined ? value : [value];
  }
  return query;
}
