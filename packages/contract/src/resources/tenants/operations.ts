import {
  deleteKybDocument,
  downloadKybDocument,
  getKybDocument,
  getKybStatus,
  listKybDocuments,
  submitKybDocument,
} from './kyb.ts';
import { getTenant, updateTenant, updateTenantProfile } from './profile.ts';
import { getStatsMonthly, getStatsOverview, getSubTenantStatsOverview, getTenantStats } from './stats.ts';
import {
  createSubTenant,
  deleteSubTenant,
  findSubTenantByExternalId,
  getSubTenant,
  listSubTenants,
  updateSubTenant,
} from './sub-tenants.ts';

export const tenantOperations = [
  getTenant,
  updateTenant,
  updateTenantProfile,
  listSubTenants,
  createSubTenant,
  findSubTenantByExternalId,
  getSubTenant,
  updateSubTenant,
  deleteSubTenant,
  getTenantStats,
  getStatsOverview,
  getStatsMonthly,
  getSubTenantStatsOverview,
  getKybStatus,
  listKybDocuments,
  submitKybDocument,
  getKybDocument,
  downloadKybDocument,
  deleteKybDocument,
] as const;
