// Proves that the score moves one way with the inputs of which the instrument says so, along each of its worked examples.
import type { InstrumentVector } from '../../contract.ts';
import { evaluateInstrument } from '../evaluate-instrument.ts';
import type { Instrument, Monotone } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';

const stops = 24;

export function proveMonotone(instrument: Instrument, vectors: readonly InstrumentVector[]): ContentFault[] {
  const complete = vectors.filter(({ expect }) => expect.state === 'complete');
  return (instrument.monotone ?? []).flatMap((claim) => {
    const axis = axisOf(instrument, claim);
    if (!axis) return [contentFault('unknown-key', 'monotone', claim.input)];
    for (const { name, values, history } of complete) {
      let before: number | undefined;
      for (const value of axis) {
        const result = evaluateInstrument(instrument, { ...values, [claim.input]: value }, history);
        const score = result.state === 'complete' ? result.score?.value : undefined;
        if (score === undefined) continue;
        const moved = before === undefined ? 0 : claim.score === 'rising' ? score - before : before - score;
        if (moved < -1e-9)
          return [
            contentFault('not-monotone', `monotone.${claim.input}`, `${name}: ${before} to ${score} at ${value}`),
          ];
        before = score;
      }
    }
    return [];
  });
}

/** Values of the input in rising order; no comes before yes. */
function axisOf({ inputs }: Instrument, { input: key }: Monotone): (number | boolean)[] | undefined {
  const input = inputs.find((one) => one.key === key);
  if (input?.kind === 'yes-no') return [false, true];
  if (input?.kind !== 'number') return undefined;
  const [low, high] = input.range;
  const onStep = (value: number): number => Number((Math.round(value / input.step) * input.step).toFixed(6));
  return Array.from({ length: stops + 1 }, (_, index) => onStep(low + ((high - low) * index) / stops)).filter(
    (value) => value >= low && value <= high,
  );
}
