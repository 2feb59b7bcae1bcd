/** The thread of `threadMaker`: takes jobs, answers the files it stored, in order. */
import { parentPort, workerData } from 'node:worker_threads';
import { readFonts } from '../fonts.ts';
import { renderAndStore, type ThreadAnswer } from './document-maker.ts';
import type { RenderJob } from './render-files.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a thread');
const contentRoot = String(workerData);
const fonts = await readFonts();

port.on('message', ({ id, job }: { id: number; job: RenderJob }) => {
  let answer: ThreadAnswer;
  try {
    answer = { id, files: renderAndStore(fonts, contentRoot, job) };
  } catch (error) {
    answer = { id, error };
  }
  port.postMessage(answer);
});
