// The demo's telephone line, voice and ear: calls go to the demo's phones over a socket, text is carried as sound that no person would understand.
import { connect } from 'node:net';
import { CarrierReader, carry } from '../../rules/telephone/carrier.ts';
import { samplesOf } from '../../rules/telephone/goertzel.ts';
import { usualTimes, type LineListener, type TelephoneCall, type Voice } from './ports.ts';
import { readFrames, sendAudio, sendControl } from './telephone-frames.ts';

const frameMilliseconds = 20;
const frameSamples = samplesOf(frameMilliseconds);

/** `faster`: sound is played so many times faster than real time (tests). */
export function demoVoice(address: { host: string; port: number }, faster = 1): Voice {
  return {
    line: { name: 'demo', dial: (number, listener) => dial(address, number, listener, faster) },
    speech: { name: 'demo', speak: async (text) => carry(text) },
    recognition: {
      name: 'demo',
      recognise: async (audio) => {
        const [heard] = new CarrierReader().hear(audio);
        return heard && !heard.broken ? heard.text : undefined;
      },
    },
    simulated: true,
    ...usualTimes,
  };
}

function dial(
  { host, port }: { host: string; port: number },
  number: string,
  listener: LineListener,
  faster: number,
): TelephoneCall {
  const socket = connect({ host, port });
  socket.setNoDelay(true);
  let over = false;
  let playing: { stop(): void } | undefined;
  const end = (event: 'busy' | 'no-answer' | 'hung-up' | 'broken') => {
    if (over) return;
    over = true;
    playing?.stop();
    listener.event(event);
    socket.end();
  };
  socket.on('connect', () => sendControl(socket, { type: 'dial', number }));
  socket.on('error', () => end('broken'));
  socket.on('close', () => end('broken'));
  readFrames(socket, {
    control: ({ type }) => {
      if (type === 'answered') listener.event('answered');
      else if (type !== 'dial') end(type);
    },
    audio: (samples) => !over && listener.audio(samples),
  });
  return {
    play(audio) {
      playing?.stop();
      if (over) return Promise.resolve();
      return new Promise((resolve) => {
        const begun = performance.now();
        let sent = 0;
        const stop = () => {
          clearInterval(timer);
          playing = undefined;
          resolve();
        };
        // As a line does: no faster than it is spoken.
        const timer = setInterval(() => {
          const due = Math.floor(((performance.now() - begun) * faster) / frameMilliseconds) * frameSamples;
          for (; sent < Math.min(due, audio.length); sent += frameSamples)
            sendAudio(socket, audio.subarray(sent, sent + frameSamples));
          if (sent >= audio.length) stop();
        }, frameMilliseconds);
        playing = { stop };
      });
    },
    quiet: () => playing?.stop(),
    hangUp() {
      if (over) return;
      over = true;
      playing?.stop();
      sendControl(socket, { type: 'hung-up' });
      socket.end();
    },
  };
}
