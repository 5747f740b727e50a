// One terminal's connection: frames in, answers out, a point acknowledged only after it is committed.
import type { Socket } from 'node:net';
import { addFragment, type OpenMessages } from '../../rules/jt808/fragments.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../rules/jt808/frame.ts';
import { FrameSplitter } from '../../rules/jt808/frame-splitter.ts';
import { decodeMessage, encodeMessage, idOf, replyResult, type Message } from '../../rules/jt808/message.ts';
import type { Position } from '../../rules/jt808/position.ts';
import { fullBucket, takeTokens } from '../../rules/token-bucket.ts';
import { endRegistration, noteSeen, type Terminal } from '../store/terminal.ts';
import { authenticateTerminal, registerTerminal } from '../use-cases/register-terminal.ts';
import type { GatewayServices } from './gateway-services.ts';
import { pointRow } from './point-row.ts';

/** Frames that wait to be read, and messages that wait for their commit, before the connection is read no further. */
const mostFrames = 256;
const mostUnanswered = 256;
/** Frames without one good one between them: whoever sends this is no terminal. */
const mostFaults = 50;
/** Registrations and codes refused on one connection: each of them costs a look into the database. */
const mostRefusals = 10;
/** Heartbeats within this time change no row. */
const seenMilliseconds = 60_000;

