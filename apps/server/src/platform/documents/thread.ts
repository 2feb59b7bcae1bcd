/** The thread of `threadMaker`: draws and stores files. */
import { workerData } from 'node:worker_threads';
import { readFonts } from '../fonts.ts';
import { serveThread } from '../threads/serve-thread.ts';
import { renderAndStore, type StoredFile } from './document-maker.ts';
import type { RenderJob } from './render-files.ts';

const contentRoot = String(workerData);
const fonts = await readFonts();

serveThread<RenderJob, StoredFile[]>((job) => renderAndStore(fonts, contentRoot, job));
