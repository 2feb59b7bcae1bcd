/** The tables as Kysely sees them: what a row gives back, and what it takes. The truth is `src/migrations`. */
import type { RuleCategory, Tightening } from '@scell/en16931';
import type { ColumnType, Generated } from 'kysely';
import type { RegisteredEstablishment } from '../registers/company-register.ts';

/** `timestamptz`: a Date out, a Date in. */
type Moment = Date;
/** `jsonb`: parsed out, JSON text in (an array given as is would become a PostgreSQL array). */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
/** `numeric`: decimal text both ways. */
type Numeric = string;

export interface AddressRow {
  name?: string;
  line1: string;
  line2?: string;
  postal_code: string;
  city: string;
  region?: string;
  country: string;
}

export interface ElectronicAddressRow {
  scheme: string;
  value: string;
}

export type Metadata = Record<string, unknown>;

export interface TenantsTable {
  id: string;
  slug: string;
  name: string;
  email: string | null;
  phone: string | null;
  siret: string | null;
  vat_number: string | null;
  address: NullableJson<AddressRow>;
  kyb_status: KybStatus;
  default_company_id: string | null;
  legal_name: string | null;
  billing_email: string | null;
  technical_email: string | null;
  settings: Json<Metadata>;
  created_at: Moment;
  updated_at: Moment;
}

/** Where the verification of a tenant stands. */
export type KybStatus = 'pending' | 'documents_submitted' | 'under_review' | 'verified' | 'rejected';

export interface AccountSettingsTable {
  tenant_id: string;
  webhook_url: string | null;
  default_company_id: string | null;
  updated_at: Moment;
}

export interface KybStatesTable {
  tenant_id: string;
  status: KybStatus;
  rejection_reason: string | null;
  verified_at: Moment | null;
  changed_by: string;
  changed_at: Moment;
}

export interface KybDocumentsTable {
  tenant_id: string;
  id: string;
  type: 'kbis' | 'id_card' | 'articles' | 'proof_of_address';
  filename: string;
  media_type: string;
  size: number;
  sha256: Buffer;
  sealed_sha256: Buffer;
  scan: 'clean' | 'not_scanned';
  status: Generated<'pending' | 'under_review' | 'approved' | 'rejected'>;
  rejection_reason: string | null;
  uploaded_by: string;
  reviewed_by: string | null;
  reviewed_at: Moment | null;
  created_at: Moment;
  deleted_at: Moment | null;
}

export interface BrandingsTable {
  tenant_id: string;
  subject_id: string;
  sub_tenant_id: string | null;
  logo_url: string | null;
  logo_sha256: Buffer | null;
  logo_media_type: string | null;
  primary_color: string | null;
  email_footer: string | null;
  email_signature: string | null;
  email_enabled: boolean;
  updated_at: Moment;
}

export interface ApiKeysTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  company_id: string | null;
  name: string;
  kind: 'sk' | 'tk' | 'pk';
  environment: 'production' | 'sandbox';
  prefix: string;
  last4: string;
  key_hash: Buffer;
  scopes: string[];
  created_at: Moment;
  last_used_at: Moment | null;
  expires_at: Moment | null;
  revoked_at: Moment | null;
  /** Blocks of addresses (CIDR) the key works from; none: anywhere. */
  allowed_ips: Generated<string[]>;
  /** Origins of the pages that may show a publishable key. */
  allowed_origins: Generated<string[]>;
}

export interface SubTenantsTable {
  tenant_id: string;
  id: string;
  external_id: string | null;
  name: string;
  email: string | null;
  contact_email: string | null;
  siret: string | null;
  vat_number: string | null;
  country: string;
  address: NullableJson<AddressRow>;
  kyb_status: Generated<'pending' | 'verified' | 'rejected'>;
  metadata: NullableJson<Metadata>;
  siren: ColumnType<string | null, string | null | undefined, string | null>;
  phone: ColumnType<string | null, string | null | undefined, string | null>;
  contact_person: ColumnType<string | null, string | null | undefined, string | null>;
  superpdp_id: ColumnType<string | null, string | null | undefined, string | null>;
  onboarding_status: Generated<OnboardingStatus>;
  is_active: Generated<boolean>;
  fingerprint: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
  deleted_at: ColumnType<Moment | null, Moment | null | undefined, Moment | null>;
  created_at: Moment;
  updated_at: Moment;
}

