export interface Command {
  summary: string;
  /** Its options, as `--name NAME [--slug SLUG]`. */
  usage: string;
  /** Runs it with the words after its name; answers the exit code. */
  run(words: string[]): Promise<number>;
}

/** Words that a command cannot use; the message says what it takes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An option that a command cannot do without. */
export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`--${option} is missing.`);
  return value;
}

/** Prints an answer: as JSON for programs, as `name: value` lines for people. */
export function print(answer: Record<string, string | number | null>, json: boolean | undefined): void {
  const text =
    json === true
      ? JSON.stringify(answer)
      : Object.entries(answer)
          .map(([name, value]) => `${name}: ${value ?? '-'}`)
          .join('\n');
  process.stdout.write(`${text}\n`);
}
