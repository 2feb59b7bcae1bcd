import { methodsOf, type OperationDefinition, pathOf } from '@scell/contract';

/** An example request, ready to be pasted into a shell where `KEY` is set. */
export function curl(operation: OperationDefinition, address: string, body?: unknown): string {
  const [method = 'GET'] = methodsOf(operation);
  const path = pathOf(operation).replace(/\{(\w+)\}/g, (_, name: string) => `$${variableOf(name)}`);
  const options = [
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(operation.auth === 'key' ? ['-H "X-API-Key: $KEY"'] : []),
    ...(operation.auth === 'session' ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body, null, 2))}`]),
    ...(hasFile(operation) ? ['-OJ'] : []),
  ];
  return [`curl -sS "${address}${path}"`, ...options].join(' \\\n  ');
}

function variableOf(parameter: string): string {
  return parameter.toUpperCase();
}

function hasFile({ responses }: OperationDefinition): boolean {
  return Object.values(responses).some(({ media = [] }) => media.length > 0);
}

/** One word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
