import type { Text } from '@scell/core';

/** One fact that endpoints can hear of. */
export interface EventDefinition {
  text: Text;
  /** Other names it may be subscribed to by; the endpoint then hears of it under that name. */
  aliases?: readonly string[];
}

/**
 * The catalogue of events, by the one name under which each fact is recorded: the union of the lists of the references
 * and of the public clients, and what this platform records besides. A fact has one name here; where clients know it by
 * another, that is an alias.
 */
export const EVENTS = {
  'invoice.created': { text: { fr: 'Brouillon de facture créé', en: 'Draft invoice created' } },
  'invoice.updated': { text: { fr: 'Brouillon de facture modifié', en: 'Draft invoice changed' } },
  'invoice.deleted': { text: { fr: 'Brouillon de facture supprimé', en: 'Draft invoice deleted' } },
  'invoice.validated': {
    text: { fr: 'Facture émise : elle a son numéro', en: 'Invoice issued: it has its number' },
    aliases: ['invoice.submitted'],
  },
  'invoice.transmitted': {
    text: {
      fr: 'Facture transmise à la plateforme du destinataire',
      en: 'Invoice transmitted to the platform of its recipient',
    },
    aliases: ['invoice.sent'],
  },
  'invoice.accepted': {
    text: { fr: 'Facture acceptée par le destinataire', en: 'Invoice accepted by its recipient' },
  },
  'invoice.rejected': { text: { fr: 'Facture rejetée', en: 'Invoice rejected' } },
  'invoice.error': {
    text: { fr: 'Traitement de la facture en échec', en: 'Processing of the invoice failed' },
  },
  'invoice.paid': { text: { fr: 'Facture payée', en: 'Invoice paid' } },
  'invoice.cancelled': { text: { fr: 'Facture annulée', en: 'Invoice cancelled' } },
  'invoice.sent_by_email': { text: { fr: 'Facture envoyée par courriel', en: 'Invoice sent by e-mail' } },
  'invoice.incoming.received': { text: { fr: 'Facture fournisseur reçue', en: 'Supplier invoice received' } },
  'invoice.incoming.validated': {
    text: { fr: 'Facture fournisseur validée', en: 'Supplier invoice validated' },
  },
  'invoice.incoming.accepted': {
    text: { fr: 'Facture fournisseur acceptée', en: 'Supplier invoice accepted' },
  },
  'invoice.incoming.rejected': {
    text: { fr: 'Facture fournisseur refusée', en: 'Supplier invoice refused' },
  },
  'invoice.incoming.disputed': {
    text: { fr: 'Facture fournisseur contestée', en: 'Supplier invoice disputed' },
  },
  'invoice.incoming.paid': { text: { fr: 'Facture fournisseur payée', en: 'Supplier invoice paid' } },
  'credit_note.created': { text: { fr: 'Avoir créé', en: 'Credit note created' } },
  'credit_note.sent': { text: { fr: 'Avoir émis', en: 'Credit note issued' } },
  'credit_note.cancelled': { text: { fr: 'Avoir annulé', en: 'Credit note cancelled' } },
  'signature.created': { text: { fr: 'Demande de signature créée', en: 'Signature request created' } },
  'signature.waiting': { text: { fr: 'Signature attendue', en: 'Signature awaited' } },
  'signature.signed': { text: { fr: 'Un signataire a signé', en: 'A signer has signed' } },
  'signature.completed': { text: { fr: 'Tous ont signé', en: 'Everybody has signed' } },
  'signature.refused': {
    text: { fr: 'Un signataire a refusé', en: 'A signer has refused' },
    aliases: ['signature.declined'],
  },
  'signature.expired': { text: { fr: 'Demande de signature expirée', en: 'Signature request expired' } },
  'signature.cancelled': { text: { fr: 'Demande de signature annulée', en: 'Signature request cancelled' } },
  'signature.reminder_sent': { text: { fr: 'Signataire relancé', en: 'Signer reminded' } },
  'signature.error': { text: { fr: 'Demande de signature en échec', en: 'Signature request failed' } },
  'balance.low': { text: { fr: 'Solde bas', en: 'Balance low' } },
  'balance.critical': { text: { fr: 'Solde critique', en: 'Balance critical' } },
  'balance.depleted': { text: { fr: 'Solde épuisé', en: 'Balance used up' } },
  'balance.reloaded': { text: { fr: 'Solde rechargé', en: 'Balance topped up' } },
  'balance.expiring': { text: { fr: 'Des crédits expirent bientôt', en: 'Credits expire soon' } },
  'balance.reload_failed': {
    text: { fr: 'Rechargement automatique refusé', en: 'Automatic top-up refused' },
  },
  'balance.expired': { text: { fr: 'Des crédits ont expiré', en: 'Credits have expired' } },
  'api_key.created': { text: { fr: 'Clé d’API créée', en: 'API key created' } },
  'api_key.revoked': { text: { fr: 'Clé d’API révoquée', en: 'API key revoked' } },
  'onboarding.started': { text: { fr: 'Inscription commencée', en: 'Onboarding started' } },
  'onboarding.step_completed': {
    text: { fr: 'Étape d’inscription franchie', en: 'Step of onboarding completed' },
  },
  'onboarding.completed': { text: { fr: 'Inscription terminée', en: 'Onboarding completed' } },
  'onboarding.failed': { text: { fr: 'Inscription en échec', en: 'Onboarding failed' } },
  'buyer.created': { text: { fr: 'Acheteur enregistré', en: 'Buyer registered' } },
  'buyer.updated': { text: { fr: 'Acheteur modifié', en: 'Buyer changed' } },
  'buyer.deleted': { text: { fr: 'Acheteur retiré', en: 'Buyer removed' } },
  'company.created': { text: { fr: 'Société enregistrée', en: 'Company registered' } },
  'company.updated': { text: { fr: 'Société modifiée', en: 'Company changed' } },
  'company.verified': { text: { fr: 'Société vérifiée', en: 'Company verified' } },
  'company.deleted': { text: { fr: 'Société retirée', en: 'Company removed' } },
  'tenant.updated': { text: { fr: 'Profil du compte modifié', en: 'Profile of the account changed' } },
  'sub_tenant.created': { text: { fr: 'Sous-compte créé', en: 'Sub-tenant created' } },
  'sub_tenant.updated': { text: { fr: 'Sous-compte modifié', en: 'Sub-tenant changed' } },
  'sub_tenant.deleted': { text: { fr: 'Sous-compte supprimé', en: 'Sub-tenant deleted' } },
  'company.verification_started': {
    text: { fr: 'Vérification de la société commencée', en: 'Verification of the company begun' },
  },
  'company.verification_refused': {
    text: { fr: 'Vérification de la société refusée', en: 'Verification of the company refused' },
  },
  'kyb.submitted': {
    text: { fr: 'Pièces de vérification déposées', en: 'Verification documents submitted' },
  },
  'kyb.pending': { text: { fr: 'Pièces de vérification retirées', en: 'Verification documents withdrawn' } },
  'kyb.under_review': {
    text: { fr: 'Vérification du compte en cours', en: 'Verification of the account under way' },
  },
  'kyb.verified': { text: { fr: 'Compte vérifié', en: 'Account verified' } },
  'kyb.rejected': {
    text: { fr: 'Vérification du compte refusée', en: 'Verification of the account refused' },
  },
  'kyb_document.submitted': { text: { fr: 'Justificatif déposé', en: 'Document submitted' } },
  'kyb_document.opened': { text: { fr: 'Justificatif consulté', en: 'Document looked at' } },
  'kyb_document.under_review': { text: { fr: 'Justificatif en examen', en: 'Document under review' } },
  'kyb_document.approved': { text: { fr: 'Justificatif approuvé', en: 'Document approved' } },
  'kyb_document.rejected': { text: { fr: 'Justificatif refusé', en: 'Document rejected' } },
  'kyb_document.withdrawn': { text: { fr: 'Justificatif retiré', en: 'Document withdrawn' } },
  'tenant.branding_updated': {
    text: { fr: 'Identité visuelle du compte modifiée', en: 'Branding of the account changed' },
  },
  'sub_tenant.branding_updated': {
    text: { fr: 'Identité visuelle d’un sous-compte modifiée', en: 'Branding of a sub-tenant changed' },
  },
  'fiscal.integrity_failed': { text: { fr: 'Registre fiscal non intègre', en: 'Fiscal ledger not whole' } },
  'archive.integrity_failed': { text: { fr: 'Archive non intègre', en: 'Archive not whole' } },
  'webhook.failing': {
    text: { fr: 'Un webhook échoue depuis longtemps', en: 'A webhook has been failing for long' },
  },
  'webhook.recovered': { text: { fr: 'Un webhook répond de nouveau', en: 'A webhook answers again' } },
  'webhook.disabled': { text: { fr: 'Un webhook a été désactivé', en: 'A webhook was switched off' } },
} as const satisfies Record<string, EventDefinition>;

