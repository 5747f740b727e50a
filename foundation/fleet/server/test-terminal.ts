// A terminal over TCP for tests: speaks JT/T 808 and hears what the gateway answers.
import { connect, type Socket } from 'node:net';
import { cutIntoFragments } from '../rules/jt808/fragments.ts';
import { decodeFrame, encodeFrame, type Edition } from '../rules/jt808/frame.ts';
import { FrameSplitter } from '../rules/jt808/frame-splitter.ts';
import { decodeMessage, encodeMessage, idOf, type Message } from '../rules/jt808/message.ts';
import type { Position } from '../rules/jt808/position.ts';
import type { Registration } from '../rules/jt808/registration.ts';

export class TestTerminal {
  readonly heard: Message[] = [];
  closed = false;
  serial = 0;
  private readonly socket: Socket;
  private readonly phone: string;
  private readonly edition: Edition;

  private constructor(socket: Socket, phone: string, edition: Edition) {
    this.socket = socket;
    this.phone = phone;
    this.edition = edition;
    const splitter = new FrameSplitter();
    socket.on('data', (piece: Buffer) => {
      for (const bytes of splitter.push(piece)) {
        const frame = decodeFrame(bytes);
        const message = frame.ok ? decodeMessage(frame.value) : frame;
        if (message.ok) this.heard.push(message.value);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => (this.closed = true));
  }

  static async dial(port: number, phone: string, edition: Edition = 2013): Promise<TestTerminal> {
    const socket = connect({ host: '127.0.0.1', port });
    const terminal = new TestTerminal(socket, phone, edition);
    await new Promise((done, failed) => socket.once('connect', done).once('error', failed));
    return terminal;
  }

  /** The serial under which it was sent; a message longer than `longest` bytes goes in fragments. */
  say(message: Message, serial = ++this.serial, longest = 1_023): number {
    const { edition, phone } = this;
    const frame = { id: idOf(message), edition, phone, serial, body: encodeMessage(message, edition) };
    const parts = cutIntoFragments(frame, longest);
    this.serial = Math.max(this.serial, serial + parts.length - 1);
    for (const part of parts) this.socket.write(encodeFrame(part));
    return serial;
  }
  raw(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The answer to a serial; undefined where the connection ended or nothing came within `milliseconds`. */
  async answer(serial: number, milliseconds = 8_000): Promise<(Message & { result?: number }) | undefined> {
    const until = performance.now() + milliseconds;
    while (performance.now() < until) {
      const found = this.heard.find((message) => 'replySerial' in message && message.replySerial === serial);
      if (found || this.closed) return found;
      await new Promise((wait) => setTimeout(wait, 5));
    }
    return undefined;
  }
  async ask(message: Message, serial?: number): Promise<number | undefined> {
    return (await this.answer(this.say(message, serial)))?.result;
  }

  /** Registers and authenticates; the code. */
  async join(registration: Partial<Registration> = {}): Promise<string> {
    const answer = await this.answer(this.say({ kind: 'register', ...testRegistration, ...registration }));
    if (answer?.kind !== 'register-reply' || answer.code === undefined)
      throw new Error(`registration: ${JSON.stringify(answer)}`);
    if ((await this.ask({ kind: 'authenticate', code: answer.code })) !== 0) throw new Error('authentication');
    return answer.code;
  }
  end(): void {
    this.socket.destroy();
  }
}

export const testRegistration: Registration = {
  province: 33,
  city: 112,
  maker: 'TMU01',
  model: 'T1',
  terminalId: 'A000001',
  plateColour: 1,
  plate: '浙A6T808',
};

export const testPosition = (deviceAt: Date | undefined, changes: Partial<Position> = {}): Position => ({
  alarm: 0,
  status: 3,
  lat: 30.233,
  lon: 119.724,
  altitudeMetres: 50,
  speedKilometresPerHour: 42.5,
  heading: 90,
  ...(deviceAt && { deviceAt }),
  extras: { mileageMetres: 12_300, satellites: 11, unknown: [] },
  ...changes,
});