export function serveTerminal(socket: Socket, services: GatewayServices): void {
  const { kernel, limits, writer } = services;
  const splitter = new FrameSplitter();
  const frames: Uint8Array[] = [];
  let open: OpenMessages = [];
  let terminal: Terminal | undefined;
  let rate = limits.points;
  let bucket = fullBucket(rate, performance.now());
  let reading = false;
  let faults = 0;
  let unanswered = 0;
  let answered: (() => void) | undefined;
  let serial = 0;
  let refusals = 0;
  let seenUntil = 0;

  const close = () => void socket.destroy();
  const send = (frame: Frame, message: Message): void => {
    if (socket.destroyed) return;
    const { edition, phone, revision } = frame;
    const body = encodeMessage(message, edition);
    serial = (serial + 1) & 0xffff;
    socket.write(encodeFrame({ id: idOf(message), edition, ...(revision && { revision }), phone, serial, body }));
  };
  /** A message that came in fragments is answered for each of them, once it is whole: an early answer would be a promise. */
  const reply = (frame: Frame, result: number): void => {
    for (let part = 0; part < (frame.fragment?.total ?? 1); part++) {
      const replySerial = (frame.serial + part) & 0xffff;
      send(frame, { kind: 'platform-reply', replySerial, replyId: frame.id, result });
    }
  };
  const refuseFrame = (bytes: Uint8Array, reason: string, phone?: string): void => {
    services.keepFrame({ phone, reason, bytes });
    if (++faults >= mostFaults) close();
  };

  const refused = (): void => {
    if (++refusals >= mostRefusals) socket.destroySoon();
  };

  const take = async (bytes: Uint8Array): Promise<void> => {
    const frame = decodeFrame(bytes, services.checksum);
    if (!frame.ok) return refuseFrame(bytes, frame.fault.fault);
    const step = addFragment(open, frame.value, performance.now());
    open = step.open;
    if (!step.whole) return;
    const message = decodeMessage(step.whole);
    if (!message.ok) {
      refuseFrame(bytes, message.fault.fault, frame.value.phone);
      return reply(step.whole, replyResult.messageFaulty);
    }
    faults = 0;
    await answer(step.whole, message.value, bytes);
  };

  const answer = async (frame: Frame, message: Message, bytes: Uint8Array): Promise<void> => {
    if (message.kind === 'register') return register(frame, message);
    if (message.kind === 'authenticate') return authenticate(frame, message.code);
    if (message.kind === 'time-query') return send(frame, { kind: 'time-reply', at: kernel.clock.now() });
    if (!terminal || terminal.phone !== frame.phone) return reply(frame, replyResult.failure);
    switch (message.kind) {
      case 'position':
        return takePoints(frame, [message], false, bytes);
      case 'position-batch':
        if (message.unreadable.length > 0) refuseFrame(bytes, 'batch-item', frame.phone);
        return takePoints(frame, message.positions, message.backfilled, bytes);
      case 'unregister':
        await endRegistration(kernel.db, terminal.id);
        return reply(frame, replyResult.success);
      case 'heartbeat':
        await seen(terminal);
        return reply(frame, replyResult.success);
      case 'terminal-reply':
        return;
      default:
        return reply(frame, replyResult.unsupported);
    }
  };

  const seen = async ({ id }: Terminal): Promise<void> => {
    const now = performance.now();
    if (now < seenUntil) return;
    seenUntil = now + seenMilliseconds;
    await noteSeen(kernel.db, id, kernel.clock.now());
  };

  const register = async (frame: Frame, registration: Message & { kind: 'register' }): Promise<void> => {
    const { phone, edition } = frame;
    const { newCode } = services;
    const asked = { phone, edition, registration, newCode, now: kernel.clock.now() };
    const result = await registerTerminal(kernel.db, asked);
    send(frame, { kind: 'register-reply', replySerial: frame.serial, ...result });
    if (result.code === undefined) refused();
  };

  const authenticate = async (frame: Frame, code: string): Promise<void> => {
    const known = await authenticateTerminal(kernel.db, frame.phone, code);
    if (known && !socket.destroyed) {
      if (terminal) services.left(terminal, close);
      terminal = known;
      services.arrived(known, close);
      clearTimeout(deadline);
      const perSecond = known.pointsPerSecond ?? limits.points.perSecond;
      rate = { perSecond, burst: Math.max(perSecond, limits.points.burst) };
      await seen(known);
    }
    reply(frame, known ? replyResult.success : replyResult.failure);
    if (!known) refused();
  };

  const takePoints = async (
    frame: Frame,
    positions: readonly Position[],
    backfilled: boolean,
    bytes: Uint8Array,
  ): Promise<void> => {
    const sent = { serial: frame.serial, backfilled, receivedAt: kernel.clock.now() };
    const rows = positions.flatMap((position) => pointRow(position, terminal!, sent) ?? []);
    if (rows.length < positions.length) services.keepFrame({ phone: frame.phone, reason: 'no-time', bytes });
    const taken = takeTokens(bucket, rate, Math.max(1, rows.length), performance.now());
    bucket = taken.bucket;
    // Too fast a terminal is read later, not refused: what it has is still wanted.
    if (taken.waitMilliseconds > 0) await new Promise((wait) => setTimeout(wait, taken.waitMilliseconds));
    await writer.room();
    if (unanswered >= mostUnanswered) await new Promise<void>((wake) => (answered = wake));
    unanswered++;
    writer
      .add(rows)
      .then(
        () => reply(frame, replyResult.success),
        // No answer: the terminal keeps the point and sends it again.
        (error: unknown) => kernel.log.error({ err: error }, 'positions could not be written'),
      )
      .finally(() => {
        unanswered--;
        answered?.();
        answered = undefined;
      })
      .catch(close);
  };

  const read = async (): Promise<void> => {
    reading = true;
    for (let frame = frames.shift(); frame && !socket.destroyed; frame = frames.shift()) await take(frame);
    reading = false;
    socket.resume();
  };

  const deadline = setTimeout(close, limits.authenticationSeconds * 1000);
  socket.setNoDelay(true);
  socket.setTimeout(limits.idleSeconds * 1000, close);
  socket.on('data', (piece: Buffer) => {
    for (const frame of splitter.push(piece)) frames.push(frame);
    if (frames.length > mostFrames) socket.pause();
    if (!reading)
      read().catch((error: unknown) => {
        kernel.log.error({ err: error }, 'a terminal could not be answered');
        close();
      });
  });
  // A connection that breaks is a terminal in a tunnel: it comes back.
  socket.on('error', close);
  socket.on('close', () => {
    clearTimeout(deadline);
    answered?.();
    if (terminal) services.left(terminal, close);
  });
}
