// The demo's phones: a peer on a socket that rings, hears sound only, shows what it makes out, and answers with the sound of its keys.
import { createServer, type Server, type Socket } from 'node:net';
import type { PhoneCall, PhoneCallBody } from '../../contract.ts';
import { CarrierReader, carry } from '../../rules/telephone/carrier.ts';
import { keyPress } from '../../rules/telephone/dtmf.ts';
import { joined, tones } from '../../rules/telephone/goertzel.ts';
import { readFrames, sendAudio, sendControl } from './telephone-frames.ts';

const mostShown = 20;

interface Line {
  socket: Socket;
  call: PhoneCall;
  number: string;
  reader: CarrierReader;
}
export interface DemoPhones {
  readonly port: number;
  /** Newest first. */
  calls(): PhoneCall[];
  /** False where there is no such call, or it is over. */
  act(callId: string, action: PhoneCallBody): boolean;
  close(): Promise<void>;
}

export async function openDemoPhones(
  { newId, now }: { newId: () => string; now: () => Date },
  ringMilliseconds = 45_000,
): Promise<DemoPhones> {
  const lines: Line[] = [];
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.unref();
    socket.on('error', () => undefined);
    let line: Line | undefined;
    let ringing: NodeJS.Timeout | undefined;
    socket.on('close', () => {
      clearTimeout(ringing);
      if (line) line.call.state = 'over';
    });
    readFrames(socket, {
      control: (frame) => {
        if (frame.type === 'hung-up' && line) line.call.state = 'over';
        if (frame.type !== 'dial' || line) return;
        const { number } = frame;
        if (lines.some((one) => one.number === number && one.call.state !== 'over'))
          return sendControl(socket, { type: 'busy' });
        const phone = number.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2');
        const call: PhoneCall = {
          callId: newId(),
          at: now().toISOString(),
          phone,
          state: 'ringing',
          heard: [],
          pressed: '',
        };
        line = { socket, call, number, reader: new CarrierReader() };
        lines.unshift(line);
        lines.splice(mostShown);
        ringing = setTimeout(() => {
          if (call.state !== 'ringing') return;
          call.state = 'over';
          sendControl(socket, { type: 'no-answer' });
        }, ringMilliseconds);
        ringing.unref();
      },
      audio: (samples) => {
        if (line?.call.state !== 'talking') return;
        for (const { text, broken } of line.reader.hear(samples)) line.call.heard.push(broken ? `${text}…` : text);
      },
    });
  });
  server.unref();
  await listening(server);
  return {
    port: (server.address() as { port: number }).port,
    calls: () => lines.map(({ call }) => call),
    act: (callId, action) => {
      const line = lines.find((one) => one.call.callId === callId);
      return line !== undefined && act(line, action);
    },
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of lines) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function act({ socket, call }: Line, action: PhoneCallBody): boolean {
  const talks = action.action !== 'accept' && action.action !== 'reject';
  if (call.state !== (talks ? 'talking' : 'ringing')) return false;
  switch (action.action) {
    case 'accept':
      call.state = 'talking';
      sendControl(socket, { type: 'answered' });
      break;
    case 'reject':
      call.state = 'over';
      sendControl(socket, { type: 'busy' });
      break;
    case 'hang-up':
      call.state = 'over';
      sendControl(socket, { type: 'hung-up' });
      break;
    case 'press':
      call.pressed += action.key;
      sendAudio(socket, keyPress(action.key));
      break;
    case 'say':
      // The silence after it tells the listener that it is over.
      sendAudio(socket, joined([carry(action.words), tones(700, [])]));
      break;
  }
  return true;
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
