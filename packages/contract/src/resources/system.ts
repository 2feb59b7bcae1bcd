import { z } from 'zod';
import { line } from '../fields/texts.ts';
import { operation } from '../operation.ts';

const common = { tag: 'System', auth: 'none', surface: 'system', scopes: [] } as const;
const moment = z.iso.datetime({ offset: true });

const health = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    healthy: z.boolean(),
    timestamp: moment,
    services: z.record(z.string(), z.enum(['ok', 'unavailable'])),
  })
  .meta({ id: 'Health' });

export type Health = z.output<typeof health>;

export const getHealth = operation({
  ...common,
  id: 'getHealth',
  method: 'GET',
  prefix: '/api',
  path: '/health',
  summary: { fr: 'Savoir si le programme vit', en: 'Tell whether the program is alive' },
  responses: { 200: { description: { fr: 'Il vit.', en: 'It is alive.' }, schema: health } },
  errors: [],
});

export const getReadiness = operation({
  ...common,
  id: 'getReadiness',
  method: 'GET',
  prefix: '/api',
  path: '/health/ready',
  summary: { fr: 'Savoir si le programme peut servir', en: 'Tell whether the program can serve' },
  responses: {
    200: { description: { fr: 'Il peut servir.', en: 'It can serve.' }, schema: health },
    503: { description: { fr: 'Un service manque.', en: 'A service is missing.' }, schema: health },
  },
  errors: [],
});

const version = z
  .object({
    version: z.string(),
    commit_sha: z.string().nullable(),
    commit_short: z.string().nullable(),
    committed_at: moment.nullable(),
    environment: z.string(),
    runtime: z.string(),
    resolved_at: moment,
  })
  .meta({ id: 'Version' });

export type Version = z.output<typeof version>;

export const getVersion = operation({
  ...common,
  id: 'getVersion',
  method: 'GET',
  path: '/version',
  summary: { fr: 'Lire la version', en: 'Get the version' },
  responses: { 200: { description: { fr: 'La version.', en: 'The version.' }, schema: version } },
  errors: [],
});

export const fetchFile = operation({
  id: 'fetchFile',
  method: 'GET',
  prefix: '',
  path: '/files/{token}',
  tag: 'Files',
  summary: { fr: 'Suivre un lien signé', en: 'Follow a signed link' },
  auth: 'none',
  surface: 'files',
  scopes: [],
  params: z.object({ token: line(2000) }),
  responses: {
    200: {
      description: { fr: 'Le fichier.', en: 'The file.' },
      media: [
        'application/pdf',
        'application/xml',
        'text/plain',
        'application/zip',
        'image/png',
        'image/jpeg',
      ],
    },
  },
  errors: ['FILE_NOT_FOUND', 'DOCUMENT_ERASED', 'LINK_EXPIRED', 'LEDGER_UNAVAILABLE'],
});

export const systemOperations = [getHealth, getReadiness, getVersion, fetchFile] as const;
