import { createServer } from 'node:net';

/** The file every scanner knows (EICAR), in two halves so that none finds it here. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

export interface Clamd {
  host: string;
  port: number;
  /** What was scanned, whole. */
  received: Buffer[];
  close(): Promise<void>;
}

/** A daemon that speaks clamd's INSTREAM as the real one does, and knows one virus. */
export async function startClamd({ limit = 25 * 1024 * 1024 } = {}): Promise<Clamd> {
  const received: Buffer[] = [];
  const server = createServer((socket) => {
    let pending = Buffer.alloc(0);
    let command: string | null = null;
    const chunks: Buffer[] = [];
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => {
      pending = Buffer.concat([pending, part]);
      if (command === null) {
        const end = pending.indexOf(0);
        if (end < 0) return;
        command = pending.subarray(0, end).toString();
        pending = pending.subarray(end + 1);
        if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
      }
      while (pending.length >= 4) {
        const length = pending.readUInt32BE();
        if (length === 0) {
          const bytes = Buffer.concat(chunks);
          received.push(bytes);
          socket.end(bytes.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
          return;
        }
        if (pending.length < 4 + length) return;
        chunks.push(pending.subarray(4, 4 + length));
        pending = pending.subarray(4 + length);
        if (chunks.reduce((sum, { length: size }) => sum + size, 0) > limit)
          return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    host: '127.0.0.1',
    port,
    received,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
