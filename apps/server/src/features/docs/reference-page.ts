import {
  createInvoice,
  downloadInvoice,
  ERRORS,
  type ErrorCode,
  errorsOf,
  methodsOf,
  type OperationDefinition,
  operations,
  pathOf,
  RATE_LIMITS,
  type Spellings,
  spellingsOf,
  submitInvoice,
  takesIdempotencyKey,
  type UploadDefinition,
} from '@scell/contract';
import { type Html, html, prose } from '../../platform/http/html.ts';
import { curl } from './curl.ts';
import { ANSWER_MEANINGS, FIELD_MEANINGS, TERM_NAMES } from './field-texts.ts';
import { type Field, fieldsOf, resolve, type Schema, type Schemas } from './fields.ts';
import { brand, linkTo, type PageContext, page } from './layout.ts';
import { BASICS, RESOURCE_NAMES, WORDS } from './texts.ts';

/** The parts of our OpenAPI document that the page shows. */
export interface ApiDocument {
  paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  components: { schemas: Schemas };
}

interface DocumentedOperation {
  parameters: readonly {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema: Schema;
  }[];
  requestBody?: { content: Readonly<Record<string, { schema: Schema }>> };
  responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema?: Schema }>> }>>;
}

/** The reference of the API on one page: what holds everywhere, every operation, every object of answers. */
export function referencePage(context: PageContext, document: ApiDocument): string {
  const { language } = context;
  const say = (word: keyof typeof WORDS) => WORDS[word][language];
  const resources = Object.entries(RESOURCE_NAMES).map(([tag, name]) => ({
    tag,
    anchor: anchorOf(tag),
    name: name[language],
    operations: operations.filter((operation) => operation.tag === tag),
  }));
  const objects = answeredObjects(document);
  const body = html`<div class="layout">
<nav class="side" aria-label="${say('reference')}">
${brand(context, '/docs')}
<strong>${say('start')}</strong>
<ul>${BASICS.map(({ id, title }) => html`<li><a href="#${id}">${title[language]}</a></li>`)}
<li><a href="${linkTo(context, '/docs/errors')}">${say('errors')}</a></li>
<li><a href="${linkTo(context, '/openapi.json')}">${say('document')}</a></li></ul>
${resources.map(
  ({ anchor, name, operations: own }) => html`<strong><a href="#${anchor}">${name}</a></strong>
<ul class="operations">${own.map(
    (operation) =>
      html`<li><a href="#${operation.id}" title="${pathOf(operation)}">${method(operation.method)}${operation.summary[language]}</a></li>`,
  )}</ul>`,
)}
<strong><a href="#objects">${say('objects')}</a></strong>
<ul class="operations">${objects.map((name) => html`<li><a href="#object-${name}">${name}</a></li>`)}</ul>
</nav>
<main>
<h1>Scell · ${say('reference')}</h1>
${introduction(context)}
${BASICS.map(
  ({ id, title, paragraphs }) => html`<h2 id="${id}">${title[language]}</h2>
${paragraphs.map((text) => html`<p>${prose(text[language])}</p>`)}`,
)}
${resources.map(
  ({ anchor, name, operations: own }) => html`<h2 id="${anchor}">${name}</h2>
${own.map((operation) => operationSection(context, document, operation))}`,
)}
<h2 id="objects">${say('objects')}</h2>
${objects.map(
  (name) => html`<h3 id="object-${name}">${name}</h3>
${fieldTable(context, fieldsOf(document.components.schemas[name] ?? {}, document.components.schemas), { answered: true })}`,
)}
</main>
</div>`;
  return page(context, '/docs', `Scell · ${say('reference')}`, body);
}

