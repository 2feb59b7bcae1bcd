import type { ProofJudge } from '../src/index.ts';

export const judgeProof: ProofJudge = () => ({ state: 'unjudged' });
