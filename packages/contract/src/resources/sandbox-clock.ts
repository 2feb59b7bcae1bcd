import { z } from 'zod';
import { aliased } from '../alias.ts';
import { line } from '../fields/texts.ts';
import { type OperationDefinition, operation } from '../operation.ts';

const moment = z.iso.datetime({ offset: true });

const sandboxClock = z
  .object({
    now: moment.meta({ description: 'What time it is in the sandbox of the account.' }),
    world: moment.meta({ description: 'What time it is.' }),
    ahead_seconds: z.int(),
    due: z.int().meta({ description: 'What is due by this clock and not yet done.' }),
  })
  .meta({ id: 'SandboxClock' });

export type SandboxClock = z.output<typeof sandboxClock>;

const shared = {
  path: '/sandbox/clock',
  tag: 'Sandbox',
  auth: 'key',
  surface: 'tenant',
} as const;

const clockAnswer = {
  200: {
    description: { fr: 'L’heure du bac à sable.', en: 'The time of the sandbox.' },
    schema: z.object({ data: sandboxClock }),
  },
};

export const getSandboxClock = operation({
  ...shared,
  id: 'getSandboxClock',
  method: 'GET',
  scopes: ['tenant:read'],
  summary: { fr: 'Lire l’heure du bac à sable', en: 'Read the time of the sandbox' },
  responses: clockAnswer,
  errors: ['SANDBOX_ONLY'],
});

export const moveSandboxClock = operation({
  ...shared,
  id: 'moveSandboxClock',
  method: 'POST',
  scopes: ['tenant:write'],
  summary: { fr: 'Avancer l’heure du bac à sable', en: 'Move the time of the sandbox forward' },
  description: {
    fr: 'Tout ce qui attend devient dû dans l’ordre : envois à refaire, expirations, clôtures, rappels. L’heure avance de dix ans au plus et ne recule jamais ; elle continue ensuite de courir. `due` dit ce qui reste à faire.',
    en: 'All that waits becomes due in its order: retries, expiries, closings, reminders. Time moves forward by ten years at most and never back; it goes on running from there. `due` tells what is left to be done.',
  },
  body: aliased(z.object({ advance: line(50) }), {
    advance: ['by', 'to', 'now', 'frozen_time'],
  }),
  examples: { 'by a month': { advance: 'P1M' }, 'to a day': { advance: '2027-01-01' } },
  responses: clockAnswer,
  errors: ['SANDBOX_ONLY'],
});

export const sandboxClockOperations: readonly OperationDefinition[] = [getSandboxClock, moveSandboxClock];