/** What the API is for, and the shortest way to an invoice: one block to paste. */
function introduction({ language, address }: PageContext): Html {
  const text = {
    fr: 'Factures électroniques européennes (Factur-X, UBL, CII) : créer un brouillon, l’émettre, télécharger le PDF. Mettez une clé dans `KEY` et collez le tout dans un terminal :',
    en: 'European e-invoices (Factur-X, UBL, CII): create a draft, issue it, download the PDF. Put a key into `KEY` and paste the whole into a terminal:',
  };
  const create = curl(createInvoice, address, createInvoice.examples.individual);
  return html`<p id="first-invoice">${prose(text[language])}</p>
<pre><code>KEY=sk_test_…
ID=$(${create} | grep -o '"id":"[0-9a-f-]*"' | head -n 1 | cut -d'"' -f4)
${curl(submitInvoice, address)}
${curl(downloadInvoice, address)}</code></pre>`;
}

const AUTHENTICATION = { key: 'key', session: 'session', none: 'noKey' } as const;

function operationSection(context: PageContext, document: ApiDocument, operation: OperationDefinition): Html {
  const { language, address } = context;
  const { schemas } = document.components;
  const say = (word: keyof typeof WORDS) => WORDS[word][language];
  const documented = document.paths[pathOf(operation)]?.[operation.method.toLowerCase()];
  const limit = RATE_LIMITS[operation.surface].live;
  const bodySchema = documented?.requestBody?.content['application/json']?.schema;
  const examples = Object.entries(operation.examples ?? {});
  return html`<section class="operation" id="${operation.id}">
<h3>${operation.summary[language]}</h3>
<p class="call">${methodsOf(operation).map((name, index) => html`${index > 0 ? ' / ' : ''}${method(name)}`)} <code>${pathOf(operation)}</code></p>
${operation.description === undefined ? '' : html`<p>${prose(operation.description[language])}</p>`}
<p class="facts"><span>${label(context, 'authentication')}${say(AUTHENTICATION[operation.auth])}</span>${
    operation.scopes.length === 0
      ? ''
      : html`<span>${label(context, 'scopes')}${operation.scopes.map((scope) => html`<code>${scope}</code> `)}</span>`
  }<span>${label(context, 'limit')}${limit.limit} ${say('perMinute')} ${limit.by === 'key' ? say('perKey') : say('perAddress')}</span>${
    takesIdempotencyKey(operation) ? html`<span>${say('idempotent')}</span>` : ''
  }</p>
${parameterTable(context, documented, schemas)}
${
  bodySchema === undefined || operation.body === undefined
    ? ''
    : html`<h4>${operation.bodyOptional === true ? say('bodyOptional') : say('body')}</h4>
${fieldTable(context, fieldsOf(bodySchema, schemas), { answered: false })}
${ignoredFields(context, spellingsOf(operation.body))}
${uploadWords(context, operation.upload)}`
}
<h4>${say('request')}</h4>
${
  examples.length === 0
    ? html`<pre><code>${curl(operation, address)}</code></pre>`
    : examples.map(([name, example], index) =>
        exampleRequest(name, curl(operation, address, example), index === 0),
      )
}
<h4>${say('answers')}</h4>
${answers(context, documented, operation)}
${errorList(context, operation)}
</section>`;
}

/** The other ways to send a body: with a file, or as a file. */
function uploadWords({ language }: PageContext, upload: UploadDefinition | undefined): Html | '' {
  if (upload === undefined) return '';
  const { names, description, jsonParts = [], alone = [] } = upload;
  const listed = (words: readonly string[]) =>
    words.map((word, index) => html`${index > 0 ? ` ${WORDS.also[language]} ` : ''}<code>${word}</code>`);
  return html`<p>${prose(WORDS.form[language])} ${listed(names)}${
    jsonParts.length === 0 ? '' : html`, ${WORDS.formJson[language]} ${listed(jsonParts)}`
  }. ${description[language]}${alone.length === 0 ? '' : html` ${WORDS.alone[language]} ${listed(alone)}.`}</p>`;
}

function exampleRequest(name: string, command: string, open: boolean): Html {
  const label = name.replaceAll('_', ' ');
  const pre = html`<pre><code>${command}</code></pre>`;
  return open
    ? html`<details open><summary>${label}</summary>${pre}</details>`
    : html`<details><summary>${label}</summary>${pre}</details>`;
}

