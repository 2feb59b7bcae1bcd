/**
 * What a caller prefers of the media types an answer can have, by its `Accept` header (RFC 9110 §12.5.1); `fallback` where it
 * names none of them, or takes anything as gladly.
 */
export function preferred<T>(accept: string, types: Readonly<Record<string, T>>, fallback: T): T {
  const ranges = accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { type, weight: weight === undefined ? 1 : Number(weight) };
  });
  const [best] = ranges
    .filter(({ type, weight }) => weight > 0 && (Object.hasOwn(types, type) || type.endsWith('/*')))
    .toSorted((a, b) => b.weight - a.weight);
  if (best === undefined || !Object.hasOwn(types, best.type)) return fallback;
  return types[best.type] ?? fallback;
}