/** The name of a fact. */
export type EventName = keyof typeof EVENTS;

const CATALOGUE: Readonly<Record<string, EventDefinition>> = EVENTS;

const BY_ALIAS: ReadonlyMap<string, string> = new Map(
  Object.entries(CATALOGUE).flatMap(([name, { aliases = [] }]) =>
    aliases.map((alias) => [alias, name] as const),
  ),
);

const FAMILIES: readonly string[] = [
  ...new Set(Object.keys(EVENTS).map((name) => `${name.split('.')[0]}.*`)),
];

/** Every name that may be subscribed to: facts, their aliases, whole families (`invoice.*`), everything (`*`). */
export const SUBSCRIBABLE: readonly string[] = [...Object.keys(EVENTS), ...BY_ALIAS.keys(), ...FAMILIES, '*'];

/**
 * What an endpoint hears of: the recorded name, family or `*`, with the name it wants to hear. Somebody who subscribed to
 * a fact by two names hears of it once, under its own.
 */
export function subscriptionsOf(events: readonly string[]): Record<string, string> {
  const wanted: Record<string, string> = {};
  for (const name of events) wanted[BY_ALIAS.get(name) ?? name] ??= name;
  for (const name of events) if (!BY_ALIAS.has(name)) wanted[name] = name;
  return wanted;
}
