import { field, type Refusal, refuse } from '../field.ts';

// What XML 1.0 §2.2 cannot carry, and the C1 controls: what no document can print.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/u;

/** One line of text, without leading and trailing blanks. `max` counts characters (code points). */
export function line(max: number, example?: string) {
  return textField(max, false, example);
}

/** Text that may have several lines. */
export function paragraph(max: number, example?: string) {
  return textField(max, true, example);
}

function textField(max: number, multiline: boolean, example: string | undefined) {
  const schema = {
    type: 'string',
    maxLength: max,
    ...(example === undefined ? {} : { examples: [example] }),
  };
  return field<string>(schema, (raw) => readText(raw, max, multiline));
}

/** The trimmed text, or why it is refused. */
function readText(raw: unknown, max: number, multiline = false): string | Refusal {
  if (typeof raw !== 'string')
    return refuse({ fr: 'un texte est attendu, entre guillemets.', en: 'text is expected, in quotes.' });
  const text = raw.trim();
  if (FORBIDDEN.test(text))
    return refuse({
      fr: 'le texte contient un caractère de contrôle, que ni XML ni PDF ne peuvent porter : retirez-le.',
      en: 'the text contains a control character, which neither XML nor PDF can carry: remove it.',
    });
  if (!multiline && /[\n\r\u2028\u2029]/.test(text))
    return refuse({ fr: 'une seule ligne est attendue.', en: 'a single line is expected.' });
  if ([...text].length > max)
    return refuse({
      fr: `au plus ${max} caractères sont acceptés.`,
      en: `at most ${max} characters are accepted.`,
    });
  return text;
}

/** An e-mail address (RFC 5321 §4.5.3.1: 254 characters), domain in lower case. */
export const email = field<string>({ type: 'string', format: 'email', maxLength: 254 }, (raw) => {
  const text = readText(raw, 254);
  if (typeof text !== 'string') return text;
  const [, local, domain] =
    /^([^\s@"(),:;<>[\]\\]{1,64})@((?:[^\s@.,;]{1,63}\.)+[^\s@.,;]{2,63})$/.exec(text) ?? [];
  return local === undefined || domain === undefined
    ? refuse({
        fr: 'une adresse électronique est attendue, comme compta@exemple.fr.',
        en: 'an e-mail address is expected, such as billing@example.org.',
      })
    : `${local}@${domain.toLowerCase()}`;
});

/** An http or https address. */
export const webAddress = field<string>({ type: 'string', format: 'uri', maxLength: 2048 }, (raw) => {
  const text = readText(raw, 2048);
  if (typeof text !== 'string') return text;
  return isWebAddress(text)
    ? text
    : refuse({
        fr: 'une adresse web complète est attendue, comme https://exemple.fr.',
        en: 'a full web address is expected, such as https://example.org.',
      });
});

// Base64 of 512 KiB and its prefix.
const MAX_LOGO_LENGTH = 700_000;

/** A logo: a web address, or the image itself as `data:image/png;base64,…` (PNG or JPEG). */
export const logoAddress = field<string>(
  { type: 'string', format: 'uri', maxLength: MAX_LOGO_LENGTH },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    const isImage =
      text.length <= MAX_LOGO_LENGTH && /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/.test(text);
    return isImage || (typeof readText(text, 2048) === 'string' && isWebAddress(text))
      ? text
      : refuse({
          fr: 'un logo est une adresse https, ou une image PNG ou JPEG d’au plus 512 Kio envoyée en data:image/png;base64.',
          en: 'a logo is an https address, or a PNG or JPEG image of at most 512 KiB sent as data:image/png;base64.',
        });
  },
);

/** A colour as six hexadecimal digits, read in lower case. */
export const colour = field<string>(
  { type: 'string', pattern: '^#[0-9A-Fa-f]{6}$', examples: ['#0f172a'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
    return /^#[0-9a-f]{6}$/.test(text)
      ? text
      : refuse({
          fr: 'une couleur est attendue, comme #0f172a.',
          en: 'a colour is expected, such as #0f172a.',
        });
  },
);

/** A UUID in any version, read in lower case. */
export const uuid = field<string>({ type: 'string', format: 'uuid' }, (raw) => {
  const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
    ? text
    : refuse({ fr: 'un identifiant UUID est attendu.', en: 'a UUID is expected.' });
});

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
