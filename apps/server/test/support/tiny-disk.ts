import { execFileSync } from 'node:child_process';

/** A file system of 8 kB in memory, or `null` where we may not mount one. */
export function mountTiny(): { folder: string; enlarge(): void; unmount(): void } | null {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    execFileSync('rmdir', [folder]);
    return null;
  }
  return {
    folder,
    enlarge: () => {
      execFileSync('mount', ['-o', 'remount,size=8m', folder], { stdio: 'ignore' });
    },
    unmount: () => {
      execFileSync('umount', [folder], { stdio: 'ignore' });
      execFileSync('rmdir', [folder]);
    },
  };
}
