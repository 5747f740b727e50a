// Mutated frames of vehicle terminals: through the codec in this process, and over TCP against a running gateway.
import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { addFragment, type OpenMessages } from '#foundation/fleet/rules/jt808/fragments.ts';
import { bytesOfHex } from '#foundation/fleet/rules/jt808/bytes.ts';
import { decodeFrame } from '#foundation/fleet/rules/jt808/frame.ts';
import { FrameSplitter } from '#foundation/fleet/rules/jt808/frame-splitter.ts';
import { decodeMessage } from '#foundation/fleet/rules/jt808/message.ts';
import { fuzzRandom, type FuzzRandom } from '../fuzz-damage.ts';

const golden = new URL('../../foundation/fleet/golden/jt808-frames.json', import.meta.url);
export const goldenFrames = (): Uint8Array[] =>
  (JSON.parse(readFileSync(golden, 'utf8')) as { frames: string[] }).frames.map((hex) => bytesOfHex(hex)!);

/** Bytes changed, cut out, doubled or put in; every third keeps its checksum right, so that the bodies are reached. */
export function mutated(frames: readonly Uint8Array[], random: FuzzRandom): Uint8Array {
  const bytes = [...random.pick(frames)];
  for (let change = random.below(5); change >= 0; change--) {
    const at = 1 + random.below(Math.max(1, bytes.length - 2));
    const kind = random.below(6);
    if (kind < 3) bytes[at] = random.below(256);
    else if (kind === 3) bytes.splice(at, 1 + random.below(8));
    else if (kind === 4) bytes.splice(at, 0, random.pick([0x7d, 0x7e, 0x00, 0xff, random.below(256)]));
    else bytes.splice(at, 0, ...bytes.slice(at, at + random.below(40)));
  }
  if (random.chance(0.34)) {
    const inside = bytes.slice(1, -2).filter((byte) => byte !== 0x7e && byte !== 0x7d);
    const sum = inside.reduce((total, byte) => total ^ byte, 0);
    const tail = sum === 0x7e ? [0x7d, 2] : sum === 0x7d ? [0x7d, 1] : [sum];
    return Uint8Array.of(0x7e, ...inside, ...tail, 0x7e);
  }
  return Uint8Array.from(bytes);
}

/** MiB that are still held after a collection. */
const memory = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** Decodes so many mutated frames, split at random bytes; throws where the codec does. */
export function fuzzCodec(
  count: number,
  seed: number,
): { read: number; faults: number; halfMiB: number; endMiB: number } {
  const random = fuzzRandom(seed);
  const frames = goldenFrames();
  const splitter = new FrameSplitter();
  let open: OpenMessages = [];
  let [read, faults, halfMiB] = [0, 0, 0];
  const take = (piece: Uint8Array) => {
    for (const bytes of splitter.push(piece)) {
      const frame = decodeFrame(bytes, random.chance(0.5) ? 'strict' : 'lenient');
      const step = frame.ok ? addFragment(open, frame.value, read) : undefined;
      open = step?.open ?? open;
      const message = step?.whole ? decodeMessage(step.whole) : frame;
      if (message.ok) read++;
      else faults++;
    }
  };
  for (let done = 0; done < count; done++) {
    const bytes = mutated(frames, random);
    const cut = random.below(bytes.length + 1);
    take(bytes.subarray(0, cut));
    take(bytes.subarray(cut));
    if (done === Math.floor(count / 2)) halfMiB = memory();
  }
  return { read, faults, halfMiB, endMiB: memory() };
}

/** Sends so many mutated frames over eight connections, which come back when the gateway closes them. */
export async function fuzzGateway(port: number, count: number, seed: number, onHalf: () => void): Promise<void> {
  const frames = goldenFrames();
  let left = count;
  let halfTold = false;
  const sender = async (random: FuzzRandom): Promise<void> => {
    while (left > 0) {
      const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true });
      socket.on('error', () => undefined);
      socket.resume();
      const closed = new Promise<boolean>((done) => socket.once('close', () => done(true)));
      await Promise.race([closed, new Promise((done) => socket.once('connect', done))]);
      // As many as the gateway takes before it has had enough.
      for (let sent = 0; sent < 50 && left > 0 && !socket.destroyed; sent++, left--) {
        const bytes = mutated(frames, random);
        const cut = random.below(bytes.length + 1);
        socket.write(bytes.subarray(0, cut));
        if (sent % 5 === 0) await new Promise((wait) => setImmediate(wait));
        socket.write(bytes.subarray(cut));
      }
      socket.end();
      await Promise.race([closed, new Promise((wait) => setTimeout(wait, 2_000))]);
      socket.destroy();
      if (!halfTold && left <= count / 2) {
        halfTold = true;
        onHalf();
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, at) => sender(fuzzRandom(seed + at))));
}