/** How far a sub-tenant is on its way to the platform of the State. */
export type OnboardingStatus =
  | 'pending_superpdp'
  | 'superpdp_redirected'
  | 'superpdp_authorized'
  | 'superpdp_pending_review'
  | 'active'
  | 'superpdp_failed';

export interface EventsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  subject_type: string;
  subject_id: string;
  sequence: Generated<number>;
  type: string;
  details: string;
  data: Json<Record<string, unknown>>;
  actor: string;
  actor_ip: string | null;
  request_id: string | null;
  created_at: Moment;
  previous_hash: Generated<Buffer>;
  hash: Generated<Buffer>;
  /** The transaction that recorded it: a number as text. */
  recorded_by: Generated<string>;
}

export interface IdempotencyKeysTable {
  tenant_id: string;
  key: string;
  operation: string;
  fingerprint: Buffer;
  status: number;
  body: string;
  created_at: Moment;
}

export interface RequestsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  actor: string;
  operation: string;
  method: string;
  path: string;
  query: string[];
  status: number;
  error_code: string | null;
  error_fields: string[];
  duration_ms: number;
  ip: string | null;
  user_agent: string | null;
  request_id: string;
  created_at: Moment;
}

export interface SandboxClocksTable {
  tenant_id: string;
  ahead_ms: ColumnType<string, number | string, number | string>;
  moved_at: Moment;
}

export interface WebhooksTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  kind: 'http' | 'inbox';
  url: string;
  description: string | null;
  events: string[];
  subscriptions: Json<Record<string, string>>;
  is_active: boolean;
  disabled_reason: 'gone' | null;
  is_global: boolean;
  secret_sealed: Buffer;
  secret_last4: string;
  previous_secret_sealed: Buffer | null;
  previous_secret_until: Moment | null;
  headers_sealed: Buffer | null;
  signature_format: 'sha256' | 't_v1';
  retry_count: number;
  timeout_seconds: number;
  ordered: boolean;
  max_concurrency: number;
  created_at: Moment;
  updated_at: Moment;
  deleted_at: Moment | null;
}

export interface WebhookStatesTable {
  tenant_id: string;
  webhook_id: string;
  sub_tenant_id: string | null;
  failure_count: Generated<number>;
  failing_since: Generated<Moment | null>;
  alerted_at: Generated<Moment | null>;
  last_triggered_at: Generated<Moment | null>;
  last_success_at: Generated<Moment | null>;
  last_failure_at: Generated<Moment | null>;
  rest_until: Generated<Moment | null>;
  leased_by: Generated<string | null>;
  leased_until: Generated<Moment | null>;
}

export interface WebhookDeliveriesTable {
  tenant_id: string;
  id: string;
  webhook_id: string;
  sub_tenant_id: string | null;
  event_id: string;
  event_name: string;
  subject_id: string;
  sequence: number | null;
  status: Generated<'pending' | 'delivered' | 'failed'>;
  attempts: Generated<number>;
  attempts_before: Generated<number>;
  next_attempt_at: Moment;
  first_attempt_at: Generated<Moment | null>;
  finished_at: Generated<Moment | null>;
  created_at: Moment;
}

export interface WebhookMessagesTable {
  tenant_id: string;
  event_id: string;
  sub_tenant_id: string | null;
  body: string;
  created_at: Moment;
}

export interface WebhookAttemptsTable {
  tenant_id: string;
  id: string;
  webhook_id: string;
  sub_tenant_id: string | null;
  delivery_id: string | null;
  event_id: string | null;
  event_name: string;
  sequence: number | null;
  attempt: number;
  url: string;
  signature: string;
  body: string | null;
  success: boolean;
  response_status: number | null;
  response_body: string | null;
  response_time_ms: number | null;
  error: string | null;
  next_attempt_at: Moment | null;
  sent_at: Moment;
  created_at: Moment;
}

