// The keys of a telephone in its audio: two tones at once (ITU-T Q.23), told apart from speech and noise (ITU-T Q.24).
import { joined, meanSquare, powerOf, tones } from './goertzel.ts';

export const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
export type Key = (typeof keys)[number];
/** ITU-T Q.23, in hertz; the fourth column has letters that telephones at home don't have. */
const rows = [697, 770, 852, 941] as const;
const columns = [1_209, 1_336, 1_477, 1_633] as const;
const pad = ['123A', '456B', '789C', '*0#D'] as const;

export interface Tone {
  milliseconds: number;
  /** Of the row's and the column's tone. */
  amplitudes: readonly [row: number, column: number];
}
const usualTone: Tone = { milliseconds: 100, amplitudes: [6_000, 6_000] };

export function keyTone(key: Key, { milliseconds, amplitudes: [low, high] }: Tone = usualTone): Int16Array {
  const row = pad.findIndex((line) => line.includes(key));
  return tones(milliseconds, [
    { hertz: rows[row]!, amplitude: low },
    { hertz: columns[pad[row]!.indexOf(key)]!, amplitude: high },
  ]);
}

/** A key and the pause after it, as a telephone sends it. */
export const keyPress = (key: Key): Int16Array => joined([keyTone(key), tones(80, [])]);

/** 25.6 ms: tells 697 from 770 Hz. */
const windowSamples = 205;
/** 2 ms. */
const hopSamples = 16;
/** Tones of 40 ms are a key, of 32 ms none (ITU-T Q.24); what lies between is left to the measurement. */
const leastHops = 18;
/** Windows that lie within the tone. */
const leastClear = 4;
/** Amplitude of each tone. */
const leastPower = 100 ** 2;
/** The column may be 4 dB stronger or 8 dB weaker than the row, and 1 dB is left to the measurement. */
const twist = [10 ** -0.9, 10 ** 0.5] as const;
/** Two tones and little else. */
const leastShare = 0.7;
/** Above the others of its group, as power. */
const clearly = 6;
/** A window that half lies within a tone has a quarter of its power. */
const half = 1 / 4;

interface Run {
  place: number;
  /** Power in each window since the tone came in, the newest last. */
  powers: number[];
  clear: number;
  told: boolean;
}

/** Hears a line sample by sample; a key is told once, while it is still held down. */
export class DtmfDetector {
  private readonly samples: number[] = [];
  /** Power of each key's tones in the newest windows. */
  private readonly past: number[][] = [];
  private run: Run | undefined;

  hear(audio: ArrayLike<number>): Key[] {
    for (let at = 0; at < audio.length; at++) this.samples.push(audio[at]!);
    const found: Key[] = [];
    let from = 0;
    for (; from + windowSamples <= this.samples.length; from += hopSamples) {
      const key = this.window(from);
      if (key) found.push(key);
    }
    this.samples.splice(0, from);
    return found;
  }

  private window(from: number): Key | undefined {
    const power = (hertz: number) => powerOf(this.samples, from, windowSamples, hertz);
    const [low, high] = [rows.map(power), columns.map(power)];
    const all = low.flatMap((row) => high.map((column) => Math.min(row, column)));
    this.past.push(all);
    if (this.past.length > (2 * windowSamples) / hopSamples) this.past.shift();
    const place = clearPlace(low, high, meanSquare(this.samples, from, windowSamples));
    const { run } = this;
    if (run) {
      const now = all[run.place]!;
      const peak = Math.max(...run.powers);
      if (now >= peak * half) {
        run.powers.push(now);
        if (place === run.place) run.clear++;
        return this.told(run);
      }
      this.run = undefined;
    }
    if (place === undefined) return undefined;
    // The windows before this one, into which the tone came.
    const before: number[] = [];
    for (let back = this.past.length - 2; back >= 0 && this.past[back]![place]! >= all[place]! * half; back--)
      before.unshift(this.past[back]![place]!);
    this.run = { place, powers: [...before, all[place]!], clear: 1, told: false };
    return this.told(this.run);
  }

  private told(run: Run): Key | undefined {
    if (run.told || run.clear < leastClear) return undefined;
    const peak = Math.max(...run.powers);
    if (run.powers.filter((power) => power >= peak * half).length < leastHops) return undefined;
    run.told = true;
    const letter = pad[Math.floor(run.place / 4)]![run.place % 4]!;
    return keys.find((key) => key === letter);
  }
}

/** Which key fills the window, if one does: row times four plus column. */
function clearPlace(low: readonly number[], high: readonly number[], mean: number): number | undefined {
  const [row, column] = [strongest(low), strongest(high)];
  if (row === undefined || column === undefined) return undefined;
  const [a, b] = [low[row]!, high[column]!];
  if (a < leastPower || b < leastPower) return undefined;
  if (b / a < twist[0] || b / a > twist[1]) return undefined;
  return (a + b) / 2 >= mean * leastShare ? row * 4 + column : undefined;
}

function strongest(powers: readonly number[]): number | undefined {
  const best = powers.indexOf(Math.max(...powers));
  return powers.every((power, at) => at === best || power * clearly <= powers[best]!) ? best : undefined;
}
