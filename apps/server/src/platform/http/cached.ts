import type { JsonReply } from './call.ts';

/** What everybody is told alike may be kept for an hour by who asks. */
export function cached(reply: JsonReply): JsonReply {
  return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'public, max-age=3600' } };
}
