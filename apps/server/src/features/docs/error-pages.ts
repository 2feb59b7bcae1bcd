import { ERRORS, type ErrorCode, type ErrorDefinition, errorsOf, operations, pathOf } from '@scell/contract';
import { type Html, html, prose } from '../../platform/http/html.ts';
import { brand, linkTo, type PageContext, page } from './layout.ts';
import { WORDS } from './texts.ts';

/** The error a path names, in whatever case it is written; `undefined` when there is none. */
export function errorCodeOf(name: string): ErrorCode | undefined {
  const code = name.toUpperCase();
  return Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : undefined;
}

/** Every error of the API, by status. */
export function errorsPage(context: PageContext): string {
  const { language } = context;
  return page(
    context,
    '/docs/errors',
    `Scell · ${WORDS.errors[language]}`,
    html`<main class="alone">
${brand(context, '/docs/errors')}
<h1>${WORDS.allErrors[language]}</h1>
<p>${prose(WORDS.errorsText[language])}</p>
${errorTable(context)}
</main>`,
  );
}

/** One error: what it is, what can be done about it, how it looks, who may answer it. */
export function errorPage(context: PageContext, code: ErrorCode): string {
  const { language } = context;
  const { code: family, status, message, remedy }: ErrorDefinition = ERRORS[code];
  const raisedBy = operations.filter((operation) => errorsOf(operation).includes(code));
  return page(
    context,
    `/docs/errors/${code}`,
    `Scell · ${code}`,
    html`<main class="alone">
${brand(context, `/docs/errors/${code}`)}
<p><a href="${linkTo(context, '/docs/errors')}">${WORDS.allErrors[language]}</a></p>
<h1>${code}</h1>
<dl>
<dt>${WORDS.status[language]}</dt><dd>${status}</dd>
<dt><code>error_code</code></dt><dd><code>${code}</code></dd>
<dt><code>code</code></dt><dd><code>${family}</code></dd>
</dl>
<h2>${WORDS.happened[language]}</h2>
<p>${prose(message[language])}</p>
<h2>${WORDS.remedy[language]}</h2>
<p>${prose(remedy[language])}</p>
<h2>${WORDS.answer[language]}</h2>
<pre><code>${JSON.stringify(sample(context, code), null, 2)}</code></pre>
<h2>${WORDS.raisedBy[language]}</h2>
<ul class="codes">${raisedBy.map(
      (operation) =>
        html`<li><a href="${linkTo(context, '/docs', `#${operation.id}`)}"><span class="method ${operation.method}">${operation.method}</span> <code>${pathOf(operation)}</code></a> ${operation.summary[language]}</li>`,
    )}</ul>
</main>`,
  );
}

/** The page for a name that no error bears. What was asked is not repeated. */
export function unknownErrorPage(context: PageContext): string {
  const { language } = context;
  return page(
    context,
    '/docs/errors',
    `Scell · ${WORDS.unknownError[language]}`,
    html`<main class="alone">
${brand(context, '/docs/errors')}
<h1>${WORDS.unknownError[language]}</h1>
<p>${prose(WORDS.unknownErrorText[language])}</p>
${errorTable(context)}
</main>`,
  );
}

function errorTable(context: PageContext): Html {
  const { language } = context;
  const codes = (Object.keys(ERRORS) as ErrorCode[]).toSorted(
    (a, b) => ERRORS[a].status - ERRORS[b].status || (a < b ? -1 : 1),
  );
  return html`<div class="scroll"><table>
<thead><tr><th>${WORDS.status[language]}</th><th><code>error_code</code></th><th><code>code</code></th><th>${WORDS.happened[language]}</th></tr></thead>
<tbody>${codes.map(
    (code) =>
      html`<tr><td>${ERRORS[code].status}</td><td><a href="${linkTo(context, `/docs/errors/${code}`)}"><code>${code}</code></a></td><td><code>${ERRORS[code].code}</code></td><td>${prose(ERRORS[code].message[language])}</td></tr>`,
  )}</tbody>
</table></div>`;
}

/** How the body looks, with its parameters still in braces. */
function sample({ language, address }: PageContext, code: ErrorCode): Record<string, unknown> {
  const { code: family, status, message } = ERRORS[code];
  return {
    message: message[language],
    code: family,
    error_code: code,
    error: family,
    ...(status === 422 ? { errors: {} } : {}),
    request_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0009',
    doc_url: `${address}/docs/errors/${code}`,
  };
}
