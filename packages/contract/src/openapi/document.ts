import type { Language, Text } from '@scell/core';
import type { z } from 'zod';
import { ERRORS, type ErrorCode } from '../errors/registry.ts';
import { errorsOf, takesIdempotencyKey } from '../errors-of.ts';
import { RATE_LIMITS } from '../limits.ts';
import {
  methodsOf,
  type OperationDefinition,
  pathOf,
  type ResponseDefinition,
  type UploadDefinition,
} from '../operation.ts';
import { type Json, SchemaWriter } from './json-schema.ts';

export interface OpenApiOptions {
  /** The version of the program. */
  version: string;
  /** Addresses the API answers at, without a trailing slash. */
  servers: readonly { url: string; description?: string }[];
  /** The language of its sentences; English unless said. */
  language?: Language;
}

const DESCRIPTION: Text = {
  fr: 'Factures électroniques européennes (Factur-X, UBL, CII) et registre fiscal français. Une clé sk_test_ agit dans le bac à sable, une clé sk_live_ en production ; le préfixe /sandbox (/api/v1/sandbox/invoices) impose le bac à sable à toute adresse, pour une clé sk_live_ aussi. Chaque champ est montré avec toutes ses écritures acceptées. Un champ inconnu est signalé dans warnings, ou refusé avec Prefer: handling=strict.',
  en: 'European e-invoices (Factur-X, UBL, CII) and a French fiscal ledger. A key sk_test_ acts in the sandbox, a key sk_live_ in production; the prefix /sandbox (/api/v1/sandbox/invoices) forces the sandbox at every address, for a key sk_live_ too. Every field is shown with all its accepted spellings. An unknown field is named in warnings, or refused with Prefer: handling=strict.',
};

/**
 * The OpenAPI 3.1 document of some operations: the same schemas that read requests, every accepted spelling, every error
 * under its status with its codes, credentials, idempotency and rate limits.
 */
export function openApiDocument(
  operations: readonly OperationDefinition[],
  { version, servers, language = 'en' }: OpenApiOptions,
): Json {
  const writer = new SchemaWriter();
  const paths: Record<string, Json> = {};
  for (const definition of operations) {
    const item = paths[pathOf(definition)] ?? {};
    for (const method of methodsOf(definition)) {
      const main = method === definition.method;
      const operationId = main
        ? definition.id
        : `${definition.id}With${method[0]}${method.slice(1).toLowerCase()}`;
      item[method.toLowerCase()] = { operationId, ...describe(definition, writer, language) };
    }
    paths[pathOf(definition)] = item;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Scell',
      version,
      description: DESCRIPTION[language],
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers,
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...writer.components, Error: ERROR_SCHEMA },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const SECURITY_SCHEMES = {
  ApiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  TenantKey: { type: 'apiKey', in: 'header', name: 'X-Tenant-Key' },
  Bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or the token `{id}|{secret}` of a session.',
  },
  Session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'scell_session',
    description: 'Set by signing in with a browser. Writes also send the cookie XSRF-TOKEN in X-XSRF-TOKEN.',
  },
};

const SECURITY = {
  key: [{ ApiKey: [] }, { TenantKey: [] }, { Bearer: [] }, { Session: [] }],
  session: [{ Bearer: [] }, { Session: [] }],
  none: [],
} satisfies Record<OperationDefinition['auth'], readonly Record<string, readonly string[]>[]>;

const ERROR_SCHEMA = {
  type: 'object',
  required: ['message', 'code', 'error_code', 'error', 'request_id', 'doc_url'],
  properties: {
    message: { type: 'string', description: 'In the language of Accept-Language (fr or en).' },
    code: { type: 'string' },
    error_code: { type: 'string', enum: Object.keys(ERRORS) },
    error: { type: 'string', description: 'Same value as `code`.' },
    errors: {
      type: 'object',
      description: 'Messages by field path, as the caller spelled it.',
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    request_id: { type: 'string' },
    doc_url: { type: 'string', format: 'uri' },
  },
};

function describe(definition: OperationDefinition, writer: SchemaWriter, language: Language): Json {
  const { live } = RATE_LIMITS[definition.surface];
  const limit = { fr: 'Limite', en: 'Limit' }[language];
  const sentences = [
    ...(definition.description === undefined ? [] : [definition.description[language]]),
    `${limit}: ${live.limit} / ${live.windowSeconds} s / ${live.by}.`,
    ...(definition.scopes.length === 0 ? [] : [`Scopes: ${definition.scopes.join(', ')}.`]),
  ];
  return {
    tags: [definition.tag],
    summary: definition.summary[language],
    description: sentences.join('\n\n'),
    security: definition.keyOptional === true ? [{}, ...SECURITY.key] : SECURITY[definition.auth],
    parameters: parametersOf(definition, writer),
    ...(definition.body === undefined
      ? {}
      : { requestBody: requestBody(definition, definition.body, writer, language) }),
    responses: responsesOf(definition, writer, language),
  };
}

function parametersOf(definition: OperationDefinition, writer: SchemaWriter): Json[] {
  const headers: Json[] = [
    { name: 'Accept-Language', in: 'header', schema: { type: 'string', examples: ['fr', 'en'] } },
  ];
  if (takesIdempotencyKey(definition))
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      description: 'A repeat with the same key and request returns the first answer and does nothing twice.',
      schema: { type: 'string', maxLength: 255 },
    });
  if (definition.body !== undefined)
    headers.push({
      name: 'Prefer',
      in: 'header',
      description: 'handling=strict refuses unknown fields (RFC 7240).',
      schema: { type: 'string', examples: ['handling=strict'] },
    });
  return [
    ...fieldParameters(definition.params, 'path', writer),
    ...fieldParameters(definition.query, 'query', writer),
    ...headers,
  ];
}