export interface TimersTable {
  tenant_id: string;
  kind: string;
  subject_id: string;
  due_at: Moment;
  attempts: Generated<number>;
  last_error: string | null;
}

export interface MailsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  subject_type: string;
  subject_id: string;
  recipient: string;
  message: Json<Record<string, unknown>>;
  status: Generated<'queued' | 'sent' | 'failed' | 'erased'>;
  attempts: Generated<number>;
  last_error: string | null;
  created_at: Moment;
  sent_at: Moment | null;
  /** When whom it was for was erased. */
  erased_at: Generated<Moment | null>;
  /** Under which number the page it brings was entered as a delivery. */
  reprint_copy: Generated<number | null>;
}

export interface CompaniesTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  name: string;
  siret: string | null;
  siren: string | null;
  vat_number: string | null;
  legal_id: string | null;
  legal_id_scheme: string | null;
  legal_form: string | null;
  address_line1: string;
  address_line2: string | null;
  postal_code: string;
  city: string;
  region: string | null;
  country: string;
  phone: string | null;
  email: string | null;
  website: string | null;
  logo_url: string | null;
  logo_sha256: Buffer | null;
  primary_color: string | null;
  language: 'fr' | 'en';
  iban: string | null;
  bic: string | null;
  payment_terms_default: string | null;
  payment_due_days_default: number | null;
  invoice_footer_default: string | null;
  invoice_notes_default: string | null;
  electronic_address: NullableJson<ElectronicAddressRow>;
  operation_category: string | null;
  vat_on_debits: boolean;
  vat_regime: string | null;
  late_penalty_terms: string | null;
  early_payment_discount_terms: string | null;
  fiscal_year_end: Generated<string>;
  status: 'pending' | 'active' | 'suspended';
  kyc_completed_at: Moment | null;
  kyc_reference: string | null;
  superpdp_id: string | null;
  metadata: NullableJson<Metadata>;
  created_at: Moment;
  updated_at: Moment;
  deleted_at: Moment | null;
}

export interface BuyersTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  name: string;
  is_individual: boolean;
  siret: string | null;
  siren: string | null;
  vat_number: string | null;
  legal_id: string | null;
  legal_id_scheme: string | null;
  email: string | null;
  billing_email: string | null;
  phone: string | null;
  country: string;
  billing_address: Json<AddressRow>;
  shipping_address: NullableJson<AddressRow>;
  electronic_address: NullableJson<ElectronicAddressRow>;
  metadata: NullableJson<Metadata>;
  notes: string | null;
  created_at: Moment;
  updated_at: Moment;
  deleted_at: Moment | null;
}

export interface CountersTable {
  tenant_id: string;
  seller: string;
  kind: 'draft' | 'invoice';
  period: string;
  value: string | number;
}

export interface InvoicesTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  company_id: string;
  api_key_id: string | null;
  external_id: string | null;
  fingerprint: Buffer | null;
  direction: 'outgoing' | 'incoming';
  output_format: 'facturx' | 'ubl' | 'cii';
  draft_number: string;
  invoice_number: string | null;
  status: string;
  content: Json<unknown>;
  input: Json<Record<string, unknown>>;
  checked_by: string;
  issue_date: string;
  due_date: string | null;
  currency: string;
  total_ht: Numeric;
  total_tax: Numeric;
  total_ttc: Numeric;
  buyer_id: string | null;
  buyer_name: string;
  buyer_siret: string | null;
  seller_siret: string | null;
  buyer_email: string | null;
  buyer_phone: string | null;
  internal_reference: string | null;
  metadata: NullableJson<Metadata>;
  archive_enabled: boolean;
  archive_status: Generated<'pending' | 'archived' | 'error' | null>;
  archive_path: Generated<string | null>;
  archive_until: Generated<string | null>;
  /** Euros that its issuance cost; `null` until it is issued. */
  amount_charged: Generated<Numeric | null>;
  warnings: Json<unknown[]>;
  validated_at: Moment | null;
  transmitted_at: Moment | null;
  rejected_at: Generated<Moment | null>;
  rejection_reason: Generated<string | null>;
  paid_at: Moment | null;
  payment_reference: string | null;
  payment_method: string | null;
  payment_note: string | null;
  created_at: Moment;
  updated_at: Moment;
}

