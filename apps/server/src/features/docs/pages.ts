import { type Language, openApiDocument, operations } from '@scell/contract';
import type { Page, PageReply, PageRequest } from '../../platform/http/page.ts';
import { errorCodeOf, errorPage, errorsPage, unknownErrorPage } from './error-pages.ts';
import type { PageContext } from './layout.ts';
import { type ApiDocument, referencePage } from './reference-page.ts';
import { PAGE_HEADERS } from './style.ts';

/** The documentation that the platform serves of itself, in French and English. */
export function docsPages(): readonly Page[] {
  // An OpenAPI document of one language, and pages made of it, are the same for every reader: made once, when first
  // asked for. The address is part of the key because it is known for sure only once the program listens.
  const made = new Map<string, string>();
  const once = (key: string, make: () => string): string => {
    const text = made.get(key) ?? make();
    made.set(key, text);
    return text;
  };
  return [
    {
      path: '/openapi.json',
      answer: ({ services, language }) => ({
        status: 200,
        mediaType: 'application/json; charset=utf-8',
        text: once(`openapi ${language} ${services.publicUrl}`, () =>
          JSON.stringify(documentOf(services, language)),
        ),
        headers: { 'Cache-Control': 'public, max-age=300', Vary: 'Accept-Language' },
      }),
    },
    {
      path: '/docs',
      answer: (request) =>
        htmlReply(
          200,
          once(`reference ${request.language} ${request.services.publicUrl}`, () =>
            referencePage(
              contextOf(request),
              documentOf(request.services, request.language) as unknown as ApiDocument,
            ),
          ),
        ),
    },
    { path: '/docs/errors', answer: (request) => htmlReply(200, errorsPage(contextOf(request))) },
    {
      path: '/docs/errors/:code',
      answer: (request) => {
        const code = errorCodeOf(request.params.code ?? '');
        return code === undefined
          ? htmlReply(404, unknownErrorPage(contextOf(request)))
          : htmlReply(200, errorPage(contextOf(request), code));
      },
    },
  ];
}

function documentOf({ publicUrl, release }: PageRequest['services'], language: Language) {
  return openApiDocument(operations, { version: release.version, servers: [{ url: publicUrl }], language });
}

function contextOf({ services: { publicUrl }, language }: PageRequest): PageContext {
  return { language, address: publicUrl, base: new URL(publicUrl).pathname.replace(/\/$/, '') };
}

function htmlReply(status: number, text: string): PageReply {
  return { status, mediaType: 'text/html; charset=utf-8', text, headers: PAGE_HEADERS };
}
