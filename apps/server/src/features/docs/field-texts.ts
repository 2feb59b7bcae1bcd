import type { Text } from '@scell/contract';

/** What fields are about, by their name, where no term of EN 16931 says it. */
export const FIELD_MEANINGS: Readonly<Record<string, Text>> = {
  after: {
    fr: 'La place d’où reprendre (next_after) ; now : à partir d’ici ; sans : depuis le début.',
    en: 'The place to go on from (next_after); now: from here on; without: from the beginning.',
  },
  scopes: {
    fr: 'Les droits : un par ressource et sens (`invoices:read`), une ressource entière (`invoices`), tout (`*`) ; sans : ceux de l’accès qui appelle.',
    en: 'The rights: one a resource and direction (`invoices:read`), a whole resource (`invoices`), all (`*`); without: those of the calling credential.',
  },
  allowed_ips: {
    fr: 'Adresses et blocs CIDR depuis lesquels la clé sert ; sans : toutes.',
    en: 'Addresses and CIDR blocks the key works from; without: any.',
  },
  allowed_origins: {
    fr: 'Origines des pages qui portent une clé publiable.',
    en: 'Origins of the pages that bear a publishable key.',
  },
  expires_at: {
    fr: 'Quand elle cesse de fonctionner : un instant, ou un jour, compris jusqu’à sa fin à Paris.',
    en: 'When it stops working: a moment, or a day, to its end in Paris.',
  },
  force: {
    fr: 'Révoquer même la dernière clé secrète en vigueur.',
    en: 'Revoke even the last working secret key.',
  },
  delivery: { fr: 'Identifiant de l’envoi.', en: 'Identifier of the delivery.' },
  delivery_id: { fr: 'Les tentatives de cet envoi.', en: 'The attempts of this delivery.' },
  events: {
    fr: 'Les événements voulus : leurs noms, une famille (`invoice.*`) ou tous (`*`) ; docs/webhooks.md.',
    en: 'The events wanted: their names, a family (`invoice.*`) or all (`*`); docs/webhooks.md.',
  },
  headers: {
    fr: 'En-têtes envoyés avec chaque requête.',
    en: 'Headers sent with every request.',
  },
  max_concurrency: { fr: 'Requêtes simultanées au plus.', en: 'Most requests at once.' },
  ordered: {
    fr: 'Les événements d’un même sujet dans l’ordre, numérotés sans trou (`sequence`).',
    en: 'The events of one subject in order, numbered without a gap (`sequence`).',
  },
  overlap_hours: {
    fr: 'Combien de temps l’ancien secret signe aussi.',
    en: 'How long the former secret signs too.',
  },
  retry_count: {
    fr: 'Tentatives après la première : 6 est le calendrier entier (30 s, 2 min, 10 min, 1 h, 6 h, 24 h).',
    en: 'Attempts after the first: 6 is the whole schedule (30 s, 2 min, 10 min, 1 h, 6 h, 24 h).',
  },
  signature_format: {
    fr: 'Forme de X-Scell-Signature : sha256=…, ou t=…,v1=… (défaut des webhooks créés par les SDK).',
    en: 'Form of X-Scell-Signature: sha256=…, or t=…,v1=… (default for webhooks made by the SDKs).',
  },
  since: { fr: 'Enregistrés depuis cet instant.', en: 'Recorded since this moment.' },
  success: { fr: 'Réussites seules, ou échecs seuls.', en: 'Successes only, or failures only.' },
  timeout_seconds: { fr: 'Patience par requête.', en: 'Patience for one request.' },
  url: { fr: 'Adresse https où les événements sont envoyés.', en: 'Https address that events are sent to.' },
  limit: { fr: 'Combien au plus.', en: 'How many at most.' },
  until: { fr: 'Et jusqu’à celui-ci.', en: 'And until this one.' },
  active: {
    fr: 'En vigueur le jour demandé ; false : les versions qui ne le sont pas.',
    en: 'In force on the day asked for; false: the versions that are not.',
  },
  actor: {
    fr: 'Qui a appelé : `api_key:{id}` ou `user:{id}`.',
    en: 'Who called: `api_key:{id}` or `user:{id}`.',
  },
  errors_only: {
    fr: 'Seulement les requêtes refusées ou en erreur (400 et plus).',
    en: 'Only requests that were refused or failed (400 and above).',
  },
  method: { fr: 'Méthode HTTP.', en: 'HTTP method.' },
  operation: {
    fr: 'Nom de l’opération dans le document OpenAPI (operationId).',
    en: 'Name of the operation in the OpenAPI document (operationId).',
  },
  advance: {
    fr: 'Une durée ISO 8601 (`P1D`, `P1M`, `PT2H`), ou le moment où être ; un jour : son premier instant à Paris.',
    en: 'An ISO 8601 duration (`P1D`, `P1M`, `PT2H`), or the moment to be at; a day: its first moment in Paris.',
  },
  request_id: { fr: 'X-Request-Id de la réponse.', en: 'X-Request-Id of the answer.' },
  brand_email_enabled: { fr: 'Mails à cette identité.', en: 'Mails in this look.' },
  brand_email_footer: {
    fr: 'Pied des mails ; sinon nom, SIRET et adresse.',
    en: 'Footer of mails; name, SIRET and address without.',
  },
  brand_email_signature: { fr: 'Signature des mails.', en: 'Signature of mails.' },
  brand_logo_url: {
    fr: 'Adresse d’un logo ailleurs, jamais lue par nous ; les documents montrent le logo envoyé.',
    en: 'Address of a logo elsewhere, never read by us; documents show the logo that was sent.',
  },
  brand_primary_color: {
    fr: 'Couleur des documents et des mails, si la société n’en a pas.',
    en: 'Colour of documents and mails, where the company has none.',
  },
  mime_type: { fr: 'Type de l’image à envoyer.', en: 'Type of the image to send.' },
  size: { fr: 'Sa taille exacte en octets.', en: 'Its exact size in bytes.' },
  cascade: {
    fr: 'Supprimer aussi ses sociétés, tant qu’aucune n’a rien émis.',
    en: 'Delete its companies too, as long as none has issued anything.',
  },
  contact_email: {
    fr: 'Où vont les récapitulatifs de clôture du sous-compte.',
    en: 'Where the recaps of the closings of the sub-tenant go.',
  },
  contact_person: { fr: 'Personne à contacter.', en: 'Person to contact.' },
  contact_phone: { fr: 'Téléphone du compte.', en: 'Telephone of the tenant.' },
  default_company_id: {
    fr: 'Société qui émet quand une requête n’en nomme aucune, dans cet environnement.',
    en: 'Company that issues when a request names none, in this environment.',
  },
  currency: {
    fr: 'Devise des montants ; l’euro sinon.',
    en: 'Currency of the amounts; the euro unless said.',
  },
  document: { fr: 'Identifiant du justificatif.', en: 'Identifier of the document.' },
  is_active: {
    fr: 'Actif ; un sous-compte inactif n’émet plus rien, un webhook inactif garde ce qui attend.',
    en: 'Active; an inactive sub-tenant issues nothing more, an inactive webhook keeps what waits.',
  },
  legal_name: { fr: 'Raison sociale.', en: 'Legal name.' },
  onboarding_status: {
    fr: 'Étape du raccordement à la plateforme agréée.',
    en: 'Step of the connection to the accredited platform.',
  },
  settings: {
    fr: 'Réglages à vous : un objet JSON de 16 Ko au plus.',
    en: 'Settings of your own: a JSON object of at most 16 kB.',
  },
  slug: {
    fr: 'Identifiant du compte ; il ne change pas.',
    en: 'Slug of the tenant; it does not change.',
  },
  technical_email: { fr: 'Adresse de l’équipe technique.', en: 'Address of the technical team.' },
  webhook_url: {
    fr: 'Où vont tous les événements de cet environnement ; https seulement.',
    en: 'Where every event of this environment goes; https only.',
  },
  amount: {
    fr: 'Euros hors TVA ; ou `amount_cents`.',
    en: 'Euros without VAT; or `amount_cents`.',
  },
  invoice: {
    fr: 'Identifiant de la facture Scell ou du relevé.',
    en: 'Identifier of the Scell invoice or statement.',
  },
  amount_cents: { fr: 'Le montant en centimes.', en: 'The amount in cents.' },
  save_payment_method: {
    fr: 'Garder le moyen de paiement, pour les recharges automatiques.',
    en: 'Keep the payment method, for automatic top-ups.',
  },
  payment_intent_id: {
    fr: 'Identifiant de l’intention de paiement Stripe.',
    en: 'Identifier of the Stripe payment intent.',
  },
  pack_slug: { fr: 'Le `slug` du pack.', en: 'The `slug` of the pack.' },
  price_eur: { fr: 'Prix en euros hors TVA.', en: 'Price in euros without VAT.' },
  credits: { fr: 'Crédits en euros, bonus compris.', en: 'Credits in euros, bonus included.' },
  position: { fr: 'Rang dans la liste.', en: 'Rank in the list.' },
  is_recommended: { fr: 'Mis en avant.', en: 'Put forward.' },
  auto_reload_enabled: {
    fr: 'Recharger seul, par le moyen de paiement enregistré.',
    en: 'Top up by itself, by the saved payment method.',
  },
  auto_reload_threshold: {
    fr: 'Solde sous lequel il recharge, en euros.',
    en: 'Balance below which it tops up, in euros.',
  },
  auto_reload_amount: {
    fr: 'Ce qu’il recharge, en euros hors TVA : 10 à 10 000.',
    en: 'What it tops up, in euros without VAT: 10 to 10,000.',
  },
  low_balance_alert_threshold: {
    fr: 'Solde sous lequel `balance.low` est émis.',
    en: 'Balance below which `balance.low` is told.',
  },
  critical_balance_alert_threshold: {
    fr: 'Solde sous lequel `balance.critical` est émis.',
    en: 'Balance below which `balance.critical` is told.',
  },
  service: {
    fr: 'Ce qui a fait le mouvement.',
    en: 'What made the movement.',
  },
  period: {
    fr: 'Mois, à Paris ; le mois en cours sinon.',
    en: 'Month, in Paris; the current one otherwise.',
  },
  // People and how they sign in.
  password: {
    fr: 'Le mot de passe : 8 caractères au moins quand il est choisi, 1 024 octets au plus.',
    en: 'The password: at least 8 characters when it is chosen, at most 1,024 bytes.',
  },
  password_confirmation: {
    fr: 'Le mot de passe une seconde fois ; comparé s’il est envoyé.',
    en: 'The password a second time; compared where it is sent.',
  },
  current_password: { fr: 'Le mot de passe d’avant.', en: 'The password until now.' },
  first_name: { fr: 'Prénom.', en: 'First name.' },
  last_name: { fr: 'Nom de famille.', en: 'Last name.' },
  tenant_name: {
    fr: 'Nom du compte ; celui de la personne sinon.',
    en: 'Name of the account; that of the person without.',
  },
  challenge: { fr: 'Le défi que la connexion a rendu.', en: 'The challenge that signing in answered.' },
  recovery_code: {
    fr: 'Un code de secours, à la place du code à six chiffres.',
    en: 'A recovery code, instead of the six digits.',
  },
  tenant_id: {
    fr: 'Le compte pour lequel agir, parmi ceux de la personne.',
    en: 'The account to act for, among those of the person.',
  },
  session: { fr: 'Identifiant de la session.', en: 'Identifier of the session.' },
  of: {
    fr: 'De qui est le journal : de la personne (user) ou du compte (tenant).',
    en: 'Whose log: of the person (user) or of the account (tenant).',
  },
  address: { fr: 'Adresse postale.', en: 'Postal address.' },
  user: { fr: 'Identifiant du membre.', en: 'Identifier of the member.' },
  role: {
    fr: 'Rôle dans le compte : owner, admin, accountant, developer ou read-only.',
    en: 'Role in the account: owner, admin, accountant, developer or read-only.',
  },
  invitation: { fr: 'Identifiant de l’invitation.', en: 'Identifier of the invitation.' },
  publishable_key: { fr: 'Clé publiable (pk_) du partenaire.', en: 'Publishable key (pk_) of the partner.' },
  state: { fr: 'Ce que la redirection vers Google portait.', en: 'What the redirection to Google bore.' },
  error: { fr: 'Pourquoi Google refuse.', en: 'Why Google refuses.' },
  error_description: { fr: 'Le même motif en clair.', en: 'The same reason in words.' },
  iss: { fr: 'L’émetteur de la réponse (RFC 9207).', en: 'The issuer of the answer (RFC 9207).' },
  scope: { fr: 'Ce que Google a accordé.', en: 'What Google granted.' },
  category: { fr: 'Domaine de la règle fiscale.', en: 'Field of the fiscal rule.' },
  date: { fr: 'La journée, à Paris ; aujourd’hui sinon.', en: 'The day, in Paris; today otherwise.' },
  description: { fr: 'Explication, pour les lecteurs.', en: 'Explanation, for readers.' },
  effective_from: {
    fr: 'Premier jour d’application ; pour une nouvelle version, ce jour sinon.',
    en: 'First day it applies; of a new version, today unless said.',
  },
  effective_until: { fr: 'Dernier jour d’application, compris.', en: 'Last day it applies, included.' },
  key: {
    fr: 'Clé de la règle, un autre de ses noms, ou l’identifiant d’une version.',
    en: 'Key of the rule, another of its names, or the identifier of a version.',
  },
  legal_reference: { fr: 'Texte qui fonde la règle.', en: 'Text the rule rests on.' },
  rule_definition: {
    fr: 'Ce que la règle demande : `kind` et ses membres (docs/fiscal-rules.md).',
    en: 'What the rule asks for: `kind` and its members (docs/fiscal-rules.md).',
  },
  rule_key: {
    fr: 'Clé d’une règle de la loi à durcir, ou une clé à vous.',
    en: 'Key of a rule of the law to tighten, or one of your own.',
  },
  outcome: {
    fr: 'La conclusion voulue ; sans elle, l’étape suivante.',
    en: 'The conclusion wanted; without it, the next step.',
  },
  profile: {
    fr: 'Profil Factur-X du résultat ; sinon celui de la source, ou EN 16931.',
    en: 'Factur-X profile of the result; else that of the source, or EN 16931.',
  },
  target_format: { fr: 'Le format voulu.', en: 'The format wanted.' },
  anchor: { fr: 'Identifiant de la preuve de date.', en: 'Identifier of the proof of date.' },
  anchor_type: {
    fr: 'Par qui la date est prouvée : Bitcoin ou une autorité d’horodatage.',
    en: 'Who proves the date: Bitcoin or a time-stamping authority.',
  },
  entity_id: {
    fr: 'Ce sur quoi porte l’écriture, ou la clôture dont l’empreinte est datée.',
    en: 'What the entry is about, or the closing whose hash is dated.',
  },
  version: {
    fr: 'La preuve la plus complète (latest), ou la première reçue (original).',
    en: 'The proof that says most (latest), or the one given first (original).',
  },
  account: {
    fr: 'Numéro du compte : trois chiffres du PCG, puis au choix.',
    en: 'Account number: three digits of the French chart, then as you like.',
  },
  accounts: {
    fr: 'Comptes de la société, avant ceux du programme ; le plus précis l’emporte.',
    en: 'Accounts of the company, before those of the program; the most precise one wins.',
  },
  bank: { fr: 'Journal des paiements, espèces exceptées.', en: 'Journal of payments, cash excepted.' },
  cash: { fr: 'Journal des paiements en espèces.', en: 'Journal of payments in cash.' },
  code: {
    fr: 'Code du journal ; à la connexion, les six chiffres de l’application d’authentification.',
    en: 'Code of the journal; when signing in, the six digits of the authenticator.',
  },
  download: { fr: 'Le fichier, même si du JSON est accepté.', en: 'The file, even where JSON is accepted.' },
  encoding: { fr: 'Jeu de caractères du fichier.', en: 'Character set of the file.' },
  journals: {
    fr: 'Journaux, s’ils ne sont pas VE, BQ et CA.',
    en: 'Journals, where they are not VE, BQ and CA.',
  },
  kind: { fr: 'Nature voulue ; toutes sinon.', en: 'The kind meant; all without.' },
  label: { fr: 'Libellé.', en: 'Name.' },
  line_ending: { fr: 'Fin de chaque ligne.', en: 'End of each line.' },
  month: { fr: 'Mois de l’année, de 1 à 12.', en: 'Month of the year, 1 to 12.' },
  payment_means: {
    fr: 'Moyen de paiement (UNTDID 4461) pour lequel le compte vaut.',
    en: 'Means of payment (UNTDID 4461) the account is for.',
  },
  sales: { fr: 'Journal des ventes.', en: 'Journal of sales.' },
  use: { fr: 'À quoi sert le compte.', en: 'What the account is for.' },
  address_line1: { fr: 'Rue et numéro.', en: 'Street and number.' },
  address_line2: { fr: 'Complément d’adresse.', en: 'Second address line.' },
  archive_enabled: {
    fr: 'Garder la facture dans l’archive légale.',
    en: 'Keep the invoice in the legal archive.',
  },
  bank_details: {
    fr: 'Compte à créditer, à la place de celui de la société.',
    en: 'Account to pay to, instead of the company’s.',
  },
  bank_name: { fr: 'Nom de la banque.', en: 'Name of the bank.' },
  bic: { fr: 'BIC du compte (BT-86).', en: 'BIC of the account (BT-86).' },
  billing_address: { fr: 'Adresse de facturation.', en: 'Billing address.' },
  billing_email: {
    fr: 'Où envoyer les factures, plutôt qu’à email.',
    en: 'Where invoices are sent, rather than to email.',
  },
  buyer: { fr: 'Identifiant de l’acheteur enregistré.', en: 'Identifier of the registered buyer.' },
  buyer_id: {
    fr: 'Acheteur enregistré dont la facture prend une copie ; les champs buyer_* envoyés priment.',
    en: 'Registered buyer of whom the invoice takes a copy; buyer_* fields that are sent win.',
  },
  invoices: { fr: 'Les factures, 100 au plus.', en: 'The invoices, 100 at most.' },
  invoice_ids: { fr: 'Les identifiants, 100 au plus.', en: 'The identifiers, 100 at most.' },
  buyer_type: {
    fr: 'individual : un particulier ; business : une entreprise ; external et sub_tenant ne le disent pas.',
    en: 'individual: a private person; business: a business; external and sub_tenant do not say.',
  },
  buyer_is_individual: {
    fr: 'Un particulier : ni identifiants, ni mentions entre professionnels.',
    en: 'A private person: no identifiers, no business-to-business mentions.',
  },
  buyer_legal_id_scheme: {
    fr: 'Registre de buyer_legal_id (ISO 6523, comme 0002).',
    en: 'Register of buyer_legal_id (ISO 6523, such as 0002).',
  },
  buyer_siret: { fr: 'SIRET de l’acheteur.', en: 'SIRET of the buyer.' },
  city: { fr: 'Ville.', en: 'City.' },
  company_id: {
    fr: 'Société émettrice ; sinon celle de la clé, du sous-compte ou du compte.',
    en: 'Issuing company; else that of the key, the sub-tenant or the account.',
  },
  country: { fr: 'Pays (ISO 3166-1, deux lettres).', en: 'Country (ISO 3166-1, two letters).' },
  cursor: {
    fr: 'meta.next_cursor de la page précédente ; prime sur page.',
    en: 'meta.next_cursor of the page before; wins over page.',
  },
  direction: { fr: 'Factures de vente (outgoing).', en: 'Sales invoices (outgoing).' },
  chain: {
    fr: 'Les chaînes lues : fiscale, technique (JET), réimpressions ou archive ; sinon celle de entry_type, ou les fiscales.',
    en: 'The chains read: fiscal, technical (JET), reprints or archive; else that of entry_type, or the fiscal ones.',
  },
  date_from: { fr: 'Premier jour fiscal (Paris).', en: 'First fiscal day (Paris).' },
  date_to: { fr: 'Dernier jour fiscal (Paris).', en: 'Last fiscal day (Paris).' },
  entity_type: { fr: 'Ce sur quoi porte l’écriture.', en: 'What the entry is about.' },
  entry_type: { fr: 'Le type d’écriture.', en: 'The type of entry.' },
  reference: {
    fr: 'Votre référence de la demande ; gardée, donc sans le nom de la personne.',
    en: 'Your reference of the request; kept, hence without the name of the person.',
  },
  seller: {
    fr: 'L’entité légale vendeuse, comme siren:123456789.',
    en: 'The seller’s legal entity, such as siren:123456789.',
  },
  early_payment_discount_terms: {
    fr: 'Conditions d’escompte imprimées (note AAB) ; sinon « Pas d’escompte ».',
    en: 'Early payment discount terms, printed (note AAB); else "No discount".',
  },
  fiscal_year_end: {
    fr: 'Dernier jour de l’exercice comptable, MM-JJ : les clôtures annuelles le suivent, la conservation en part.',
    en: 'Last day of the accounting year, MM-DD: annual closings follow it, terms of preservation count from it.',
  },
  closing: { fr: 'Identifiant de la clôture.', en: 'Identifier of the closing.' },
  closing_type: { fr: 'Journalières, mensuelles ou annuelles.', en: 'Daily, monthly or annual ones.' },
  electronic_address: {
    fr: 'Adresse de réception des factures électroniques ; sinon 0225 et le SIREN.',
    en: 'Where e-invoices are received; else 0225 and the SIREN.',
  },
  email: { fr: 'Adresse électronique.', en: 'Email address.' },
  end: { fr: 'Dernier jour.', en: 'Last day.' },
  environment: {
    fr: 'Celui de la clé ; une clé du bac à sable n’en sort pas.',
    en: 'That of the key; a key of the sandbox does not leave it.',
  },
  exchange_rate: {
    fr: 'Euros pour une unité de currency : la TVA est aussi donnée en euros (BT-111).',
    en: 'Euros for one unit of currency: the VAT is given in euros too (BT-111).',
  },
  external_id: {
    fr: 'Votre identifiant du document. Le renvoyer avec le même contenu rend le même document.',
    en: 'Your identifier of the document. Sent again with the same content, it returns the same document.',
  },
  format: {
    fr: 'La forme voulue, du fichier ou de la réponse.',
    en: 'The form wanted, of the file or of the answer.',
  },
  from: { fr: 'Premier jour de la date de facture.', en: 'First day of the invoice date.' },
  subject_id: {
    fr: 'Document ou clôture dont c’est un objet.',
    en: 'Document or closing it is an object of.',
  },
  subject_type: { fr: 'De quoi c’est un objet.', en: 'What it is an object of.' },
  start_date: { fr: 'Premier jour de la période, compris.', en: 'First day of the period, included.' },
  end_date: { fr: 'Dernier jour de la période, compris.', en: 'Last day of the period, included.' },
  until_from: { fr: 'Conservé au moins jusqu’à ce jour.', en: 'Kept until this day at least.' },
  until_to: { fr: 'Conservé au plus jusqu’à ce jour.', en: 'Kept until this day at most.' },
  iban: { fr: 'IBAN du compte (BT-84).', en: 'IBAN of the account (BT-84).' },
  id: { fr: 'Identifiant de la ressource.', en: 'Identifier of the resource.' },
  internal_reference: {
    fr: 'Votre référence ; n’est pas imprimée.',
    en: 'Your own reference; not printed.',
  },
  invoice_footer_default: { fr: 'Pied de page des factures.', en: 'Foot of the invoice page.' },
  invoice_notes_default: {
    fr: 'Note des factures qui n’en ont pas (BT-22).',
    en: 'Note of invoices that have none (BT-22).',
  },
  invoice_type: { fr: 'Facture ordinaire (standard).', en: 'Ordinary invoice (standard).' },
  is_default: {
    fr: 'En faire la société par défaut du compte.',
    en: 'Make it the default company of the account.',
  },
  is_individual: { fr: 'Un particulier.', en: 'A private person.' },
  issue_date: {
    fr: 'Date de la facture ; sinon celle du jour à Paris.',
    en: 'Invoice date; else today in Paris.',
  },
  language: {
    fr: 'Langue des factures, ou des courriels.',
    en: 'Language of the invoices, or of the mails.',
  },
  late_penalty_terms: {
    fr: 'Pénalités de retard imprimées (note PMD) ; sinon le taux légal supplétif.',
    en: 'Late payment penalties, printed (note PMD); else the legal default rate.',
  },
  legal_form: { fr: 'Forme juridique (BT-33).', en: 'Legal form (BT-33).' },
  legal_id: {
    fr: 'Identifiant légal d’une entreprise étrangère.',
    en: 'Legal identifier of a foreign business.',
  },
  legal_id_scheme: {
    fr: 'Registre de legal_id (ISO 6523, comme 0002).',
    en: 'Register of legal_id (ISO 6523, such as 0002).',
  },
  line1: { fr: 'Rue et numéro.', en: 'Street and number.' },
  line2: { fr: 'Complément d’adresse.', en: 'Second address line.' },
  logo_url: {
    fr: 'Logo des factures : PNG ou JPEG en data:, ou adresse https.',
    en: 'Logo of the invoices: PNG or JPEG as data:, or an https address.',
  },
  max_amount: { fr: 'Total TTC au plus.', en: 'Total with VAT at most.' },
  metadata: { fr: 'Vos données, rendues telles quelles.', en: 'Your own data, returned as it is.' },
  min_amount: { fr: 'Total TTC au moins.', en: 'Total with VAT at least.' },
  name: { fr: 'Nom.', en: 'Name.' },
  note: { fr: 'Note sur le paiement.', en: 'Note about the payment.' },
  notes: { fr: 'Note, pour vous ou pour la facture.', en: 'Note, for you or for the invoice.' },
  operation_category: {
    fr: 'Ce qui est vendu : biens, services, les deux (BT-23).',
    en: 'What is sold: goods, services, both (BT-23).',
  },
  order: { fr: 'Sens du tri.', en: 'Direction of the order.' },
  output_format: {
    fr: 'Format du document d’origine ; le PDF et le CII sont toujours produits.',
    en: 'Format of the original document; PDF and CII are always made.',
  },
  page: { fr: 'Numéro de page, à partir de 1.', en: 'Page number, from 1.' },
  paid_at: {
    fr: 'Jour ou instant du paiement ; sinon maintenant.',
    en: 'Day or moment of the payment; else now.',
  },
  payment_due_days_default: {
    fr: 'Échéance des factures qui n’en ont pas, en jours après leur date.',
    en: 'Due date of invoices that have none, in days after their date.',
  },
  payment_method: { fr: 'Moyen de paiement.', en: 'Means of payment.' },
  payment_reference: { fr: 'Référence du paiement.', en: 'Reference of the payment.' },
  payment_terms_default: {
    fr: 'Conditions de paiement des factures qui n’en ont pas (BT-20).',
    en: 'Payment terms of invoices that have none (BT-20).',
  },
  per_page: { fr: 'Éléments par page.', en: 'Items a page.' },
  phone: { fr: 'Téléphone.', en: 'Telephone.' },
  postal_code: { fr: 'Code postal.', en: 'Postal code.' },
  primary_color: {
    fr: 'Couleur des factures, comme #0f172a.',
    en: 'Colour of the invoices, such as #0f172a.',
  },
  q: { fr: 'Texte à chercher.', en: 'Text to look for.' },
  region: { fr: 'Région ou province.', en: 'Region or province.' },
  scheme: { fr: 'Schéma de l’adresse (EAS).', en: 'Scheme of the address (EAS).' },
  send_via: {
    fr: 'Comment l’envoyer une fois émise ; à la création, avec send_immediately.',
    en: 'How to send it once issued; at its creation, with send_immediately.',
  },
  seller_legal_id_scheme: {
    fr: 'Registre de seller_legal_id (ISO 6523).',
    en: 'Register of seller_legal_id (ISO 6523).',
  },
  seller_siret: { fr: 'SIRET du vendeur.', en: 'SIRET of the seller.' },
  send_immediately: {
    fr: 'true émet la facture dans le même appel ; sinon elle reste un brouillon.',
    en: 'true issues the invoice in the same call; else it stays a draft.',
  },
  reason: { fr: 'Le motif, pour qui le lira plus tard.', en: 'The reason, for whoever reads it later.' },
  shipping_address: {
    fr: 'Adresse de livraison, si elle diffère.',
    en: 'Shipping address, if it is another one.',
  },
  siren: { fr: 'SIREN (9 chiffres) ; se déduit du SIRET.', en: 'SIREN (9 digits); follows from the SIRET.' },
  siret: { fr: 'SIRET (14 chiffres).', en: 'SIRET (14 digits).' },
  sort: { fr: 'Tri.', en: 'What the list is ordered by.' },
  start: { fr: 'Premier jour.', en: 'First day.' },
  status: {
    fr: 'Un ou plusieurs statuts, séparés par des virgules.',
    en: 'One or more statuses, separated by commas.',
  },
  superpdp_id: {
    fr: 'Identifiant de la société chez SUPER PDP, une fois raccordée.',
    en: 'The company at SUPER PDP, once it is connected.',
  },
  user_id: {
    fr: 'Personne à l’origine de l’objet ; `null` quand une clé API l’a créé.',
    en: 'The person who created it; `null` when an API key did.',
  },
  read_at: {
    fr: 'Première lecture d’une facture reçue ; `null` pour une facture émise.',
    en: 'When a received invoice was first read; `null` for one that was issued.',
  },
  read_by_user_id: {
    fr: 'Personne qui a lu la facture reçue ; `null` sinon.',
    en: 'The person who read the received invoice; `null` otherwise.',
  },
  sub_tenant_id: { fr: 'Sous-compte concerné.', en: 'The sub-tenant concerned.' },
  supply_type: {
    fr: 'Bien ou service : décide de BT-23 et de la catégorie de TVA.',
    en: 'Goods or services: decides BT-23 and the VAT category.',
  },
  to: { fr: 'Dernier jour de la date de facture.', en: 'Last day of the invoice date.' },
  token: {
    fr: 'Le jeton d’un lien signé, ou du lien d’un courriel.',
    en: 'The token of a signed link, or of the link in a mail.',
  },
  total_tax: {
    fr: 'TVA de la ligne : comparée au calcul.',
    en: 'VAT of the line: compared with the computation.',
  },
  total_ttc: {
    fr: 'Total TTC de la ligne : comparé au calcul.',
    en: 'Total of the line with VAT: compared with the computation.',
  },
  type: { fr: 'Fichier voulu.', en: 'The file wanted.' },
  value: {
    fr: 'La valeur elle-même : l’adresse électronique, ou le nombre d’une règle fiscale.',
    en: 'The value itself: the electronic address, or the figure of a fiscal rule.',
  },
  vat_number: { fr: 'Numéro de TVA.', en: 'VAT number.' },
  vat_on_debits: {
    fr: 'TVA sur les débits : la facture le dit (BT-8).',
    en: 'VAT is due on invoicing: the invoice says so (BT-8).',
  },
  vat_regime: {
    fr: 'Régime de TVA ; franchise retire la TVA (CGI art. 293 B).',
    en: 'VAT regime; franchise takes the VAT off (CGI art. 293 B).',
  },
  year: { fr: 'L’année, sur quatre chiffres.', en: 'The year, in four digits.' },
  website: { fr: 'Site.', en: 'Web site.' },
  content_base64: { fr: 'Le document en base64.', en: 'The document in base64.' },
  invoice_id: { fr: 'Une facture ou un brouillon du compte.', en: 'An invoice or draft of the account.' },
  on: {
    fr: 'Les règles telles qu’elles étaient publiées ce jour-là ; les plus récentes sans lui.',
    en: 'The rules as they were published on that day; the newest ones without it.',
  },
  lang: {
    fr: 'Langue de la réponse ; sinon celle de Accept-Language.',
    en: 'Language of the answer; else that of Accept-Language.',
  },
  rules: {
    fr: 'Jeux de règles, séparés par des virgules : en16931, br-fr, extended-ctc-fr, facturx-{profil}, strict, hybrid ; auto, ceux que le document annonce.',
    en: 'Rule sets, separated by commas: en16931, br-fr, extended-ctc-fr, facturx-{profile}, strict, hybrid; auto, those the document announces.',
  },
  xml: { fr: 'Le document en XML.', en: 'The document as XML.' },
};

