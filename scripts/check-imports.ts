/**
 * Import directions and the borders between rooms, checked on the text of every TypeScript file of packages/, sdks/ and
 * apps/: a package imports only packages below it, libraries stay free of Node, SQL and the environment stay where they live.
 *
 *     node scripts/check-imports.ts [root]
 *
 * One line a problem, exit code 1 when there is one.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

/** `file` is relative to the root, with slashes; `line` counts from 1. */
export interface Problem {
  file: string;
  line: number;
  text: string;
}

/** A room imports rooms of a lower level only: never upwards, never sideways. */
const levels: Record<string, number> = {
  core: 0,
  en16931: 1,
  syntax: 2,
  pdf: 2,
  validation: 3,
  facturx: 4,
  ledger: 4,
  signing: 4,
  contract: 5,
};
const sdkLevel = 6;
const appLevel = 7;

interface Room {
  /** "packages/core" */
  folder: string;
  /** "@scell/core", from its package.json. */
  name: string;
  level: number;
  /** Subpaths that package.json exports, "." for the package itself. */
  exports: string[];
}

interface SourceFile {
  path: string;
  room: Room;
  /** The text with comments blanked; lines and columns unchanged. */
  code: string;
  /** `code` with the inside of strings blanked too. */
  bare: string;
  isTest: boolean;
}

/**
 * Every problem below `root`, in order of file and line.
 * @throws {Error} when a room has no package.json with a name, or a package is missing from the levels.
 */
export function checkImports(root: string): Problem[] {
  const rooms = ['packages', 'sdks', 'apps'].flatMap((group) => roomsOf(root, group));
  const problems: Problem[] = [];
  for (const room of rooms) {
    for (const path of typescriptFiles(root, room.folder)) {
      const file = read(root, path, room);
      for (const check of [checkSpecifiers, checkPackageGlobals, checkEnvironment, checkSql, checkBarrels]) {
        problems.push(...check(file, rooms));
      }
    }
  }
  return problems;
}

function roomsOf(root: string, group: string): Room[] {
  const folder = join(root, group);
  if (!existsSync(folder)) return [];
  const rooms: Room[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const manifest = join(folder, entry.name, 'package.json');
    if (!entry.isDirectory() || !existsSync(manifest)) continue;
    const { name, exports = {} }: { name?: string; exports?: Record<string, unknown> | string } = JSON.parse(
      readFileSync(manifest, 'utf8'),
    );
    if (name === undefined) throw new Error(`${manifest} has no name`);
    const level = group === 'apps' ? appLevel : group === 'sdks' ? sdkLevel : levels[entry.name];
    if (level === undefined)
      throw new Error(`give packages/${entry.name} a level in scripts/check-imports.ts`);
    rooms.push({
      folder: `${group}/${entry.name}`,
      name,
      level,
      exports: typeof exports === 'string' ? ['.'] : Object.keys(exports),
    });
  }
  return rooms;
}

function typescriptFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|dist|golden)\//.test(path))
    .sort();
}