function parameterTable(
  context: PageContext,
  documented: DocumentedOperation | undefined,
  schemas: Schemas,
): Html | '' {
  const parameters = (documented?.parameters ?? []).filter(({ in: place }) => place !== 'header');
  if (parameters.length === 0) return '';
  // Parameters are the properties of one object: their spellings stand beside each other in the same way.
  const places = new Map(parameters.map(({ name, in: place }) => [name, place]));
  const fields = fieldsOf(
    {
      properties: Object.fromEntries(
        parameters.map(({ name, schema, description }) => [
          name,
          description === undefined ? schema : { ...schema, description },
        ]),
      ),
      required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
    },
    schemas,
  );
  return html`<h4>${WORDS.parameters[context.language]}</h4>
${fieldTable(context, fields, { answered: false, places })}`;
}

function fieldTable(
  context: PageContext,
  fields: readonly Field[],
  options: { answered: boolean; places?: ReadonlyMap<string, string> },
): Html {
  const { language } = context;
  const say = (word: keyof typeof WORDS) => WORDS[word][language];
  return html`<div class="scroll"><table>
<thead><tr><th>${say('field')}</th><th>${say('type')}</th><th>${say('meaning')}</th></tr></thead>
<tbody>${fields.map((field) => {
    const place = options.places?.get(field.name);
    return html`<tr>
<td><code>${field.name}</code>${field.required && !options.answered ? html` <span class="required">${say('required')}</span>` : ''}${
      field.spellings.length === 0
        ? ''
        : html`<br><span class="also">${field.spellings.map((name) => html`${say('also')} <code>${name}</code> `)}</span>`
    }</td>
<td class="type">${typeWords(context, field, options.answered)}${
      place === undefined ? '' : html` · ${place === 'path' ? say('inPath') : say('inQuery')}`
    }</td>
<td>${meaning(context, field, options.answered)}</td>
</tr>`;
  })}</tbody>
</table></div>`;
}

function typeWords({ language }: PageContext, field: Field, answered: boolean): Html {
  const say = (word: keyof typeof WORDS) => WORDS[word][language];
  const type =
    field.object === null
      ? html`${field.type}`
      : answered
        ? html`<a href="#object-${field.object}">${field.object}</a>`
        : html`${field.object}`;
  return html`${field.list ? `${say('listOf')} ` : ''}${type}${field.nullable ? ` ${say('orNull')}` : ''}`;
}

function meaning(context: PageContext, field: Field, answered: boolean): Html {
  const { language } = context;
  const say = (word: keyof typeof WORDS) => WORDS[word][language];
  const facts = [
    ...(field.limits === null ? [] : [html`${field.limits}`]),
    ...(field.maxLength === null ? [] : [html`≤ ${field.maxLength} ${say('characters')}`]),
    ...(field.fallback === null ? [] : [html`${say('default')} <code>${field.fallback}</code>`]),
    ...(field.example === null ? [] : [html`${say('example')} <code>${field.example}</code>`]),
  ];
  const inline = !answered || field.object === null ? field.fields : [];
  return html`${text(field, context, answered)}${
    field.words.length === 0
      ? ''
      : html` ${field.words.map((word, index) => html`${index > 0 ? ', ' : ''}<code>${word}</code>`)}`
  }${facts.length === 0 ? '' : html` <span class="also">${facts.map((fact, index) => html`${index > 0 ? ' · ' : ''}${fact}`)}</span>`}${
    inline.length === 0
      ? ''
      : html`<details class="fields"><summary>${say('fieldsOf')} <code>${field.name}</code></summary>${fieldTable(context, inline, { answered })}</details>`
  }`;
}

/** What a field means: the words of its term, ours for its name, or what the contract says of an answered one. */
function text(field: Field, { language }: PageContext, answered: boolean): Html | '' {
  const same = /^Same value as `(.+)`\.$/.exec(field.description ?? '')?.[1];
  if (same !== undefined) return html`${WORDS.sameAs[language]} <code>${same}</code>.`;
  if (field.description !== null) return prose(field.description);
  const own = (answered ? ANSWER_MEANINGS : FIELD_MEANINGS)[field.name];
  const [term] = field.terms;
  const words = (field.terms.length === 1 && term !== undefined ? TERM_NAMES[term] : undefined) ?? own;
  const terms = field.terms.length === 0 ? '' : html` <span class="also">${field.terms.join(', ')}</span>`;
  return html`${words === undefined ? '' : prose(words[language])}${terms}`;
}

