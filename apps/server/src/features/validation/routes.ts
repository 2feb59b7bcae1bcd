import * as contract from '@scell/contract';
import { route } from '../../platform/http/route.ts';
import { validateInvoice } from './validate-invoice.ts';

export const validationRoutes = [route(contract.validateInvoice, validateInvoice)];
