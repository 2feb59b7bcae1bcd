import type { Text } from '@scell/core';

/** What one error is, wherever the product raises it. */
export interface ErrorDefinition {
  /** The `code` of a body: the spelling of the REST reference. Several errors may share one (`unauthenticated`). */
  code: string;
  status: number;
  /** What happened. `{name}` is replaced by the parameter of that name. */
  message: Text;
  /** What the caller can do about it: the body of its documentation page. */
  remedy: Text;
}

/**
 * Every error the API can answer, by its `error_code`: the unique name, and that of its documentation page.
 *
 * Adding one here is the only way to raise it; `ApiError` accepts no other name.
 */
export const ERRORS = {
  BAD_REQUEST: {
    code: 'bad_request',
    status: 400,
    message: {
      fr: 'La requête ne peut pas être lue : {reason}.',
      en: 'The request cannot be read: {reason}.',
    },
    remedy: {
      fr: 'Corrigez la requête HTTP elle-même (adresse, en-têtes, longueur) avant son contenu.',
      en: 'Fix the HTTP request itself (address, headers, length) before its content.',
    },
  },
  MALFORMED_JSON: {
    code: 'malformed_json',
    status: 400,
    message: {
      fr: 'Le corps de la requête n’est pas du JSON valide.',
      en: 'The request body is not valid JSON.',
    },
    remedy: {
      fr: 'Envoyez un objet JSON (RFC 8259) encodé en UTF-8 : guillemets doubles, ni virgule finale, ni NaN, ni commentaire.',
      en: 'Send a JSON object (RFC 8259) encoded in UTF-8: double quotes, no trailing comma, no NaN, no comment.',
    },
  },
  MALFORMED_FORM: {
    code: 'malformed_form',
    status: 400,
    message: {
      fr: 'Le formulaire multipart ne peut pas être lu : {reason}.',
      en: 'The multipart form cannot be read: {reason}.',
    },
    remedy: {
      fr: 'Laissez votre bibliothèque HTTP écrire Content-Type avec sa boundary (RFC 7578), envoyez les textes en UTF-8, et les grandes listes en JSON dans la partie `data`.',
      en: 'Let your HTTP library write Content-Type with its boundary (RFC 7578), send texts in UTF-8, and large lists as JSON in the part `data`.',
    },
  },
  MISSING_API_KEY: {
    code: 'unauthenticated',
    status: 401,
    message: { fr: 'Aucune clé d’API n’a été envoyée.', en: 'No API key was sent.' },
    remedy: {
      fr: 'Envoyez la clé dans X-API-Key, X-Tenant-Key ou Authorization: Bearer.',
      en: 'Send the key in X-API-Key, X-Tenant-Key or Authorization: Bearer.',
    },
  },
  INVALID_API_KEY_FORMAT: {
    code: 'unauthenticated',
    status: 401,
    message: {
      fr: 'La clé d’API envoyée n’a pas la forme d’une clé Scell.',
      en: 'The API key sent does not have the form of a Scell key.',
    },
    remedy: {
      fr: 'Une clé commence par sk_test_, sk_live_ ou tk_ ; vérifiez qu’elle a été copiée en entier, sans guillemet ni blanc.',
      en: 'A key starts with sk_test_, sk_live_ or tk_; check that it was copied whole, without quotes or blanks.',
    },
  },
  UNAUTHENTICATED: {
    code: 'unauthenticated',
    status: 401,
    message: { fr: 'La clé d’API est inconnue.', en: 'The API key is unknown.' },
    remedy: {
      fr: 'Utilisez une clé active de votre compte ; une clé n’est affichée en entier qu’à sa création.',
      en: 'Use an active key of your account; a key is shown whole only when it is created.',
    },
  },
  API_KEY_REVOKED: {
    code: 'unauthenticated',
    status: 401,
    message: { fr: 'Cette clé d’API a été révoquée.', en: 'This API key has been revoked.' },
    remedy: {
      fr: 'Créez une nouvelle clé : une révocation est définitive.',
      en: 'Create a new key: a revocation is final.',
    },
  },
  API_KEY_EXPIRED: {
    code: 'unauthenticated',
    status: 401,
    message: { fr: 'Cette clé d’API a expiré.', en: 'This API key has expired.' },
    remedy: {
      fr: 'Créez une nouvelle clé et remplacez celle-ci dans votre configuration.',
      en: 'Create a new key and replace this one in your configuration.',
    },
  },
  TENANT_NOT_RESOLVED: {
    code: 'TENANT_NOT_RESOLVED',
    status: 401,
    message: {
      fr: 'La clé d’API n’est rattachée à aucun compte actif.',
      en: 'The API key belongs to no active account.',
    },
    remedy: {
      fr: 'Vérifiez que le compte est actif, ou demandez une nouvelle clé à son administrateur.',
      en: 'Check that the account is active, or ask its administrator for a new key.',
    },
  },
  INSUFFICIENT_BALANCE: {
    code: 'INSUFFICIENT_BALANCE',
    status: 402,
    message: {
      fr: 'Le solde de {balance} € ne couvre pas {cost} €.',
      en: 'The balance of {balance} EUR does not cover {cost} EUR.',
    },
    remedy: {
      fr: 'Rien n’a été fait : le brouillon reste, aucun numéro n’est pris. Rechargez par POST /tenant/billing/top-up, puis recommencez. Qui héberge Scell crédite un compte par `npx scell balance credit`, ou ne facture personne avec SCELL_BILLING=off.',
      en: 'Nothing was done: the draft stays, no number is taken. Top up by POST /tenant/billing/top-up, then try again. Whoever hosts Scell credits an account by `npx scell balance credit`, or bills nobody with SCELL_BILLING=off.',
    },
  },
  PACK_NOT_FOUND: {
    code: 'PACK_NOT_FOUND',
    status: 404,
    message: { fr: 'Ce pack n’est pas en vente.', en: 'This pack is not for sale.' },
    remedy: {
      fr: 'GET /packs/public liste les packs en vente et leurs `slug`.',
      en: 'GET /packs/public lists the packs for sale and their `slug`.',
    },
  },
  PAYMENTS_NOT_CONFIGURED: {
    code: 'PAYMENTS_NOT_CONFIGURED',
    status: 409,
    message: {
      fr: 'Cette installation ne vend pas de crédits en ligne.',
      en: 'This installation sells no credits online.',
    },
    remedy: {
      fr: 'Demandez des crédits à qui l’héberge. Pour vendre : SCELL_BILLING_COMPANY, SCELL_STRIPE_SECRET_KEY et SCELL_STRIPE_WEBHOOK_SECRET (docs/billing.md).',
      en: 'Ask whoever hosts it for credits. To sell: SCELL_BILLING_COMPANY, SCELL_STRIPE_SECRET_KEY and SCELL_STRIPE_WEBHOOK_SECRET (docs/billing.md).',
    },
  },
  BILLING_PROFILE_INCOMPLETE: {
    code: 'BILLING_PROFILE_INCOMPLETE',
    status: 422,
    message: {
      fr: 'Un achat se facture : le compte n’a pas encore de société par défaut.',
      en: 'A purchase is invoiced: the account has no default company yet.',
    },
    remedy: {
      fr: 'Enregistrez votre société par POST /companies : ses nom, adresse et numéros vont sur la facture, et décident de la TVA.',
      en: 'Register your company by POST /companies: its name, address and numbers go on the invoice, and decide on the VAT.',
    },
  },
  PAYMENT_NOT_COMPLETED: {
    code: 'PAYMENT_NOT_COMPLETED',
    status: 422,
    message: {
      fr: 'Le paiement n’est pas terminé : {status}.',
      en: 'The payment is not completed: {status}.',
    },
    remedy: {
      fr: 'Terminez-le dans le navigateur avec client_secret, puis confirmez-le de nouveau.',
      en: 'Complete it in the browser with client_secret, then confirm it again.',
    },
  },
  PAYMENT_DECLINED: {
    code: 'PAYMENT_DECLINED',
    status: 422,
    message: { fr: 'Le paiement est refusé : {reason}.', en: 'The payment was declined: {reason}.' },
    remedy: {
      fr: 'Essayez un autre moyen de paiement ; rien n’a été débité.',
      en: 'Try another payment method; nothing was charged.',
    },
  },
  FORBIDDEN: {
    code: 'forbidden',
    status: 403,
    message: { fr: 'Cette action n’est pas permise.', en: 'This action is not allowed.' },
    remedy: {
      fr: 'Utilisez un accès qui a ce droit.',
      en: 'Use a credential that has this right.',
    },
  },
  INSUFFICIENT_SCOPE: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'Cette clé d’API n’a pas le droit « {scope} ».',
      en: 'This API key lacks the scope "{scope}".',
    },
    remedy: {
      fr: 'Créez une clé qui porte ce droit, ou « * » pour tous.',
      en: 'Create a key that carries this scope, or "*" for all.',
    },
  },
  SESSION_MISSING: {
    code: 'unauthenticated',
    status: 401,
    message: {
      fr: 'Personne n’est connecté.',
      en: 'Nobody is signed in.',
    },
    remedy: {
      fr: 'Connectez-vous par POST /auth/login, et envoyez le jeton en Bearer ou le cookie qu’il a posé.',
      en: 'Sign in with POST /auth/login, and send the token as Bearer or the cookie it set.',
    },
  },
  SESSION_EXPIRED: {
    code: 'unauthenticated',
    status: 401,
    message: {
      fr: 'Cette session a pris fin.',
      en: 'This session has ended.',
    },
    remedy: {
      fr: 'Connectez-vous de nouveau : une session prend fin à la déconnexion, après un temps sans usage, ou quand le mot de passe change.',
      en: 'Sign in again: a session ends by signing out, after a time without use, or when the password changes.',
    },
  },
  SESSION_REQUIRED: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'Cette action est celle d’une personne connectée, pas d’une clé d’API.',
      en: 'This is done by a person who is signed in, not by an API key.',
    },
    remedy: {
      fr: 'Envoyez un jeton de POST /auth/login. Une clé d’API ne se déconnecte pas : elle se révoque.',
      en: 'Send a token of POST /auth/login. An API key does not sign out: it is revoked.',
    },
  },
  XSRF_MISMATCH: {
    code: 'xsrf_mismatch',
    status: 403,
    message: {
      fr: 'Le jeton X-XSRF-TOKEN manque ou n’est pas celui de cette session.',
      en: 'The token X-XSRF-TOKEN is missing or is not that of this session.',
    },
    remedy: {
      fr: 'Renvoyez la valeur du cookie XSRF-TOKEN dans l’en-tête X-XSRF-TOKEN de chaque écriture.',
      en: 'Send the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN of every write.',
    },
  },
  TENANT_NOT_FOUND: {
    code: 'TENANT_NOT_FOUND',
    status: 404,
    message: {
      fr: 'Compte introuvable parmi ceux de cette personne.',
      en: 'No such account among those of this person.',
    },
    remedy: {
      fr: 'GET /auth/me liste les comptes dans `tenants` : choisissez-en un par X-Scell-Tenant ou POST /auth/tenant.',
      en: 'GET /auth/me lists the accounts in `tenants`: choose one with X-Scell-Tenant or POST /auth/tenant.',
    },
  },
  FORBIDDEN_ROLE: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'Votre rôle dans ce compte ne permet pas cette action.',
      en: 'Your role in this account does not allow this.',
    },
    remedy: {
      fr: 'Demandez à un propriétaire ou à un administrateur du compte.',
      en: 'Ask an owner or an admin of the account.',
    },
  },
  LAST_OWNER: {
    code: 'last_owner',
    status: 409,
    message: {
      fr: 'Un compte garde au moins un propriétaire.',
      en: 'An account keeps at least one owner.',
    },
    remedy: {
      fr: 'Donnez d’abord le rôle owner à quelqu’un d’autre.',
      en: 'Give the role owner to somebody else first.',
    },
  },
  INVALID_CREDENTIALS: {
    code: 'invalid_credentials',
    status: 422,
    message: {
      fr: 'L’adresse ou le mot de passe n’est pas le bon.',
      en: 'The address or the password is not right.',
    },
    remedy: {
      fr: 'Vérifiez les deux, ou demandez un nouveau mot de passe par POST /auth/forgot-password.',
      en: 'Check both, or ask for a new password with POST /auth/forgot-password.',
    },
  },
  TENANT_LOGIN_FAILED: {
    code: 'unauthenticated',
    status: 401,
    message: {
      fr: 'L’adresse ou le mot de passe n’est pas le bon.',
      en: 'The address or the password is not right.',
    },
    remedy: {
      fr: 'Vérifiez les deux, ou demandez un nouveau mot de passe par POST /auth/forgot-password.',
      en: 'Check both, or ask for a new password with POST /auth/forgot-password.',
    },
  },
  SECOND_FACTOR_MISSING: {
    code: 'second_factor_missing',
    status: 401,
    message: {
      fr: 'Le code du second facteur manque ou n’est pas le bon.',
      en: 'The code of the second factor is missing or not right.',
    },
    remedy: {
      fr: 'Envoyez dans `code` les six chiffres de l’application d’authentification ; chacun ne sert qu’une fois.',
      en: 'Send the six digits of the authenticator in `code`; each is good once.',
    },
  },
  INVALID_SECOND_FACTOR: {
    code: 'invalid_second_factor',
    status: 422,
    message: {
      fr: 'Le code n’est pas le bon, a déjà servi, ou le défi a expiré.',
      en: 'The code is not right, was used before, or the challenge has expired.',
    },
    remedy: {
      fr: 'Attendez le code suivant de l’application, ou recommencez la connexion ; un code de secours sert une fois.',
      en: 'Wait for the next code of the authenticator, or sign in anew; a recovery code is good once.',
    },
  },
  TWO_FACTOR_STATE: {
    code: 'two_factor_state',
    status: 409,
    message: {
      fr: 'Le second facteur n’est pas dans l’état que cette action demande.',
      en: 'The second factor is not in the state this asks for.',
    },
    remedy: {
      fr: '`two_factor_enabled` de GET /auth/me le dit : il se prépare une fois, se confirme par un code, et se retire avant d’être refait. L’adresse électronique est confirmée d’abord.',
      en: '`two_factor_enabled` of GET /auth/me tells: it is set up once, confirmed by a code, and taken off before it is made anew. The e-mail address is confirmed first.',
    },
  },
  WRONG_PASSWORD: {
    code: 'wrong_password',
    status: 422,
    message: {
      fr: 'Le mot de passe actuel n’est pas le bon.',
      en: 'The current password is not right.',
    },
    remedy: {
      fr: 'Tapez-le de nouveau, ou demandez-en un nouveau par POST /auth/forgot-password.',
      en: 'Type it again, or ask for a new one with POST /auth/forgot-password.',
    },
  },
  LOGIN_THROTTLED: {
    code: 'login_throttled',
    status: 429,
    message: {
      fr: 'Trop d’essais : attendez {retry_after} s.',
      en: 'Too many attempts: wait {retry_after} s.',
    },
    remedy: {
      fr: 'L’attente double à chaque échec, jusqu’à cinq minutes, et un succès l’efface. D’une adresse déjà connue, la connexion reste possible.',
      en: 'The wait doubles with each failure, up to five minutes, and a success clears it. From an address known before, signing in stays possible.',
    },
  },
  INVALID_LINK: {
    code: 'invalid_link',
    status: 422,
    message: {
      fr: 'Ce lien n’est pas valable : il a servi, a expiré, ou n’est pas complet.',
      en: 'This link is not valid: it was used, has expired, or is not whole.',
    },
    remedy: {
      fr: 'Demandez un nouveau courriel, et suivez le lien du dernier.',
      en: 'Ask for a new mail, and follow the link of the last one.',
    },
  },
  EMAIL_TAKEN: {
    code: 'email_taken',
    status: 409,
    message: {
      fr: 'Cette adresse électronique a déjà un compte.',
      en: 'This e-mail address has an account already.',
    },
    remedy: {
      fr: 'Connectez-vous, ou demandez un nouveau mot de passe par POST /auth/forgot-password.',
      en: 'Sign in, or ask for a new password with POST /auth/forgot-password.',
    },
  },
  GOOGLE_NOT_CONFIGURED: {
    code: 'google_not_configured',
    status: 404,
    message: {
      fr: 'La connexion avec Google n’est pas proposée ici.',
      en: 'Signing in with Google is not offered here.',
    },
    remedy: {
      fr: 'L’exploitant la règle par SCELL_GOOGLE_CLIENT_ID et SCELL_GOOGLE_CLIENT_SECRET.',
      en: 'The operator sets it up with SCELL_GOOGLE_CLIENT_ID and SCELL_GOOGLE_CLIENT_SECRET.',
    },
  },
  GOOGLE_UNAVAILABLE: {
    code: 'google_unavailable',
    status: 503,
    message: {
      fr: 'Google ne répond pas pour l’instant.',
      en: 'Google does not answer for the moment.',
    },
    remedy: {
      fr: 'Réessayez plus tard, ou connectez-vous par mot de passe.',
      en: 'Retry later, or sign in with a password.',
    },
  },
  GOOGLE_LOGIN_FAILED: {
    code: 'google_login_failed',
    status: 401,
    message: {
      fr: 'La connexion avec Google n’a pas abouti.',
      en: 'Signing in with Google did not succeed.',
    },
    remedy: {
      fr: 'Recommencez depuis GET /auth/google avec le même navigateur ; l’adresse doit être confirmée chez Google.',
      en: 'Start again from GET /auth/google with the same browser; the address must be verified at Google.',
    },
  },
  API_KEY_ADDRESS_REFUSED: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'Cette clé d’API ne sert pas depuis l’adresse {ip}.',
      en: 'This API key does not work from the address {ip}.',
    },
    remedy: {
      fr: 'Appelez depuis une adresse de `allowed_ips`, ou créez une clé qui admet celle-ci.',
      en: 'Call from an address of `allowed_ips`, or create a key that allows this one.',
    },
  },
  API_KEY_EXCEEDS_CALLER: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'Une clé n’en crée pas qui puisse plus qu’elle : {what}.',
      en: 'A key creates none that may do more than itself: {what}.',
    },
    remedy: {
      fr: 'Demandez moins, ou créez la clé depuis une session ou une clé qui peut tout cela.',
      en: 'Ask for less, or create the key from a session or a key that may do all this.',
    },
  },
  API_KEY_NOT_ACTIVE: {
    code: 'API_KEY_NOT_ACTIVE',
    status: 409,
    message: {
      fr: 'Seule une clé en vigueur se remplace : celle-ci est révoquée, ou l’appel ne vient pas d’une clé.',
      en: 'Only a working key is replaced: this one is revoked, or the call does not come from a key.',
    },
    remedy: { fr: 'Créez une clé par POST /api-keys.', en: 'Create a key by POST /api-keys.' },
  },
  API_KEY_LIMIT_REACHED: {
    code: 'API_KEY_LIMIT_REACHED',
    status: 409,
    message: {
      fr: 'Le compte a déjà {count} clés en vigueur.',
      en: 'The account has {count} working keys already.',
    },
    remedy: { fr: 'Révoquez celles qui ne servent plus.', en: 'Revoke those that are no longer used.' },
  },
  LAST_API_KEY: {
    code: 'LAST_API_KEY',
    status: 409,
    message: {
      fr: 'C’est la dernière clé secrète en vigueur : après elle, plus aucune clé n’ouvre le compte.',
      en: 'This is the last working secret key: after it, no key opens the account.',
    },
    remedy: {
      fr: 'Créez-en une autre d’abord, ou répétez l’appel avec `?force=true`.',
      en: 'Create another first, or repeat the call with `?force=true`.',
    },
  },
  INVOICE_NOT_DELETABLE: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'Cette facture ne se supprime pas.',
      en: 'This invoice cannot be deleted.',
    },
    remedy: {
      fr: 'Une facture émise se corrige par un avoir (CGI art. 289, LPF art. L102 B). Un brouillon se modifie ; `DELETE /tenant/invoices/` suivi de son identifiant le supprime.',
      en: 'An issued invoice is corrected by a credit note (CGI art. 289, LPF art. L102 B). A draft can be changed; `DELETE /tenant/invoices/` with its identifier deletes it.',
    },
  },
  KYB_REQUIRED: {
    code: 'KYB_REQUIRED',
    status: 403,
    message: {
      fr: 'Le compte doit être vérifié (KYB) avant d’émettre en production.',
      en: 'The account must be verified (KYB) before it issues in production.',
    },
    remedy: {
      fr: 'Terminez la vérification de l’entreprise titulaire ; le bac à sable (sk_test_) n’en a pas besoin.',
      en: 'Complete the verification of the account holder; the sandbox (sk_test_) does not need it.',
    },
  },
  KYC_REQUIRED: {
    code: 'KYC_REQUIRED',
    status: 403,
    message: {
      fr: 'La société émettrice doit être vérifiée (KYC) avant d’émettre en production.',
      en: 'The issuing company must be verified (KYC) before it issues in production.',
    },
    remedy: {
      fr: 'Faites vérifier la société par l’exploitant de la plateforme, ou passez par le bac à sable (sk_test_).',
      en: 'Have the company verified by the operator of the platform, or use the sandbox (sk_test_).',
    },
  },
  SUB_TENANT_NOT_READY: {
    code: 'SUB_TENANT_NOT_READY',
    status: 403,
    message: {
      fr: 'Ce sous-compte n’a pas terminé son intégration : il ne peut pas encore émettre en production.',
      en: 'This sub-tenant has not completed its onboarding: it cannot issue in production yet.',
    },
    remedy: {
      fr: 'Attendez la fin de sa vérification, ou passez par le bac à sable (sk_test_).',
      en: 'Wait for its verification to end, or use the sandbox (sk_test_).',
    },
  },
  NOT_FOUND: {
    code: 'not_found',
    status: 404,
    message: { fr: '{resource} introuvable.', en: '{resource} not found.' },
    remedy: {
      fr: 'Vérifiez l’identifiant, le compte et l’environnement (test ou production) de la clé : ce qui appartient à un autre compte n’existe pas pour elle.',
      en: 'Check the identifier, and the account and environment (test or live) of the key: what belongs to another account does not exist for it.',
    },
  },
  ROUTE_NOT_FOUND: {
    code: 'not_found',
    status: 404,
    message: {
      fr: 'Aucune ressource à l’adresse {method} {path}.',
      en: 'No resource at {method} {path}.',
    },
    remedy: {
      fr: 'Les adresses sont listées dans /openapi.json.',
      en: 'The addresses are listed in /openapi.json.',
    },
  },
  SUB_TENANT_NOT_FOUND: {
    code: 'SUB_TENANT_NOT_FOUND',
    status: 404,
    message: { fr: 'Sous-compte introuvable.', en: 'Sub-tenant not found.' },
    remedy: {
      fr: 'Envoyez dans sub_tenant_id un sous-compte de ce compte, ou omettez-le pour émettre au nom du compte.',
      en: 'Send a sub-tenant of this account in sub_tenant_id, or leave it out to act for the account itself.',
    },
  },
  FILE_NOT_FOUND: {
    code: 'FILE_NOT_FOUND',
    status: 404,
    message: {
      fr: 'Ce fichier n’existe pas pour ce document.',
      en: 'This file does not exist for this document.',
    },
    remedy: {
      fr: 'Les fichiers d’une facture sont produits à sa soumission ; format_paths liste ceux qui existent.',
      en: 'The files of an invoice are made when it is submitted; format_paths lists those that exist.',
    },
  },
  METHOD_NOT_ALLOWED: {
    code: 'method_not_allowed',
    status: 405,
    message: {
      fr: 'Cette adresse n’accepte pas {method} (méthodes acceptées : {allowed}).',
      en: 'This address does not accept {method} (accepted methods: {allowed}).',
    },
    remedy: {
      fr: 'Utilisez une méthode de l’en-tête Allow de la réponse.',
      en: 'Use a method of the Allow header of the answer.',
    },
  },
  CONFLICT: {
    code: 'conflict',
    status: 409,
    message: {
      fr: 'La ressource a changé pendant la requête.',
      en: 'The resource changed during the request.',
    },
    remedy: {
      fr: 'Relisez la ressource et recommencez.',
      en: 'Read the resource again and retry.',
    },
  },
  EXTERNAL_ID_CONFLICT: {
    code: 'external_id_conflict',
    status: 409,
    message: {
      fr: 'external_id « {external_id} » désigne déjà un document au contenu différent ({id}).',
      en: 'external_id "{external_id}" already names a document with another content ({id}).',
    },
    remedy: {
      fr: 'Relisez le document existant ; pour en créer un autre, envoyez un autre external_id.',
      en: 'Read the existing document; to create another one, send another external_id.',
    },
  },
  SIRENE_NOT_FOUND: {
    code: 'sirene_not_found',
    status: 404,
    message: {
      fr: 'Le répertoire SIRENE ne montre pas d’établissement {siret}.',
      en: 'The SIRENE register shows no establishment {siret}.',
    },
    remedy: {
      fr: 'Vérifiez le SIRET. Absent ne veut pas dire faux : un titulaire peut s’opposer à la diffusion, et une inscription récente tarder ; saisissez alors le nom et l’adresse à la main.',
      en: 'Check the SIRET. Absent does not mean wrong: a holder may oppose to being shown, and a recent entry may take days; then enter name and address by hand.',
    },
  },
  REGISTER_UNAVAILABLE: {
    code: 'register_unavailable',
    status: 502,
    message: {
      fr: 'Le registre {register} ne répond pas pour l’instant.',
      en: 'The register {register} does not answer for the moment.',
    },
    remedy: {
      fr: 'Réessayez plus tard, ou saisissez le nom et l’adresse à la main : aucune création n’exige cette consultation.',
      en: 'Retry later, or enter name and address by hand: nothing is created by this look-up alone.',
    },
  },
  COMPANY_SUSPENDED: {
    code: 'company_suspended',
    status: 409,
    message: {
      fr: 'Cette société est suspendue.',
      en: 'This company is suspended.',
    },
    remedy: {
      fr: 'L’exploitant de la plateforme l’a suspendue et peut seul la rétablir.',
      en: 'The operator of the platform has suspended it, and alone can restore it.',
    },
  },
  KYC_NOT_OPEN: {
    code: 'kyc_not_open',
    status: 409,
    message: {
      fr: 'Aucune vérification de cette société n’est en cours.',
      en: 'No verification of this company is open.',
    },
    remedy: {
      fr: 'Demandez-la d’abord (POST, `/kyc` de la société) ; GET sur `/kyc/status` dit où elle en est.',
      en: 'Ask for it first (POST, `/kyc` of the company); GET on `/kyc/status` tells where it stands.',
    },
  },
  COMPANY_IN_USE: {
    code: 'company_in_use',
    status: 409,
    message: {
      fr: 'Cette société a émis des factures ou est la société par défaut : elle ne peut pas être supprimée.',
      en: 'This company has issued invoices or is the default company: it cannot be deleted.',
    },
    remedy: {
      fr: 'Choisissez une autre société par défaut ; une société qui a émis est conservée avec ses factures.',
      en: 'Choose another default company; a company that has issued is kept with its invoices.',
    },
  },
  COMPANY_ALREADY_EXISTS: {
    code: 'company_already_exists',
    status: 409,
    message: {
      fr: 'Une société de ce compte porte déjà le SIRET {siret} ({id}).',
      en: 'A company of this account already has the SIRET {siret} ({id}).',
    },
    remedy: {
      fr: 'Utilisez ou modifiez la société existante.',
      en: 'Use or update the existing company.',
    },
  },
  WEBHOOK_LIMIT_REACHED: {
    code: 'webhook_limit_reached',
    status: 409,
    message: {
      fr: 'Cet environnement a déjà {count} webhooks.',
      en: 'This environment already has {count} webhooks.',
    },
    remedy: {
      fr: 'Supprimez un webhook qui ne sert plus, ou abonnez-en un à plusieurs événements.',
      en: 'Delete a webhook that is no longer used, or subscribe one to several events.',
    },
  },
  IDEMPOTENCY_IN_PROGRESS: {
    code: 'idempotency_in_progress',
    status: 409,
    message: {
      fr: 'Une requête avec la même clé d’idempotence est en cours.',
      en: 'A request with the same idempotency key is in progress.',
    },
    remedy: {
      fr: 'Attendez le délai de Retry-After puis rejouez la même requête : la réponse de la première sera rendue.',
      en: 'Wait as long as Retry-After says, then replay the same request: the answer of the first one is returned.',
    },
  },
  LINK_EXPIRED: {
    code: 'link_expired',
    status: 410,
    message: { fr: 'Ce lien de téléchargement a expiré.', en: 'This download link has expired.' },
    remedy: {
      fr: 'Demandez un nouveau lien : chacun vaut quinze minutes.',
      en: 'Ask for a new link: each is valid for fifteen minutes.',
    },
  },
  DOCUMENT_ERASED: {
    code: 'document_erased',
    status: 410,
    message: {
      fr: 'Ce document a été légalement effacé : il n’en reste que les empreintes du registre.',
      en: 'This document was lawfully erased: only its hashes in the ledger are left.',
    },
    remedy: {
      fr: 'Rien ne le rend : sa durée légale de conservation est passée et son effacement a été demandé. GET /tenant/fiscal/erasures dit quand.',
      en: 'Nothing brings it back: the law keeps it no longer and its erasure was asked for. GET /tenant/fiscal/erasures tells when.',
    },
  },
  PAYLOAD_TOO_LARGE: {
    code: 'payload_too_large',
    status: 413,
    message: {
      fr: 'Le corps de la requête dépasse {limit} octets.',
      en: 'The request body exceeds {limit} bytes.',
    },
    remedy: {
      fr: 'Découpez l’envoi ; un fichier s’envoie en multipart/form-data, dont la limite est plus haute que celle du JSON.',
      en: 'Split the request; a file is sent as multipart/form-data, whose limit is higher than that of JSON.',
    },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    status: 415,
    message: {
      fr: 'Le type de contenu « {type} » n’est pas accepté ici.',
      en: 'The content type "{type}" is not accepted here.',
    },
    remedy: {
      fr: 'Envoyez Content-Type: application/json, ou un type que l’opération documente.',
      en: 'Send Content-Type: application/json, or a type that the operation documents.',
    },
  },
  VALIDATION_FAILED: {
    code: 'validation_failed',
    status: 422,
    message: {
      fr: 'Les données envoyées ne sont pas valides ({fields}).',
      en: 'The data sent is not valid ({fields}).',
    },
    remedy: {
      fr: 'errors donne, pour chaque champ et sous le nom que vous avez envoyé, la règle et la correction.',
      en: 'errors gives, for each field and under the name you sent, the rule and the correction.',
    },
  },
  DOCUMENT_NOT_READABLE: {
    code: 'document_not_readable',
    status: 422,
    message: {
      fr: 'Le document ne peut pas être lu : {reason}.',
      en: 'The document cannot be read: {reason}.',
    },
    remedy: {
      fr: '`fault` nomme la faute, `line` et `column` son endroit dans le XML. Envoyez le fichier tel qu’il a été produit ; un XML à DOCTYPE, un PDF chiffré par mot de passe ou un fichier tronqué ne sont pas lus.',
      en: '`fault` names the fault, `line` and `column` its place in the XML. Send the file as it was produced; XML with a DOCTYPE, a PDF locked by a password or a truncated file are not read.',
    },
  },
  NOT_AN_INVOICE: {
    code: 'not_an_invoice',
    status: 422,
    message: {
      fr: 'Le document n’est pas une facture CII ou UBL, ni un PDF qui en porte une : {reason}.',
      en: 'The document is neither an invoice in CII or UBL nor a PDF that carries one: {reason}.',
    },
    remedy: {
      fr: 'Envoyez une facture CII (CrossIndustryInvoice), UBL (Invoice, CreditNote), ou un PDF Factur-X ou ZUGFeRD avec sa pièce jointe.',
      en: 'Send an invoice in CII (CrossIndustryInvoice) or UBL (Invoice, CreditNote), or a Factur-X or ZUGFeRD PDF with its attachment.',
    },
  },
  UNSUPPORTED_FILE: {
    code: 'unsupported_file',
    status: 422,
    message: {
      fr: 'Le fichier {field} n’est ni un PDF, ni du XML, ni une image PNG ou JPEG.',
      en: 'The file {field} is neither a PDF, nor XML, nor a PNG or JPEG image.',
    },
    remedy: {
      fr: 'Envoyez la facture d’origine dans un de ces formats ; c’est le contenu qui compte, non le nom du fichier.',
      en: 'Send the original invoice in one of these formats; the content counts, not the name of the file.',
    },
  },
  CONVERSION_IMPOSSIBLE: {
    code: 'conversion_impossible',
    status: 422,
    message: {
      fr: 'Le document ne peut pas être converti : {reason}.',
      en: 'The document cannot be converted: {reason}.',
    },
    remedy: {
      fr: '`fault` nomme l’obstacle. Corrigez le document, ou demandez un format ou un profil qui peut le dire ; un XML se donne toujours sans sa page.',
      en: '`fault` names the obstacle. Correct the document, or ask for a format or profile that can say it; XML can always be had without its page.',
    },
  },
  DOCUMENT_TOO_COMPLEX: {
    code: 'document_too_complex',
    status: 422,
    message: {
      fr: 'Le document demande plus de temps ou de mémoire qu’un document n’en reçoit.',
      en: 'The document asks for more time or memory than a document is given.',
    },
    remedy: {
      fr: 'Une facture de plusieurs milliers de lignes passe ; découpez ce qui est plus grand, ou utilisez `npx scell` chez vous.',
      en: 'An invoice of several thousand lines passes; split what is larger, or run `npx scell` yourself.',
    },
  },
  NO_ISSUER_COMPANY: {
    code: 'NO_ISSUER_COMPANY',
    status: 422,
    message: {
      fr: 'Aucune société émettrice : le compte n’a pas de société par défaut, ou le sous-compte n’a pas de société.',
      en: 'No issuing company: the account has no default company, or the sub-tenant has no company.',
    },
    remedy: {
      fr: 'Créez une société, ou désignez-en une par company_id.',
      en: 'Create a company, or name one in company_id.',
    },
  },
  INVOICE_IMMUTABLE: {
    code: 'isca_immutable',
    status: 422,
    message: {
      fr: 'La facture {number} est émise : son contenu ne change plus ({fields}).',
      en: 'Invoice {number} is issued: its content cannot change any more ({fields}).',
    },
    remedy: {
      fr: 'Corrigez une facture émise par un avoir, puis une nouvelle facture (CGI art. 289, BOI-TVA-DECLA-30-10-30).',
      en: 'Correct an issued invoice by a credit note, then a new invoice (CGI art. 289, BOI-TVA-DECLA-30-10-30).',
    },
  },
  BULK_REFUSED: {
    code: 'bulk_refused',
    status: 422,
    message: {
      fr: 'Aucune des {count} factures n’est passée.',
      en: 'None of the {count} invoices passed.',
    },
    remedy: {
      fr: '`data.results` dit pour chacune ce qui n’allait pas, `errors` les champs ; rien n’a été créé ni émis. Corrigez et renvoyez la même requête, sous la même Idempotency-Key si vous voulez.',
      en: '`data.results` says of each what was wrong, `errors` which fields; nothing was created or issued. Correct it and send the request again, under the same Idempotency-Key if you like.',
    },
  },
  INVOICE_REJECTED: {
    code: 'invoice_rejected',
    status: 422,
    message: {
      fr: 'La facture n’est pas émise : le document ne respecterait pas {rules}.',
      en: 'The invoice is not issued: the document would break {rules}.',
    },
    remedy: {
      fr: 'Aucun numéro n’a été attribué. `rules` nomme les règles, `errors` les champs à corriger : modifiez la facture, qui redevient un brouillon, et soumettez-la de nouveau.',
      en: 'No number was given. `rules` names the rules, `errors` the fields to correct: update the invoice, which makes it a draft again, and submit it again.',
    },
  },
  FISCAL_RULE_EXISTS: {
    code: 'fiscal_rule_exists',
    status: 409,
    message: {
      fr: 'Ce compte a déjà une règle {key} : {id}.',
      en: 'This account already has a rule {key}: {id}.',
    },
    remedy: {
      fr: 'Donnez-lui une nouvelle version par PUT sous cet identifiant ; effective_until y met fin.',
      en: 'Give it a new version by PUT under that identifier; effective_until ends it.',
    },
  },
  FISCAL_RULE_STATUTORY: {
    code: 'forbidden',
    status: 403,
    message: {
      fr: 'La règle {key} est celle de la loi : un compte ne la change pas.',
      en: 'The rule {key} is the law’s: an account does not change it.',
    },
    remedy: {
      fr: 'Les règles de la loi changent avec les versions du logiciel. Pour être plus strict, créez une règle du compte par POST /tenant/fiscal/rules.',
      en: 'Rules of the law change with releases of the software. To be stricter, create a rule of the account by POST /tenant/fiscal/rules.',
    },
  },
  INVOICE_NOT_PAYABLE: {
    code: 'INVOICE_NOT_PAYABLE',
    status: 422,
    message: {
      fr: 'Une facture au statut « {status} » ne peut pas être marquée payée.',
      en: 'An invoice with status "{status}" cannot be marked as paid.',
    },
    remedy: {
      fr: 'Seules les factures validées, transmises, envoyées ou acceptées peuvent l’être.',
      en: 'Only validated, transmitted, sent or accepted invoices can.',
    },
  },
  ALREADY_PAID: {
    code: 'ALREADY_PAID',
    status: 422,
    message: {
      fr: 'La facture est déjà payée depuis le {paid_at}.',
      en: 'The invoice has been paid since {paid_at}.',
    },
    remedy: {
      fr: 'Il n’y a rien à faire ; un trop-perçu se traite par un avoir.',
      en: 'There is nothing to do; an overpayment is handled by a credit note.',
    },
  },
  INVOICE_NOT_ISSUED: {
    code: 'INVOICE_NOT_ISSUED',
    status: 422,
    message: {
      fr: 'La facture est un brouillon : elle n’a encore ni numéro ni document.',
      en: 'The invoice is a draft: it has no number and no document yet.',
    },
    remedy: {
      fr: 'Émettez-la d’abord par sa route submit.',
      en: 'Issue it first with its submit route.',
    },
  },
  BUYER_HAS_NO_EMAIL: {
    code: 'BUYER_HAS_NO_EMAIL',
    status: 422,
    message: {
      fr: 'Aucune adresse électronique n’est connue pour cet acheteur.',
      en: 'No email address is known for this buyer.',
    },
    remedy: {
      fr: 'Envoyez le champ email, ou donnez une adresse à l’acheteur enregistré.',
      en: 'Send the email field, or give the registered buyer an address.',
    },
  },
  INVOICE_NOT_CREDITABLE: {
    code: 'INVOICE_NOT_CREDITABLE',
    status: 422,
    message: {
      fr: 'Une facture au statut « {status} » ne peut pas faire l’objet d’un avoir.',
      en: 'An invoice with status "{status}" cannot be credited.',
    },
    remedy: {
      fr: 'Soumettez la facture d’abord ; un brouillon se modifie directement.',
      en: 'Submit the invoice first; a draft is changed directly.',
    },
  },
  IDEMPOTENCY_KEY_REUSED: {
    code: 'idempotency_key_reused',
    status: 422,
    message: {
      fr: 'Cette clé d’idempotence a déjà servi à une autre requête.',
      en: 'This idempotency key has already been used for another request.',
    },
    remedy: {
      fr: 'Une clé vaut pour une seule requête : même méthode, même adresse, même corps. Envoyez une nouvelle clé.',
      en: 'A key stands for one request: same method, same address, same body. Send a new key.',
    },
  },
  RATE_LIMITED: {
    code: 'rate_limited',
    status: 429,
    message: {
      fr: 'Trop de requêtes : réessayez dans {retry_after} s.',
      en: 'Too many requests: retry in {retry_after} s.',
    },
    remedy: {
      fr: 'Attendez le délai de Retry-After ; X-RateLimit-Limit, -Remaining et -Reset donnent l’état du compteur.',
      en: 'Wait as long as Retry-After says; X-RateLimit-Limit, -Remaining and -Reset give the state of the counter.',
    },
  },
  INTERNAL_ERROR: {
    code: 'internal_error',
    status: 500,
    message: {
      fr: 'Une erreur inattendue est survenue.',
      en: 'An unexpected error occurred.',
    },
    remedy: {
      fr: 'Rejouez la requête avec la même clé d’idempotence ; si l’erreur persiste, donnez request_id au support.',
      en: 'Replay the request with the same idempotency key; if the error persists, give request_id to support.',
    },
  },
  SERVICE_UNAVAILABLE: {
    code: 'service_unavailable',
    status: 503,
    message: {
      fr: 'Le service ne peut pas répondre pour l’instant.',
      en: 'The service cannot answer for the moment.',
    },
    remedy: {
      fr: 'Réessayez après le délai de Retry-After, avec la même clé d’idempotence.',
      en: 'Retry after the delay of Retry-After, with the same idempotency key.',
    },
  },
  PAYMENT_PROVIDER_UNAVAILABLE: {
    code: 'service_unavailable',
    status: 503,
    message: {
      fr: 'Le prestataire de paiement ne répond pas.',
      en: 'The payment provider does not answer.',
    },
    remedy: {
      fr: 'Rien n’a été acheté. Recommencez dans une minute.',
      en: 'Nothing was bought. Try again in a minute.',
    },
  },
  DATABASE_UNAVAILABLE: {
    code: 'database_unavailable',
    status: 503,
    message: {
      fr: 'La base de données ne répond pas : rien n’a été confirmé.',
      en: 'The database does not answer: nothing was confirmed.',
    },
    remedy: {
      fr: 'Rejouez la requête avec la même clé d’idempotence : si la première a abouti, sa réponse est rendue.',
      en: 'Replay the request with the same idempotency key: if the first one succeeded, its answer is returned.',
    },
  },
  SUB_TENANT_FORBIDDEN: {
    code: 'sub_tenant_forbidden',
    status: 403,
    message: {
      fr: 'Une clé de sous-compte n’agit pas pour tout le compte.',
      en: 'A key of a sub-tenant does not act for the whole tenant.',
    },
    remedy: {
      fr: 'Appelez avec une clé du compte principal.',
      en: 'Call with a key of the tenant itself.',
    },
  },
  SUB_TENANT_HAS_COMPANIES: {
    code: 'SUB_TENANT_HAS_COMPANIES',
    status: 422,
    message: {
      fr: 'Ce sous-compte a des sociétés qui n’ont rien émis ({companies_count}).',
      en: 'This sub-tenant has companies that have issued nothing ({companies_count}).',
    },
    remedy: {
      fr: 'Supprimez-les d’abord, ou répétez la demande avec ?cascade=true pour les supprimer avec lui.',
      en: 'Delete them first, or repeat the request with ?cascade=true to delete them with it.',
    },
  },
  SUB_TENANT_HAS_FISCAL_ENTRIES: {
    code: 'SUB_TENANT_HAS_FISCAL_ENTRIES',
    status: 422,
    message: {
      fr: 'Ce sous-compte a émis des factures ou des avoirs : il ne peut pas être supprimé.',
      en: 'This sub-tenant has issued invoices or credit notes: it cannot be deleted.',
    },
    remedy: {
      fr: 'Rendez-le inactif : PUT avec is_active=false. Ce que la loi fait garder reste.',
      en: 'Make it inactive: PUT with is_active=false. What the law has kept stays.',
    },
  },
  SUB_TENANT_EXTERNAL_ID_TAKEN: {
    code: 'external_id_conflict',
    status: 409,
    message: {
      fr: 'external_id « {external_id} » désigne déjà un autre sous-compte ({id}).',
      en: 'external_id "{external_id}" already names another sub-tenant ({id}).',
    },
    remedy: {
      fr: 'Relisez ce sous-compte, ou envoyez un autre external_id.',
      en: 'Read that sub-tenant, or send another external_id.',
    },
  },
  TENANT_IDENTITY_LOCKED: {
    code: 'tenant_identity_locked',
    status: 409,
    message: {
      fr: 'L’identité du compte est vérifiée ou en cours de vérification : {fields} ne change plus.',
      en: 'The identity of the tenant is verified or being verified: {fields} changes no more.',
    },
    remedy: {
      fr: 'Demandez à l’exploitant de rouvrir la vérification, puis modifiez l’identité.',
      en: 'Ask the operator to open the verification again, then change the identity.',
    },
  },
  FILE_REFUSED: {
    code: 'file_refused',
    status: 422,
    message: {
      fr: 'Le fichier {field} est refusé : {reason}.',
      en: 'The file {field} is refused: {reason}.',
    },
    remedy: {
      fr: 'Enregistrez le document de nouveau dans un des formats acceptés ; c’est le contenu qui compte, non le nom du fichier.',
      en: 'Save the document again in one of the formats taken; the content counts, not the name of the file.',
    },
  },
  FILE_INFECTED: {
    code: 'file_infected',
    status: 422,
    message: {
      fr: 'L’antivirus reconnaît « {found} » dans le fichier : il n’est pas gardé.',
      en: 'The virus scanner finds "{found}" in the file: it is not kept.',
    },
    remedy: {
      fr: 'Faites analyser l’appareil d’où il vient, puis envoyez une copie saine.',
      en: 'Have the device it comes from looked at, then send a sound copy.',
    },
  },
  VIRUS_SCAN_UNAVAILABLE: {
    code: 'virus_scan_unavailable',
    status: 503,
    message: {
      fr: 'L’antivirus ne répond pas : le fichier n’est pas gardé.',
      en: 'The virus scanner does not answer: the file is not kept.',
    },
    remedy: {
      fr: 'Répétez la requête dans quelques minutes.',
      en: 'Repeat the request in a few minutes.',
    },
  },
  KYB_DOCUMENT_EXISTS: {
    code: 'kyb_document_exists',
    status: 409,
    message: {
      fr: 'Ce fichier a déjà été déposé.',
      en: 'This file was submitted already.',
    },
    remedy: {
      fr: 'Lisez la liste des justificatifs ; après un refus, envoyez un autre fichier.',
      en: 'Read the list of documents; after a rejection, send another file.',
    },
  },
  KYB_DOCUMENT_LOCKED: {
    code: 'kyb_document_locked',
    status: 409,
    message: {
      fr: 'Ce justificatif a servi à une vérification : il reste tel quel.',
      en: 'This document has served a verification: it stays as it is.',
    },
    remedy: {
      fr: 'Déposez un nouveau justificatif du même type ; le plus récent compte.',
      en: 'Submit a new document of the same type; the latest counts.',
    },
  },
  FISCAL_KILLSWITCH_ACTIVE: {
    code: 'fiscal_kill_switch',
    status: 451,
    message: {
      fr: 'Le coupe-circuit fiscal est actif : aucune facture, aucun avoir ni paiement n’est enregistré.',
      en: 'The fiscal kill switch is active: no invoice, credit note or payment is recorded.',
    },
    remedy: {
      fr: 'Lisez son motif avec GET /tenant/fiscal/kill-switch/status ; une clé fiscal:admin le désactive une fois la cause levée.',
      en: 'Read its reason with GET /tenant/fiscal/kill-switch/status; a fiscal:admin key deactivates it once its cause is gone.',
    },
  },
  ARCHIVE_NOT_READY: {
    code: 'archive_not_ready',
    status: 409,
    message: {
      fr: 'Cet objet n’est pas encore dans l’archive.',
      en: 'This object is not in the archive yet.',
    },
    remedy: {
      fr: 'Il y est copié peu après son émission : relisez son `status` avec GET /tenant/fiscal/archive. Le document lui-même se télécharge dès maintenant.',
      en: 'It is copied there soon after its issue: read its `status` with GET /tenant/fiscal/archive. The document itself can be downloaded now.',
    },
  },
  ARCHIVE_UNAVAILABLE: {
    code: 'archive_unavailable',
    status: 503,
    message: {
      fr: 'L’archive ne répond pas pour l’instant.',
      en: 'The archive does not answer for the moment.',
    },
    remedy: {
      fr: 'Réessayez plus tard. Rien n’est perdu : les copies en attente reprennent d’elles-mêmes.',
      en: 'Retry later. Nothing is lost: copies that wait go on by themselves.',
    },
  },
  ARCHIVE_DAMAGED: {
    code: 'archive_damaged',
    status: 500,
    message: {
      fr: 'L’archive n’a pas rendu cet objet tel qu’il y a été mis.',
      en: 'The archive did not give this object back as it was put there.',
    },
    remedy: {
      fr: 'L’exploitant trouve la cause dans le journal du serveur et par `npx scell archive verify`. Le document peut être lu dans le magasin de documents.',
      en: 'The operator finds the cause in the log of the server and by `npx scell archive verify`. The document can be read from the store of documents.',
    },
  },
  SANDBOX_ONLY: {
    code: 'sandbox_only',
    status: 403,
    message: {
      fr: 'Cette opération n’existe que dans le bac à sable.',
      en: 'This operation exists in the sandbox only.',
    },
    remedy: {
      fr: 'Appelez-la avec une clé `sk_test_`, ou sous `/api/v1/sandbox/`.',
      en: 'Call it with a key `sk_test_`, or below `/api/v1/sandbox/`.',
    },
  },
  LEDGER_ALTERED: {
    code: 'ledger_altered',
    status: 409,
    message: {
      fr: 'L’écriture {position} de la chaîne {chain} n’est plus celle qui a été enregistrée : rien n’en est extrait.',
      en: 'Entry {position} of chain {chain} is no longer what was recorded: nothing is extracted from it.',
    },
    remedy: {
      fr: '`GET /tenant/fiscal/integrity` nomme ce qui a été altéré ; l’export probant se fait toujours, et le prouve.',
      en: '`GET /tenant/fiscal/integrity` names what was altered; the forensic export is still made, and proves it.',
    },
  },
  LEDGER_UNAVAILABLE: {
    code: 'ledger_unavailable',
    status: 503,
    message: {
      fr: 'Le registre fiscal ne peut pas enregistrer : rien n’a été émis.',
      en: 'The fiscal ledger cannot record: nothing was issued.',
    },
    remedy: {
      fr: 'L’exploitant doit rétablir la clé ou l’horloge du registre ; aucun document n’est émis sans son inscription.',
      en: 'The operator must restore the key or the clock of the ledger; no document is issued without its entry.',
    },
  },
} as const satisfies Record<string, ErrorDefinition>;