function ignoredFields({ language }: PageContext, { ignored }: Spellings): Html | '' {
  const names = Object.entries(ignored);
  if (names.length === 0) return '';
  return html`<details><summary>${WORDS.ignored[language]} (${names.length})</summary>
<ul class="plain">${names.map(([name, reason]) => html`<li><code>${name}</code> ${prose(reason[language])}</li>`)}</ul></details>`;
}

function answers(
  context: PageContext,
  documented: DocumentedOperation | undefined,
  operation: OperationDefinition,
): Html {
  const { language } = context;
  return html`<ul class="codes">${Object.entries(operation.responses).map(([status, { description }]) => {
    const content = Object.entries(documented?.responses[status]?.content ?? {});
    return html`<li><span class="status">${status}</span> ${description[language]} ${content.map(
      ([type, { schema }], index) =>
        html`${index > 0 ? ', ' : ''}${schema === undefined ? html`<code>${type}</code>` : schemaWords(schema)}`,
    )}</li>`;
  })}</ul>`;
}

/** A schema in one line: `{ message, data: Invoice, warnings: Warning[] }`. */
function schemaWords(schema: Schema): Html {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return html`<a href="#object-${name}"><code>${name}</code></a>`;
  if (schema.type === 'array' && schema.items !== undefined)
    return html`${schemaWords(schema.items)}<code>[]</code>`;
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0) return html`<code>${schema.type ?? 'object'}</code>`;
  return html`{ ${members.map(([member, inner], index) => {
    const typed = inner.$ref !== undefined || inner.type === 'array';
    return html`${index > 0 ? ', ' : ''}<code>${member}</code>${typed ? html`: ${schemaWords(inner)}` : ''}`;
  })} }`;
}

function errorList(context: PageContext, operation: OperationDefinition): Html {
  const own = new Set<ErrorCode>(operation.errors);
  const byStatus = (codes: readonly ErrorCode[]) =>
    codes.toSorted((a, b) => ERRORS[a].status - ERRORS[b].status || (a < b ? -1 : 1));
  const item = (code: ErrorCode) =>
    html`<li><span class="status">${ERRORS[code].status}</span> <a href="${linkTo(context, `/docs/errors/${code}`)}"><code>${code}</code></a> ${prose(ERRORS[code].message[context.language])}</li>`;
  return html`<ul class="codes">${byStatus([...own]).map(item)}</ul>
<details><summary>${WORDS.otherErrors[context.language]}</summary><ul class="codes">${byStatus(
    errorsOf(operation).filter((code) => !own.has(code)),
  ).map(item)}</ul></details>`;
}

/** A word and its colon: French sets a space before it. */
function label({ language }: PageContext, word: keyof typeof WORDS): string {
  return `${WORDS[word][language]}${language === 'fr' ? '\u00a0: ' : ': '}`;
}

function method(name: string): Html {
  return html`<span class="method ${name}">${name}</span> `;
}

function anchorOf(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-');
}

/** The named objects that answers hold, in the order they are first met. */
function answeredObjects({ paths, components: { schemas } }: ApiDocument): string[] {
  const names = new Set<string>();
  const visit = (schema: Schema) => {
    const name = schema.$ref?.split('/').at(-1);
    if (name !== undefined) {
      if (names.has(name)) return;
      names.add(name);
    }
    const target = resolve(schema, schemas);
    for (const inner of [...Object.values(target.properties ?? {}), ...(target.anyOf ?? [])]) visit(inner);
    if (target.items !== undefined) visit(target.items);
  };
  for (const item of Object.values(paths))
    for (const { responses } of Object.values(item))
      for (const { content = {} } of Object.values(responses))
        for (const { schema } of Object.values(content)) if (schema !== undefined) visit(schema);
  return [...names].sort();
}
