// Text as sound, for a county without a voice: each byte is two tones, as a modem would send it; no human speech, and nothing a keypad sends.
import { joined, meanSquare, powerOf, samplesOf, tones } from './goertzel.ts';

/** All above the rows of a keypad (ITU-T Q.23 ends at 941 Hz there), in the band of a telephone (300 to 3,400 Hz). */
const upperNibble = Array.from({ length: 16 }, (_, at) => 1_700 + 50 * at);
const lowerNibble = Array.from({ length: 16 }, (_, at) => 2_550 + 50 * at);
const pilotHertz = 500;
const pilotMilliseconds = 100;
/** 40 bytes a second: as long as a person would speak. */
const symbolMilliseconds = 25;
const symbolSamples = samplesOf(symbolMilliseconds);
/** Of each symbol the middle is listened to: 50 Hz apart, tones do not disturb each other there. */
const listened = 160;
const guard = (symbolSamples - listened) / 2;
const amplitude = 5_000;
const leastMean = 100 ** 2;
const hop = 8;

/** Pilot, length, UTF-8, check sum. */
export function carry(text: string): Int16Array {
  const body = new TextEncoder().encode(text);
  const check = checkSum(body);
  const bytes = [body.length >> 8, body.length & 255, ...body, check >> 8, check & 255];
  return joined([
    tones(pilotMilliseconds, [{ hertz: pilotHertz, amplitude: 2 * amplitude }]),
    ...bytes.map((byte) =>
      tones(symbolMilliseconds, [
        { hertz: upperNibble[byte >> 4]!, amplitude },
        { hertz: lowerNibble[byte & 15]!, amplitude },
      ]),
    ),
    tones(symbolMilliseconds, []),
  ]);
}

/** CRC-16/CCITT-FALSE. */
function checkSum(bytes: Iterable<number>): number {
  let sum = 0xffff;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff;
  }
  return sum;
}

export interface Heard {
  text: string;
  /** The sound stopped before its end, or was disturbed. */
  broken: boolean;
}

/** Hears a line and tells each text when its sound ends. */
export class CarrierReader {
  private readonly samples: number[] = [];
  /** Windows of pilot so far; undefined while a text is read. */
  private pilot: number | undefined = 0;
  private bytes: number[] = [];

  hear(audio: ArrayLike<number>): Heard[] {
    for (let at = 0; at < audio.length; at++) this.samples.push(audio[at]!);
    const heard: Heard[] = [];
    let from = 0;
    for (;;) {
      const length = this.pilot === undefined ? symbolSamples : listened;
      if (from + length > this.samples.length) break;
      if (this.pilot === undefined) {
        const done = this.symbol(from + guard);
        if (done) heard.push(done);
        from += symbolSamples;
      } else from += this.search(from);
    }
    this.samples.splice(0, from);
    return heard;
  }

  /** Looks for the end of a pilot; returns how far to go on. */
  private search(from: number): number {
    const mean = meanSquare(this.samples, from, listened);
    const share = powerOf(this.samples, from, listened, pilotHertz) / 2 / Math.max(mean, 1);
    if (mean >= leastMean && share > 0.6) this.pilot!++;
    else if (this.pilot! * hop >= samplesOf(pilotMilliseconds / 2) && share > 0.05) {
      // Half of the window still lies in the pilot: the text begins in its middle.
      if (share > 0.25) return hop;
      this.pilot = undefined;
      this.bytes = [];
      return listened / 2;
    } else this.pilot = 0;
    return hop;
  }

  private symbol(from: number): Heard | undefined {
    const mean = meanSquare(this.samples, from, listened);
    const upper = strongest(this.samples, from, upperNibble);
    const lower = strongest(this.samples, from, lowerNibble);
    if (mean < leastMean || (upper.power + lower.power) / 2 < mean / 2) return this.end(true);
    this.bytes.push(upper.place * 16 + lower.place);
    const length = this.bytes[0]! * 256 + (this.bytes[1] ?? 0);
    return this.bytes.length >= 2 && this.bytes.length === length + 4 ? this.end(false) : undefined;
  }

  private end(cut: boolean): Heard | undefined {
    const { bytes } = this;
    this.pilot = 0;
    this.bytes = [];
    if (bytes.length < 3) return undefined;
    const body = bytes.slice(2, cut ? undefined : -2);
    const right = !cut && checkSum(body) === bytes.at(-2)! * 256 + bytes.at(-1)!;
    return { text: new TextDecoder().decode(Uint8Array.from(body)).replace(/\uFFFD+$/, ''), broken: !right };
  }
}

function strongest(
  samples: ArrayLike<number>,
  from: number,
  hertz: readonly number[],
): { place: number; power: number } {
  const powers = hertz.map((one) => powerOf(samples, from, listened, one));
  const power = Math.max(...powers);
  return { place: powers.indexOf(power), power };
}
