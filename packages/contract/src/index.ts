export type { Language, Text } from '@scell/core';
export { aliased, type Spellings, spellingsOf } from './alias.ts';
export {
  ApiError,
  type ApiErrorOptions,
  type ErrorParameters,
  type FieldError,
  messageOf,
  validationError,
} from './errors/api-error.ts';
export { type ErrorBody, type PresentErrorContext, presentError } from './errors/present-error.ts';
export { ERRORS, type ErrorCode, type ErrorDefinition } from './errors/registry.ts';
export { errorsOf, takesIdempotencyKey } from './errors-of.ts';
export { EVENTS, type EventName, SUBSCRIBABLE, subscriptionsOf } from './events.ts';
export { fieldError } from './field-texts.ts';
export { languageOf } from './language.ts';
export { type LimitKey, RATE_LIMITS, type RateLimit, type Surface } from './limits.ts';
export { type OpenApiOptions, openApiDocument } from './openapi/document.ts';
export {
  API_PREFIX,
  type BodyOf,
  type Method,
  methodsOf,
  type OperationDefinition,
  operation,
  type ParamsOf,
  pathOf,
  type QueryOf,
  type ResponseDefinition,
  type ResponseOf,
  type UploadDefinition,
} from './operation.ts';
export { operations } from './operations.ts';
export { type Parsed, type ParseOptions, parse } from './parse.ts';
export {
  type Address,
  type AddressInput,
  countryOf,
  type ShippingAddress,
  type ShippingAddressInput,
} from './resources/address.ts';
export {
  type ApiKey,
  type ApiKeyCreate,
  createAccountPublishableKey,
  createApiKey,
  createPublishableKey,
  createTenantPublishableKey,
  createTenantSecretKey,
  getApiKey,
  listApiKeys,
  listTenantKeys,
  type NewApiKey,
  type PublishableKeyCreate,
  regenerateApiKey,
  regenerateTenantKey,
  revokeApiKey,
  type SecretKeyCreate,
} from './resources/api-keys.ts';
export {
  type Balance,
  type BalanceTransaction,
  type BillingUsage,
  getBalance,
  getTenantBalance,
  getUsage,
  listBalanceTransactions,
  listTenantTransactions,
  updateBalanceSettings,
} from './resources/billing/balance.ts';
export {
  type BillingDocument,
  downloadBillingInvoice,
  getBillingInvoice,
  listBillingInvoices,
  listScellInvoices,
  payBillingInvoice,
} from './resources/billing/documents.ts';
export {
  type CreditPack,
  createPack,
  deletePack,
  listManagedPacks,
  listPacks,
  listPublicPacks,
  type ManagedCreditPack,
  updatePack,
} from './resources/billing/packs.ts';
export { getPricing, getPublicPricing, getTenantPricing, type Pricing } from './resources/billing/pricing.ts';
export {
  type Bought,
  checkoutPack,
  confirmTopUp,
  type Purchase,
  previewTopUp,
  reloadBalance,
  topUp,
} from './resources/billing/purchases.ts';
export {
  type Buyer,
  type BuyerCreate,
  type BuyerUpdate,
  createBuyer,
  deleteBuyer,
  getBuyer,
  listBuyers,
  updateBuyer,
} from './resources/buyers.ts';
export {
  type Company,
  type CompanyCreate,
  type CompanyUpdate,
  createCompany,
  deleteCompany,
  getCompany,
  listCompanies,
  updateCompany,
} from './resources/companies.ts';
export { advanceKyc, getKycStatus, type KycStatus, startKyc } from './resources/company-kyc.ts';
export type { Warning } from './resources/envelopes.ts';
export {
  type CompanyAccounts,
  type CompanyAccountsUpdate,
  getCompanyAccounts,
  updateCompanyAccounts,
} from './resources/fiscal/accounts.ts';
export {
  downloadFiscalAnchorProof,
  type FiscalAnchor,
  getFiscalAnchor,
  listFiscalAnchors,
} from './resources/fiscal/anchors.ts';
export {
  type ArchiveObject,
  type ArchiveVerification,
  exportArchive,
  listArchive,
  listArchiveVerifications,
  readArchiveObject,
} from './resources/fiscal/archive.ts';
export {
  downloadFiscalAttestation,
  downloadMeasuresRegister,
  downloadSelfAttestation,
  downloadSubTenantSelfAttestation,
  downloadTechnicalDossier,
  type FiscalAttestation,
  getFiscalAttestation,
} from './resources/fiscal/attestations.ts';
export {
  type DayClosing,
  downloadClosing,
  type FiscalClosing,
  getClosing,
  getClosingCsv,
  listClosings,
  performDailyClosing,
} from './resources/fiscal/closings.ts';
export {
  type FiscalCompliance,
  type FiscalIncident,
  getFiscalCompliance,
} from './resources/fiscal/compliance.ts';
export { type FiscalEntry, listFiscalEntries } from './resources/fiscal/entries.ts';
export {
  type Erasure,
  eraseFiscalPerson,
  getFiscalErasure,
  listFiscalErasures,
} from './resources/fiscal/erasures.ts';
export { exportFec, type FecExport } from './resources/fiscal/fec.ts';
export { type ForensicExport, getForensicExport } from './resources/fiscal/forensic-export.ts';
export {
  checkFiscalIntegrity,
  checkFiscalIntegrityOfDate,
  getFiscalIntegrityStatus,
  type IntegrityReport,
  type IntegrityResult,
  listFiscalIntegrity,
} from './resources/fiscal/integrity.ts';
export {
  activateKillSwitch,
  deactivateKillSwitch,
  getKillSwitchStatus,
  type KillSwitchStatus,
} from './resources/fiscal/kill-switch.ts';
export { getReliableTrail, type ReliableTrail } from './resources/fiscal/reliable-trail.ts';
export {
  createFiscalRule,
  exportFiscalRules,
  type FiscalReplayReport,
  type FiscalRule,
  type FiscalRuleCreate,
  type FiscalRuleSet,
  type FiscalRuleUpdate,
  getFiscalRule,
  getFiscalRuleHistory,
  listFiscalRules,
  replayFiscalRules,
  updateFiscalRule,
} from './resources/fiscal/rules.ts';
export {
  acceptInvitation,
  answerChallenge,
  finishGoogleLogin,
  forgotPassword,
  login,
  type Registration,
  register,
  resetPassword,
  startGoogleLogin,
  verifyEmail,
} from './resources/identity/accounts.ts';
export type {
  Account,
  Invitation,
  Member,
  SecurityEvent,
  SessionView,
  SignedIn,
  User,
} from './resources/identity/people.ts';
export {
  changePassword,
  confirmTwoFactor,
  disableTwoFactor,
  getMe,
  getSecurityLog,
  getTenantAuthMe,
  listSessions,
  logout,
  renewRecoveryCodes,
  resendVerification,
  revokeOtherSessions,
  revokeSession,
  setUpTwoFactor,
  switchTenant,
  updateMyProfile,
} from './resources/identity/sessions.ts';
export {
  invite,
  listInvitations,
  listMembers,
  removeMember,
  revokeInvitation,
  updateMember,
} from './resources/identity/team.ts';
export { loginTenant, logoutTenant, registerTenant } from './resources/identity/tenant-auth.ts';
export {
  type BulkCreation,
  type BulkSubmission,
  bulkCreateTenantInvoices,
  bulkInvoiceStatus,
  bulkSubmitInvoices,
  bulkSubmitTenantInvoices,
  bulkTenantInvoiceStatus,
  type CreationResult,
  type SubmissionResult,
} from './resources/invoices/bulk.ts';
export { type Conversion, convertInvoice } from './resources/invoices/conversion.ts';
export type { InvoiceCreate, InvoiceUpdate, TenantInvoiceCreate } from './resources/invoices/create.ts';
export {
  type DraftFacts,
  type DraftProblem,
  draftProblems,
  saidToBeIndividual,
} from './resources/invoices/draft-rules.ts';
export type { InvoiceLineInput } from './resources/invoices/line.ts';
export {
  createInvoice,
  deleteInvoice,
  downloadInvoice,
  downloadInvoiceType,
  getAuditTrail,
  getInvoice,
  getRemainingCreditable,
  listInvoices,
  markInvoicePaid,
  sendInvoiceByEmail,
  submitInvoice,
  updateInvoice,
} from './resources/invoices/operations.ts';
export type {
  AuditTrail,
  DownloadLink,
  Invoice,
  InvoiceState,
  RemainingCreditable,
} from './resources/invoices/resource.ts';
export {
  createSubTenantInvoice,
  createTenantInvoice,
  deleteTenantInvoice,
  downloadSubTenantInvoice,
  downloadTenantInvoice,
  getTenantInvoice,
  getTenantInvoiceStatus,
  getTenantRemainingCreditable,
  listSubTenantInvoices,
  listTenantInvoices,
  sendTenantInvoice,
  submitTenantInvoice,
  updateTenantInvoice,
  validateTenantInvoice,
} from './resources/invoices/tenant-operations.ts';
export { REPORT_FORMATS, type Verdict, validateInvoice } from './resources/invoices/validation.ts';
export { INVOICE_STATUSES, type InvoiceStatus } from './resources/invoices/values.ts';
export type { ListLinks, ListMeta } from './resources/lists.ts';
export {
  getSandboxMail,
  listSandboxMails,
  type SandboxMail,
  type SandboxMailMessage,
} from './resources/mailbox.ts';
export { identityProblem, SIREN_CONTRADICTS, sirenContradicts } from './resources/party-identity.ts';
export {
  type CheckedSiret,
  type CheckedVatNumber,
  type Country,
  getCountry,
  listCountries,
  lookUpSiret,
  type RegisteredCompany,
  validateSiret,
  validateVat,
} from './resources/registers.ts';
export { type LoggedRequest, listRequests } from './resources/request-log.ts';
export { RESOURCES } from './resources/resource-names.ts';
export { getSandboxClock, moveSandboxClock, type SandboxClock } from './resources/sandbox-clock.ts';

