import { webcrypto } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '@scell/core';
import {
  type ExportVerdict,
  type Finding,
  factsText,
  isFault,
  placeText,
  proofJudge,
  readPemCertificates,
  sentenceOf,
  verdictText,
  verifyExport,
  ZipError,
} from '@scell/ledger';
import { nodeInflate, withFile } from '../platform/verification/export-file.ts';
import { nodeCryptography } from '../platform/verification/node-cryptography.ts';
import { verifyPage } from '../platform/verification/verify-page.ts';
import { type Command, UsageError } from './command.ts';

const words = {
  fr: {
    unreadable: 'illisible',
    noFile: 'le fichier ne peut être lu',
    fault: 'Premier défaut',
    others: (count: number) => (count === 1 ? 'et un autre défaut' : `et ${count} autres défauts`),
    of: (name: string, environment: string, at: string, release: string) =>
      `Export de ${name} (${environment}), fait le ${at} par Scell ${release}`,
    held: (chains: number, entries: number, closings: number, documents: number, files: number) =>
      `${chains} chaîne(s), ${entries} écriture(s) dont ${closings} clôture(s), ${documents} document(s), ${files} membre(s)`,
    head: 'tête',
    reached: (head: string, chain: string, position: number) =>
      `Tête publiée ${head} : atteinte par la chaîne ${chain}, écriture ${position}`,
    key: 'clé',
    notes: { count: 'à savoir' },
    written: 'page écrite ; SHA-256',
  },
  en: {
    unreadable: 'unreadable',
    noFile: 'the file cannot be read',
    fault: 'First fault',
    others: (count: number) => (count === 1 ? 'and one other fault' : `and ${count} other faults`),
    of: (name: string, environment: string, at: string, release: string) =>
      `Export of ${name} (${environment}), made ${at} by Scell ${release}`,
    held: (chains: number, entries: number, closings: number, documents: number, files: number) =>
      `${chains} chain(s), ${entries} entries with ${closings} closing(s), ${documents} document(s), ${files} member(s)`,
    head: 'head',
    reached: (head: string, chain: string, position: number) =>
      `Published head ${head}: reached by chain ${chain}, entry ${position}`,
    key: 'key',
    notes: { count: 'to know' },
    written: 'page written; SHA-256',
  },
} as const;

/** As the shell sees it: whole, tampered with, or nothing that can be read. */
const EXIT = { whole: 0, faulty: 1, unreadable: 2 } as const;

export const verifyCommand: Command = {
  summary:
    'Prove that an export of the ledger was not changed, or name what was; needs nothing but the file. Exit 0 when whole, 1 when not, 2 when it cannot be read.',
  usage:
    'EXPORT [--key FINGERPRINT]… [--head HASH]… [--tsa-roots PEM] [--json] [--lang fr|en] | --page OUT.html',
  async run(args) {
    const { file, page, pins, heads, tsaRoots, json, language } = read(args);
    const say = words[language];
    if (page !== undefined) {
      const { html, sha256 } = await verifyPage();
      await writeFile(page, html);
      process.stdout.write(`${page}: ${say.written} ${sha256}\n`);
      return EXIT.whole;
    }
    try {
      const crypto = nodeCryptography();
      const roots = tsaRoots === undefined ? [] : readPemCertificates(await readFile(tsaRoots, 'utf8'));
      const judgeProof = proofJudge({ hashes: crypto, signatures: webcrypto.subtle, roots });
      const ports = { crypto, judgeProof, inflate: nodeInflate };
      const verdict = await withFile(file, (source) => verifyExport(source, ports, { pins, heads }));
      process.stdout.write(json ? `${jsonOf(file, verdict)}\n` : told(file, verdict, language));
      return verdict.whole ? EXIT.whole : EXIT.faulty;
    } catch (error) {
      const text =
        error instanceof ZipError ? error.text : isFileError(error) ? noFile(error.code) : undefined;
      if (text === undefined) throw error;
      if (json) process.stdout.write(`${JSON.stringify({ file, verdict: 'unreadable', text })}\n`);
      else process.stderr.write(`${file}: ${say.unreadable}: ${text[language]}\n`);
      return EXIT.unreadable;
    }
  },
};

