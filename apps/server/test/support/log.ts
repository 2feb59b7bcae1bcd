import { createLogger, type Logger } from '../../src/platform/log.ts';

/** A logger as the program has it, whose lines stay in memory. */
export function memoryLogger(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  const logger = createLogger('trace', {
    write(line) {
      lines.push(line);
    },
  });
  return { logger, lines };
}
