/** Create and submit over HTTP, as many at once as asked, for a time that is bounded. */
import { Agent, request } from 'node:http';

export interface Load {
  /** Invoices created and submitted a second. */
  perSecond: number;
  /** Milliseconds of one create and submit. */
  p50: number;
  p95: number;
  count: number;
}

const BODY = JSON.stringify({
  issue_date: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  buyer_name: 'Globex SAS',
  buyer_country: 'FR',
  buyer_siret: '98765432109876',
  buyer_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
  lines: [{ description: 'Conseil', quantity: 5, unit: 'DAY', unit_price: 200, vat_rate: 20 }],
});

export async function issueFor(
  url: string,
  keys: readonly string[],
  seconds: number,
  clients: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies: number[] = [];
  const start = performance.now();
  const client = async () => {
    while (performance.now() - start < seconds * 1000) {
      const before = performance.now();
      await issueOne(url, keys[Math.floor(Math.random() * keys.length)] ?? '', agent);
      latencies.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - start) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p95: at(0.95), count: latencies.length };
}

export async function issueOne(url: string, key: string, agent?: Agent): Promise<void> {
  const created = await post(`${url}/api/v1/invoices`, key, BODY, agent);
  const id = /"id":"([0-9a-f-]{36})"/.exec(created)?.[1];
  await post(`${url}/api/v1/invoices/${id}/submit`, key, '', agent);
}

function post(url: string, key: string, body: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {
          'X-API-Key': key,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
        ...(agent === undefined ? {} : { agent }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200 || response.statusCode === 201) resolve(text);
          else reject(new Error(`${response.statusCode} ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
