// How strong one frequency is in a stretch of telephone audio: Goertzel's filter over 16-bit samples at 8 kHz.

/** As telephones carry it (ITU-T G.711). */
export const sampleRate = 8_000;

/** The squared amplitude of the frequency between `from` and `from + length`. */
export function powerOf(samples: ArrayLike<number>, from: number, length: number, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, last] = [0, 0];
  for (let at = from; at < from + length; at++) {
    const next = samples[at]! + turn * last - before;
    before = last;
    last = next;
  }
  return ((last * last + before * before - turn * last * before) * 4) / (length * length);
}

/** The mean square: of one tone, half of its squared amplitude. */
export function meanSquare(samples: ArrayLike<number>, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at++) sum += samples[at]! * samples[at]!;
  return sum / length;
}

export const samplesOf = (milliseconds: number): number => Math.round((milliseconds * sampleRate) / 1_000);

/** Tones at once, each with its amplitude; together they must stay below 32,767. */
export function tones(milliseconds: number, parts: readonly { hertz: number; amplitude: number }[]): Int16Array {
  return Int16Array.from({ length: samplesOf(milliseconds) }, (_, at) =>
    Math.round(
      parts.reduce(
        (sum, { hertz, amplitude }) => sum + amplitude * Math.sin((2 * Math.PI * hertz * at) / sampleRate),
        0,
      ),
    ),
  );
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
