import { expect, test } from 'vitest';
import { createLogger } from './log.ts';

test('an error is logged without rows of the database and without the connection it came from', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const error = Object.assign(new Error('lost'), {
    detail: 'Key (name)=(Marie Dupont) exists',
    where: 'INSERT … Marie Dupont',
    client: { secretKey: 42_424_242, connectionParameters: { password: 'hidden' } },
    code: '57P01',
  });
  logger.warn({ err: error }, 'idle database connection lost');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('57P01');
  for (const word of ['Marie', '42424242', 'hidden']) expect(lines[0]).not.toContain(word);
});
