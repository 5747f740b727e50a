// Many random histories beside each other; counts those that could not have happened.
import { randomFrom, runRandomHistory } from '#foundation/orders/rules/testing/random-history.ts';
import { trialServer, type TrialOrders } from './trial-orders.ts';

const atOnce = 6;
const firstSeed = 20_261_127;
const mostFaultsShown = 5;

export async function interleave(trial: TrialOrders, runs: number, note: (line: string) => void) {
  const sum = { asked: 0, won: 0, refused: 0, repeated: 0 };
  const faults: string[] = [];
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    for (let run = next++; run < runs; run = next++) {
      const random = randomFrom(firstSeed + run);
      const one = await runRandomHistory(trialServer(trial, random), random);
      for (const key of ['asked', 'won', 'refused', 'repeated'] as const) sum[key] += one[key];
      faults.push(...one.faults.map((fault) => `seed ${firstSeed + run}: ${fault}`));
      if ((run + 1) % 1_000 === 0) note(`${run + 1} of ${runs} histories, ${faults.length} faults`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return {
    interleavings: runs,
    ...sum,
    faults: faults.length,
    firstFaults: faults.slice(0, mostFaultsShown),
    seconds: Math.round((performance.now() - began) / 1_000),
  };
}
