import type { Text } from '@scell/contract';

/** Words of the pages, apart from what the contract says itself. */
export const WORDS = {
  reference: { fr: 'Référence de l’API', en: 'API reference' },
  start: { fr: 'Pour commencer', en: 'Getting started' },
  errors: { fr: 'Erreurs', en: 'Errors' },
  allErrors: { fr: 'Toutes les erreurs', en: 'All errors' },
  objects: { fr: 'Objets des réponses', en: 'Objects in answers' },
  document: { fr: 'Document OpenAPI 3.1', en: 'OpenAPI 3.1 document' },
  key: { fr: 'clé d’API', en: 'API key' },
  session: { fr: 'personne connectée', en: 'person signed in' },
  noKey: { fr: 'sans clé', en: 'no key' },
  authentication: { fr: 'Accès', en: 'Access' },
  scopes: { fr: 'Droits', en: 'Scopes' },
  limit: { fr: 'Limite', en: 'Limit' },
  perMinute: { fr: 'par minute', en: 'a minute' },
  perKey: { fr: 'et par clé', en: 'and key' },
  perAddress: { fr: 'et par adresse IP', en: 'and IP address' },
  idempotent: { fr: 'Idempotency-Key accepté', en: 'takes Idempotency-Key' },
  parameters: { fr: 'Paramètres', en: 'Parameters' },
  inPath: { fr: 'chemin', en: 'path' },
  inQuery: { fr: 'requête', en: 'query' },
  body: { fr: 'Corps (JSON)', en: 'Body (JSON)' },
  form: {
    fr: 'Ou un formulaire `multipart/form-data` : le fichier dans la partie',
    en: 'Or a form, `multipart/form-data`: the file in the part',
  },
  formJson: {
    fr: 'les champs dans des parties à leur nom, ou en JSON dans la partie',
    en: 'the fields in parts of their name, or as JSON in the part',
  },
  alone: { fr: 'Ou le fichier seul :', en: 'Or the file alone:' },
  bodyOptional: { fr: 'Corps (JSON, facultatif)', en: 'Body (JSON, optional)' },
  field: { fr: 'Champ', en: 'Field' },
  type: { fr: 'Type', en: 'Type' },
  meaning: { fr: 'Sens', en: 'Meaning' },
  required: { fr: 'obligatoire', en: 'required' },
  also: { fr: 'ou', en: 'or' },
  default: { fr: 'défaut', en: 'default' },
  example: { fr: 'exemple', en: 'example' },
  characters: { fr: 'caractères', en: 'characters' },
  listOf: { fr: 'liste de', en: 'list of' },
  orNull: { fr: 'ou null', en: 'or null' },
  fieldsOf: { fr: 'Champs de', en: 'Fields of' },
  ignored: { fr: 'Acceptés et non lus', en: 'Accepted and not read' },
  request: { fr: 'Requête', en: 'Request' },
  answers: { fr: 'Réponses', en: 'Answers' },
  otherErrors: { fr: 'Erreurs communes', en: 'Common errors' },
  sameAs: { fr: 'même valeur que', en: 'same value as' },
  status: { fr: 'Statut HTTP', en: 'HTTP status' },
  happened: { fr: 'Ce qui s’est passé', en: 'What happened' },
  remedy: { fr: 'Que faire', en: 'What to do' },
  answer: { fr: 'La réponse', en: 'The answer' },
  raisedBy: {
    fr: 'Opérations qui peuvent répondre cette erreur',
    en: 'Operations that may answer this error',
  },
  unknownError: { fr: 'Cette erreur n’existe pas', en: 'There is no such error' },
  unknownErrorText: {
    fr: 'Aucune erreur de cette version ne porte ce nom. La liste complète suit.',
    en: 'No error of this release has that name. The whole list follows.',
  },
  errorsText: {
    fr: 'Chaque réponse d’erreur porte `error_code` (nom unique), `code` (nom de famille), un message dans la langue de `Accept-Language`, `request_id` et `doc_url`, l’adresse de sa page.',
    en: 'Every error answer bears `error_code` (unique name), `code` (family name), a message in the language of `Accept-Language`, `request_id` and `doc_url`, the address of its page.',
  },
} as const satisfies Record<string, Text>;

/** The resources in the order of the page, by the tag of their operations. */
export const RESOURCE_NAMES: Readonly<Record<string, Text>> = {
  Accounts: { fr: 'Connexion et profil', en: 'Signing in and profile' },
  Team: { fr: 'Membres du compte', en: 'Members of the account' },
  Companies: { fr: 'Sociétés', en: 'Companies' },
  Registers: { fr: 'Registres et pays', en: 'Registers and countries' },
  Tenant: { fr: 'Compte', en: 'Tenant' },
  'Sub-tenants': { fr: 'Sous-comptes', en: 'Sub-tenants' },
  Statistics: { fr: 'Chiffres', en: 'Figures' },
  Branding: { fr: 'Identité visuelle', en: 'Branding' },
  KYB: { fr: 'Vérification du compte', en: 'Verification of the tenant' },
  'API keys': { fr: 'Clés d’API', en: 'API keys' },
  Buyers: { fr: 'Acheteurs', en: 'Buyers' },
  Billing: { fr: 'Solde et facturation', en: 'Balance and billing' },
  Invoices: { fr: 'Factures', en: 'Invoices' },
  'Tenant invoices': { fr: 'Factures (adresses des partenaires)', en: 'Invoices (partner addresses)' },
  Webhooks: { fr: 'Webhooks et événements', en: 'Webhooks and events' },
  Fiscal: { fr: 'Registre fiscal', en: 'Fiscal ledger' },
  Administration: { fr: 'Administration de la plateforme', en: 'Administration of the platform' },
  Sandbox: { fr: 'Bac à sable', en: 'Sandbox' },
  Requests: { fr: 'Requêtes reçues', en: 'Requests received' },
  Files: { fr: 'Fichiers', en: 'Files' },
  System: { fr: 'Système', en: 'System' },
};

