import type { Route } from '../platform/http/route.ts';
import { apiKeyRoutes } from './api-keys/routes.ts';
import { billingRoutes } from './billing/routes.ts';
import { brandingRoutes } from './branding/routes.ts';
import { buyerRoutes } from './buyers/routes.ts';
import { kycRoutes } from './companies/kyc/routes.ts';
import { companyRoutes } from './companies/routes.ts';
import { conversionRoutes } from './conversions/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { fiscalRoutes } from './fiscal/routes.ts';
import { identityRoutes } from './identity/routes.ts';
import { bulkRoutes } from './invoices/bulk-routes.ts';
import { invoiceRoutes } from './invoices/routes.ts';
import { mailboxRoutes } from './mailbox/routes.ts';
import { referenceRoutes } from './reference/routes.ts';
import { registerRoutes } from './registers/routes.ts';
import { requestLogRoutes } from './request-log/routes.ts';
import { sandboxClockRoutes } from './sandbox-clock/routes.ts';
import { systemRoutes } from './system/routes.ts';
import { tenantRoutes } from './tenants/routes.ts';
import { validationRoutes } from './validation/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Everything the API answers. A test compares it with the operations of the contract. */
export const routes: readonly Route[] = [
  ...systemRoutes,
  ...identityRoutes,
  ...companyRoutes,
  ...kycRoutes,
  ...registerRoutes,
  ...referenceRoutes,
  ...tenantRoutes,
  ...brandingRoutes,
  ...apiKeyRoutes,
  ...buyerRoutes,
  ...billingRoutes,
  ...invoiceRoutes,
  ...bulkRoutes,
  ...validationRoutes,
  ...webhookRoutes,
  ...conversionRoutes,
  ...fileRoutes,
  ...fiscalRoutes,
  ...requestLogRoutes,
  ...sandboxClockRoutes,
  ...mailboxRoutes,
];
