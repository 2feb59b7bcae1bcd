import * as contract from '@scell/contract';
import { route } from '../../../platform/http/route.ts';
import { exportFec } from './export-fec.ts';

export const fecRoutes = [route(contract.exportFec, exportFec)];
