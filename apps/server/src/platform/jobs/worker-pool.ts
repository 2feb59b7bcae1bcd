import pg from 'pg';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

/**
 * Connections for the queue's library, which gives its listening client back twice when that is lost just as the queue
 * stops: the second time counts for nothing, where `pg` would throw into a promise nobody awaits.
 */
export class WorkerPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (callback === undefined) return super.connect();
    super.connect((error, client, done) => {
      // A pool that has ended gives an error and nothing else.
      if (client === undefined) {
        callback(error, undefined, () => {});
        return;
      }
      let given = false;
      callback(error, client, (release) => {
        if (!given) done(release);
        given = true;
      });
    });
    return undefined;
  }
}
