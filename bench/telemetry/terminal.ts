// One simulated vehicle terminal: keeps each point until the platform has acknowledged it, comes back after a break and sends again.
import { connect, type Socket } from 'node:net';
import { decodeFrame, encodeFrame, type Edition } from '#foundation/fleet/rules/jt808/frame.ts';
import { FrameSplitter } from '#foundation/fleet/rules/jt808/frame-splitter.ts';
import { decodeMessage, encodeMessage, idOf, type Message } from '#foundation/fleet/rules/jt808/message.ts';

/** Serials of control messages: those of points count from 1 without a gap. */
const controlSerial = 0xff00;
const longestPause = 2_000;

export class Terminal {
  /** Points made so far; the last one's serial. */
  made = 0;
  acknowledged = 0;
  resent = 0;
  joins = 0;
  joined = false;
  private code: string | undefined;
  private readonly unanswered = new Map<number, Uint8Array>();
  private socket: Socket | undefined;
  private stopped = false;
  private readonly index: number;
  private readonly port: number;
  private readonly phone: string;
  private readonly edition: Edition;

  constructor(index: number, port: number, phone: string) {
    this.index = index;
    this.port = port;
    this.phone = phone;
    this.edition = index % 2 ? 2019 : 2013;
  }

  get waiting(): number {
    return this.unanswered.size;
  }

  dial(): void {
    const socket = connect({ host: '127.0.0.1', port: this.port, noDelay: true });
    this.socket = socket;
    const splitter = new FrameSplitter();
    socket.on('connect', () => this.introduce());
    socket.on('data', (piece: Buffer) => {
      for (const bytes of splitter.push(piece)) this.hear(bytes);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.joined = false;
      // Spread over the terminals: a restarted server is not met by all of them at once.
      if (!this.stopped) setTimeout(() => this.dial(), 200 + ((this.index * 7_919) % longestPause));
    });
  }

  /** Makes the next point of the drive; it is sent now or after the next connection. */
  report(now: Date): void {
    this.made++;
    const bytes = this.frame(
      {
        kind: 'position',
        alarm: 0,
        status: 3,
        lat: 30 + (this.index % 1_000) / 1_000 + this.made / 100_000,
        lon: 119.5 + this.made / 100_000,
        altitudeMetres: 100,
        speedKilometresPerHour: 42,
        heading: this.made % 360,
        deviceAt: now,
        extras: { mileageMetres: this.made * 100, signalStrength: 28, satellites: 12, unknown: [] },
      },
      this.made,
    );
    this.unanswered.set(this.made, bytes);
    if (this.joined) this.socket!.write(bytes);
  }

  stop(): void {
    this.stopped = true;
    this.socket?.destroy();
  }

  private frame(message: Message, serial: number): Uint8Array {
    const { edition, phone } = this;
    return encodeFrame({ id: idOf(message), edition, phone, serial, body: encodeMessage(message, edition) });
  }

  private introduce(): void {
    const message: Message =
      this.code === undefined
        ? {
            kind: 'register',
            province: 33,
            city: 112,
            maker: 'BENCH',
            model: 'B1',
            terminalId: `B${this.index}`,
            plateColour: 0,
            plate: '',
          }
        : { kind: 'authenticate', code: this.code };
    this.socket!.write(this.frame(message, controlSerial));
  }

  private hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    const message = frame.ok ? decodeMessage(frame.value) : frame;
    if (!message.ok) throw new Error(`the platform sent a faulty frame: ${message.fault.fault}`);
    const said = message.value;
    if (said.kind === 'register-reply') {
      if (said.code === undefined) throw new Error(`registration refused: ${said.result}`);
      this.code = said.code;
      this.introduce();
    } else if (said.kind === 'platform-reply' && said.replyId === 0x0102) this.join(said.result);
    else if (said.kind === 'platform-reply' && said.replyId === 0x0200 && said.result === 0)
      if (this.unanswered.delete(said.replySerial)) this.acknowledged++;
  }

  private join(result: number): void {
    // A registration that was not yet on disk when the server was killed: register again.
    if (result !== 0) this.code = undefined;
    if (result !== 0) return this.introduce();
    this.joined = true;
    this.joins++;
    if (this.joins > 1) this.resent += this.unanswered.size;
    for (const bytes of this.unanswered.values()) this.socket!.write(bytes);
  }
}
