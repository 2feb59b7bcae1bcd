/**
 * The process that reads what may kill it: `node worker.ts <seed> <first> <end> <seconds> <progress>`. Takes the files from `first` up to `end`, or
 * until the seconds have passed, writes the number in hand to the file `progress`, and each result as a line of JSON.
 */
import { openSync, writeSync } from 'node:fs';
import { askEverything, type Call } from './ask.ts';
import { fuzzInputs } from './inputs.ts';

/** A file that crashed a reader or took too long. */
export interface Fault {
  number: number;
  name: string;
  fault: string;
}

/** What the whole run came to. */
export interface Summary {
  files: number;
  slowest: Call & { number: number; file: string };
  /** Bytes that the process held at most. */
  peakMemory: number;
}

/** No call may take longer, in milliseconds of processor time. */
const LONGEST_CALL = 1000;

const [seed = 0, first = 0, end = 0, seconds = 0] = process.argv.slice(2).map(Number);
const progress = openSync(process.argv[6] ?? '', 'w');
const input = await fuzzInputs(seed);
const until = Date.now() + seconds * 1000;
const say = (line: Fault | Summary) => writeSync(1, `${JSON.stringify(line)}\n`);

const summary: Summary = {
  files: 0,
  slowest: { number: -1, file: '', name: '', milliseconds: 0 },
  peakMemory: 0,
};
for (let number = first; number < end && Date.now() < until; number++) {
  writeSync(progress, String(number).padStart(12), 0);
  const file = input(number);
  try {
    let slowest = slowestOf(askEverything(file));
    // Once more before it is called slow: compilation and collection of garbage fall on whom they will.
    if (slowest.milliseconds > LONGEST_CALL) slowest = faster(slowest, slowestOf(askEverything(file)));
    if (slowest.milliseconds > summary.slowest.milliseconds)
      summary.slowest = { ...slowest, number, file: file.name };
    if (slowest.milliseconds > LONGEST_CALL) {
      const fault = `${slowest.name} took ${Math.round(slowest.milliseconds)} ms`;
      say({ number, name: file.name, fault });
    }
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined;
    say({ number, name: file.name, fault: stack?.split('\n').slice(0, 4).join(' ') ?? String(error) });
  }
  summary.files++;
}
summary.peakMemory = process.resourceUsage().maxRSS * 1024;
say(summary);

function slowestOf(calls: Call[]): Call {
  return calls.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one), {
    name: '',
    milliseconds: 0,
  });
}

function faster(one: Call, other: Call): Call {
  return other.milliseconds < one.milliseconds ? other : one;
}
