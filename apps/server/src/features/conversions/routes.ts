import * as contract from '@scell/contract';
import { route } from '../../platform/http/route.ts';
import { convertDocument } from './convert-document.ts';

export const conversionRoutes = [route(contract.convertInvoice, convertDocument)];