/** Names of the terms of EN 16931 that fields of requests fill. */
export const TERM_NAMES: Readonly<Record<string, Text>> = {
  'BG-5': { fr: 'Adresse du vendeur.', en: 'Seller address.' },
  'BG-8': { fr: 'Adresse de l’acheteur.', en: 'Buyer address.' },
  'BG-13': { fr: 'Adresse de livraison, si elle diffère.', en: 'Delivery address, if it is another one.' },
  'BG-14': { fr: 'Période facturée.', en: 'Invoicing period.' },
  'BG-25': { fr: 'Lignes, dans l’ordre.', en: 'Lines, in order.' },
  'BG-26': { fr: 'Période de la ligne.', en: 'Line period.' },
  'BT-2': { fr: 'Date de la facture, jamais à venir.', en: 'Invoice date, never in the future.' },
  'BT-5': { fr: 'Devise (ISO 4217).', en: 'Currency (ISO 4217).' },
  'BT-6': { fr: 'Devise de la TVA : EUR.', en: 'VAT accounting currency: EUR.' },
  'BT-9': { fr: 'Échéance.', en: 'Payment due date.' },
  'BT-10': { fr: 'Référence donnée par l’acheteur.', en: 'Reference given by the buyer.' },
  'BT-11': { fr: 'Référence du projet.', en: 'Project reference.' },
  'BT-12': { fr: 'Référence du contrat.', en: 'Contract reference.' },
  'BT-13': { fr: 'Numéro de commande de l’acheteur.', en: 'Purchase order number.' },
  'BT-14': { fr: 'Numéro de commande du vendeur.', en: 'Sales order number.' },
  'BT-16': { fr: 'Numéro du bon de livraison.', en: 'Despatch advice number.' },
  'BT-20': { fr: 'Conditions de paiement.', en: 'Payment terms.' },
  'BT-22': { fr: 'Note de la facture.', en: 'Invoice note.' },
  'BT-23': {
    fr: 'Ce qui est vendu : biens, services, les deux.',
    en: 'What is sold: goods, services, both.',
  },
  'BT-27': { fr: 'Nom du vendeur.', en: 'Seller name.' },
  'BT-29': { fr: 'SIRET du vendeur.', en: 'SIRET of the seller.' },
  'BT-30': { fr: 'Identifiant légal du vendeur (SIREN).', en: 'Legal identifier of the seller (SIREN).' },
  'BT-31': { fr: 'Numéro de TVA du vendeur.', en: 'VAT number of the seller.' },
  'BT-40': { fr: 'Pays du vendeur.', en: 'Country of the seller.' },
  'BT-44': { fr: 'Nom de l’acheteur.', en: 'Buyer name.' },
  'BT-46': { fr: 'SIRET de l’acheteur.', en: 'SIRET of the buyer.' },
  'BT-47': { fr: 'Identifiant légal de l’acheteur (SIREN).', en: 'Legal identifier of the buyer (SIREN).' },
  'BT-48': { fr: 'Numéro de TVA de l’acheteur.', en: 'VAT number of the buyer.' },
  'BT-49': {
    fr: 'Adresse de facturation électronique de l’acheteur ; sinon 0225 et son SIREN.',
    en: 'Electronic address of the buyer; else 0225 and its SIREN.',
  },
  'BT-55': { fr: 'Pays de l’acheteur.', en: 'Country of the buyer.' },
  'BT-57': { fr: 'Téléphone de l’acheteur.', en: 'Telephone of the buyer.' },
  'BT-58': { fr: 'Adresse électronique de l’acheteur.', en: 'Email address of the buyer.' },
  'BT-81': {
    fr: 'Moyen de paiement, en mot ou en code UNTDID 4461.',
    en: 'Means of payment, as a word or a code of UNTDID 4461.',
  },
  'BT-92': { fr: 'Remise sur le total, en montant.', en: 'Discount on the whole, as an amount.' },
  'BT-94': { fr: 'Remise sur le total, en pourcentage.', en: 'Discount on the whole, as a percentage.' },
  'BT-97': { fr: 'Motif de la remise.', en: 'Reason of the discount.' },
  'BT-109': { fr: 'Total HT : comparé au calcul.', en: 'Total without VAT: compared with the computation.' },
  'BT-110': { fr: 'Total de TVA : comparé au calcul.', en: 'Total VAT: compared with the computation.' },
  'BT-112': { fr: 'Total TTC : comparé au calcul.', en: 'Total with VAT: compared with the computation.' },
  'BT-120': { fr: 'Motif d’absence de TVA, en clair.', en: 'Why there is no VAT, in words.' },
  'BT-121': { fr: 'Motif d’absence de TVA, en code VATEX.', en: 'Why there is no VAT, as a VATEX code.' },
  'BT-129': { fr: 'Quantité.', en: 'Quantity.' },
  'BT-130': {
    fr: 'Unité : code UN/ECE (DAY, HUR, KGM…) ou mot courant ; sinon l’unité (C62).',
    en: 'Unit: UN/ECE code (DAY, HUR, KGM…) or everyday word; else one (C62).',
  },
  'BT-131': {
    fr: 'Total HT de la ligne : comparé au calcul.',
    en: 'Line total without VAT: compared with the computation.',
  },
  'BT-138': { fr: 'Remise de la ligne, en pourcentage.', en: 'Line discount, as a percentage.' },
  'BT-146': { fr: 'Prix unitaire HT.', en: 'Unit price without VAT.' },
  'BT-151': {
    fr: 'Catégorie de TVA ; se déduit du taux et des parties.',
    en: 'VAT category; follows from the rate and the parties.',
  },
  'BT-152': { fr: 'Taux de TVA, en pourcentage.', en: 'VAT rate, in percent.' },
  'BT-153': { fr: 'Ce qui est vendu.', en: 'What is sold.' },
  'BT-155': { fr: 'Référence de l’article chez le vendeur.', en: 'The seller’s item number.' },
  'BT-72': { fr: 'Date de livraison.', en: 'Delivery date.' },
};

