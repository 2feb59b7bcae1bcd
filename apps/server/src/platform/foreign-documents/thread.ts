/** The thread of `threadedForeignDocuments`: reads what strangers sent. */
import { readFonts } from '../fonts.ts';
import { serveThread } from '../threads/serve-thread.ts';
import { type ForeignAnswer, type ForeignJob, work } from './work.ts';

const fonts = await readFonts();

serveThread<ForeignJob, ForeignAnswer>((job) => work(job, fonts));
