import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../environments.ts';

/** The head of a chain at a moment, noted outside the database: entries cut off its end show against it. */
export interface PublishedHead {
  chain_id: string;
  position: string;
  /** Hexadecimal. */
  chain_hash: string;
  noted_at: string;
}

/** Where heads are noted: lines that are only ever added. */
export interface PublishedHeads {
  note(environment: Environment, tenantId: string, heads: readonly PublishedHead[]): Promise<void>;
  read(environment: Environment, tenantId: string): Promise<PublishedHead[]>;
}

/** One file a tenant in a folder of the data directory, a line of JSON a head, synced before `note` answers. */
export function localPublishedHeads(root: string): PublishedHeads {
  const pathOf = (environment: Environment, tenantId: string) => join(root, environment, `${tenantId}.jsonl`);
  return {
    async note(environment, tenantId, heads) {
      if (heads.length === 0) return;
      await mkdir(join(root, environment), { recursive: true, mode: 0o700 });
      const file = await open(pathOf(environment, tenantId), 'a', 0o600);
      try {
        await file.appendFile(heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async read(environment, tenantId) {
      let text: string;
      try {
        text = await readFile(pathOf(environment, tenantId), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
      // A line cut short by a crash was never answered: it is passed over.
      return text.split('\n').flatMap((line) => {
        try {
          return [JSON.parse(line) as PublishedHead];
        } catch {
          return [];
        }
      });
    },
  };
}
