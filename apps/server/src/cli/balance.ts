import { isDecimal, trimZeros } from '@scell/core';
import {
  chargeToStatement,
  creditBalance,
  debitBalance,
} from '../features/billing/balance/adjust-balance.ts';
import { type OwnPrice, setPrice } from '../features/billing/balance/set-price.ts';
import { operatorFor } from '../features/tenants/operator.ts';
import { type Command, print, required, UsageError } from './command.ts';
import { environmentOf, read, withTenant } from './identity.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const balanceCredit: Command = adjusting(
  'Give a tenant credits; they last twelve months.',
  creditBalance,
);
export const balanceDebit: Command = adjusting(
  'Take credits from a tenant, no more than it has.',
  debitBalance,
);
export const balanceCharge: Command = adjusting(
  'Charge a tenant something that it pays with the statement of the month.',
  chargeToStatement,
);

function adjusting(summary: string, adjust: typeof creditBalance): Command {
  return {
    summary,
    usage: '--tenant ID|SLUG --amount 50 --reason TEXT [--environment live|sandbox] [--json]',
    async run(args) {
      const { values } = read(args, {
        tenant: text,
        amount: text,
        reason: text,
        environment: text,
        json: flag,
      });
      const amount = euros(required(values.amount, 'amount'), 'amount');
      if (amount === '0') throw new UsageError('--amount is more than zero.');
      const reason = sentence(required(values.reason, 'reason'));
      const environment = environmentOf(values.environment ?? 'live');
      return withTenant(values.tenant, async (services, tenant) => {
        const actor = operatorFor(services, tenant, environment);
        const transaction = await services.databases[environment].withTenant(actor.scope, (tx) =>
          adjust(tx, actor, { amount, reason }),
        );
        print(
          {
            id: transaction.id,
            tenant_id: tenant.id,
            environment,
            amount: trimZeros(transaction.amount),
            balance: trimZeros(transaction.balance_after),
          },
          values.json,
        );
      });
    },
  };
}

export const balancePrice: Command = {
  summary: 'Give a tenant a price of its own from a day on; "list" gives it the price list again.',
  usage:
    '--tenant ID|SLUG --service invoice|credit_note|signature --price 0.03|list --reason TEXT [--from 2027-01-01] [--environment live|sandbox] [--json]',
  async run(args) {
    const { values } = read(args, {
      tenant: text,
      service: text,
      price: text,
      reason: text,
      from: text,
      environment: text,
      json: flag,
    });
    const service = required(values.service, 'service');
    if (service !== 'invoice' && service !== 'credit_note' && service !== 'signature')
      throw new UsageError('--service is invoice, credit_note or signature.');
    const said = required(values.price, 'price');
    const wish: OwnPrice = {
      service,
      price: said === 'list' ? null : euros(said, 'price'),
      reason: sentence(required(values.reason, 'reason')),
      from: values.from === undefined ? null : firstMoment(values.from),
    };
    const environment = environmentOf(values.environment ?? 'live');
    return withTenant(values.tenant, async (services, tenant) => {
      const actor = operatorFor(services, tenant, environment);
      const from = await services.databases[environment].withTenant(actor.scope, (tx) =>
        setPrice(tx, actor, wish),
      );
      print(
        { tenant_id: tenant.id, environment, service, price: wish.price ?? 'list', from: from.toISOString() },
        values.json,
      );
    });
  },
};

/** Euros as the books keep them: six decimals at most. */
function euros(word: string, option: string): string {
  if (!isDecimal(word) || !/^\d{1,12}(?:\.\d{1,6})?$/.test(word))
    throw new UsageError(`--${option} is an amount in euros such as 50 or 0.035.`);
  return trimZeros(word);
}

/** The tenant reads it in its journal. */
function sentence(word: string): string {
  if (word.length > 500 || /\p{Cc}/u.test(word))
    throw new UsageError('--reason is one line of at most 500 characters.');
  return word;
}

function firstMoment(day: string): Date {
  try {
    return new Date(Temporal.PlainDate.from(day).toZonedDateTime('Europe/Paris').epochMilliseconds);
  } catch {
    throw new UsageError('--from is a day such as 2027-01-01.');
  }
}
