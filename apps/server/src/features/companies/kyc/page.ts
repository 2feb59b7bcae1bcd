import type { Language } from '@scell/contract';
import { html } from '../../../platform/http/html.ts';
import type { Page } from '../../../platform/http/page.ts';
import { type FileLink, readLink, signLink } from '../../../platform/http/signed-links.ts';
import { tenantClock } from '../../../platform/sandbox-clocks.ts';
import type { Services } from '../../../platform/services.ts';
import { page } from '../../docs/layout.ts';
import { PAGE_HEADERS } from '../../docs/style.ts';
import { type Company, findCompany } from '../store.ts';
import { sentenceOf, stepOf } from './present.ts';
import { findLatest, type Verification } from './store.ts';

const KYC_LINK = 'kyc';
const VALID_MS = 30 * 86_400_000;

/** Where a person sees how the verification of a company goes, without a key; for thirty days. */
export function kycAddress(
  services: Services,
  company: Pick<Company, 'tenant_id' | 'id'>,
  { environment, now }: { environment: FileLink['environment']; now: Date },
): string {
  const expires = Math.floor((now.getTime() + VALID_MS) / 1000);
  const link = { environment, tenantId: company.tenant_id, subjectId: company.id, kind: KYC_LINK, expires };
  return `${services.publicUrl}/kyc/${signLink(link, services.secret)}`;
}

/** The page behind `redirect_url`: it tells, and takes nothing in. */
export const kycPage: Page = {
  path: '/kyc/:token',
  async answer({ services, language, params: { token = '' } }) {
    const found = await find(services, token);
    const text =
      found === null ? nothing(services, language) : verification(services, language, token, found);
    return {
      status: found === null ? 404 : 200,
      mediaType: 'text/html; charset=utf-8',
      text,
      headers: { ...PAGE_HEADERS, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' },
    };
  },
};

type Found = { company: Company; latest: Verification | null; sandbox: boolean };

async function find(services: Services, token: string): Promise<Found | null> {
  const link = readLink(token, services.secret);
  if (link === null || link.kind !== KYC_LINK) return null;
  const { environment, tenantId, subjectId } = link;
  if (link.expires * 1000 <= tenantClock(services, environment, tenantId)()) return null;
  return services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const company = await findCompany(tx, tenantId, subjectId);
    if (company === undefined) return null;
    const latest = (await findLatest(tx, tenantId, subjectId)) ?? null;
    return { company, latest, sandbox: environment === 'sandbox' };
  });
}

function nothing(services: Services, language: Language): string {
  const title = { fr: 'Ce lien ne mène à rien', en: 'This link leads nowhere' }[language];
  const text = {
    fr: 'Il n’est pas entier, ou n’est plus valable. Demandez-en un nouveau à qui vous l’a donné.',
    en: 'It is not whole, or no longer valid. Ask whoever gave it to you for a new one.',
  }[language];
  return page(
    contextOf(services, language),
    '/kyc/',
    title,
    html`<main class="alone"><h1>${title}</h1><p>${text}</p></main>`,
  );
}

function verification(
  services: Services,
  language: Language,
  token: string,
  { company, latest, sandbox }: Found,
): string {
  const title = { fr: 'Vérification de la société', en: 'Verification of the company' }[language];
  const step = stepOf(company, latest);
  const open = step === 'submitted' || step === 'in_review';
  const next = sandbox
    ? {
        fr: 'Bac à sable : personne n’est interrogé, et la vérification aboutit d’elle-même en vingt secondes.',
        en: 'Sandbox: nobody is asked, and the verification succeeds by itself within twenty seconds.',
      }
    : {
        fr: 'Nous regardons les justificatifs de la société ; vous n’avez rien à faire ici.',
        en: 'We look at the papers of the company; there is nothing to do for you here.',
      };
  const reason = step === 'refused' ? (latest?.reason ?? null) : null;
  return page(
    contextOf(services, language),
    `/kyc/${token}`,
    title,
    html`<main class="alone">
<h1>${title}</h1>
<p><strong>${company.name}</strong> ${company.siret ?? ''}</p>
<p>${sentenceOf(step, language)}</p>
${reason === null ? '' : html`<p>${reason}</p>`}
${open ? html`<p>${next[language]}</p>` : ''}
</main>`,
  );
}

function contextOf({ publicUrl }: Services, language: Language) {
  return { language, address: publicUrl, base: new URL(publicUrl).pathname.replace(/\/$/, '') };
}
