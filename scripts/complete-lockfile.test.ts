import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('complete-lockfile.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scell-lockfile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the lock file of this repository is one that npm ci of npm 11 and 12 accepts', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stdout + stderr).toBe('0 entries missing in package-lock.json\n');
});

test('adds what is missing for other platforms, and nothing else', () => {
  const lock = {
    name: 'x',
    lockfileVersion: 3,
    packages: {
      '': { optionalDependencies: { 'tool-linux-x64': '1.2.3' } },
      'node_modules/tool': {
        version: '1.2.3',
        dev: true,
        optionalDependencies: {
          '@tool/linux-arm64-musl': '^1.2.3',
          '@tool/win32-x64': '1.2.3',
          'tool-linux-x64': '1.2.3',
        },
      },
      'node_modules/tool-linux-x64': { version: '1.2.3', integrity: 'sha512-x', optional: true },
    },
  };
  mkdirSync(join(folder, 'scripts'));
  cpSync(script, join(folder, 'scripts', 'complete-lockfile.ts'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  execFileSync(process.execPath, [join(folder, 'scripts', 'complete-lockfile.ts')]);
  const made = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  expect(made).toEqual({
    ...lock,
    packages: {
      ...lock.packages,
      'node_modules/@tool/linux-arm64-musl': {
        version: '1.2.3',
        cpu: ['arm64'],
        dev: true,
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
      'node_modules/@tool/win32-x64': {
        version: '1.2.3',
        cpu: ['x64'],
        dev: true,
        optional: true,
        os: ['win32'],
      },
    },
  });
});
