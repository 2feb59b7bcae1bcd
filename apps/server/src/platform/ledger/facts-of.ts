/** What an entry says as data; nothing where its text is no JSON object any more: an altered ledger is shown and exported all the same. */
export function factsOf(preimage: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(preimage);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
