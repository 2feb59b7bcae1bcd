import * as contract from '@scell/contract';
import { RESOURCES } from '@scell/contract';
import { ok } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { publicRoute } from '../../platform/http/route.ts';
import { findCountry, listCountries } from './countries.ts';

export const referenceRoutes = [
  publicRoute(contract.listCountries, async ({ language }) => ok({ data: listCountries(language) })),

  publicRoute(contract.getCountry, async ({ language, params }) => {
    const found = findCountry(params.code, language);
    if (found === undefined) throw notFound(RESOURCES.country);
    return ok({ data: found });
  }),
];
