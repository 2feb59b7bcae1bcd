import type { Services } from '../../../platform/services.ts';
import { logSecurity } from '../security-log/store.ts';
import { emailKey } from './email-key.ts';
import { findPersonByEmail, type Person, setPlatformAdmin } from './store.ts';

/** Makes somebody an operator of the platform, or no more one, from the command line. `null`: nobody has the address. */
export function appointAdmin(services: Services, email: string, granted: boolean): Promise<Person | null> {
  return services.databases.production.withSystem('appoint platform admins', async (tx) => {
    const person = await findPersonByEmail(tx, emailKey(email));
    if (person === undefined) return null;
    await setPlatformAdmin(tx, person.id, granted, new Date(services.clock()));
    await logSecurity(
      tx,
      services,
      { ip: null, userAgent: null },
      {
        userId: person.id,
        tenantId: null,
        action: granted ? 'platform_admin.granted' : 'platform_admin.revoked',
        actor: 'operator',
      },
    );
    return { ...person, platform_admin: granted };
  });
}
