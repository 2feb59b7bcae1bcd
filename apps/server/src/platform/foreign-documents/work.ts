import { DocumentFault, type Fault } from './fault.ts';
import { type JudgeJob, type JudgeResult, judge } from './judge.ts';

/** What can be done with somebody's document. */
export type ForeignJob = JudgeJob;

/** What came of it, or why nothing did. */
export type ForeignAnswer = { result: JudgeResult } | { fault: Fault };

/** Does a job in the calling thread. Only what is no fault of the document is thrown. */
export function work(job: ForeignJob): ForeignAnswer {
  try {
    return { result: judge(job) };
  } catch (error) {
    if (error instanceof DocumentFault) return { fault: error.fault };
    throw error;
  }
}
