import { seal, unseal } from '../auth/derive-key.ts';

/** An answer that bears a secret as it lies in the database, bound to the request it answers. */
export function sealAnswer(secret: string, place: string, body: string): string {
  return seal(secret, 'sealed answers', body, place).toString('base64');
}

/** What {@link sealAnswer} closed; throws when it was not closed here, for this request. */
export function openAnswer(secret: string, place: string, sealed: string): string {
  const body = unseal(secret, 'sealed answers', Buffer.from(sealed, 'base64'), place);
  if (body === null)
    throw new TypeError('a stored answer was not sealed under the secret of this installation');
  return body;
}
