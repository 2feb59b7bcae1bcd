/** The verifier as one page: a file is dropped, read where it lies, and judged by the same code as on the command line. */
import type { Language } from '@scell/core';
import { type RandomAccess, verifyExport, ZipError } from '../src/index.ts';
import { browserCryptography } from './browser-cryptography.ts';
import { judgeProof } from './proofs.ts';
import { banner, showVerdict } from './show-verdict.ts';
import { TEXTS } from './texts.ts';

let language: Language = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
/** Draws what was last shown again, in the other language. */
let redraw = (): void => {};

function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}

const result = find('result', HTMLElement);
const keys = find('keys', HTMLTextAreaElement);
const heads = find('heads', HTMLTextAreaElement);
const input = find('file', HTMLInputElement);
const drop = find('drop', HTMLLabelElement);

function speak(): void {
  const say = TEXTS[language];
  document.documentElement.lang = language;
  document.title = say.title;
  find('title', HTMLElement).textContent = say.title;
  find('lead', HTMLElement).textContent = say.lead;
  find('keys-label', HTMLElement).textContent = say.keys;
  find('heads-label', HTMLElement).textContent = say.heads;
  find('drop-text', HTMLElement).textContent = say.drop;
  find('language', HTMLButtonElement).textContent = say.other;
  redraw();
}

function show(draw: () => HTMLElement[]): void {
  redraw = () => result.replaceChildren(...draw());
  redraw();
}

/** The hashes of a field, one a line; a text that is none is shown and ends the matter. */
function hashesOf(field: HTMLTextAreaElement): string[] | null {
  const hashes: string[] = [];
  for (const line of field.value.split('\n')) {
    const digits = line
      .replace(/^\s*sha256:/i, '')
      .replace(/[\s:-]/g, '')
      .toLowerCase();
    if (digits === '') continue;
    if (!/^[0-9a-f]{64}$/.test(digits)) {
      show(() => [banner('unreadable', TEXTS[language].badHash(line.trim()))]);
      return null;
    }
    hashes.push(digits);
  }
  return hashes;
}

function reading(file: File): RandomAccess {
  return {
    size: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}

/** Of two files dropped one after the other, the later is shown. */
let latest = 0;

async function judge(file: File): Promise<void> {
  latest += 1;
  const turn = latest;
  const pins = hashesOf(keys);
  const pinnedHeads = pins === null ? null : hashesOf(heads);
  if (pins === null || pinnedHeads === null) return;
  const bar = document.createElement('progress');
  show(() => {
    const text = document.createElement('p');
    text.textContent = `${TEXTS[language].working} ${file.name}`;
    return [text, bar];
  });
  let drawn = performance.now();
  const progress = (done: number, total: number) => {
    if (performance.now() - drawn < 100) return;
    drawn = performance.now();
    bar.max = total;
    bar.value = done;
  };
  try {
    const ports = { crypto: await browserCryptography(), judgeProof };
    const verdict = await verifyExport(reading(file), ports, { pins, heads: pinnedHeads, progress });
    if (turn === latest) show(() => showVerdict(verdict, language));
  } catch (error) {
    if (turn !== latest) return;
    const text = error instanceof ZipError ? error.text : { fr: String(error), en: String(error) };
    show(() => [banner('unreadable', `${TEXTS[language].unreadable}: ${text[language]}`)]);
  }
}

input.addEventListener('change', () => {
  const [file] = input.files ?? [];
  if (file !== undefined) void judge(file);
});
for (const type of ['dragenter', 'dragover'])
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
for (const type of ['dragleave', 'drop']) drop.addEventListener(type, () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file !== undefined) void judge(file);
});
find('language', HTMLButtonElement).addEventListener('click', () => {
  language = language === 'fr' ? 'en' : 'fr';
  speak();
});
speak();
