import type { OperationDefinition } from '../../operation.ts';
import { downloadClosing, getClosing, getClosingCsv, listClosings, performDailyClosing } from './closings.ts';
import { activateKillSwitch, deactivateKillSwitch, getKillSwitchStatus } from './kill-switch.ts';
import { fiscalRuleOperations } from './rules.ts';

export const fiscalOperations: readonly OperationDefinition[] = [
  listClosings,
  performDailyClosing,
  getClosing,
  getClosingCsv,
  downloadClosing,
  getKillSwitchStatus,
  activateKillSwitch,
  deactivateKillSwitch,
  ...fiscalRuleOperations,
];