export interface IssuedDocumentsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  environment: 'production' | 'sandbox';
  kind: 'invoice';
  seller: string;
  number: string;
  issue_year: number;
  document: string;
  rendering: Json<unknown>;
  salt: Generated<Buffer>;
  recorded_at: Moment;
  /** When its text was lawfully erased: `document` and `salt` are empty then. */
  erased_at: Generated<Moment | null>;
}

export interface PaymentsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  invoice_id: string;
  amount: Numeric;
  currency: string;
  means_code: string;
  reference: string | null;
  paid_at: Moment;
  recorded_at: Moment;
}

export interface KillSwitchesTable {
  tenant_id: string;
  id: string;
  reason: string;
  activated_at: Date;
  activated_by: string;
  deactivated_at: Date | null;
  deactivated_by: string | null;
  deactivation_reason: string | null;
}

/** An account of a company's own, and the circumstances in which it is taken. */
export interface AccountRow {
  use:
    | 'client'
    | 'sale'
    | 'deposit'
    | 'vat'
    | 'vat_pending'
    | 'bank'
    | 'cash'
    | 'rounding_gain'
    | 'rounding_loss';
  kind?: 'goods' | 'services' | 'mixed';
  vat_category?: 'S' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'Z';
  vat_rate?: string;
  payment_means?: string;
  account: string;
  label: string;
}

export interface CompanyAccountsTable {
  tenant_id: string;
  company_id: string;
  sub_tenant_id: string | null;
  journals: Json<Partial<Record<'sales' | 'bank' | 'cash', { code: string; label: string }>>>;
  accounts: Json<AccountRow[]>;
  updated_at: Moment;
}

export interface ErasuresTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  subject_kind: 'buyer' | 'email' | 'person';
  subject_hash: Buffer;
  reference: string | null;
  reason: string;
  report: Json<{ erased: Record<string, number>; kept: Record<string, number> }>;
  requested_by: string;
  created_at: Moment;
}

export interface ErasureDocumentsTable {
  tenant_id: string;
  erasure_id: string;
  document_id: string;
  sub_tenant_id: string | null;
  kept_until: string;
  kept_by: 'law' | 'archive' | 'own_rule';
}

export interface FilesTable {
  tenant_id: string;
  subject_id: string;
  kind: 'facturx' | 'cii' | 'ubl' | 'original';
  sub_tenant_id: string | null;
  sha256: Buffer;
  size: number;
  made_by: string;
  created_at: Moment;
  media_type: Generated<string | null>;
  filename: Generated<string | null>;
  /** When it was lawfully erased: its bytes are gone, or about to go. */
  erased_at: Generated<Moment | null>;
}

export interface ConversionsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  filename: string;
  media_type: 'application/xml' | 'application/pdf';
  sha256: Buffer;
  size: number;
  created_at: Moment;
  expires_at: Moment;
}

export interface FiscalRulesTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  rule_key: string;
  version: number;
  name: string;
  category: RuleCategory;
  description: string | null;
  definition: Json<Tightening>;
  effective_from: string;
  effective_until: string | null;
  legal_reference: string | null;
  created_by: string;
  created_at: Moment;
}

export interface AttestationsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  year: number | null;
  template_version: string;
  software_version: string;
  statement_hash: Buffer;
  sha256: Buffer;
  size: number;
  issued_at: Moment;
}

export interface ArchiveObjectsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  subject_type: 'invoice' | 'credit_note' | 'closing' | 'proof';
  subject_id: string;
  kind: string;
  sha256: Buffer;
  media_type: string;
  retain_from: string;
  retain_through: string;
  retain_until: Moment;
  created_at: Moment;
}

