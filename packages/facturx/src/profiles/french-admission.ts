import { type HybridFinding, warning } from '../extract/finding.ts';
import type { HybridProfile } from '../extract/format.ts';

/**
 * What France says of a profile between French companies: the platforms of the reform take EN 16931 and EXTENDED, BASIC WL in its first year, and neither
 * MINIMUM nor BASIC, whatever the rules of EN 16931 say of the document (XP Z12-012, FNFE-MPE).
 */
export function frenchAdmission(profile: HybridProfile | null): HybridFinding[] {
  if (profile === 'MINIMUM' || profile === 'BASIC')
    return [
      warning(
        'SCELL-HYBRID-FR-PROFILE',
        `Between French companies a platform refuses the profile ${profile}: it takes EN 16931 and EXTENDED, and BASIC WL in the first year of the reform.`,
        `Entre entreprises françaises, une plateforme refuse le profil ${profile} : elle prend EN 16931 et EXTENDED, et BASIC WL la première année de la réforme.`,
      ),
    ];
  if (profile === 'BASIC WL')
    return [
      warning(
        'SCELL-HYBRID-FR-PROFILE',
        'Between French companies a platform takes the profile BASIC WL in the first year of the reform only.',
        'Entre entreprises françaises, une plateforme ne prend le profil BASIC WL que la première année de la réforme.',
      ),
    ];
  return [];
}