function fieldParameters(
  schema: z.ZodObject | undefined,
  place: 'path' | 'query',
  writer: SchemaWriter,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = writer.input(schema) as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    const mandatory = place === 'path' || required.includes(name);
    return {
      name,
      in: place,
      required: mandatory,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function requestBody(
  definition: OperationDefinition,
  body: z.ZodObject,
  writer: SchemaWriter,
  language: Language,
): Json {
  const examples = Object.entries(definition.examples ?? {}).map(([name, value]) => [name, { value }]);
  const schema = writer.input(body);
  return {
    required: definition.bodyOptional !== true,
    content: {
      'application/json': {
        schema,
        ...(examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }),
      },
      ...(definition.upload === undefined ? {} : uploadContent(definition.upload, schema, writer, language)),
    },
  };
}

/** The form with its file, and the file alone. What a JSON body requires may come out of the file. */
function uploadContent(
  { names, description, jsonParts = [], alone = [] }: UploadDefinition,
  body: Json,
  writer: SchemaWriter,
  language: Language,
): Json {
  const name =
    String(body.$ref ?? '')
      .split('/')
      .at(-1) ?? '';
  const { properties = {} } = (writer.components[name] ?? body) as Json;
  const binary = { type: 'string', contentMediaType: 'application/octet-stream' };
  const [first, ...others] = names;
  const files = [
    [first, { ...binary, description: description[language] }],
    ...others.map((other) => [other, { ...binary, description: `Accepted spelling of \`${first}\`.` }]),
  ];
  const parts = jsonParts.map((part) => [
    part,
    { type: 'object', description: { fr: 'Les champs en JSON.', en: 'The fields as JSON.' }[language] },
  ]);
  return {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { ...Object.fromEntries([...files, ...parts]), ...(properties as Json) },
      },
      ...(parts.length === 0
        ? {}
        : {
            encoding: Object.fromEntries(
              jsonParts.map((part) => [part, { contentType: 'application/json' }]),
            ),
          }),
    },
    ...Object.fromEntries(alone.map((type) => [type, { schema: { contentMediaType: type } }])),
  };
}

function responsesOf(definition: OperationDefinition, writer: SchemaWriter, language: Language): Json {
  const responses: Record<string, Json> = {};
  for (const [status, codes] of byStatus(errorsOf(definition)))
    responses[status] = errorResponse(codes, language);
  for (const [status, response] of Object.entries(definition.responses))
    responses[status] = successResponse(response, writer, language);
  return responses;
}

function byStatus(codes: readonly ErrorCode[]): Map<string, ErrorCode[]> {
  const groups = new Map<string, ErrorCode[]>();
  for (const code of codes) {
    const status = String(ERRORS[code].status);
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

function errorResponse(codes: readonly ErrorCode[], language: Language): Json {
  const example = (code: ErrorCode) => ({
    summary: ERRORS[code].message[language],
    value: {
      message: ERRORS[code].message[language],
      code: ERRORS[code].code,
      error_code: code,
      error: ERRORS[code].code,
      request_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0009',
      doc_url: `https://api.example/docs/errors/${code}`,
    },
  });
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].message[language]}`).join('\n\n'),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Error' },
        examples: Object.fromEntries(codes.map((code) => [code, example(code)])),
      },
    },
  };
}

function successResponse(
  { description, schema, media = [] }: ResponseDefinition,
  writer: SchemaWriter,
  language: Language,
): Json {
  const content: [string, Json][] = media.map((type) => [type, {}]);
  if (schema !== undefined) content.unshift(['application/json', { schema: writer.output(schema) }]);
  return {
    description: description[language],
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
  };
}
