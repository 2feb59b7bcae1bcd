/**
 * Webhooks at full size: 10,000 events to an ordered and an unordered endpoint of a receiver that misbehaves, while worker
 * processes are killed.
 */
import { expect, test } from 'vitest';
import { deliverInChaos } from '../apps/server/test/load/webhook-chaos.ts';
import { inShort } from './support.ts';

const EVENTS = inShort ? 250 : 10_000;

test('every event arrives at least once, and in order where asked', { timeout: 1_800_000 }, async () => {
  const figures = await deliverInChaos({ events: EVENTS, subjects: EVENTS / 25, workers: 2 });
  process.stdout.write(`webhooks: ${JSON.stringify(figures)}\n`);
  expect(figures.kills).toBeGreaterThan(0);
  expect(figures.mistreated).toBeGreaterThan(EVENTS / 4);
});
