import { expect } from 'vitest';
import { type Cii, readCii } from './cii.ts';
import type { Answer, CallOptions, TestTenant } from './platform.ts';

export interface IssuedInvoice {
  id: string;
  created: Answer;
  submitted: Answer;
  cii: Cii;
  pdf: Buffer;
}

/** Creates, submits and downloads an invoice (PDF and CII), each step answered as it should be. */
export async function issue(
  tenant: TestTenant,
  body: unknown,
  { address = '/invoices', ...options }: CallOptions & { address?: string } = {},
): Promise<IssuedInvoice> {
  const created = await tenant.call('POST', address, body, options);
  expect(created.body, JSON.stringify(created.body)).toMatchObject({ data: { status: 'draft' } });
  expect(created.status).toBe(201);
  const { id } = created.body.data;
  const submitted = await tenant.call('POST', `/invoices/${id}/submit`, undefined, options);
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return { id, created, submitted, ...(await documentsOf(tenant, id, options)) };
}

/** The two documents of an issued invoice. */
export async function documentsOf(
  tenant: TestTenant,
  id: string,
  options: CallOptions = {},
): Promise<Pick<IssuedInvoice, 'cii' | 'pdf'>> {
  const pdf = await download(tenant, id, 'pdf', options);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  const xml = await download(tenant, id, 'cii', options);
  expect(xml.headers['content-type']).toMatch(/^application\/xml/);
  return { pdf: pdf.bytes, cii: readCii(xml.bytes.toString()) };
}

async function download(tenant: TestTenant, id: string, type: string, options: CallOptions): Promise<Answer> {
  const answer = await tenant.call('GET', `/invoices/${id}/download/${type}`, undefined, {
    ...options,
    headers: { ...options.headers, accept: '*/*' },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer;
}
