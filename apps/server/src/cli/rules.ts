import { parseArgs } from 'node:util';
import type { FiscalRule, Language } from '@scell/contract';
import { statutoryRule, statutoryRules } from '@scell/en16931';
import { statutoryViews } from '../features/fiscal/rules/rule-view.ts';
import { fiscalDay } from '../features/invoices/number.ts';
import { type Command, UsageError } from './command.ts';

/** What law this release knows: needs neither database nor configuration. */
export const rulesCommand: Command = {
  summary:
    'The fiscal law of this release: what is in force on a day (today unless said), or every version of one rule.',
  usage: '[KEY] [--on YYYY-MM-DD] [--lang fr|en] [--json]',
  async run(words) {
    const { values, positionals } = wishes(words);
    const [key, ...others] = positionals;
    if (others.length > 0) throw new UsageError('one key at a time.');
    const language = languageOf(values.lang);
    const day = dayOf(values.on);
    const rules = key === undefined ? inForce(day, language) : versions(key, day, language);
    process.stdout.write(values.json ? `${JSON.stringify(rules)}\n` : rules.map(inWords).join(''));
    return 0;
  },
};

function wishes(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        on: { type: 'string' },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function inForce(day: string, language: Language): FiscalRule[] {
  return statutoryRules
    .flatMap((rule) => statutoryViews(rule, day, language))
    .filter(({ is_active }) => is_active);
}

function versions(key: string, day: string, language: Language): FiscalRule[] {
  const rule = statutoryRule(key);
  if (rule === undefined)
    throw new UsageError(
      `there is no rule ${key} in the law of this release; \`npx scell rules\` lists them.`,
    );
  return statutoryViews(rule, day, language);
}

function inWords(rule: FiscalRule): string {
  const { kind: _, ...definition } = rule.rule_definition;
  const doubt = rule.certainty === 'certain' ? '' : `  [${rule.certainty}]`;
  const lines = [
    `${rule.key}  ${rule.effective_from} – ${rule.effective_until ?? ''}${doubt}`,
    `    ${rule.name}`,
    `    ${JSON.stringify(definition)}`,
    `    ${rule.legal_reference ?? ''}`,
    ...(rule.description === null ? [] : [`    ${rule.description}`]),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function languageOf(word: string): Language {
  if (word === 'fr' || word === 'en') return word;
  throw new UsageError('--lang is fr or en.');
}

function dayOf(text: string | undefined): string {
  if (text === undefined) return fiscalDay(new Date());
  const time = Date.parse(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(time || 0).toISOString().startsWith(text)) return text;
  throw new UsageError('--on is a day, as 2026-11-20.');
}
