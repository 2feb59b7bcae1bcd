import type { OperationDefinition } from './operation.ts';
import { apiKeyOperations } from './resources/api-keys.ts';
import { billingOperations } from './resources/billing/operations.ts';
import { buyerOperations } from './resources/buyers.ts';
import { companyOperations } from './resources/companies.ts';
import { companyKycOperations } from './resources/company-kyc.ts';
import { fiscalOperations } from './resources/fiscal/operations.ts';
import { accountOperations, googleOperations } from './resources/identity/accounts.ts';
import { sessionOperations, twoFactorOperations } from './resources/identity/sessions.ts';
import { teamOperations } from './resources/identity/team.ts';
import { tenantAuthOperations } from './resources/identity/tenant-auth.ts';
import { bulkInvoiceOperations } from './resources/invoices/bulk.ts';
import { invoiceOperations } from './resources/invoices/operations.ts';
import { tenantInvoiceOperations } from './resources/invoices/tenant-operations.ts';
import { mailboxOperations } from './resources/mailbox.ts';
import { registerOperations } from './resources/registers.ts';
import { requestLogOperations } from './resources/request-log.ts';
import { sandboxClockOperations } from './resources/sandbox-clock.ts';
import { systemOperations } from './resources/system.ts';
import { brandingOperations } from './resources/tenants/branding.ts';
import { tenantOperations } from './resources/tenants/operations.ts';
import { webhookOperations } from './resources/webhooks.ts';

/** Every operation of the API. */
export const operations: readonly OperationDefinition[] = [
  ...systemOperations,
  ...accountOperations,
  ...googleOperations,
  ...sessionOperations,
  ...twoFactorOperations,
  ...teamOperations,
  ...tenantAuthOperations,
  ...companyOperations,
  ...companyKycOperations,
  ...registerOperations,
  ...tenantOperations,
  ...brandingOperations,
  ...apiKeyOperations,
  ...buyerOperations,
  ...billingOperations,
  ...invoiceOperations,
  ...webhookOperations,
  ...tenantInvoiceOperations,
  ...bulkInvoiceOperations,
  ...fiscalOperations,
  ...requestLogOperations,
  ...sandboxClockOperations,
  ...mailboxOperations,
];