export interface ArchiveCopiesTable {
  tenant_id: string;
  object_id: string;
  sub_tenant_id: string | null;
  status: 'archived' | 'failed';
  attempts: number;
  last_error: string | null;
  place: string | null;
  key: string | null;
  version: string | null;
  path: string | null;
  key_id: string | null;
  archived_at: Moment | null;
  locked_until: Moment | null;
  verified_at: Generated<Moment | null>;
  verdict: Generated<'intact' | 'missing' | 'altered' | 'retention_too_short' | 'unreadable' | null>;
}

export interface ArchiveVerificationsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  reason: 'daily' | 'operator';
  started_at: Moment;
  finished_at: Moment;
  checked: number;
  intact: number;
  faults: Json<unknown[]>;
}

export interface LedgerEntriesTable {
  tenant_id: string;
  id: string;
  chain_id: string;
  chain_kind: ChainsTable['kind'];
  position: string;
  sub_tenant_id: string | null;
  entry_type: string;
  subject_id: string;
  fiscal_date: string;
  schema_version: number;
  preimage: string;
  data_hash: Buffer;
  previous_hash: Buffer;
  chain_hash: Buffer;
  recorded_at: Moment;
}

export interface SealsTable {
  tenant_id: string;
  chain_id: string;
  position: string;
  sub_tenant_id: string | null;
  key_id: string;
  signature: Buffer;
  sealed_at: Date;
}

export interface LedgerKeysTable {
  id: string;
  public_key: Buffer;
  endorsed_by: string | null;
  endorsement: Buffer | null;
  introduced_at: Date;
}

export interface ChainsTable {
  tenant_id: string;
  id: string;
  kind: 'fiscal' | 'archive' | 'reprint' | 'technical';
  environment: 'production' | 'sandbox';
  sub_tenant_id: string | null;
  seller: string;
  last_position: string;
  head_hash: Buffer;
  last_recorded_at: Date | null;
  opened_at: Date;
  closed_until: Date | null;
  key_id: string | null;
}

/** Amounts of a closing in one currency, two decimals; totals are invoices less credit notes. */
export interface ClosingTotals {
  currency: string;
  total_excl_tax: string;
  total_tax: string;
  total_incl_tax: string;
  invoices_excl_tax: string;
  invoices_incl_tax: string;
  credit_notes_excl_tax: string;
  credit_notes_incl_tax: string;
  vat: { category: string; rate: string | null; taxable: string; tax: string }[];
  payments: string;
}

export interface ClosingsTable {
  tenant_id: string;
  id: string;
  chain_id: string;
  position: string;
  sub_tenant_id: string | null;
  closing_type: 'daily' | 'monthly' | 'annual';
  manual: boolean;
  day: string;
  period_start: Date;
  period_end: Date;
  fiscal_year: string;
  first_position: string | null;
  last_position: string | null;
  head_position: string;
  head_hash: Buffer;
  invoices: number;
  credit_notes: number;
  payments: number;
  totals: ClosingTotals[];
  fiscal_year_total: ClosingTotals[];
  perpetual_total: ClosingTotals[];
  closing_hash: Buffer;
  previous_closing: Buffer | null;
  closed_at: Date;
}

/** One fault or note of a check. */
export interface CheckFinding {
  code: string;
  position: number | null;
  member: string | null;
  found: string | null;
  expected: string | null;
  message: { fr: string; en: string };
}

/** What a check found in one chain. */
export interface CheckedChain {
  scope: { tenant_id: string; sub_tenant_id: string | null };
  chain_id: string;
  kind: ChainsTable['kind'];
  seller: string;
  head_sequence: number;
  head_hash: string;
  entries_checked: number;
  /** Positions before which entries are missing. */
  gaps: number[];
  orphan_entities: { problem: 'fact-without-entry' | 'entry-without-fact'; kind: string; id: string }[];
  tampering: boolean;
  findings_count: number;
  findings: CheckFinding[];
}

export interface IntegrityChecksTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  created_at: Date;
  is_valid: boolean;
  entries_checked: string;
  findings_count: string;
  chains: Json<CheckedChain[]>;
}

export interface ClosingRecordsTable {
  tenant_id: string;
  closing_id: string;
  sub_tenant_id: string | null;
  csv_sha256: Buffer;
  csv_size: number;
  mail_id: string | null;
  recorded_at: Date;
}

