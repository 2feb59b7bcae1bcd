/** Text that is HTML already. Only {@link html} makes it, so what it holds was escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Html | string | number | null | undefined | readonly Part[];

/** HTML from a template: every value is escaped unless it is HTML itself; nothing stands for null and undefined. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    strings.reduce(
      (text, next, index) => `${text}${index === 0 ? '' : written(parts[index - 1])}${next}`,
      '',
    ),
  );
}

function written(part: Part): string {
  if (part === null || part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return escapeHtml(String(part));
}

/** Text for an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A sentence with code between backquotes, as our texts write it. French punctuation stays with its word. */
export function prose(text: string): Html {
  const bound = text.replace(/ (?=[:;!?»])|(?<=«) /g, '\u00a0');
  return new Html(escapeHtml(bound).replace(/`([^`]+)`/g, '<code>$1</code>'));
}
