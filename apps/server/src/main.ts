import type { AddressInfo } from 'node:net';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { type DemoKey, ensureDemo } from './demo.ts';
import { startWebhookPump } from './features/webhooks/deliveries/pump.ts';
import { ArchiveFault } from './platform/archive/fault.ts';
import type { Connections } from './platform/db/connections.ts';
import { migrateAll } from './platform/db/migrate-all.ts';
import { startScheduler } from './platform/jobs/scheduler.ts';
import { startWorker } from './platform/jobs/worker.ts';
import type { Logger } from './platform/log.ts';
import type { Services } from './platform/services.ts';
import { closeServices, openServices } from './services.ts';
import { tasksOf, timerHandlersOf } from './tasks.ts';

export type Role = 'api' | 'worker' | 'all';

export interface RunningProgram {
  /** Where the API listens; null for a worker. */
  address: string | null;
  /** The demo tenant's key, where there is a demo tenant. */
  demo: DemoKey | null;
  /** Resolves if the program can no longer serve: its embedded database ended by itself. */
  failed: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the roles, everything they stand on first, and answers when they serve. What failed to start is let go of. */
export async function start(
  config: Config,
  role: Role,
  logger: Logger,
  connecting: Promise<Connections>,
): Promise<RunningProgram> {
  // Undone in reverse order, at a clean stop as after a failed start.
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const connections = await connecting;
    undo.push(() => connections.stop());
    await migrateAll(connections);
    const services = await openServices(config, connections, logger);
    undo.push(() => closeServices(services));
    await checkArchives(services);
    const demo =
      connections.embedded === 'ours' || config.demoKey !== null
        ? await ensureDemo(services, config.demoKey)
        : null;

    if (role !== 'api') {
      const handlers = timerHandlersOf(services);
      const parts = [
        startWorker(connections.live.app, tasksOf(services, 'production'), logger),
        startWorker(connections.sandbox.app, tasksOf(services, 'sandbox'), logger),
        startScheduler(services, 'production', handlers),
        startScheduler(services, 'sandbox', handlers),
        startWebhookPump(services, 'production'),
        startWebhookPump(services, 'sandbox'),
      ];
      undo.push(async () => {
        await Promise.all(parts.map((part) => part.stop()));
      });
    }
    let address: string | null = null;
    if (role !== 'worker') {
      const app = buildApp(services, { trustProxy: config.trustProxy });
      undo.push(() => app.close());
      await app.listen({ port: config.port, host: config.host });
      const { port } = app.server.address() as AddressInfo;
      // With PORT=0 the system chose the port: links must name it.
      if (config.port === 0) services.publicUrl = services.publicUrl.replace(/:0$/, `:${port}`);
      address = services.publicUrl;
    }
    return { address, demo, failed: connections.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * An archive that could not promise what it is for stops the start. One that does not answer does not: what is issued waits for
 * it, and each copy is asked about again.
 */
async function checkArchives({ archive, logger }: Services): Promise<void> {
  for (const one of new Set([archive.production, archive.sandbox])) {
    await one?.check().catch((error: unknown) => {
      if (!(error instanceof ArchiveFault) || error.kind !== 'unavailable') throw error;
      logger.warn(
        { place: one.place, reason: error.message },
        'the archive does not answer; copies wait for it',
      );
    });
  }
}
