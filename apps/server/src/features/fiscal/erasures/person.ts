import { createHmac } from 'node:crypto';
import { type BodyOf, type eraseFiscalPerson, fieldError, validationError } from '@scell/contract';

/** Who is to be erased, in one of three ways. */
export type Subject =
  | { kind: 'buyer'; buyerId: string }
  | { kind: 'email'; email: string }
  | { kind: 'person'; name: string; postalCode: string };

/** What a person is recognised by in any text: addresses, the last nine digits of numbers, names in both orders. */
export interface Marks {
  emails: string[];
  phones: string[];
  names: string[];
}

type Body = BodyOf<typeof eraseFiscalPerson>;

/** The one person a request names. Throws a validation error when it names none, or in two ways. */
export function subjectOf(body: Body, spell: (path: string) => string): Subject {
  const { buyer_id: buyerId, email, name, postal_code: postalCode } = body;
  const ways = [buyerId, email, name].filter((given) => given !== undefined);
  if (ways.length !== 1)
    throw validationError([
      fieldError(spell('email'), {
        fr: 'une seule désignation est attendue : buyer_id, email, ou name avec postal_code.',
        en: 'the person is named in one way: buyer_id, email, or name with postal_code.',
      }),
    ]);
  if (buyerId !== undefined) return { kind: 'buyer', buyerId };
  if (email !== undefined) return { kind: 'email', email };
  if (!isName(name))
    throw validationError([
      fieldError(spell('name'), {
        fr: 'un nom d’au moins trois lettres est attendu : un plus court se lit partout.',
        en: 'a name of at least three letters is expected: a shorter one is read everywhere.',
      }),
    ]);
  if (postalCode === undefined)
    throw validationError([
      fieldError(spell('postal_code'), {
        fr: 'un nom seul ne suffit pas, plusieurs personnes le portent : donnez aussi le code postal.',
        en: 'a name alone is not enough, several people bear it: give the postal code too.',
      }),
    ]);
  return { kind: 'person', name, postalCode };
}

/** The marks in what is known of a person; texts too short to mean anybody are left out. */
export function marksOf(known: {
  emails: readonly (string | null | undefined)[];
  phones: readonly (string | null | undefined)[];
  names: readonly (string | null | undefined)[];
}): Marks {
  const distinct = (texts: string[]) => [...new Set(texts)];
  return {
    emails: distinct(
      known.emails.flatMap((email) => (email?.includes('@') === true ? [email.toLowerCase()] : [])),
    ),
    phones: distinct(
      known.phones
        .map((phone) => phone?.replaceAll(/\D/g, '').slice(-9) ?? '')
        .filter((digits) => digits.length >= 6),
    ),
    names: distinct(known.names.filter(isName).flatMap(bothOrders)),
  };
}

/**
 * The same for the same person named the same way, and nothing to whoever has the database without the secret of the
 * program: it lets a request be known again without keeping whom it was about.
 */
export function subjectHash(subject: Subject, tenantId: string, secret: string): Buffer {
  const who = identityOf(subject);
  return createHmac('sha256', secret)
    .update(`scell erasure 1\n${tenantId}\n${subject.kind}\n${who}`)
    .digest();
}

function identityOf(subject: Subject): string {
  switch (subject.kind) {
    case 'buyer':
      return subject.buyerId;
    case 'email':
      return subject.email.toLowerCase();
    case 'person':
      return `${subject.name.toLowerCase().split(/\s+/).sort().join(' ')}\n${subject.postalCode.replaceAll(' ', '')}`;
  }
}

function isName(name: string | null | undefined): name is string {
  return (name?.match(/\p{L}/gu)?.length ?? 0) >= 3;
}

/** `Marie Dupont` is also written `Dupont Marie`. */
function bothOrders(name: string): string[] {
  const words = name.trim().split(/\s+/);
  const last = words.at(-1);
  return words.length < 2 || last === undefined ? [name] : [name, [last, ...words.slice(0, -1)].join(' ')];
}
