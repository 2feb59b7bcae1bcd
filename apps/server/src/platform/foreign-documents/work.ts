import type { ConvertedDocument, InvoiceFonts } from '@scell/facturx';
import { type ConvertJob, convert } from './convert.ts';
import { type Fault, faultOf } from './fault.ts';
import { type JudgeJob, type JudgeResult, judge } from './judge.ts';
import { type ReadJob, type ReadResult, read } from './read.ts';

/** What can be done with somebody's document, by the name of the job, and what comes of it. */
export interface ForeignWork {
  judge: { job: JudgeJob; result: JudgeResult };
  convert: { job: ConvertJob; result: ConvertedDocument };
  read: { job: ReadJob; result: ReadResult };
}

export type ForeignJob = ForeignWork[keyof ForeignWork]['job'];
type ForeignResult = ForeignWork[keyof ForeignWork]['result'];

/** What came of a job, or why nothing did. */
export type ForeignAnswer = { result: ForeignResult } | { fault: Fault };

/** Does a job in the calling thread. Only what is no fault of the document is thrown. */
export function work(job: ForeignJob, fonts: InvoiceFonts): ForeignAnswer {
  try {
    return { result: resultOf(job, fonts) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { fault };
  }
}

function resultOf(job: ForeignJob, fonts: InvoiceFonts): ForeignResult {
  switch (job.kind) {
    case 'judge':
      return judge(job);
    case 'convert':
      return convert(job, fonts);
    case 'read':
      return read(job);
  }
}
