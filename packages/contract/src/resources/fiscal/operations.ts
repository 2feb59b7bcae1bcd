import type { OperationDefinition } from '../../operation.ts';
import { activateKillSwitch, deactivateKillSwitch, getKillSwitchStatus } from './kill-switch.ts';

export const fiscalOperations: readonly OperationDefinition[] = [
  getKillSwitchStatus,
  activateKillSwitch,
  deactivateKillSwitch,
];
