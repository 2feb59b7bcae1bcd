import { ApiError } from '@scell/contract';
import type { Logger } from '../../../platform/log.ts';
import { PaymentDeclined, PaymentsUnavailable } from '../../../platform/payments/payments.ts';

/** Asks the payment provider; what it refuses or cannot do is what the caller is told. */
export async function onProviderErrors<T>(logger: Logger, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PaymentDeclined)
      throw new ApiError('PAYMENT_DECLINED', { cause: error, params: { reason: error.message } });
    if (!(error instanceof PaymentsUnavailable)) throw error;
    logger.error({ err: error }, 'the payment provider cannot be used');
    throw new ApiError('PAYMENT_PROVIDER_UNAVAILABLE', { cause: error, headers: { 'Retry-After': '60' } });
  }
}