function read(root: string, path: string, room: Room): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  const tokens = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  const code = text.replace(tokens, (token) => (/^\/[/*]/.test(token) ? blank(token) : token));
  return {
    path,
    room,
    code,
    bare: code.replace(tokens, (token) => `${token[0]}${blank(token.slice(1, -1))}${token[0]}`),
    isTest: /\.test\.tsx?$/.test(path) || path.startsWith(`${room.folder}/test/`),
  };
}

function* matches(pattern: RegExp, text: string): Generator<{ line: number; match: RegExpExecArray }> {
  for (const match of text.matchAll(pattern)) {
    yield { line: text.slice(0, match.index).split('\n').length, match };
  }
}

function checkSpecifiers(file: SourceFile, rooms: Room[]): Problem[] {
  const problems: Problem[] = [];
  const specifiers = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;
  for (const { line, match } of matches(specifiers, file.code)) {
    const specifier = match[2] ?? '';
    const text = specifier.startsWith('.')
      ? relativeProblem(file, specifier, rooms)
      : bareProblem(file, specifier, rooms);
    if (text !== undefined) problems.push({ file: file.path, line, text });
  }
  return problems;
}

function relativeProblem(file: SourceFile, specifier: string, rooms: Room[]): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(file.path), specifier));
  if (!target.startsWith(`${file.room.folder}/`)) {
    const owner = rooms.find(({ folder }) => target.startsWith(`${folder}/`));
    // Samples and helpers of a lower room's tests are no part of its public face, so tests reach them by path.
    const testMaterial = owner !== undefined && target.startsWith(`${owner.folder}/test/`);
    if (file.isTest && testMaterial) return directionProblem(file.room, owner);
    return `reaches ${target} by path: import the package by its name`;
  }
  const from = featureOf(file.path);
  const to = featureOf(target);
  if (to !== undefined && to !== from && /\/store(\.ts$|\/)/.test(target) && !file.isTest) {
    return `uses the store of features/${to}: call one of its commands`;
  }
  return undefined;
}

function bareProblem(file: SourceFile, specifier: string, rooms: Room[]): string | undefined {
  if (file.room.folder.startsWith('packages/') && !file.isTest && isBuiltin(specifier)) {
    return `imports ${specifier}: packages run outside Node too`;
  }
  const target = rooms.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (target === undefined) return undefined;
  const subpath = specifier === target.name ? '.' : `.${specifier.slice(target.name.length)}`;
  if (!target.exports.includes(subpath)) return `imports ${specifier}, which ${target.name} does not export`;
  return directionProblem(file.room, target);
}

function directionProblem(from: Room, to: Room): string | undefined {
  if (to.level < from.level) return undefined;
  return `${from.folder} imports ${to.folder}: imports point down only`;
}

function featureOf(path: string): string | undefined {
  return /^apps\/server\/src\/features\/([^/]+)\//.exec(path)?.[1];
}

function checkPackageGlobals(file: SourceFile): Problem[] {
  if (!file.room.folder.startsWith('packages/') || file.isTest) return [];
  const globals = /(?<![.\w$])(Buffer|process|Temporal|__dirname)(?=\s*[.([<])/g;
  return [...matches(globals, file.bare)].map(({ line, match }) => ({
    file: file.path,
    line,
    text: `uses ${match[1]}: packages run outside Node too`,
  }));
}

function checkEnvironment(file: SourceFile): Problem[] {
  const serverSource =
    /^apps\/[^/]+\/src\//.test(file.path) && !/^apps\/[^/]+\/src\/config\.ts$/.test(file.path);
  if (!serverSource || file.isTest) return [];
  return [...matches(/\bprocess\s*(?:\.\s*env\b|\[\s*['"`]env)/g, file.code)].map(({ line }) => ({
    file: file.path,
    line,
    text: 'reads process.env: config.ts is its only reader',
  }));
}

function checkSql(file: SourceFile): Problem[] {
  const home = /^apps\/server\/src\/(platform|migrations)\/|\/store(\.ts$|\/)/;
  if (!file.path.startsWith('apps/server/src/') || home.test(file.path) || file.isTest) return [];
  const text = 'holds SQL: queries live in store.ts, platform/ and migrations/';
  const builders =
    /\.\s*(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\s*[(<]|(?<![.\w$])sql\s*[`<]/g;
  const problems = [...matches(builders, file.bare)].map(({ line }) => ({ file: file.path, line, text }));
  // A type of Kysely or pg in a signature is no query; a value is.
  const values = /\bimport\s+(?!type\b)[^;'"]*?\bfrom\s*['"](?:kysely|pg)['"]/g;
  for (const { line, match } of matches(values, file.code)) {
    const names = /\{([^}]*)\}/.exec(match[0])?.[1]?.split(',') ?? ['value'];
    const onlyTypes = names.every((name) => /^\s*(type\s.*)?\s*$/.test(name));
    if (!onlyTypes) problems.push({ file: file.path, line, text });
  }
  return problems;
}

function checkBarrels(file: SourceFile): Problem[] {
  const barrel = /\/index\.tsx?$/.test(file.path) && file.path !== `${file.room.folder}/src/index.ts`;
  return barrel ? [{ file: file.path, line: 1, text: 'is a second barrel: one index.ts a package' }] : [];
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const root = resolve(process.argv[2] ?? dirname(import.meta.dirname));
  const problems = checkImports(root);
  for (const { file, line, text } of problems) process.stdout.write(`${file}:${line} ${text}\n`);
  process.stdout.write(
    `imports: ${problems.length === 0 ? 'every one points down' : `${problems.length} problems`}\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
