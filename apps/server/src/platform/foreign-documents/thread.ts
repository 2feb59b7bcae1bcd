/** The thread of `foreignDocuments`: reads what strangers sent. */
import { serveThread } from '../threads/serve-thread.ts';
import { work } from './work.ts';

serveThread(work);
