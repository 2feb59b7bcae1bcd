/**
 * The versions of our templates. A change of their words, or of the law they tell, is a new version: what was issued keeps the one it
 * bears.
 */
export const TEMPLATES = {
  attestation: { title: 'Attestation individuelle de l’éditeur', version: '1' },
  dossier: { title: 'Dossier technique', version: '1' },
  register: { title: 'Registre des mesures', version: '1' },
  trail: { title: 'Piste d’audit fiable', version: '1' },
} as const;
