import type { FiscalAttestation } from '@scell/contract';
import * as contract from '@scell/contract';
import type { Paper } from '@scell/pdf';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type BytesReply, type Call, ok } from '../../../platform/http/call.ts';
import { moment } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { attestationPdf, attestationState } from './attestation.ts';
import { readFacts } from './facts.ts';
import { findHolder } from './holder.ts';
import type { Installation } from './installation.ts';
import { SCOPE_NOTE } from './law.ts';
import { printPaper } from './print.ts';
import { SOFTWARE_NAME } from './software.ts';
import { countClosings, countFiscalEntries } from './store.ts';
import { measuresRegister } from './templates/measures-register.ts';
import { technicalDossier } from './templates/technical-dossier.ts';
import { TEMPLATES } from './templates/template.ts';
import { readVersionHistory } from './version-history.ts';

export const paperRoutes = [
  route(contract.getFiscalAttestation, async (call) =>
    ok({ data: await call.db.withTenant(call.scope, (tx) => preview(tx, call, call.params.year)) }),
  ),
  route(contract.downloadFiscalAttestation, (call) =>
    attestation(call, call.params.year, null, `attestation-${call.params.year}.pdf`),
  ),
  route(contract.downloadSelfAttestation, (call) => attestation(call, null, null, 'attestation.pdf')),
  route(contract.downloadSubTenantSelfAttestation, (call) => {
    const { sub_tenant_id } = call.params;
    return attestation(call, null, sub_tenant_id, `attestation-${sub_tenant_id}.pdf`);
  }),

  route(contract.downloadTechnicalDossier, async (call) => {
    const { settings } = call.services;
    const history = await readVersionHistory();
    return installationPaper(call, 'dossier-technique.pdf', (installation) =>
      technicalDossier(installation, { settings, history }),
    );
  }),
  route(contract.downloadMeasuresRegister, (call) =>
    installationPaper(call, 'registre-des-mesures.pdf', measuresRegister),
  ),
];

async function preview(tx: Tx, call: Call, year: number): Promise<FiscalAttestation> {
  const { holder, missing, issued } = await attestationState(tx, call, call.services, year, null);
  const facts = await readFacts(tx, holder, call.services, call.environment);
  const { release, editor } = call.services;
  const lastClosing = facts.closings.map(({ closedAt }) => closedAt.getTime());
  return {
    year,
    status: missing.length > 0 ? 'draft' : 'issued',
    tenant_id: holder.tenantId,
    tenant_name: holder.name,
    company_name: holder.company?.name ?? null,
    software_name: SOFTWARE_NAME,
    software_version: release.version,
    template_version: TEMPLATES.attestation.version,
    editor_name: editor.name,
    generated_at: moment(call.now),
    issued_at: moment(issued?.issued_at ?? null),
    certificate_hash: issued === null ? null : `sha256:${issued.sha256.toString('hex')}`,
    missing: missing.map(({ code, text }) => ({ code, message: text[call.language] })),
    compliance: {
      chains: facts.chains.filter(({ kind }) => kind === 'fiscal').length,
      entries: await countFiscalEntries(tx, holder, year),
      unsealed_entries: facts.unsealed,
      closings: await countClosings(tx, holder, year),
      last_closing_at: lastClosing.length === 0 ? null : moment(new Date(Math.max(...lastClosing))),
      last_integrity_check_at: moment(facts.integrity?.checkedAt ?? null),
      integrity_valid: facts.integrity?.valid ?? null,
      kill_switch_active: facts.killSwitch !== null,
    },
    scope_note: SCOPE_NOTE[call.language],
  };
}

async function attestation(
  call: Call,
  year: number | null,
  subTenantId: string | null,
  filename: string,
): Promise<BytesReply> {
  const pdf = await call.db.withTenant(call.scope, (tx) =>
    attestationPdf(tx, call, call.services, year, subTenantId),
  );
  return pdfReply(pdf, filename);
}

/** A paper about the installation as it is now, for the account or sub-account of the key. */
async function installationPaper(
  call: Call,
  filename: string,
  write: (installation: Installation) => Paper,
): Promise<BytesReply> {
  const { release, editor } = call.services;
  const { holder, facts } = await call.db.withTenant(call.scope, async (tx) => {
    const holder = await findHolder(tx, call, null);
    return { holder, facts: await readFacts(tx, holder, call.services, call.environment) };
  });
  const paper = write({ environment: call.environment, release, holder, facts, now: call.now });
  const pdf = printPaper(call.services, paper, {
    author: editor.name ?? SOFTWARE_NAME,
    at: call.now,
    id: `${filename} ${holder.tenantId} ${holder.subTenantId} ${call.now.toISOString()}`,
  });
  return pdfReply(pdf, filename);
}

function pdfReply(bytes: Uint8Array, filename: string): BytesReply {
  return { status: 200, bytes, mediaType: 'application/pdf', filename };
}
