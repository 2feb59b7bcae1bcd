import { ApiError } from '@scell/contract';
import { readConfig } from '../config.ts';
import { migrateAll } from '../main.ts';
import { connect } from '../platform/db/connections.ts';
import { createLogger } from '../platform/log.ts';
import type { Services } from '../platform/services.ts';
import { closeServices, openServices } from '../services.ts';

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

/**
 * Runs a command with services over the configured databases: the embedded one is started for it, or shared with the
 * program that runs it already.
 */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig();
  const logger = createLogger('warn');
  const connections = await connect(config, logger, { share: true });
  try {
    if (connections.embedded !== 'of another process') await migrateAll(connections);
    const services = await openServices(config, connections, logger);
    try {
      return await work(services);
    } catch (error) {
      if (error instanceof ApiError)
        throw new UsageError(
          [error.message, ...error.errors.map(({ path, text }) => `${path}: ${text.en}`)].join('\n  '),
        );
      throw error;
    } finally {
      await closeServices(services);
    }
  } finally {
    await connections.stop();
  }
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
