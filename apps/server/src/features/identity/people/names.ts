/** A name in one piece and in two, from whichever was given. */
export function namesOf({
  name,
  first_name: first,
  last_name: last,
}: {
  name?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
}): { name: string; first_name: string; last_name: string } {
  const whole = name ?? [first, last].filter((part) => part !== undefined).join(' ');
  const [head = '', ...rest] = whole.split(' ');
  return { name: whole, first_name: first ?? head, last_name: last ?? rest.join(' ') };
}