export interface AnchorsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  anchor_type: 'opentimestamps' | 'rfc3161';
  source_type: string;
  source_id: string;
  source_hash: Buffer;
  created_at: Moment;
}

export interface AnchorStatesTable {
  tenant_id: string;
  anchor_id: string;
  sub_tenant_id: string | null;
  status: Generated<'submitted' | 'pending' | 'attested' | 'confirmed' | 'failed'>;
  attempts: Generated<number>;
  revision: Generated<number>;
  problem: 'unreachable' | 'refused' | 'unusable' | 'contradicted' | 'switched_off' | null;
  problem_detail: string | null;
  provider: string | null;
  reference: string | null;
  block_height: string | number | null;
  anchored_at: Moment | null;
  updated_at: Moment;
}

export interface AnchorProofsTable {
  tenant_id: string;
  anchor_id: string;
  version: number;
  sub_tenant_id: string | null;
  sha256: Buffer;
  size: number;
  created_at: Moment;
}

export interface VerificationsTable {
  tenant_id: string;
  id: string;
  sub_tenant_id: string | null;
  company_id: string;
  provider: string;
  reference: string;
  status: 'submitted' | 'in_review' | 'approved' | 'refused' | 'cancelled';
  reason: string | null;
  started_at: Moment;
  updated_at: Moment;
  completed_at: Moment | null;
}

export interface RegisterAnswersTable {
  tenant_id: string;
  register: 'sirene';
  subject: string;
  answer: Json<RegisteredEstablishment>;
  asked_at: Moment;
}

export interface BalancesTable {
  tenant_id: string;
  currency: Generated<'EUR'>;
  amount: Generated<Numeric>;
  transactions: Generated<string>;
  alert_level: Generated<number>;
  low_threshold: Generated<Numeric>;
  critical_threshold: Generated<Numeric>;
  auto_reload_enabled: Generated<boolean>;
  auto_reload_threshold: Numeric | null;
  auto_reload_amount: Numeric | null;
  payment_customer: Generated<string | null>;
  payment_method: string | null;
  created_at: Moment;
  updated_at: Moment;
}

export interface BalanceTransactionsTable {
  tenant_id: string;
  id: string;
  /** Given by the database, like the two balances. */
  sequence: Generated<string>;
  type: 'credit' | 'debit';
  service:
    | 'invoice'
    | 'credit_note'
    | 'signature'
    | 'manual'
    | 'admin'
    | 'pack'
    | 'auto_reload'
    | 'welcome'
    | 'expiry'
    | 'refund'
    | 'statement';
  amount: Numeric;
  balance_before: Generated<Numeric>;
  balance_after: Generated<Numeric>;
  description: string;
  reference_type: string | null;
  reference_id: string | null;
  quantity: Generated<number>;
  unit_price: Numeric | null;
  sub_tenant_id: string | null;
  actor: string;
  created_at: Moment;
}

export interface CreditLotsTable {
  tenant_id: string;
  id: string;
  transaction_id: string;
  kind: 'paid' | 'bonus' | 'granted' | 'play';
  remaining: Generated<Numeric>;
  granted_at: Moment;
  expires_at: Moment;
  warned_at: Generated<Moment | null>;
}

export interface BalancePostingsTable {
  tenant_id: string;
  transaction_id: string;
  line: number;
  account: 'credits' | 'cash' | 'revenue' | 'bonus' | 'granted' | 'expired' | 'vat' | 'receivable';
  lot_id: string | null;
  amount: Numeric;
}

export interface BalanceAlertsTable {
  tenant_id: string;
  id: string;
  type:
    | 'balance.low'
    | 'balance.critical'
    | 'balance.depleted'
    | 'balance.reloaded'
    | 'balance.expiring'
    | 'balance.reload_failed';
  data: Json<Record<string, string | null>>;
  created_at: Moment;
  told_at: Moment | null;
}

