import { z } from 'zod';
import { aliased } from '../alias.ts';
import { line } from '../fields/texts.ts';

/** Where e-invoices reach a party (BT-34, BT-49): an address in an EAS scheme, `0225` for the French directory. */
export const electronicAddressInput = aliased(
  z.object({ scheme: line(4, '0225'), value: line(125, '123456789') }),
  { scheme: ['scheme_id'], value: ['identifier'] },
).meta({ id: 'ElectronicAddressInput' });

export const electronicAddress = z
  .object({ scheme: z.string(), value: z.string() })
  .meta({ id: 'ElectronicAddress' });
