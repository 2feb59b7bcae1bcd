/** The thread of `threadRenderer`: takes jobs, answers files, in order. */
import { parentPort } from 'node:worker_threads';
import { readFonts } from '../fonts.ts';
import { type RenderJob, renderFiles } from './render-files.ts';
import type { ThreadAnswer } from './renderer.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a thread');
const fonts = await readFonts();

port.on('message', ({ id, job }: { id: number; job: RenderJob }) => {
  try {
    const files = renderFiles(fonts, job);
    port.postMessage(
      { id, files } satisfies ThreadAnswer,
      files.map(({ bytes }) => bytes.buffer),
    );
  } catch (error) {
    port.postMessage({ id, error } satisfies ThreadAnswer);
  }
});