export interface PriceOverridesTable {
  tenant_id: string;
  id: string;
  service: 'invoice' | 'credit_note' | 'signature';
  /** `null`: the price list again. */
  price: Numeric | null;
  effective_from: Moment;
  reason: string;
  created_at: Moment;
}

export interface PurchasesTable {
  tenant_id: string;
  id: string;
  kind: 'top_up' | 'pack' | 'auto_reload' | 'statement';
  pack_slug: string | null;
  document_id: string | null;
  label: string;
  net: Numeric;
  tax: Numeric;
  total: Numeric;
  bonus: Generated<Numeric>;
  currency: Generated<'EUR'>;
  vat_category: 'S' | 'AE' | 'O' | null;
  vat_rate: Numeric | null;
  buyer: NullableJson<Record<string, unknown>>;
  save_payment_method: Generated<boolean>;
  payment_intent: string | null;
  status: Generated<'pending' | 'paid' | 'failed' | 'cancelled'>;
  failure: string | null;
  invoice_id: string | null;
  invoice_number: string | null;
  created_at: Moment;
  updated_at: Moment;
  paid_at: Moment | null;
}

export interface PaymentEventsTable {
  tenant_id: string;
  id: string;
  type: string;
  occurred_at: Moment;
  received_at: Moment;
}

export interface BillingDocumentsTable {
  tenant_id: string;
  id: string;
  kind: 'purchase' | 'statement';
  number: string;
  period: string;
  purchase_id: string | null;
  lines: Json<{ description: string; quantity: number; unit_price: string; total: string }[]>;
  usage: Json<Record<string, string | number>>;
  total_ht: Numeric;
  total_tax: Numeric;
  total_ttc: Numeric;
  status: 'open' | 'paid';
  issued_at: Moment;
  due_date: string | null;
  paid_at: Moment | null;
  invoice_id: string | null;
  created_at: Moment;
}

export interface Schema {
  tenants: TenantsTable;
  api_keys: ApiKeysTable;
  sub_tenants: SubTenantsTable;
  account_settings: AccountSettingsTable;
  kyb_states: KybStatesTable;
  kyb_documents: KybDocumentsTable;
  brandings: BrandingsTable;
  events: EventsTable;
  balances: BalancesTable;
  balance_transactions: BalanceTransactionsTable;
  balance_postings: BalancePostingsTable;
  balance_alerts: BalanceAlertsTable;
  credit_lots: CreditLotsTable;
  price_overrides: PriceOverridesTable;
  purchases: PurchasesTable;
  payment_events: PaymentEventsTable;
  billing_documents: BillingDocumentsTable;
  idempotency_keys: IdempotencyKeysTable;
  requests: RequestsTable;
  sandbox_clocks: SandboxClocksTable;
  webhooks: WebhooksTable;
  webhook_states: WebhookStatesTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_messages: WebhookMessagesTable;
  webhook_attempts: WebhookAttemptsTable;
  timers: TimersTable;
  mails: MailsTable;
  companies: CompaniesTable;
  company_accounts: CompanyAccountsTable;
  register_answers: RegisterAnswersTable;
  verifications: VerificationsTable;
  buyers: BuyersTable;
  counters: CountersTable;
  invoices: InvoicesTable;
  issued_documents: IssuedDocumentsTable;
  payments: PaymentsTable;
  files: FilesTable;
  conversions: ConversionsTable;
  fiscal_rules: FiscalRulesTable;
  archive_objects: ArchiveObjectsTable;
  archive_copies: ArchiveCopiesTable;
  archive_verifications: ArchiveVerificationsTable;
  'ledger.entries': LedgerEntriesTable;
  'ledger.chains': ChainsTable;
  'ledger.seals': SealsTable;
  'ledger.keys': LedgerKeysTable;
  'ledger.closings': ClosingsTable;
  closing_records: ClosingRecordsTable;
  integrity_checks: IntegrityChecksTable;
  kill_switches: KillSwitchesTable;
  anchors: AnchorsTable;
  anchor_states: AnchorStatesTable;
  anchor_proofs: AnchorProofsTable;
  attestations: AttestationsTable;
  erasures: ErasuresTable;
  erasure_documents: ErasureDocumentsTable;
}