/** The name of an error: its `error_code`. */
export type ErrorCode = keyof typeof ERRORS;

/** Errors any operation may answer, whatever it does. */
export const COMMON_ERRORS = [
  'BAD_REQUEST',
  'ROUTE_NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
] as const satisfies readonly ErrorCode[];

/** Errors any operation behind a key may answer. */
export const KEY_ERRORS = [
  'MISSING_API_KEY',
  'INVALID_API_KEY_FORMAT',
  'UNAUTHENTICATED',
  'API_KEY_REVOKED',
  'API_KEY_EXPIRED',
  'TENANT_NOT_RESOLVED',
  'FORBIDDEN',
  'INSUFFICIENT_SCOPE',
  'API_KEY_ADDRESS_REFUSED',
  'SESSION_EXPIRED',
  'XSRF_MISMATCH',
  'TENANT_NOT_FOUND',
] as const satisfies readonly ErrorCode[];

/** Errors any operation of a person who is signed in may answer. */
export const SESSION_ERRORS = [
  'SESSION_MISSING',
  'SESSION_EXPIRED',
  'SESSION_REQUIRED',
  'INVALID_API_KEY_FORMAT',
  'UNAUTHENTICATED',
  'API_KEY_REVOKED',
  'API_KEY_EXPIRED',
  'FORBIDDEN',
  'XSRF_MISMATCH',
  'API_KEY_ADDRESS_REFUSED',
] as const satisfies readonly ErrorCode[];

/** Errors any operation that reads a JSON body may answer. */
export const BODY_ERRORS = [
  'MALFORMED_JSON',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'VALIDATION_FAILED',
] as const satisfies readonly ErrorCode[];

/** Errors any operation that takes a file may answer besides. */
export const UPLOAD_ERRORS = [
  'MALFORMED_FORM',
  'DOCUMENT_NOT_READABLE',
  'DOCUMENT_TOO_COMPLEX',
] as const satisfies readonly ErrorCode[];

/** Errors any operation that takes `Idempotency-Key` may answer (draft-ietf-httpapi-idempotency-key-header §2.7). */
export const IDEMPOTENCY_ERRORS = [
  'IDEMPOTENCY_IN_PROGRESS',
  'IDEMPOTENCY_KEY_REUSED',
] as const satisfies readonly ErrorCode[];
