import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';

/** An address at which a provider tells us something, signed: no operation of the API. */
export interface ProviderHook {
  path: `/webhooks/${string}`;
  /** Throws when what came is not the provider's, or cannot be taken now: it comes again then. */
  hear(services: Services, bytes: Uint8Array, headers: IncomingHttpHeaders): Promise<void>;
}

/** What a provider sends is small. */
const LIMIT = 512 * 1024;

/** Opens the addresses of providers. Bodies are handed on as the bytes they are: signatures are over these. */
export function openProviderHooks(
  app: Pick<FastifyInstance, 'register'>,
  services: Services,
  hooks: readonly ProviderHook[],
  admit: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: LIMIT },
      async (_request: unknown, bytes: Buffer) => bytes,
    );
    for (const hook of hooks)
      scope.post(hook.path, {
        onRequest: async (request, reply) => {
          await admit(request, reply);
        },
        handler: async (request, reply) => {
          const { body } = request;
          await hook.hear(services, body instanceof Uint8Array ? body : new Uint8Array(), request.headers);
          return reply.send({ received: true });
        },
      });
  });
}