/** What holds for every operation: a title and its paragraphs. */
export const BASICS: readonly { id: string; title: Text; paragraphs: readonly Text[] }[] = [
  {
    id: 'keys',
    title: { fr: 'Clés et environnements', en: 'Keys and environments' },
    paragraphs: [
      {
        fr: 'Envoyez la clé dans `X-API-Key`, `X-Tenant-Key` ou `Authorization: Bearer`. Une clé `sk_test_` agit dans le bac à sable, `sk_live_` en production : deux bases séparées. Le préfixe `/api/v1/sandbox/` impose le bac à sable.',
        en: 'Send the key in `X-API-Key`, `X-Tenant-Key` or `Authorization: Bearer`. A key `sk_test_` acts in the sandbox, `sk_live_` in production: two separate databases. The prefix `/api/v1/sandbox/` forces the sandbox.',
      },
      {
        fr: 'La production exige un compte et une société vérifiés, et des identifiants justes (clé de Luhn, clé de TVA, IBAN) ; le bac à sable s’en tient à des avertissements.',
        en: 'Production wants a verified account and company, and identifiers that hold (Luhn, VAT key, IBAN); the sandbox only warns.',
      },
    ],
  },
  {
    id: 'values',
    title: { fr: 'Montants, dates, textes', en: 'Amounts, dates, texts' },
    paragraphs: [
      {
        fr: 'Un montant est un nombre JSON ou un texte (`"12.50"`), lu exactement ; les réponses donnent des nombres. Une date s’écrit `AAAA-MM-JJ`, un instant selon RFC 3339. Les jours et les mois fiscaux sont ceux de Paris.',
        en: 'An amount is a JSON number or text (`"12.50"`), read exactly; answers give numbers. A date is `YYYY-MM-DD`, a moment follows RFC 3339. Fiscal days and months are those of Paris.',
      },
      {
        fr: 'Les totaux sont calculés. Ceux que vous envoyez sont comparés au centime près : un écart est une erreur 422 qui donne les deux chiffres.',
        en: 'Totals are computed. Those you send are compared to the cent: a difference is a 422 that gives both figures.',
      },
    ],
  },
  {
    id: 'unknown-fields',
    title: { fr: 'Champs inconnus et autres écritures', en: 'Unknown fields and other spellings' },
    paragraphs: [
      {
        fr: 'Plusieurs champs ont plusieurs écritures, toutes montrées ici après « ou » : `invoice_date` ou `issue_date`, à plat ou imbriqué (`buyer.name`). Un champ inconnu n’est pas lu et figure dans `warnings` ; avec `Prefer: handling=strict`, il est refusé.',
        en: 'Several fields have several spellings, all shown here after "or": `invoice_date` or `issue_date`, flat or nested (`buyer.name`). An unknown field is not read and is named in `warnings`; with `Prefer: handling=strict` it is refused.',
      },
    ],
  },
  {
    id: 'idempotency',
    title: { fr: 'Rejouer sans risque', en: 'Safe retries' },
    paragraphs: [
      {
        fr: 'Chaque POST qui change quelque chose accepte `Idempotency-Key`. Pendant sept jours, la même clé et la même requête rendent la première réponse, avec `Idempotency-Replayed: true`, sans second effet ; une requête refusée n’est pas retenue. Une facture est aussi reconnue à son `external_id`.',
        en: 'Every POST that changes something takes `Idempotency-Key`. For seven days the same key and request return the first answer, with `Idempotency-Replayed: true` and no second effect; a refused request is not kept. An invoice is also known by its `external_id`.',
      },
    ],
  },
  {
    id: 'lists',
    title: { fr: 'Listes', en: 'Lists' },
    paragraphs: [
      {
        fr: '`page` et `per_page` (25, au plus 100), ou `cursor` avec `meta.next_cursor` pour parcourir une liste qui grandit sans saut ni répétition. La réponse porte `data`, `meta` et `links`.',
        en: '`page` and `per_page` (25, at most 100), or `cursor` with `meta.next_cursor` to walk a growing list without gap or repetition. The answer bears `data`, `meta` and `links`.',
      },
    ],
  },
  {
    id: 'limits',
    title: { fr: 'Limites de débit', en: 'Rate limits' },
    paragraphs: [
      {
        fr: 'Comptées par minute. `X-RateLimit-Limit`, `-Remaining` et `-Reset` (secondes Unix) accompagnent chaque réponse ; au-delà, une erreur 429 et `Retry-After`.',
        en: 'Counted by the minute. `X-RateLimit-Limit`, `-Remaining` and `-Reset` (Unix seconds) come with every answer; beyond, a 429 and `Retry-After`.',
      },
    ],
  },
];
