import { fieldError, type Text, validationError } from '@scell/contract';
import type { AddressRefusal } from '../../platform/outbound/guarded-request.ts';
import type { Services } from '../../platform/services.ts';

const SENTENCES: Record<AddressRefusal, Text> = {
  not_https: {
    fr: 'une adresse https est attendue : rien ne part en clair.',
    en: 'an https address is expected: nothing is sent in clear.',
  },
  private_address: {
    fr: 'une adresse publique est attendue : celle-ci est d’un réseau privé ou réservé.',
    en: 'a public address is expected: this one is of a private or reserved network.',
  },
  port: {
    fr: 'le port est 443, ou au moins 1024.',
    en: 'the port is 443, or 1024 and above.',
  },
  credentials: {
    fr: 'une adresse ne porte ni nom ni mot de passe.',
    en: 'an address bears no name and password.',
  },
};

/** Refuses an address we never send to. Where a name leads is only known, and checked, at each connection. */
export function checkUrl(services: Services, url: string, spell: (path: string) => string): void {
  const why = services.outbound.refusal(new URL(url));
  if (why !== null) throw validationError([fieldError(spell('url'), SENTENCES[why])]);
}
