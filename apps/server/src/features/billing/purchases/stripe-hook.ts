import { ApiError } from '@scell/contract';
import type { ProviderHook } from '../../../platform/http/provider-hooks.ts';
import { hearProvider } from './hear-provider.ts';

/** Where Stripe tells of payments. The signature is over the very bytes that came, so they are read as they are. */
export const stripeHook: ProviderHook = {
  path: '/webhooks/stripe',
  async hear(services, bytes, headers) {
    if (services.payments === null) throw new ApiError('PAYMENTS_NOT_CONFIGURED');
    const signature = headers['stripe-signature'];
    const event =
      typeof signature === 'string'
        ? services.payments.readEvent(bytes, signature, new Date(services.clock()))
        : null;
    if (event === null)
      throw new ApiError('BAD_REQUEST', {
        params: {
          reason: {
            fr: 'la signature n’est pas celle du prestataire de paiement',
            en: 'the signature is not the payment provider’s',
          },
        },
      });
    await hearProvider(services, event);
  },
};
