import type { Language } from '@scell/core';
import {
  type ExportVerdict,
  type Finding,
  factsText,
  isFault,
  placeText,
  sentenceOf,
  toHex,
  verdictText,
} from '../src/index.ts';
import { TEXTS } from './texts.ts';

/** More rows than anybody reads; the command line lists more. */
const MOST_ROWS = 200;

/** The verdict for a person: first what it is, then what is wrong and where, then what the export holds. */
export function showVerdict(verdict: ExportVerdict, language: Language): HTMLElement[] {
  const { whole, pinned, findings } = verdict;
  const kind = whole ? (pinned ? 'whole' : 'self-consistent') : 'tampered';
  const faults = findings.filter(isFault);
  const notes = findings.filter((finding) => !isFault(finding));
  return [
    banner(kind, verdictText(verdict)[language]),
    ...firstFault(faults[0], language),
    ...allFaults(faults, verdict.faults, language),
    ...contents(verdict, language),
    ...noteList(notes, language),
  ];
}

/** The verdict itself; `kind` is also what a program reads from the page. */
export function banner(kind: string, text: string): HTMLElement {
  const element = made('p', text);
  element.className = `verdict ${kind}`;
  element.dataset.verdict = kind;
  return element;
}

function firstFault(first: Finding | undefined, language: Language): HTMLElement[] {
  if (first === undefined) return [];
  const say = TEXTS[language];
  const facts = factsText(first, language);
  const section = rows([
    [say.first, sentenceOf(first)[language]],
    [say.where, code(placeText(first.place, language))],
    ...(facts === '' ? [] : [[say.facts, code(facts)] as const]),
  ]);
  section.id = 'first-fault';
  section.dataset.code = first.code;
  section.dataset.chain = first.place.chain ?? '';
  section.dataset.position = String(first.place.position ?? '');
  section.dataset.file = first.place.file ?? '';
  return [section];
}

function allFaults(faults: readonly Finding[], total: number, language: Language): HTMLElement[] {
  if (total < 2) return [];
  const shown = faults.slice(0, MOST_ROWS);
  const details = document.createElement('details');
  details.append(
    made('summary', TEXTS[language].all(shown.length, total)),
    rows(
      shown.map((fault) => [code(placeText(fault.place, language)), sentenceOf(fault)[language]] as const),
    ),
  );
  return [details];
}

function contents(verdict: ExportVerdict, language: Language): HTMLElement[] {
  const say = TEXTS[language];
  const { manifest, chains, keys, heads, proofs } = verdict;
  const about =
    manifest === null
      ? []
      : ([
          [say.tenant, manifest.tenant.name],
          [say.environment, manifest.environment === 'sandbox' ? say.sandbox : say.production],
          [say.madeAt, manifest.exported_at],
          [say.release, manifest.release],
          [
            say.period,
            manifest.period === null
              ? say.everything
              : `${manifest.period.start_date ?? '…'} – ${manifest.period.end_date ?? '…'}`,
          ],
        ] as const);
  const listed = new Map(manifest?.chains.map((chain) => [chain.chain_id, chain]));
  const ofChains = chains.map(({ chain, entries, closings, documents, head }) => {
    const { kind = '', seller = '' } = listed.get(chain) ?? {};
    const cell = document.createElement('span');
    cell.append(
      `${kind} ${seller} – ${entries} ${say.entries}, ${closings} ${say.closings}, ${documents} ${say.documents}`,
      document.createElement('br'),
      `${say.head}: `,
      code(head === null ? '–' : toHex(head)),
    );
    return [code(chain), cell] as const;
  });
  const ofHeads = heads.map(
    ({ head, chain, position }) =>
      [code(head), chain === null || position === null ? say.missed : say.reached(chain, position)] as const,
  );
  return [
    made('h2', say.held),
    rows([
      ...about,
      [say.proofs, say.proofCounts(proofs.valid, proofs.pending, proofs.unjudged)],
      ...keys.map((key) => [say.keysHeld, code(key)] as const),
      ...ofHeads,
    ]),
    made('h2', say.chains),
    rows(ofChains),
  ];
}

function noteList(notes: readonly Finding[], language: Language): HTMLElement[] {
  if (notes.length === 0) return [];
  return [
    made('h2', TEXTS[language].notes),
    rows(
      notes
        .slice(0, MOST_ROWS)
        .map((note) => [code(placeText(note.place, language)), sentenceOf(note)[language]] as const),
    ),
  ];
}

function rows(cells: readonly (readonly (string | HTMLElement)[])[]): HTMLTableElement {
  const table = document.createElement('table');
  for (const row of cells) {
    const line = table.insertRow();
    for (const cell of row) line.insertCell().append(cell);
  }
  return table;
}

function code(text: string): HTMLElement {
  return made('code', text);
}

/** Text only: what an export says is never read as HTML. */
function made(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