export {
  fetchFile,
  getHealth,
  getReadiness,
  getVersion,
  type Health,
  type Version,
} from './resources/system.ts';
export {
  type Branding,
  type BrandingInput,
  getAccountLogoUploadUrl,
  getSubTenantBranding,
  getSubTenantLogoUploadUrl,
  getTenantBranding,
  getTenantLogoUploadUrl,
  LOGO_BYTES,
  type LogoUpload,
  previewSubTenantBranding,
  previewTenantBranding,
  putLogo,
  updateSubTenantBranding,
  updateTenantBranding,
  uploadSubTenantLogo,
  uploadTenantLogo,
} from './resources/tenants/branding.ts';
export {
  deleteKybDocument,
  downloadKybDocument,
  getKybDocument,
  getKybStatus,
  KYB_DOCUMENT_TYPES,
  type KybDocument,
  type KybStatusResource,
  listKybDocuments,
  submitKybDocument,
} from './resources/tenants/kyb.ts';
export {
  getTenant,
  KYB_STATUSES,
  type TenantProfile,
  type TenantUpdate,
  updateTenant,
  updateTenantProfile,
} from './resources/tenants/profile.ts';
export {
  getStatsMonthly,
  getStatsOverview,
  getSubTenantStatsOverview,
  getTenantStats,
  type StatsMonth,
  type StatsOverview,
  type StatsPeriod,
} from './resources/tenants/stats.ts';
export {
  createSubTenant,
  deleteSubTenant,
  findSubTenantByExternalId,
  getSubTenant,
  listSubTenants,
  type SubTenantCreate,
  type SubTenantResource,
  type SubTenantUpdate,
  updateSubTenant,
} from './resources/tenants/sub-tenants.ts';
export {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listEvents,
  listWebhookDeliveries,
  listWebhookLogs,
  listWebhooks,
  regenerateWebhookSecret,
  replayWebhook,
  retryWebhookDelivery,
  testWebhook,
  updateWebhook,
  type Webhook,
  type WebhookCreate,
  type WebhookDelivery,
  type WebhookLog,
  type WebhookUpdate,
} from './resources/webhooks.ts';
export { managesPeople, ROLE_NAMES, ROLE_SCOPES, ROLES, type Role } from './roles.ts';
export { type GrantedScope, SCOPES, type Scope, scopeAllows } from './scopes.ts';
