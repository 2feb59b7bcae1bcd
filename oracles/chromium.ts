/** A real Chromium, driven over its own protocol: opened on a page, given files, asked what it shows; what it asked of the network is told. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether a program is in the path, without starting it. */
export function isInPath(name: string): boolean {
  try {
    return execFileSync('which', [name]).length > 0;
  } catch {
    return false;
  }
}

/** The name of the program, undefined where it is not installed. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(isInPath);

interface Page {
  /** What an expression is in the page, once it is settled. */
  evaluate<T>(expression: string): Promise<T>;
  /** Gives files to the `<input type="file">` of a selector. */
  setFiles(selector: string, files: readonly string[]): Promise<void>;
  /** The addresses that were asked for, but for the page itself. */
  readonly requests: string[];
  /** What the page wrote to its console, and what it threw. */
  readonly complaints: string[];
}

type Message = {
  id?: number;
  result?: unknown;
  error?: { message: string };
  method?: string;
  params?: Record<string, unknown>;
};

/** Opens a page with the network off and does `work` with it. */
export async function withPage<T>(url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'scell-chromium-'));
  const browser = spawn(
    chromium ?? 'chromium',
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      ...[`--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'],
    ],
    { stdio: 'ignore' },
  );
  try {
    const port = await portOf(profile);
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
      type: string;
      webSocketDebuggerUrl: string;
    }[];
    const target = targets.find(({ type }) => type === 'page');
    if (target === undefined) throw new Error('the browser opened no page');
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return await work(await openPage(socket, url));
  } finally {
    const ended = new Promise((resolve) => browser.once('exit', resolve));
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function portOf(profile: string): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const [port = ''] = text.split('\n');
    if (port !== '') return port;
    await wait(100);
  }
  throw new Error('the browser did not start');
}

async function openPage(socket: WebSocket, url: string): Promise<Page> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const requests: string[] = [];
  const complaints: string[] = [];
  let loaded = () => {};
  const load = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(String(data)) as Message;
    if (id !== undefined) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) call?.resolve(result);
      else call?.reject(new Error(error.message));
    } else if (method === 'Network.requestWillBeSent') {
      const { url: asked } = (params?.request ?? { url: '' }) as { url: string };
      if (asked !== url) requests.push(asked);
    } else if (method === 'Page.loadEventFired') loaded();
    else if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
      complaints.push(JSON.stringify(params));
  });
  let last = 0;
  const call = <R>(method: string, params: Record<string, unknown> = {}): Promise<R> => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise<R>((resolve, reject) =>
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }),
    );
  };
  for (const domain of ['Page', 'Runtime', 'Network', 'DOM', 'Log']) await call(`${domain}.enable`);
  const off = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
  await call('Network.emulateNetworkConditions', off);
  await call('Page.navigate', { url });
  await load;
  return {
    requests,
    complaints,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await call<{
        result: { value: T };
        exceptionDetails?: { text: string };
      }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
      return result.value;
    },
    async setFiles(selector, files) {
      const { root } = await call<{ root: { nodeId: number } }>('DOM.getDocument');
      const { nodeId } = await call<{ nodeId: number }>('DOM.querySelector', {
        nodeId: root.nodeId,
        selector,
      });
      await call('DOM.setFileInputFiles', { nodeId, files });
    },
  };
}
