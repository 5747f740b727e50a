// The demo's telephone protocol over TCP: frames of a type byte, a length and a body; control as JSON, sound as 16-bit samples.
import type { Socket } from 'node:net';
import { z } from 'zod';

const controlType = 1;
const audioType = 2;
const headBytes = 5;
const mostBytes = 1_048_576;

const controlFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('dial'), number: z.string().max(32) }),
  z.object({ type: z.enum(['answered', 'busy', 'no-answer', 'hung-up']) }),
]);
export type ControlFrame = z.infer<typeof controlFrame>;

export function sendControl(socket: Socket, frame: ControlFrame): void {
  send(socket, controlType, Buffer.from(JSON.stringify(frame)));
}

/** Little-endian. */
export function sendAudio(socket: Socket, samples: Int16Array): void {
  const body = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) body.writeInt16LE(sample, at * 2);
  send(socket, audioType, body);
}

function send(socket: Socket, type: number, body: Buffer): void {
  if (socket.destroyed || socket.writableEnded) return;
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(type);
  head.writeUInt32BE(body.length, 1);
  socket.write(Buffer.concat([head, body]));
}

/** Ends the connection of a peer that does not keep to the protocol. */
export function readFrames(
  socket: Socket,
  hear: { control(frame: ControlFrame): void; audio(samples: Int16Array): void },
): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= headBytes) {
      const length = rest.readUInt32BE(1);
      if (length > mostBytes) return void socket.destroy();
      if (rest.length < headBytes + length) return undefined;
      const type = rest.readUInt8();
      const body = rest.subarray(headBytes, headBytes + length);
      rest = rest.subarray(headBytes + length);
      if (type === audioType) hear.audio(Int16Array.from({ length: length >> 1 }, (_, at) => body.readInt16LE(at * 2)));
      else {
        const control = controlOf(body);
        if (!control) return void socket.destroy();
        hear.control(control);
      }
    }
    return undefined;
  });
}

function controlOf(body: Buffer): ControlFrame | undefined {
  try {
    return controlFrame.safeParse(JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
}
