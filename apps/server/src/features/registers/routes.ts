import * as contract from '@scell/contract';
import { ApiError, fieldError, validationError } from '@scell/contract';
import { checkSiret } from '@scell/en16931';
import { ok } from '../../platform/http/call.ts';
import { route } from '../../platform/http/route.ts';
import { checkSiretEntry } from './check-siret.ts';
import { checkVatNumber, requesterOf } from './check-vat-number.ts';
import { EXAMPLE_SIRETS } from './examples.ts';
import { lookUpSiret } from './look-up-siret.ts';
import { presentEstablishment, presentVatNumber } from './present.ts';

export const registerRoutes = [
  route(contract.lookUpSiret, async (call) => {
    const { siret } = call.params;
    const isExample = call.environment === 'sandbox' && siret in EXAMPLE_SIRETS;
    const [wrong] = isExample ? [] : checkSiret(siret);
    if (wrong !== undefined) throw validationError([fieldError('siret', wrong.text)]);
    const { establishment, askedAt } = await lookUpSiret(call.services, call, siret);
    if (establishment === null) throw new ApiError('SIRENE_NOT_FOUND', { params: { siret } });
    return ok({ data: presentEstablishment(establishment, askedAt) });
  }),

  route(contract.validateSiret, async (call) => {
    const data = await checkSiretEntry(call.services, call, call.body.siret, call.language);
    return ok({ ...data, data });
  }),

  route(contract.validateVat, async (call) => {
    const requester = await call.db.withTenant(call.scope, (tx) => requesterOf(tx, call));
    const { vat_number: written } = call.body;
    const checked = await checkVatNumber(call.services, call.environment, written, requester);
    const data = presentVatNumber(checked, call.now);
    return ok({ ...data, data });
  }),
];
