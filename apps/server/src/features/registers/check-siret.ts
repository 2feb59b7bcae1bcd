import { ApiError, type CheckedSiret, type Language } from '@scell/contract';
import { checkSiret } from '@scell/en16931';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { EXAMPLE_SIRETS } from './examples.ts';
import { type LookUp, lookUpSiret } from './look-up-siret.ts';
import { presentBriefly } from './present.ts';

/**
 * What is known of a SIRET as somebody wrote it: its key, and what the register says. A register without an answer says nothing
 * against it. Examples of the sandbox pass although their keys are wrong.
 */
export async function checkSiretEntry(
  services: Services,
  actor: Actor,
  written: string,
  language: Language,
): Promise<CheckedSiret> {
  const siret = written.replace(/[\s.\u00a0\u202f-]/g, '');
  const isExample = actor.environment === 'sandbox' && siret in EXAMPLE_SIRETS;
  const [wrong] = isExample ? [] : checkSiret(siret);
  const formed = wrong?.severity !== 'error';
  const entry =
    wrong === undefined ? await entryOf(services, actor, siret) : { registered: 'unknown' as const };
  const { found = null } = entry;
  return {
    valid: wrong === undefined,
    siret,
    siren: formed ? siret.slice(0, 9) : null,
    reason: wrong?.text[language] ?? null,
    registered: entry.registered,
    active: found?.is_active ?? null,
    company: found === null ? null : presentBriefly(found),
  };
}

async function entryOf(
  services: Services,
  actor: Actor,
  siret: string,
): Promise<{ registered: CheckedSiret['registered']; found?: LookUp['establishment'] }> {
  try {
    const { establishment } = await lookUpSiret(services, actor, siret);
    return { registered: establishment === null ? 'no' : 'yes', found: establishment };
  } catch (error) {
    if (error instanceof ApiError && error.errorCode === 'REGISTER_UNAVAILABLE')
      return { registered: 'unknown' };
    throw error;
  }
}
