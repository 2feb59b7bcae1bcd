import { type BlockHeader, readBlockHeader } from '@scell/ledger';
import { OutboundError, outbound } from '../../../platform/outbound/request.ts';
import { hashes } from './calendars.ts';

const REQUEST = { method: 'GET', timeoutMs: 10_000, maxBytes: 4_096 } as const;

/**
 * The header of the block at a height, from an address of the Esplora API (`/block-height/{height}`, `/block/{hash}/header`). The
 * header must have the hash it was asked for by; that this is the block of the chain is what the operator trusts the source for.
 * @throws {OutboundError}
 */
export async function fetchBlockHeader(source: string, height: number): Promise<BlockHeader> {
  const hash = await text(new URL(`${source}/block-height/${height}`));
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new OutboundError(`${source} gives no hash of block ${height}`);
  const hex = await text(new URL(`${source}/block/${hash}/header`));
  const header = /^[0-9a-f]{160}$/.test(hex) ? readBlockHeader(Buffer.from(hex, 'hex'), hashes.sha256) : null;
  if (header?.hash !== hash) throw new OutboundError(`${source} gives no header of block ${height}`);
  return header;
}

async function text(url: URL): Promise<string> {
  const { status, bytes } = await outbound(url, REQUEST);
  if (status !== 200) throw new OutboundError(`${url.host}: HTTP ${status}`);
  return Buffer.from(bytes).toString('latin1').trim();
}