interface Options {
  file: string;
  page: string | undefined;
  pins: string[];
  heads: string[];
  /** Certificates of time-stamping authorities that are trusted. */
  tsaRoots: string | undefined;
  json: boolean;
  language: Language;
}

function read(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if ((file === undefined) === (values.page === undefined) || more.length > 0)
    throw new UsageError('give one export, or --page OUT.html.');
  const language = LANGUAGES.find((name) => name === values.lang);
  if (language === undefined) throw new UsageError(`--lang is ${LANGUAGES.join(' or ')}.`);
  return {
    file: file ?? '',
    page: values.page,
    pins: values.key.map((text) => hash(text, 'key')),
    heads: values.head.map((text) => hash(text, 'head')),
    tsaRoots: values['tsa-roots'],
    json: values.json,
    language,
  };
}

/** 64 hexadecimal digits, as people copy them: with `sha256:` before, in capitals, or grouped. */
function hash(text: string, option: string): string {
  const digits = text
    .replace(/^sha256:/i, '')
    .replace(/[\s:-]/g, '')
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new UsageError(`--${option} takes 64 hexadecimal digits.`);
  return digits;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        head: { type: 'string', multiple: true, default: [] },
        'tsa-roots': { type: 'string' },
        page: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && 'path' in error && typeof error.code === 'string';
}

function noFile(code: string) {
  return { fr: `${words.fr.noFile} (${code}).`, en: `${words.en.noFile} (${code}).` };
}

function jsonOf(file: string, verdict: ExportVerdict): string {
  const { whole, pinned, faults, findings, counts, manifest, chains, heads, keys, files, proofs } = verdict;
  return JSON.stringify({
    file,
    verdict: whole ? (pinned ? 'whole' : 'self-consistent') : 'tampered',
    pinned,
    text: verdictText(verdict),
    faults,
    counts,
    findings: findings.map((finding) => ({ ...finding, fault: isFault(finding), text: sentenceOf(finding) })),
    environment: manifest?.environment ?? null,
    tenant: manifest?.tenant ?? null,
    exported_at: manifest?.exported_at ?? null,
    period: manifest?.period ?? null,
    chains: chains.map(({ head, ...chain }) => ({
      ...chain,
      head: head === null ? null : Buffer.from(head).toString('hex'),
    })),
    heads,
    keys,
    members: files,
    proofs,
  });
}

function told(file: string, verdict: ExportVerdict, language: Language): string {
  const say = words[language];
  const { manifest, chains, findings, faults, heads, keys, files } = verdict;
  const total = (name: 'entries' | 'closings' | 'documents') =>
    chains.reduce((sum, chain) => sum + chain[name], 0);
  const lines = [`${file}: ${verdictText(verdict)[language]}`];
  const [first] = findings;
  if (first !== undefined && isFault(first)) {
    lines.push(`  ${say.fault}: ${sentence(first, language)}`);
    if (faults > 1) lines.push(`  ${say.others(faults - 1)}.`);
  }
  if (manifest !== null) {
    const { tenant, environment, exported_at, release } = manifest;
    lines.push(`  ${say.of(tenant.name, environment, exported_at, release)}`);
  }
  lines.push(
    `  ${say.held(chains.length, total('entries'), total('closings'), total('documents'), files)}`,
    ...keys.map((key) => `  ${say.key} ${key}`),
    ...chains
      .filter(({ head }) => head !== null)
      .map(
        ({ chain, lastPosition, head }) =>
          `  ${say.head} ${chain} ${lastPosition} ${Buffer.from(head ?? []).toString('hex')}`,
      ),
  );
  for (const { head, chain, position } of heads)
    if (chain !== null && position !== null) lines.push(`  ${say.reached(head, chain, position)}`);
  for (const note of notes(findings)) lines.push(`  ${say.notes.count}: ${sentence(note, language)}`);
  return `${lines.join('\n')}\n`;
}

function sentence(finding: Finding, language: Language): string {
  const facts = factsText(finding, language);
  return [
    sentenceOf(finding)[language],
    placeText(finding.place, language),
    ...(facts === '' ? [] : [`[${facts}]`]),
  ].join(' ');
}

/** One note of each kind. */
function notes(findings: readonly Finding[]): Finding[] {
  const kinds = new Map(
    findings.filter((finding) => !isFault(finding)).map((finding) => [finding.code, finding]),
  );
  return [...kinds.values()];
}
