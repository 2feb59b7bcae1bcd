import { field, refuse } from '../../field.ts';

/** Names that lead nowhere outside, or back to us. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp)$/i;

/**
 * Where events go: an https address of a public name, without a password in it. Whether the name leads to a public address is
 * looked at again by every delivery, inside its connection.
 */
export const webhookAddress = field<string>(
  { type: 'string', format: 'uri', maxLength: 2048, examples: ['https://hooks.acme.fr/scell'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    const url = text.length <= 2048 && URL.canParse(text) ? new URL(text) : null;
    // An address that is a number, in whatever base, was brought to dots or brackets by the parser.
    const name = url?.hostname.replace(/\.$/, '') ?? '';
    const isNumber = name.startsWith('[') || /^[\d.]+$/.test(name);
    if (
      url?.protocol !== 'https:' ||
      url.username !== '' ||
      url.password !== '' ||
      isNumber ||
      !name.includes('.') ||
      LOCAL_NAME.test(name)
    )
      return refuse({
        fr: 'une adresse https publique est attendue, par son nom et sans mot de passe, comme https://hooks.exemple.fr/scell.',
        en: 'a public https address is expected, by its name and without a password, such as https://hooks.example.org/scell.',
      });
    return url.href;
  },
);
