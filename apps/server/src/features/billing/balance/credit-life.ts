/** How long before their end credits are warned of. */
const WARNING_MS = 30 * 86_400_000;

/** When credits that end then are looked at first: to warn. */
export function firstLook(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() - WARNING_MS);
}
