/** `npm run bench [-- name …]`: every bench in turn, or the named ones. */
const benches: Record<string, () => Promise<{ bench(): Promise<void> }>> = {
  documents: () => import('./documents.ts'),
  validation: () => import('./validation.ts'),
  issuance: () => import('./issuance.ts'),
  ledger: () => import('./ledger.ts'),
  appends: () => import('./appends.ts'),
  webhooks: () => import('./webhooks.ts'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(
    `No bench is called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`,
  );
  process.exit(64);
}
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name} ==\n`);
  const { bench } = await load();
  await bench();
}
