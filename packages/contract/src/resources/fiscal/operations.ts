import type { OperationDefinition } from '../../operation.ts';
import { getCompanyAccounts, updateCompanyAccounts } from './accounts.ts';
import { downloadFiscalAnchorProof, getFiscalAnchor, listFiscalAnchors } from './anchors.ts';
import { archiveOperations } from './archive.ts';
import { attestationOperations } from './attestations.ts';
import { downloadClosing, getClosing, getClosingCsv, listClosings, performDailyClosing } from './closings.ts';
import { getFiscalCompliance } from './compliance.ts';
import { listFiscalEntries } from './entries.ts';
import { eraseFiscalPerson, getFiscalErasure, listFiscalErasures } from './erasures.ts';
import { exportFec } from './fec.ts';
import { getForensicExport } from './forensic-export.ts';
import { integrityOperations } from './integrity.ts';
import { activateKillSwitch, deactivateKillSwitch, getKillSwitchStatus } from './kill-switch.ts';
import { getReliableTrail } from './reliable-trail.ts';
import { fiscalRuleOperations } from './rules.ts';

export const fiscalOperations: readonly OperationDefinition[] = [
  listClosings,
  performDailyClosing,
  getClosing,
  getClosingCsv,
  downloadClosing,
  getForensicExport,
  getKillSwitchStatus,
  activateKillSwitch,
  deactivateKillSwitch,
  getFiscalCompliance,
  ...integrityOperations,
  ...fiscalRuleOperations,
  listFiscalAnchors,
  getFiscalAnchor,
  downloadFiscalAnchorProof,
  ...attestationOperations,
  getReliableTrail,
  getCompanyAccounts,
  updateCompanyAccounts,
  exportFec,
  listFiscalEntries,
  eraseFiscalPerson,
  listFiscalErasures,
  getFiscalErasure,
  ...archiveOperations,
];