/** What fields of answers are about, where their name does not say it. */
export const ANSWER_MEANINGS: Readonly<Record<string, Text>> = {
  actor: { fr: 'Qui a agi : `api_key:{id}` ou `operator`.', en: 'Who acted: `api_key:{id}` or `operator`.' },
  archive_path: {
    fr: 'Où l’archive conserve le fichier dans son format.',
    en: 'Where the archive keeps the file in its own format.',
  },
  archive_status: {
    fr: 'pending, archived ou error ; null sans archive.',
    en: 'pending, archived or error; null without an archive.',
  },
  archive_until: { fr: 'Fin de la conservation légale.', en: 'End of legal preservation.' },
  locked_until: {
    fr: 'Jusqu’à quand l’archive elle-même dit le garder.',
    en: 'Until when the archive itself says it keeps it.',
  },
  verdict: {
    fr: 'Ce que la dernière relecture a trouvé.',
    en: 'What the last reading back found.',
  },
  created_at: { fr: 'Instant de la création.', en: 'Moment of creation.' },
  environment: { fr: 'Production ou bac à sable.', en: 'Production or sandbox.' },
  expires_at: { fr: 'Quand le lien cesse de fonctionner.', en: 'When the link stops working.' },
  format_paths: { fr: 'Adresse de téléchargement de chaque format.', en: 'Download address of each format.' },
  integrity_valid: {
    fr: 'Les événements s’enchaînent, et le registre prouve encore le document.',
    en: 'The events follow each other, and the ledger still proves the document.',
  },
  invoice_number: {
    fr: 'Numéro du brouillon, puis le numéro légal une fois émise.',
    en: 'Number of the draft, then the legal number once issued.',
  },
  issue_date: { fr: 'Date de la facture (BT-2).', en: 'Invoice date (BT-2).' },
  kyc_completed_at: { fr: 'Vérifiée depuis.', en: 'Verified since.' },
  legal_status: { fr: 'Statut au cycle de vie légal.', en: 'Status in the legal life cycle.' },
  paid_at: { fr: 'Payée le.', en: 'Paid on.' },
  remaining_total: { fr: 'Reste à créditer, TTC.', en: 'Still creditable, with VAT.' },
  status: { fr: 'Où en est la ressource.', en: 'Where the resource stands.' },
  updated_at: { fr: 'Instant du dernier changement.', en: 'Moment of the last change.' },
  validated_at: { fr: 'Émise le.', en: 'Issued on.' },
  vat_breakdown: { fr: 'TVA par catégorie et taux (BG-23).', en: 'VAT by category and rate (BG-23).' },
};
