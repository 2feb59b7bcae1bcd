import { readFile } from 'node:fs/promises';

const CHANGELOG = new URL('../../../../../../CHANGELOG.md', import.meta.url);

/** What a version brought, as its maker published it. */
export interface VersionNotes {
  version: string;
  notes: string[];
}

/** The versions of the change log that ships with the release, newest first; none where it was left out. */
export async function readVersionHistory(): Promise<VersionNotes[]> {
  return parseChangelog(await readFile(CHANGELOG, 'utf8').catch(() => ''));
}

/** Sections of a change log in the form of Keep a Changelog: a heading a version, a list of what changed. */
export function parseChangelog(text: string): VersionNotes[] {
  const versions: VersionNotes[] = [];
  for (const line of text.split('\n')) {
    const version = /^## (.+)$/.exec(line)?.[1];
    if (version !== undefined) versions.push({ version: plain(version), notes: [] });
    const notes = versions.at(-1)?.notes;
    if (notes === undefined) continue;
    const note = /^[-*] (.+)$/.exec(line)?.[1];
    const more = /^ {2,}(\S.*)$/.exec(line)?.[1];
    if (note !== undefined) notes.push(plain(note));
    else if (more !== undefined && notes.length > 0) notes.push(`${notes.pop()} ${plain(more)}`);
  }
  return versions;
}

/** Markdown as plain text: code without its marks, links as their words. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();
}
