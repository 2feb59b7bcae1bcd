import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { ERRORS } from '../errors/registry.ts';
import { errorsOf } from '../errors-of.ts';
import { pathOf } from '../operation.ts';
import { operations } from '../operations.ts';
import { openApiDocument } from './document.ts';

const options = { version: '1.2.3', servers: [{ url: 'https://api.example' }] };
const document = openApiDocument(operations, options) as {
  paths: Record<string, Record<string, { parameters: { name: string; in: string }[]; requestBody?: Body }>>;
  components: {
    schemas: Record<string, { properties: Record<string, unknown>; required?: string[]; allOf?: unknown[] }>;
  };
};
interface Body {
  content: Record<string, { schema: object }>;
}

test.each(['fr', 'en'] as const)('the document in %s is valid OpenAPI 3.1', async (language) => {
  const validator = new Validator();
  const result = await validator.validate(openApiDocument(operations, { ...options, language }));
  expect(result).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('every reference points to something', () => {
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(Object.keys(document.components.schemas)).toContain(name);
  expect(text).not.toContain('$defs');
  expect(text).not.toContain('x-spellings');
});

test('operation ids and addresses are unique, and path parameters match their paths', () => {
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map((found) => (found as unknown as { operationId: string }).operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const definition of operations) {
    const named = [...definition.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(definition.params?.shape ?? {})).toEqual(named);
    expect(document.paths[pathOf(definition)]?.[definition.method.toLowerCase()]).toBeDefined();
  }
});

test('an invoice shows every spelling of a field, flat and nested', () => {
  const { properties } = document.components.schemas.InvoiceCreate ?? { properties: {} };
  expect(Object.keys(properties)).toEqual(
    expect.arrayContaining([
      'issue_date',
      'invoice_date',
      'total_tax',
      'total_tva',
      'seller_siret',
      'seller',
      'buyer',
    ]),
  );
  expect(properties.invoice_date).toMatchObject({
    format: 'date',
    description: expect.stringContaining('issue_date'),
  });
  expect(properties.buyer).toMatchObject({
    properties: { company_name: { type: 'string' }, address: {} },
  });
  expect(Object.keys(document.components.schemas.InvoiceLineInput?.properties ?? {})).toEqual(
    expect.arrayContaining(['vat_rate', 'tva_rate', 'tax_rate', 'unit_price', 'unit_price_ht']),
  );
});

test('the schemas shown accept the examples shown, and refuse a body without its required fields', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'https://api.example/openapi', ...document });
  let checked = 0;
  for (const definition of operations) {
    const body = document.paths[pathOf(definition)]?.[definition.method.toLowerCase()]?.requestBody;
    const schema = body?.content['application/json']?.schema;
    if (schema === undefined) continue;
    const located = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://api.example/openapi#/'));
    const validate = ajv.compile(located);
    for (const example of Object.values(definition.examples ?? {})) {
      expect(validate(example), `${definition.id} ${JSON.stringify(validate.errors)}`).toBe(true);
      checked++;
    }
    if (definition.method === 'POST' && definition.bodyOptional !== true)
      expect(validate({}), definition.id).toBe(false);
  }
  expect(checked).toBeGreaterThan(8);
});

test('an operation that takes a file shows the form, its parts, and the file alone', () => {
  const contentOf = (path: string) =>
    document.paths[path]?.post?.requestBody?.content as unknown as Record<
      string,
      { schema: { properties: Record<string, object>; required?: unknown }; encoding?: unknown }
    >;
  const create = contentOf('/api/v1/invoices')['multipart/form-data'];
  expect(create?.schema.properties).toMatchObject({
    original_file: { type: 'string', contentMediaType: 'application/octet-stream' },
    data: { type: 'object' },
    invoice: { type: 'object' },
    issue_date: { format: 'date' },
    invoice_date: { format: 'date' },
  });
  // What JSON requires may come out of the file.
  expect(create?.schema).not.toHaveProperty('required');
  expect(create?.encoding).toEqual({
    data: { contentType: 'application/json' },
    invoice: { contentType: 'application/json' },
  });
  const validate = contentOf('/api/v1/invoices/validate');
  expect(Object.keys(validate)).toEqual([
    'application/json',
    'multipart/form-data',
    'application/xml',
    'text/xml',
    'application/pdf',
  ]);
  expect(Object.keys(contentOf('/api/v1/buyers'))).toEqual(['application/json']);
});

test('fields show their business term, default and example', () => {
  const schemas = document.components.schemas;
  expect(schemas.InvoiceCreate?.properties.due_date).toMatchObject({
    description: 'BT-9',
    examples: ['2026-05-06'],
  });
  expect(schemas.InvoiceCreate?.properties.currency).toMatchObject({ description: 'BT-5', default: 'EUR' });
  expect(schemas.InvoiceCreate?.properties.buyer_address).toMatchObject({
    $ref: '#/components/schemas/AddressInput',
    description: 'BG-8',
  });
  expect(schemas.InvoiceUpdate?.properties.currency).not.toHaveProperty('default');
  const perPage = document.paths['/api/v1/invoices']?.get?.parameters.find(({ name }) => name === 'per_page');
  expect(perPage).toMatchObject({ schema: { default: 25, maximum: 100 } });
});

test('every error of the registry belongs to an operation, and only POST behind a key takes Idempotency-Key', () => {
  const reachable = new Set(operations.flatMap((definition) => errorsOf(definition)));
  expect([...reachable].sort()).toEqual(Object.keys(ERRORS).sort());
  const takes = (path: string, method: string) =>
    document.paths[path]?.[method]?.parameters.some(({ name }) => name === 'Idempotency-Key');
  expect(takes('/api/v1/invoices', 'post')).toBe(true);
  expect(takes('/api/v1/invoices', 'get')).toBe(false);
});
