import { field, refuse } from '../field.ts';

/** Longest password in bytes, as UTF-8: a bound on the work that one request can ask for. */
const MAX_PASSWORD_BYTES = 1024;
const MIN_PASSWORD_LENGTH = 8;

/** Bytes of a text in UTF-8. This room knows neither Node nor a browser. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** What a person types to sign in: taken as it is, blanks included. */
export const password = field<string>(
  { type: 'string', format: 'password', minLength: 1, maxLength: MAX_PASSWORD_BYTES, writeOnly: true },
  (raw) => {
    if (typeof raw !== 'string' || raw === '')
      return refuse({ fr: 'un mot de passe est attendu.', en: 'a password is expected.' });
    return utf8Length(raw) > MAX_PASSWORD_BYTES || !raw.isWellFormed()
      ? refuse({
          fr: `un mot de passe compte au plus ${MAX_PASSWORD_BYTES} octets.`,
          en: `a password has at most ${MAX_PASSWORD_BYTES} bytes.`,
        })
      : raw;
  },
);

/** A password to be set: at least eight characters, and none of those everybody tries first. */
export const newPassword = field<string>(
  {
    type: 'string',
    format: 'password',
    minLength: MIN_PASSWORD_LENGTH,
    maxLength: MAX_PASSWORD_BYTES,
    writeOnly: true,
  },
  (raw) => {
    if (typeof raw !== 'string' || [...raw].length < MIN_PASSWORD_LENGTH)
      return refuse({
        fr: `un mot de passe d’au moins ${MIN_PASSWORD_LENGTH} caractères est attendu.`,
        en: `a password of at least ${MIN_PASSWORD_LENGTH} characters is expected.`,
      });
    if (utf8Length(raw) > MAX_PASSWORD_BYTES || !raw.isWellFormed())
      return refuse({
        fr: `un mot de passe compte au plus ${MAX_PASSWORD_BYTES} octets.`,
        en: `a password has at most ${MAX_PASSWORD_BYTES} bytes.`,
      });
    return isGuessedFirst(raw)
      ? refuse({
          fr: 'ce mot de passe est parmi les premiers essayés : choisissez-en un autre, une phrase par exemple.',
          en: 'this password is among the first ones tried: choose another, a sentence for example.',
        })
      : raw;
  },
);

/** One character over and over, a run of the keyboard, or a word that heads every list of leaked passwords. */
function isGuessedFirst(text: string): boolean {
  const lower = text.toLowerCase();
  if (/^(.)\1*$/su.test(lower)) return true;
  return RUNS.some((run) => run.startsWith(lower)) || LEAKED_FIRST.has(lower);
}

const RUNS = [
  '0123456789012345',
  '1234567890123456',
  '9876543210987654',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6y7u8i9o0p',
  '1a2z3e4r5t6y7u8i9o0p',
];

const LEAKED_FIRST = new Set([
  'password',
  'password1',
  'password123',
  'passw0rd',
  'p@ssw0rd',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'trustno1',
  'welcome1',
  'qwerty123',
  'azerty123',
  'admin123',
  'administrator',
  'marseille',
  'doudou123',
]);

/** The secret of a link, or of a step between two requests. */
export const secretText = field<string>({ type: 'string', minLength: 1, maxLength: 2000 }, (raw) => {
  const text = typeof raw === 'string' ? raw.trim() : '';
  return /^[\x21-\x7e]{1,2000}$/.test(text)
    ? text
    : refuse({
        fr: 'le texte reçu est attendu, en entier.',
        en: 'the text that was given is expected, whole.',
      });
});

/** Six digits of an authenticator, blanks between them or not. */
export const oneTimeCode = field<string>({ type: 'string', examples: ['123456'] }, (raw) => {
  const text = (typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '').replaceAll(/\s/g, '');
  return /^\d{6}$/.test(text)
    ? text
    : refuse({ fr: 'un code de six chiffres est attendu.', en: 'a code of six digits is expected.' });
});

/** One of the codes kept for the day the authenticator is lost. */
export const recoveryCode = field<string>({ type: 'string', examples: ['x4kq-9t2m-7wbc'] }, (raw) => {
  const text = (typeof raw === 'string' ? raw : '').toLowerCase().replaceAll(/[\s-]/g, '');
  return /^[a-z2-9]{12}$/.test(text)
    ? text
    : refuse({
        fr: 'un code de secours est attendu, comme x4kq-9t2m-7wbc.',
        en: 'a recovery code is expected, such as x4kq-9t2m-7wbc.',
      });
});
