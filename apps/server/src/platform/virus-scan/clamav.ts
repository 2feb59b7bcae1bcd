import { connect } from 'node:net';
import { ScannerUnavailable, type ScanVerdict, type VirusScanner } from './virus-scanner.ts';

const TIMEOUT_MS = 30_000;
const CHUNK_BYTES = 64 * 1024;
/** An answer is one line. */
const MOST_ANSWER_BYTES = 4_096;

/**
 * The ClamAV daemon over TCP (clamd, command INSTREAM): chunks of a length of four bytes and their bytes, a length of zero at
 * the end, and an answer `stream: OK` or `stream: NAME FOUND`. Anything else is no verdict.
 */
export function clamavScanner(
  { host, port }: { host: string; port: number },
  timeoutMs = TIMEOUT_MS,
): VirusScanner {
  return {
    async scan(bytes) {
      const answer = await ask(host, port, bytes, timeoutMs);
      const verdict = verdictOf(answer);
      if (verdict === null)
        throw new ScannerUnavailable(`clamd answered "${answer.replace(/\p{Cc}/gu, ' ').slice(0, 200)}"`);
      return verdict;
    },
  };
}

function verdictOf(answer: string): ScanVerdict | null {
  if (answer === 'stream: OK') return { clean: true };
  const found = /^stream: (.{1,300}) FOUND$/.exec(answer)?.[1];
  return found === undefined ? null : { clean: false, found };
}

function ask(host: string, port: number, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let answer = Buffer.alloc(0);
    const fail = (why: string, cause?: unknown) => {
      clearTimeout(deadline);
      socket.destroy();
      reject(new ScannerUnavailable(`clamd at ${host}:${port}: ${why}`, { cause }));
    };
    const deadline = setTimeout(() => fail(`no answer within ${timeoutMs / 1000} s`), timeoutMs);
    socket.on('connect', () => {
      socket.write('zINSTREAM\0');
      for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
        const chunk = bytes.subarray(start, start + CHUNK_BYTES);
        socket.write(lengthOf(chunk.length));
        socket.write(chunk);
      }
      socket.write(lengthOf(0));
    });
    socket.on('data', (part: Buffer) => {
      answer = Buffer.concat([answer, part]);
      if (answer.length > MOST_ANSWER_BYTES) fail('too long an answer');
    });
    const settle = () => {
      clearTimeout(deadline);
      socket.destroy();
      if (answer.length === 0) fail('it hung up');
      else resolve(answer.toString('utf8').replace(/[\0\n\r]+$/, ''));
    };
    // A daemon that has enough of a file answers and hangs up while we still write: what it said counts.
    socket.on('error', (error) => (answer.length === 0 ? fail(error.message, error) : settle()));
    socket.on('end', settle);
    socket.on('close', settle);
  });
}

function lengthOf(length: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(length);
  return prefix;
}
