// A vehicle terminal over TCP for journeys: as a maker's device it knows the protocol and the gateway's port, nothing else.
import { connect, type Socket } from 'node:net';
import { decodeFrame, encodeFrame } from '#foundation/fleet/rules/jt808/frame.ts';
import { FrameSplitter } from '#foundation/fleet/rules/jt808/frame-splitter.ts';
import { decodeMessage, encodeMessage, idOf, type Message } from '#foundation/fleet/rules/jt808/message.ts';
import type { Position } from '#foundation/fleet/rules/jt808/position.ts';

export interface Fix {
  at: number;
  lon: number;
  lat: number;
  speedKilometresPerHour: number;
}
const patienceMilliseconds = 15_000;
/** Positions of one batch: they fit into a frame without fragments. */
const mostInBatch = 25;

export const positionOf = ({ at, lon, lat, speedKilometresPerHour }: Fix): Position => ({
  alarm: 0,
  status: speedKilometresPerHour > 0 ? 3 : 2,
  lon: Math.round(lon * 1e6) / 1e6,
  lat: Math.round(lat * 1e6) / 1e6,
  altitudeMetres: 0,
  speedKilometresPerHour,
  heading: 0,
  deviceAt: new Date(at),
  extras: { unknown: [] },
});

export class VehicleTerminal {
  private readonly socket: Socket;
  private readonly phone: string;
  private readonly heard = new Map<number, Message>();
  private serial = 0;

  private constructor(socket: Socket, phone: string) {
    this.socket = socket;
    this.phone = phone;
    const splitter = new FrameSplitter();
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      for (const bytes of splitter.push(piece)) {
        const frame = decodeFrame(bytes);
        const message = frame.ok ? decodeMessage(frame.value) : frame;
        if (message.ok && 'replySerial' in message.value) this.heard.set(message.value.replySerial, message.value);
      }
    });
  }

  /** Connects, registers and authenticates. */
  static async join(port: number, phone: string, plate: string): Promise<VehicleTerminal> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await new Promise((done, failed) => socket.once('connect', done).once('error', failed));
    const terminal = new VehicleTerminal(socket, phone);
    const registered = await terminal.ask({
      kind: 'register',
      province: 33,
      city: 112,
      maker: 'TRIAL',
      model: 'T1',
      terminalId: 'T000001',
      plateColour: 2,
      plate,
    });
    const code = registered.kind === 'register-reply' ? registered.code : undefined;
    if (code === undefined) throw new Error(`registration: ${JSON.stringify(registered)}`);
    await terminal.tell({ kind: 'authenticate', code });
    return terminal;
  }

  /** One after the other, each acknowledged. */
  async report(fixes: readonly Fix[]): Promise<void> {
    for (const fix of fixes) await this.tell({ kind: 'position', ...positionOf(fix) });
  }
  /** From its memory, by the batch (0x0704). */
  async backfill(fixes: readonly Fix[]): Promise<void> {
    for (let from = 0; from < fixes.length; from += mostInBatch) {
      const positions = fixes.slice(from, from + mostInBatch).map(positionOf);
      await this.tell({ kind: 'position-batch', backfilled: true, positions, unreadable: [] });
    }
  }
  cut(): void {
    this.socket.destroy();
  }

  private async tell(message: Message): Promise<void> {
    const answer = await this.ask(message);
    if (!('result' in answer) || answer.result !== 0) throw new Error(`${message.kind}: ${JSON.stringify(answer)}`);
  }
  private async ask(message: Message): Promise<Message> {
    this.serial++;
    const { phone, serial } = this;
    const body = encodeMessage(message, 2013);
    this.socket.write(encodeFrame({ id: idOf(message), edition: 2013, phone, serial, body }));
    const until = performance.now() + patienceMilliseconds;
    while (performance.now() < until) {
      const answer = this.heard.get(serial);
      if (answer) return answer;
      await new Promise((wait) => setTimeout(wait, 5));
    }
    throw new Error(`${message.kind} was not answered`);
  }
}
