// A simulated vehicle terminal that speaks JT/T 808: what it can't send it keeps, and sends it as a batch from its memory later.
import { connect, type Socket } from 'node:net';
import { decodeFrame, encodeFrame } from '#foundation/fleet/rules/jt808/frame.ts';
import { FrameSplitter } from '#foundation/fleet/rules/jt808/frame-splitter.ts';
import { decodeMessage, encodeMessage, idOf, type Message } from '#foundation/fleet/rules/jt808/message.ts';
import type { Position } from '#foundation/fleet/rules/jt808/position.ts';

interface TerminalOptions {
  host: string;
  port: number;
  phone: string;
  plate: string;
  /** Seven characters at most (edition of 2013). */
  terminalId: string;
}

/** Positions of one batch: they fit into a frame without fragments. */
const mostInBatch = 25;
const mostUnanswered = 4;
/** Older than this they come from the memory. */
const freshMilliseconds = 90_000;
const heartbeatMilliseconds = 60_000;
const redialMilliseconds = 2_000;

export class SimulatedTerminal {
  private readonly options: TerminalOptions;
  private memory: Position[] = [];
  /** Measured without signal: sent once there is some. */
  private held: Position[] = [];
  private readonly unanswered = new Map<number, Position[]>();
  private socket: Socket | undefined;
  private joined = false;
  private code: string | undefined;
  private serial = 0;
  private covered = true;
  private stopped = false;
  private redial: NodeJS.Timeout | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private newest = 0;

  constructor(options: TerminalOptions) {
    this.options = options;
  }

  /** Positions that the platform has not acknowledged. */
  get waiting(): number {
    return this.held.length + this.outgoing;
  }
  private get outgoing(): number {
    return this.memory.length + [...this.unanswered.values()].reduce((sum, one) => sum + one.length, 0);
  }

  /** In a valley without signal the connection is lost; out of it the terminal dials again. */
  setCovered(covered: boolean): void {
    if (covered === this.covered) return;
    this.covered = covered;
    this.memory.push(...this.held.splice(0));
    if (covered) this.dial();
    // Mid-sentence, save where it still tells what it measured with signal.
    else if (this.outgoing <= mostInBatch) this.socket?.destroy();
  }

  report(positions: readonly Position[]): void {
    (this.covered ? this.memory : this.held).push(...positions);
    for (const { deviceAt } of positions) this.newest = Math.max(this.newest, deviceAt?.getTime() ?? 0);
    this.pump();
  }

  dial(): void {
    clearTimeout(this.redial);
    if (this.stopped || this.socket) return;
    const { host, port } = this.options;
    const socket = connect({ host, port, noDelay: true });
    this.socket = socket;
    const splitter = new FrameSplitter();
    socket.on('connect', () => this.introduce());
    socket.on('data', (piece: Buffer) => {
      for (const bytes of splitter.push(piece)) this.hear(bytes);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = undefined;
      this.joined = false;
      clearInterval(this.heartbeat);
      this.memory = [...[...this.unanswered.values()].flat(), ...this.memory];
      this.unanswered.clear();
      if (!this.stopped && (this.covered || this.outgoing > 0))
        this.redial = setTimeout(() => this.dial(), redialMilliseconds);
    });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.redial);
    clearInterval(this.heartbeat);
    this.socket?.destroy();
  }

  private introduce(): void {
    const { plate, terminalId } = this.options;
    this.say(
      this.code === undefined
        ? {
            kind: 'register',
            province: 33,
            city: 112,
            maker: 'SIMUL',
            model: 'SIM-1',
            terminalId,
            plateColour: 2,
            plate,
          }
        : { kind: 'authenticate', code: this.code },
    );
  }

  private say(message: Message): number {
    this.serial = (this.serial + 1) & 0xffff;
    const { serial } = this;
    const { phone } = this.options;
    const body = encodeMessage(message, 2013);
    this.socket?.write(encodeFrame({ id: idOf(message), edition: 2013, phone, serial, body }));
    return serial;
  }

  private hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    const message = frame.ok ? decodeMessage(frame.value) : frame;
    if (!message.ok) return;
    const said = message.value;
    if (said.kind === 'register-reply') {
      if (said.code === undefined) return void this.socket?.destroy();
      this.code = said.code;
      this.introduce();
    } else if (said.kind === 'platform-reply' && said.replyId === 0x0102) {
      // A code that opens nothing any more: register again.
      if (said.result !== 0) this.code = undefined;
      if (said.result !== 0) return void this.socket?.destroy();
      this.joined = true;
      this.heartbeat = setInterval(() => this.say({ kind: 'heartbeat' }), heartbeatMilliseconds);
      this.pump();
    } else if (said.kind === 'platform-reply') {
      const sent = this.unanswered.get(said.replySerial);
      if (sent && said.result !== 0) this.memory = [...sent, ...this.memory];
      this.unanswered.delete(said.replySerial);
      this.pump();
      if (!this.covered && this.outgoing === 0) this.socket?.destroy();
    }
  }

  private pump(): void {
    while (this.joined && this.memory.length > 0 && this.unanswered.size < mostUnanswered) {
      const some = this.memory.splice(0, mostInBatch);
      const [first] = some;
      const backfilled = this.newest - (first!.deviceAt?.getTime() ?? 0) > freshMilliseconds;
      const message: Message =
        some.length === 1 && !backfilled
          ? { kind: 'position', ...first! }
          : { kind: 'position-batch', backfilled, positions: some, unreadable: [] };
      this.unanswered.set(this.say(message), some);
    }
  }
}
