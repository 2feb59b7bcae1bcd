import { execFileSync } from 'node:child_process';

/** A file system in memory, of `size` as mount takes it (`8k`), on a folder that is there; `null` where we may not mount one. */
export function mountSmall(
  folder: string,
  size: string,
): { enlarge(size: string): void; unmount(): void } | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return {
    enlarge: (to) => {
      execFileSync('mount', ['-o', `remount,size=${to}`, folder], { stdio: 'ignore' });
    },
    unmount: () => {
      execFileSync('umount', [folder], { stdio: 'ignore' });
    },
  };
}

/** A file system of 8 kB in memory, or `null` where we may not mount one. */
export function mountTiny(): { folder: string; enlarge(): void; unmount(): void } | null {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  const mounted = mountSmall(folder, '8k');
  if (mounted === null) {
    execFileSync('rmdir', [folder]);
    return null;
  }
  return {
    folder,
    enlarge: () => mounted.enlarge('8m'),
    unmount: () => {
      mounted.unmount();
      execFileSync('rmdir', [folder]);
    },
  };
}
